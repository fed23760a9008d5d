"""Finds the course that a folder of work belongs to."""

from pathlib import Path

from grader.errors import UsageError


def find_course(work: Path) -> Path:
    """The nearest folder with `exercises/course.py` above the work, or else above the working directory.

    Raises
    ------
    UsageError
        If there is none.
    """
    for start in (work.resolve(), Path.cwd()):
        for folder in (start, *start.parents):
            if is_course(folder):
                return folder
    raise UsageError(f"no course found above {work} or the working directory; name its folder with --course DIR")


def is_course(folder: Path) -> bool:
    """Whether a folder holds a course."""
    return (folder / "exercises" / "course.py").is_file()
