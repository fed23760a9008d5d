"""A new exercise to start from: a small one that is complete, of the kind asked for.

The templates are a course themselves, with one exercise for each kind of item; they are copied as they are.
"""

import keyword
import shutil
import sys
from importlib.resources import as_file, files
from pathlib import Path

from grader.course.in_reach import is_course
from grader.course.listing import STUBS, TREES
from grader.course.load import load_course
from grader.course.stubs import make_stub
from grader.errors import UsageError

_TREES = ("exercises", "solutions")
_COURSE = "exercises/course.py"
_TAKEN = frozenset({*sys.stdlib_module_names, "numpy", "sympy", "mpmath", "scipy", "pandas", "grader"})
"""Modules that a student's file of the same name would stand before."""


def write_new(folder: Path, name: str, kind: str) -> list[Path]:
    """Write an exercise, its solution and its stub; in a folder that holds no course, the course's file too.

    Parameters
    ----------
    folder : Path
        The course's folder, or the folder that is to become one.
    name : str
        The exercise's name, which becomes the name of its files.
    kind : str
        What kind of item it has: one of `KINDS`.

    Returns
    -------
    list of Path
        What was written, in the order in which an author reads it.

    Raises
    ------
    UsageError
        If the name cannot be one, is taken, the kind has no template, or the files cannot be written.
    """
    _check_name(folder, name)
    try:
        return _write(folder, name, kind)
    except OSError as error:
        raise UsageError(f"{error.filename or folder} cannot be written: {error.strerror}") from error


def _write(folder: Path, name: str, kind: str) -> list[Path]:
    wanted = {f"{tree}/{name}.py": f"{tree}/{kind}.py" for tree in _TREES}
    if not is_course(folder):
        wanted = {_COURSE: _COURSE, **wanted}
    with as_file(files("grader.course") / "templates") as templates:  # the package may lie in a zip
        for template in wanted.values():
            if not (templates / template).is_file():
                raise UsageError(f"there is no template for the kind {kind}: grader/course/templates/{template}")
        for path, template in wanted.items():
            (folder / path).parent.mkdir(exist_ok=True)
            shutil.copyfile(templates / template, folder / path)
    stub = folder / STUBS / f"{name}.py"
    stub.parent.mkdir(exist_ok=True)
    stub.write_text(make_stub(load_course(folder, [name]).exercises[0]), encoding="utf-8")
    return [*(folder / path for path in wanted), stub]


def _check_name(folder: Path, name: str) -> None:
    if not (name.isidentifier() and name.isascii()):
        raise UsageError(f"'{name}' cannot be imported; take letters, digits and underscores, and no digit first")
    if keyword.iskeyword(name):
        raise UsageError(f"'{name}' is a word of Python's own; take another name")
    if name in {"course", "__init__"}:
        raise UsageError(f"exercises/{name}.py is no exercise; take another name")
    if name.lower() in _TAKEN:
        raise UsageError(f"a student's {name}.py would stand before the module {name.lower()}; take another name")
    for tree in TREES:
        if (folder / tree / f"{name}.py").exists():
            raise UsageError(f"{tree}/{name}.py exists already; remove it, or take another name")
