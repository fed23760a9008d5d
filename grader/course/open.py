"""The course that work is graded with: the author's, or what students got of it.

A course is code that runs here, outside the wall, and says what is right.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from grader.course.bundle import bundle_names, is_bundle, load_bundle
from grader.course.find import is_course
from grader.course.load import exercise_names, load_course
from grader.errors import UsageError
from grader.judging.key import CourseKey


def open_course(work: Path, folder: Path | None = None, wanted: Collection[str] = ()) -> CourseKey:
    """The course in the folder that is named, or else the one that the work belongs to.

    Parameters
    ----------
    work : Path
        The folder of work.
    folder : Path, optional
        Holds a course, or what students got of one.
    wanted : collection of str
        Names of the exercises to load; all of them if it is empty.

    Raises
    ------
    UsageError
        If there is none, or it is not clear which is meant.
    AuthoringError
        If a file of the course does not fulfil its contract.
    """
    if folder is None:
        folder = find(work)
    elif not _is_any(folder):
        raise UsageError(f"{folder} holds no course: there is no exercises/course.py in it")
    return load_bundle(folder, wanted) if is_bundle(folder) else load_course(folder, wanted)


def open_names(work: Path, folder: Path | None = None) -> list[str]:
    """Names of the exercises of that course, of which nothing is run; UsageError if there is none."""
    folder = folder or find(work)
    return bundle_names(folder) if is_bundle(folder) else exercise_names(folder)


def find(work: Path) -> Path:
    """The nearest folder above the work, itself included, or above the working directory, that holds a course.

    Raises
    ------
    UsageError
        If there is none. Also if work comes with a course of its own, or with what students get of one, while there is
        another one: students hand in the whole folder that they got, and a forged one would grade itself.
    """
    own = work.resolve()
    found = list(dict.fromkeys(filter(_is_any, _candidates(own))))
    if not found:
        raise UsageError(f"no course found above {work} or the working directory; name its folder with --course DIR")
    if len(found) > 1 and (found[0] == own or is_bundle(found[0])):
        fault = f"{found[0]} holds checks of its own, and {found[1]} holds a course: it is not clear which one is meant"
        raise UsageError(f"{fault}; name it with --course DIR")
    return found[0]


def _candidates(work: Path) -> Iterator[Path]:
    for start in (work, Path.cwd()):
        yield from (start, *start.parents)


def _is_any(folder: Path) -> bool:
    return is_bundle(folder) or is_course(folder)
