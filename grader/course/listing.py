"""Which exercises a folder has, told without running anything of it or importing much."""

import json
import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from grader.course.in_reach import BUNDLE
from grader.errors import UsageError

STUBS = "student_template"
"""The folder of what students fill in."""
TREES = ("exercises", "solutions", STUBS)
"""The folders of a course, which mirror each other."""
COURSE = "course"
"""The file of `exercises/` that is about the course as a whole."""


def files_below(folder: Path) -> Iterator[Path]:
    """All files below a folder, in order, but those that Python has compiled, and hidden ones such as an editor's.

    By these a course is told from another one: signed reports hang on that, so the rule stays as it is.
    """
    for inside, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__" and not name.startswith("."))
        yield from (Path(inside, name) for name in sorted(names) if not name.endswith(".pyc") and name[0] != ".")


def exercise_names(folder: Path) -> list[str]:
    """Names of the exercises in a course, sorted."""
    files = (folder / "exercises").glob("*.py")
    return sorted(path.stem for path in files if path.stem not in {COURSE, "__init__"})


def bundle_names(folder: Path) -> list[str]:
    """Names of the exercises in what students get; none where its checks are damaged, which loading them will tell."""
    # Not through the model of a bundle, which is made of all kinds of items: importing those takes half a second
    with suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
        names = [exercise["name"] for exercise in json.loads((folder / BUNDLE).read_bytes())["exercises"]]
        return names if all(isinstance(name, str) for name in names) else []
    return []


def wanted_names(folder: Path, wanted: Collection[str]) -> list[str]:
    """Those of the exercises that are wanted, all if none is named; UsageError for one that does not exist."""
    return among(exercise_names(folder), wanted)


def among(names: Collection[str], wanted: Collection[str]) -> list[str]:
    """Those of the names that are wanted, all if none is; UsageError for one that does not exist."""
    for name in wanted:
        if name not in names:
            from grader.course.faults import nearest  # noqa: PLC0415 - it imports pydantic

            raise UsageError(f"there is no exercise '{name}'{nearest(name, names)}; `grade list` shows them")
    return [name for name in names if not wanted or name in wanted]
