"""One submission from one archive, whatever its bytes are: the files that can be read, and one note on the rest."""

from functools import partial
from typing import BinaryIO

from grader.gradebook.intake.work.gather import gather, refused, relevant
from grader.gradebook.intake.work.names import shown
from grader.gradebook.intake.work.tars import Tar
from grader.gradebook.intake.work.zips import Bounded, TooMuch, members_of, open_zip, read_members
from grader.model.submission import Submission

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"


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
