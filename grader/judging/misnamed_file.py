"""A file that is not there under its name may be there under another one: then it is named, and nothing is guessed."""

import re
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher

from grader.model.report import ItemScore

_NO_FILE = "missing.no_file"
_NEAR = 0.85
"""How alike a name with a slip is at least, as `SequenceMatcher` tells it: one letter may be left out of names of four
letters and more, and one may be wrong in names of seven and more. In shorter ones it makes another name."""
_ADDED = re.compile(
    # in front: a copy that a system or a person has named so; behind: the number of a download, or what version it is
    r"^(?:copy[ _-]of|kopie[ _-]von|copie[ _-]de|my)[ _-]+"
    r"|[ _-]*\(\d+\)$|[ _-]+(?:v\d+|copy|kopie|copie|copia|solutions?|sol|final|new|neu|done|fixed|submission|abgabe)$"
)
"""What is put around a name when a file is copied, downloaded twice or kept beside another one."""


def name_misnamed_file(
    score: ItemScore, exercise: str, files: Mapping[str, bytes], exercises: Collection[str]
) -> ItemScore:
    """The score; where it says that a file is missing, with the one that it may be.

    Parameters
    ----------
    score : ItemScore
        Of an item of the exercise.
    exercise : str
        The exercise's name, which is also the file's.
    files : mapping of str to bytes
        The submission.
    exercises : collection of str
        Names of all exercises: a file that has the name of another one is that one's.
    """
    if not any(sentence.code == _NO_FILE for sentence in score.feedback):
        return score
    near = misnamed_file(exercise, files, exercises)
    if near is None:
        return score
    text = f"There is no {exercise}.py; there is `{near}`: rename it to {exercise}.py."
    feedback = [
        sentence.model_copy(update={"text": text}) if sentence.code == _NO_FILE else sentence
        for sentence in score.feedback
    ]
    return score.model_copy(update={"feedback": tuple(feedback)})


def misnamed_file(exercise: str, files: Collection[str], exercises: Collection[str]) -> str | None:
    """The file that an exercise's may be under another name; None if there is none, or more than one."""
    wanted = _plain(exercise)
    free = [name for name in files if name.removesuffix(".py") not in exercises]
    same = [name for name in free if _bare(name) == wanted]
    near = same or [name for name in free if _is_slip(_bare(name), wanted)]
    return near[0] if len(near) == 1 else None  # of two, nobody can tell which one is meant


def _bare(name: str) -> str:
    """A file's name without what is added to it, in small letters."""
    bare = name.removesuffix(".py").casefold().strip()
    # Again and again, for `xor_final (2)`; but a name that is nothing else, such as `final.py`, stays.
    while (shorter := _ADDED.sub("", bare)) not in {bare, ""}:
        bare = shorter
    return _plain(bare)


def _plain(stem: str) -> str:
    return re.sub(r"[ -]+", "_", stem.casefold())  # a name that Python can import has neither


def _is_slip(name: str, wanted: str) -> bool:
    """Whether a letter or two are wrong; numbers are not: `sheet_1` is no slip for `sheet_2`."""
    alike = SequenceMatcher(None, name, wanted).ratio() >= _NEAR and abs(len(name) - len(wanted)) <= 1
    return alike and re.findall(r"\d+", name) == re.findall(r"\d+", wanted)
