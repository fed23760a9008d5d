"""A file that is not there under its name may be there under another one: then it is named.

Nothing is guessed: of two that it may be, none is named. What may come of a name is in `near_names`.
"""

import re
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher

from grader.judging.notebooks import holders, is_notebook
from grader.model.report import ItemScore
from grader.sandbox.cells import NOTEBOOK

PYTHON_ENDINGS = (".py", ".pyw", ".py.txt")
"""How names of files end that hold Python, in capitals as well; only what ends in `.py` can be imported."""
_ENDING = re.compile(r"\.(?:py|pyw|py\.txt|ipynb)$", re.IGNORECASE)
_NO_FILE = "missing.no_file"
_NEAR = 0.85
"""How alike a name with a slip is at least, as `SequenceMatcher` tells it: one letter may be left out of names of four
letters and more, and one may be wrong in names of seven and more. In shorter ones it makes another name."""
_ADDED = re.compile(
    # in front: a copy that a system or a person has named so; behind: the number of a download, or what version it is
    r"^(?:copy[ _-]of|kopie[ _-]von|copie[ _-]de|my)[ _-]+"
    r"|[ _-]*\(\d+\)$|-\d{1,3}$"
    r"|[ _-]+(?:v\d+|copy|kopie|copie|copia|solutions?|sol|final|new|neu|done|fixed|submission|abgabe)$"
)
"""What is put around a name when a file is copied, downloaded twice or kept beside another one."""


def name_misnamed_file(
    score: ItemScore, exercise: str, asked: Collection[str], files: Mapping[str, bytes], exercises: Collection[str]
) -> ItemScore:
    """The score; where it says that a file is missing, with the one that it may be.

    Parameters
    ----------
    score : ItemScore
        Of an item of the exercise.
    exercise : str
        The exercise's name, which is also the file's.
    asked : collection of str
        Names of the functions that it asks for, which a notebook of any name may hold.
    files : mapping of str to bytes
        The submission.
    exercises : collection of str
        Names of all exercises: a file that has the name of another one is that one's.
    """
    if not any(sentence.code == _NO_FILE for sentence in score.feedback):
        return score
    why = _why_missing(exercise, asked, files, exercises)
    if why is None:
        return score
    text = f"There is no {exercise}.py{why}."
    feedback = [
        sentence.model_copy(update={"text": text}) if sentence.code == _NO_FILE else sentence
        for sentence in score.feedback
    ]
    return score.model_copy(update={"feedback": tuple(feedback)})


def _why_missing(
    exercise: str, asked: Collection[str], files: Mapping[str, bytes], exercises: Collection[str]
) -> str | None:
    """What there is in the place of an exercise's file, as the rest of a sentence; None if nothing is known."""
    if near := misnamed_file(exercise, files, exercises):
        return f"; there is `{near}`: rename it to {right_name(exercise, near)}"
    if rivals := holders(exercise, asked, files, exercises).rivals:
        names = " and ".join(f"`{name}`" for name in rivals)
        return f"; {names} hold its functions: call the one that counts {exercise}{NOTEBOOK}"
    return ", and no notebook here holds its functions" if any(map(is_notebook, files)) else None


def right_name(exercise: str, file: str) -> str:
    """What a file that is meant for an exercise has to be called."""
    return f"{exercise}{NOTEBOOK if is_notebook(file) else '.py'}"


def misnamed_file(exercise: str, files: Collection[str], exercises: Collection[str]) -> str | None:
    """The file that an exercise's may be under another name; None if there is none, or more than one."""
    wanted = _plain(exercise)
    names = {_plain(name) for name in exercises}
    free = {name: _bare(name, names) for name in files if not is_exercise(name, exercises)}
    same = [name for name, bare in free.items() if bare == wanted]
    # `mean (1).py` is no slip for means.py in a course that has mean.py
    near = same or [name for name, bare in free.items() if bare not in names and _is_slip(bare, wanted)]
    return near[0] if len(near) == 1 else None  # of two, nobody can tell which one is meant


def is_exercise(file: str, exercises: Collection[str]) -> bool:
    """Whether a file has the name of an exercise, so that it counts for that one."""
    stem, dot, ending = file.rpartition(".")
    return dot + ending in {".py", NOTEBOOK} and stem in exercises


def _bare(name: str, names: Collection[str]) -> str:
    """A file's name without what is added to it, in small letters; what is one of the names stays as it is."""
    # The last part alone: `week1/mean.py` lies in a folder, where nothing looks for it
    bare = _ENDING.sub("", name.rpartition("/")[2]).casefold().strip()
    # Again and again, for `xor_final (2)`; but a name that is nothing else, such as `final.py`, stays.
    while _plain(bare) not in names and (shorter := _ADDED.sub("", bare)) not in {bare, ""}:
        bare = shorter
    return _plain(bare)


def _plain(stem: str) -> str:
    return re.sub(r"[ -]+", "_", stem.casefold())  # a name that Python can import has neither


def _is_slip(name: str, wanted: str) -> bool:
    """Whether a letter or two are wrong; numbers are not: `sheet_1` is no slip for `sheet_2`."""
    alike = SequenceMatcher(None, name, wanted).ratio() >= _NEAR and abs(len(name) - len(wanted)) <= 1
    return alike and re.findall(r"\d+", name) == re.findall(r"\d+", wanted)
