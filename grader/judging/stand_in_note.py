"""Work that imports plotting or a progress bar is told once in each exercise that nothing of it is there."""

import re
from collections.abc import Collection, Iterator, Mapping

from grader.items.item import Item
from grader.model.feedback import Feedback
from grader.model.report import ItemScore
from grader.sandbox.imports import file_of, first_names, reached
from grader.sandbox.stand_ins import STAND_INS

# Of the text alone, as bytes that nobody compiles; an import may stand behind another statement, but in no comment
_IMPORT = re.compile(rb"^[ \t]*(?:[^#'\"\n]*[;:][ \t]*)?(from|import)[ \t]+([^\n#;]+)", re.MULTILINE)
_FIRST = re.compile(rb"[ \t]*(\w+)")


def note_stand_ins(score: ItemScore, exercise: str, items: Collection[Item], files: Mapping[str, bytes]) -> ItemScore:
    """The score; on one item of the exercise, with a note on what stands in for packages that its file imports.

    Parameters
    ----------
    score : ItemScore
        Of an item of the exercise.
    exercise : str
        The exercise's name, which is also the file's.
    items : collection of Item
        All of the exercise's; of those that are public the first one is told, as what is hidden shows nothing.
    files : mapping of str to bytes
        The submission.
    """
    if score.id != first_public(items) or file_of(exercise, files) is None:
        return score
    names = sorted(imported_stand_ins(exercise, files))
    if not names:
        return score
    listed = " and ".join(filter(None, (", ".join(f"`{name}`" for name in names[:-1]), f"`{names[-1]}`")))
    verb, whose = ("does", "its place") if len(names) == 1 else ("do", "their places")
    text = f"{listed} {verb} nothing while work is graded: a stand-in takes {whose}, and no mark depends on it."
    return score.model_copy(update={"feedback": (*score.feedback, Feedback(code="note.stand_in", text=text))})


def first_public(items: Collection[Item]) -> str | None:
    """The item on which an exercise's student is told what is true of all; None where all are hidden."""
    return next((item.id for item in items if item.visibility == "public"), None)


def imported_stand_ins(exercise: str, files: Mapping[str, bytes]) -> frozenset[str]:
    """Packages with a stand-in that an exercise's file imports, or a file of the submission that it imports."""
    names = STAND_INS - first_names(files)
    if not any(name.encode() in content for content in files.values() for name in names):
        return frozenset()
    return names.intersection(name for content in reached(exercise, files).values() for name in _imported(content))


def _imported(content: bytes) -> Iterator[str]:
    for statement in _IMPORT.finditer(content.replace(b"\r", b"\n")):
        word, behind = statement.groups()
        for part in behind.split(b",") if word == b"import" else [behind]:
            if name := _FIRST.match(part):
                yield name[1].decode("ascii", errors="replace")
