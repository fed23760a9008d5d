"""What may be meant by a word that is neither a command nor a folder: an exercise, or a command with a slip in it."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from pathlib import Path

from grader.errors import GraderError

_NEAR = 0.6
"""How alike two words have to be, from 0 to 1: what difflib takes for close by default."""


def meant(word: str, rest: Sequence[str], commands: Collection[str]) -> str | None:
    """What to type instead; None where nothing is known.

    Parameters
    ----------
    word : str
        What was typed where a command or a folder stands.
    rest : sequence of str
        What stands behind it.
    commands : collection of str
        Names of the commands.
    """
    if {"/", "\\"} & set(word):  # a path: a folder is meant, whatever it is like
        return None
    # the arguments are not read yet, and never will be if the word is a mistake: this much has to be found by hand
    named = rest[rest.index("--course") + 1 : rest.index("--course") + 2] if "--course" in rest else ()
    exercises = exercise_names(Path(named[0]) if named else None)
    if word in exercises:  # `grade xor` is `grade -e xor`
        return None
    if command := get_close_matches(word, commands, 1, _NEAR):
        return f"there is no command {word}; is `{command[0]}` meant?"
    if exercise := get_close_matches(word, exercises, 1, _NEAR):
        return f"there is no folder {word}; is the exercise {exercise[0]} meant? `grade {exercise[0]}` grades it"
    # PATH has no second word behind it, so the first one was meant for a command
    if rest and not rest[0].startswith("-"):
        return f"there is no command {word}; `grade --help` lists them"
    return None


def exercise_names(course: Path | None) -> list[str]:
    """Names of the exercises in reach; none where there is no course, or one that cannot be read."""
    from grader.course.find import open_names  # noqa: PLC0415 - heavy, and only for a message

    try:
        return open_names(Path(), course)
    except GraderError:
        return []
