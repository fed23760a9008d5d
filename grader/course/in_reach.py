"""The courses in reach of a folder of work, by the look of their files: nothing is read, run or imported.

Only the standard library is imported here, so that pytest can ask in any folder what costs nothing to find out.
"""

import os
from collections.abc import Iterator
from pathlib import Path

CHECKS = "checks"
"""The folder of the checks in what students get of a course."""
BUNDLE = f"{CHECKS}/bundle.json"


def is_course(folder: Path) -> bool:
    """Whether a folder holds a course."""
    return _is_file(folder / "exercises" / "course.py")


def is_bundle(folder: Path) -> bool:
    """Whether a folder holds what students get of a course."""
    return _is_file(folder / BUNDLE)


def folders_above(work: Path) -> Iterator[Path]:
    """The folders that may hold the course of some work: those around it, and those around the working directory."""
    for start in (work.resolve(), Path.cwd()):
        yield from (start, *start.parents)


def courses_in_reach(work: Path) -> list[Path]:
    """Those of them that hold a course, or what students got of one, each once, the nearest first."""
    # once each: the work usually lies below the working directory, and both have the same folders above them
    return list(dict.fromkeys(folder for folder in folders_above(work) if is_bundle(folder) or is_course(folder)))


def _is_file(path: Path) -> bool:
    # `Path.is_file` raises where a folder may not be entered, and anybody's may lie above
    return os.path.isfile(path)  # noqa: PTH113
