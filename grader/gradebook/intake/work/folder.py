"""One submission from one folder, or from the only archive in it."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.course.read_submission import read_file
from grader.gradebook.intake.work.archive import read_archive
from grader.gradebook.intake.work.gather import gather, only_archive, refused
from grader.gradebook.intake.work.limits import MAX_MEMBERS
from grader.gradebook.intake.work.member import Member
from grader.gradebook.intake.work.names import is_archive, is_junk, shown
from grader.gradebook.intake.work.opened import opened
from grader.gradebook.intake.work.zips import TooMuch
from grader.model.submission import Submission

_MAX_DEPTH = 8
"""Of folders in folders; Python 3.11 walks deep ones by recursion."""


def read_folder(folder: Path, student: str) -> Submission:
    """The submission in a folder; one that cannot be read has a note that says so."""
    try:
        members = list(_members(folder))
    except OSError as error:
        return refused(student, f"{shown(folder.name)} cannot be read: {error.strerror}.")
    except TooMuch as error:
        return refused(student, f"{shown(folder.name)} was refused: {error}.")
    return read_files(members, student)


def read_files(members: Sequence[Member], student: str) -> Submission:
    """The submission that some files on disk make up, whose paths are the members' keys."""
    if archive := only_archive(members):
        return read_archive_file(_path(archive), student)
    return gather(student, members, lambda chosen: ((member, read_file(_path(member))) for member in chosen))


def read_archive_file(path: Path, student: str) -> Submission:
    """The submission in an archive; one that cannot be read has a note that says so."""
    try:
        with opened(path) as file:
            return read_archive(file, path.name, student)
    except OSError as error:
        return refused(student, f"{shown(path.name)} cannot be read: {error.strerror}.")


def _members(folder: Path) -> Iterator[Member]:
    """Files below the folder that may be of interest; neither junk nor links to folders are entered."""
    count = 0
    for here, folders, files in os.walk(folder, onerror=_raise):
        depth = len(Path(here).relative_to(folder).parts)
        folders[:] = sorted(name for name in folders if not is_junk(name) and depth < _MAX_DEPTH)
        count += len(files)
        if count > MAX_MEMBERS:
            raise TooMuch(f"it holds more than {MAX_MEMBERS} files")
        for name in sorted(files):
            if name.endswith(".py") or is_archive(name):
                path = Path(here, name)
                yield Member(path.relative_to(folder).as_posix(), 0, path)


def _raise(error: OSError) -> None:
    raise error


def _path(member: Member) -> Path:
    assert isinstance(member.key, Path)  # noqa: S101 - made by those who list folders
    return member.key
