"""The course that work is graded with: the author's, or what students got of it."""

from collections.abc import Collection
from pathlib import Path

from grader.course.bundle import bundle_names, is_bundle, load_bundle
from grader.course.find import course_of
from grader.course.load import exercise_names, load_course
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
        If there is none, it is not clear which is meant, or it was not asked for: see `grader.course.find`.
    AuthoringError
        If a file of the course does not fulfil its contract.
    """
    folder = course_of(work, folder)
    return load_bundle(folder, wanted) if is_bundle(folder) else load_course(folder, wanted)


def open_names(work: Path, folder: Path | None = None) -> list[str]:
    """Names of the exercises of that course, of which nothing is run; UsageError if there is none."""
    folder = course_of(work, folder)
    return bundle_names(folder) if is_bundle(folder) else exercise_names(folder)
