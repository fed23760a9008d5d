"""Which exercises a folder has, told without running anything of it or importing much."""

import json
from contextlib import suppress
from pathlib import Path

from grader.course.in_reach import BUNDLE

COURSE = "course"
"""The file of `exercises/` that is about the course as a whole."""


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
