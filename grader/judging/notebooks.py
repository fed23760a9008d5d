"""Which notebook counts for an exercise: the one that is called like it, else the one that holds its functions.

    week1.ipynb   defines relu and network, as xor asks for     ──▶  graded as xor.ipynb
    xor.py        is there as well                              ──▶  it counts, and the notebook does not
    xor.py        is still the untouched stub                   ──▶  the notebook counts

One notebook may count for many exercises. Nothing is guessed: where two hold an exercise's functions, none counts.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from grader.model.feedback import Feedback
from grader.model.submission import Submission
from grader.sandbox.cells import NOTEBOOK, head_of

if TYPE_CHECKING:
    # What reads a submission imports this file, and has no need of all that an exercise can hold
    from grader.exercise import Exercise
    from grader.judging.key import CourseKey


# In turn: texts and comments, then what a stub has beside them. All of the text alone, which nobody compiles.
_NO_CODE = re.compile(r"#[^\n]*+|(\'\'\'|\"\"\").*?\1|\'[^\'\n]*+\'|\"[^\"\n]*+\"", re.DOTALL)
_SIGNATURE = r"def\s+\w+\s*\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)[^\n:]*+:"
_STUB = re.compile(
    rf"^[ \t]*(?:(?:from|import)\b[^\n]*+|{_SIGNATURE}|raise NotImplementedError(?:\(\))?)[ \t]*$", re.MULTILINE
)


class Holders(NamedTuple):
    """The notebooks that can be meant for an exercise."""

    notebook: str | None
    """The one that is; None where there is none, or more than one."""
    rivals: tuple[str, ...] = ()
    """Where there is more than one, their names."""


class TakenNotebooks(NamedTuple):
    """A submission as it is judged."""

    submission: Submission
    """With each notebook under the names of the exercises for which it counts as well."""
    notes: Mapping[str, Feedback]
    """Exercise to what its student has to know of that."""


def take_notebooks(submission: Submission, key: "CourseKey") -> TakenNotebooks:
    """The submission with the notebooks that count, each under its exercise's name."""
    files, notes = dict(submission.files), dict[str, Feedback]()
    for name, notebook in meant_notebooks(files, key).items():
        file, own = f"{name}.py", f"{name}{NOTEBOOK}"
        if counts_instead(name, submission.files):
            notes[name] = _note(f"{file} counts, and `{notebook}` does not: without {file} the notebook would.")
            continue
        why = f"{file} is the untouched stub" if file in files else f"There is no {file}"
        if file in files or notebook != own:
            notes[name] = _note(f"{why}; `{notebook}`, which holds its functions, was taken for it.")
        files.pop(file, None)
        files[own] = files[notebook]
    if files.keys() == submission.files.keys():
        return TakenNotebooks(submission, notes)
    return TakenNotebooks(replace(submission, files=dict(sorted(files.items()))), notes)


def counts_instead(exercise: str, files: Mapping[str, bytes]) -> bool:
    """Whether a Python file is there that counts instead of any notebook: one in which more stands than in a stub."""
    content = files.get(f"{exercise}.py")
    if content is None:
        return False
    text = _NO_CODE.sub("", content.decode("utf-8", "replace").replace("\r\n", "\n"))
    return b"raise NotImplementedError" not in content or bool(_STUB.sub("", text).strip())


def meant_notebooks(files: Mapping[str, bytes], key: "CourseKey") -> dict[str, str]:
    """Exercise to the notebook that is meant for it, whether or not a file is there that counts instead."""
    meant = {
        each.name: holders(each.name, asked_functions(each.exercise), files, key.names).notebook
        for each in (key.exercises if any(map(is_notebook, files)) else ())
    }
    return {name: notebook for name, notebook in meant.items() if notebook is not None}


def holders(exercise: str, asked: Collection[str], files: Mapping[str, bytes], exercises: Collection[str]) -> Holders:
    """The notebook that counts for an exercise where it has no file, or those between which nobody can choose.

    Parameters
    ----------
    exercise : str
        The exercise's name.
    asked : collection of str
        Names of the functions that it asks for.
    files : mapping of str to bytes
        The submission.
    exercises : collection of str
        Names of all exercises.
    """
    own = f"{exercise}{NOTEBOOK}"
    if own in files:
        return Holders(own)
    held = {name: head_of(files[name]).defines & {*asked} for name in files if is_notebook(name)}
    # What is called like another exercise is that one's, and may ask for a function of the same name
    possible = {
        name: functions
        for name, functions in held.items()
        if functions and (name.removesuffix(NOTEBOOK) not in exercises or 2 * len(functions) > len(asked))
    }
    # A trial of one function is no rival of the notebook that holds this one and others
    best = [name for name, functions in possible.items() if not any(functions < more for more in possible.values())]
    return Holders(best[0]) if len(best) == 1 else Holders(None, tuple(best))


def asked_functions(exercise: "Exercise") -> frozenset[str]:
    """Names of the functions that an exercise asks for, former ones included."""
    return frozenset({*(item.function for item in exercise.items), *exercise.former_functions.values()})


def is_notebook(file: str) -> bool:
    """Whether a file's name is that of a notebook."""
    return file.lower().endswith(NOTEBOOK)


def _note(text: str) -> Feedback:
    return Feedback(code="note.notebook", text=text)
