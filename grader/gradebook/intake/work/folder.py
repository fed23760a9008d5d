"""One submission from one folder, from the only archive in it, or from an archive.

Whatever an archive's bytes are, it gives the files that can be read, and one note on the rest.
"""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from grader.course.read_submission import read_file
from grader.gradebook.intake.work.gather import gather, only_archive, refused, relevant
from grader.gradebook.intake.work.member import MAX_MEMBERS, Member, is_junk, is_read, opened, shown
from grader.gradebook.intake.work.tars import Tar
from grader.gradebook.intake.work.zips import Bounded, TooMuch, members_of, open_zip, read_members
from grader.model.submission import Submission

# The second one begins an empty archive. What a file is is told by its content: endings are what students type.
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"


_MAX_DEPTH = 8
"""Of folders in folders; Python 3.11 walks deep ones by recursion."""


def read_archive(file: BinaryIO, name: str, student: str) -> Submission:
    """The submission in an open archive; its kind is told from the content.

    Parameters
    ----------
    file : BinaryIO
        Can be searched; it is not closed.
    name : str
        Of the archive, for the note if it cannot be read.
    student : str
        Whose it is.
    """
    try:
        return _read(file, student)
    except TooMuch as error:
        return refused(student, f"{shown(name)} was refused: {error}.")
    except Exception:  # noqa: BLE001 - zipfile and gzip raise whatever they stumble over in a damaged file
        return refused(student, f"{shown(name)} cannot be read: it is damaged, or no zip, tar, tar.gz or tgz.")


def _read(file: BinaryIO, student: str) -> Submission:
    start = file.read(512)
    if not start:
        raise EOFError
    file.seek(0)
    if start.startswith(_ZIP):
        with open_zip(Bounded(file)) as archive:
            return gather(student, members_of(archive.infolist()), partial(read_members, archive))
    tar = Tar(file, zipped=start.startswith(_GZIP))
    return gather(student, list(relevant(tar.members())), tar.read)


def read_folder(folder: Path, student: str) -> Submission:
    """The submission in a folder; one that cannot be read has a note that says so."""
    try:
        members = [Member(name, 0, Path(path)) for name, path in files_in(folder)]  # 0: looked at when it is read
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


def files_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Files below the folder that may be of interest, with their paths; neither junk nor links to folders are entered.

    As texts, for they are listed each time, and mostly not read.

    Raises
    ------
    OSError
        If it cannot be listed.
    TooMuch
        If it holds too many files.
    """
    count, top = 0, str(folder)
    # By itself, `os.walk` leaves out what it cannot read, and the student would have handed in less
    for here, folders, files in os.walk(top, onerror=_raise):
        inner = here[len(top) :].replace(os.sep, "/").strip("/")
        depth = inner.count("/") + 1 if inner else 0
        # In place, as `os.walk` enters what is left in it
        folders[:] = sorted(name for name in folders if not is_junk(name) and depth < _MAX_DEPTH)
        count += len(files)
        if count > MAX_MEMBERS:
            raise TooMuch(f"it holds more than {MAX_MEMBERS} files")
        for name in sorted(files):
            if is_read(name):
                yield f"{inner}/{name}" if inner else name, os.path.join(here, name)  # noqa: PTH118


def _raise(error: OSError) -> None:
    raise error


def _path(member: Member) -> Path:
    assert isinstance(member.key, Path)  # noqa: S101 - made by those who list folders
    return member.key
