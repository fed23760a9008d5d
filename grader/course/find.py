"""Finds the course that a command is about, and opens it: the author's, or what students got of it.

A course is code that runs here, outside the wall, and says what is right; so only one that was asked for, or that is
the user's own, is used, and where two are in reach neither is. One that merely lies above somebody's work may be the
student's. A user's own are the one that ships beside this package, and those that were asked for before, by `--course`
or by a command that is about a course (`grade new`, `check`, `stubs`, `release`): their folders are kept in a file of
the user's.
"""

import json
import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.course.in_reach import courses_in_reach, folders_above, is_bundle, is_course
from grader.course.listing import bundle_names, exercise_names
from grader.errors import UsageError

if TYPE_CHECKING:
    # What is remembered of unchanged work is looked up with this file, without what a course is loaded with
    from grader.judging.key import CourseKey

_SHIPPED = Path(__file__).resolve().parents[2]
_MAX_KEPT = 1_000
"""Folders that are kept, the oldest forgotten first: temporary ones would else pile up for ever."""


def open_course(work: Path, folder: Path | None = None, wanted: Collection[str] = ()) -> "CourseKey":
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
    if is_bundle(folder):
        from grader.course.load_bundle import load_bundle  # noqa: PLC0415 - heavy, see the import of CourseKey

        return load_bundle(folder, wanted)
    from grader.course.load import load_course  # noqa: PLC0415

    return load_course(folder, wanted)


def open_names(work: Path, folder: Path | None = None) -> list[str]:
    """Names of the exercises of that course, of which nothing is run; UsageError if there is none."""
    return names_of(course_of(work, folder))


def names_of(folder: Path) -> list[str]:
    """Names of the exercises of a course, or of what students got of one."""
    return bundle_names(folder) if is_bundle(folder) else exercise_names(folder)


def author_course(named: Path | None) -> Path:
    """The course that its author works on: the one that is named, or else the nearest above the working directory.

    Raises
    ------
    UsageError
        If there is none.
    """
    folder = named or nearest_course(Path())
    if folder is None:
        raise UsageError("no course found above the working directory; name its folder with --course DIR")
    take_for_own(folder)
    return folder


def course_of(work: Path, named: Path | None = None) -> Path:
    """The course, or what students got of one, that work is graded with.

    Parameters
    ----------
    work : Path
        The folder of work.
    named : Path, optional
        Holds a course; without it, the only one in or above the work or the working directory is taken.

    Raises
    ------
    UsageError
        If there is none, or more than one, or the only one is not the user's own: students hand in whole folders, and a
        course that comes with them would run as code of the grader's, and grade itself.
    """
    if named is not None:
        if not (is_bundle(named) or is_course(named)):
            raise UsageError(f"{named} holds no course: there is no exercises/course.py in it")
        take_for_own(named)
        return named
    in_reach = courses_in_reach(work)
    if not in_reach:
        cure = "go to the folder that you got, or name the course's folder with --course DIR"
        raise UsageError(f"no course found above {work} or the working directory: {cure}")
    if len(in_reach) > 1:
        fault = f"{in_reach[0]} and {in_reach[1]} each hold a course: it is not clear which one is meant"
        raise UsageError(f"{fault}; name it with --course DIR")
    [folder] = in_reach
    # Whoever stands in the folder of a release has gone there: what students get is used without being named. Above
    # work that lies elsewhere, a release may be the student's as well.
    if not (is_own(folder) or (is_bundle(folder) and Path.cwd().is_relative_to(folder))):
        fault = f"the course in {folder} has not been used before, and its code would run outside the sandbox"
        raise UsageError(f"{fault}; if it is yours, name it once with --course {folder}")
    return folder


def nearest_course(start: Path) -> Path | None:
    """The nearest folder with a course above some place, or else above the working directory; it is not run."""
    return next(filter(is_course, folders_above(start)), None)


def is_own(folder: Path) -> bool:
    """Whether a course may be run because it lies above the work, without being asked for by name."""
    resolved = folder.resolve()
    return resolved == _SHIPPED or str(resolved) in _known()


def take_for_own(folder: Path) -> None:
    """Keep a folder that was asked for; where nothing can be written, it has to be asked for again."""
    before = _known()
    resolved = str(folder.resolve())
    if resolved in before or is_own(folder):
        return
    path = _file()
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # written whole and then renamed: two commands may do so at the same time
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        temporary.write_text(json.dumps([*before, resolved][-_MAX_KEPT:], indent=0), encoding="utf-8")
        temporary.replace(path)


def _known() -> list[str]:
    """The folders that were asked for before; none where their file cannot be read, or somebody has changed it."""
    with suppress(OSError, ValueError):
        folders = json.loads(_file().read_text("utf-8"))
        return folders if isinstance(folders, list) else []
    return []


def _file() -> Path:
    return Path(click.get_app_dir("grader")) / "courses.json"
