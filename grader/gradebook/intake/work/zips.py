"""Members of a zip file, found by its table of contents and read one by one.

Everything that is declared is checked before memory is spent on it: the table of contents is read in one piece, so
`Bounded` refuses a piece that is too large, whatever the end record says about its length.
"""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from grader.course.read_submission import most_bytes
from grader.errors import UsageError
from grader.gradebook.intake.work.member import (
    MAX_AT_ONCE,
    MAX_DOWNLOAD_AT_ONCE,
    MAX_DOWNLOAD_MEMBERS,
    MAX_MEMBERS,
    Member,
)

# bzip2 and lzma unpack without a limit inside zipfile: 4 KiB of bzip2 can become 90 MiB.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_UTF8 = 0x800


class TooMuch(Exception):  # noqa: N818 - it is no error of ours, but a finding
    """The archive asks for more than is allowed; the text says what."""


class Bounded:
    """A file of which no piece larger than a limit can be read at once."""

    def __init__(self, file: BinaryIO, limit: int = MAX_AT_ONCE) -> None:
        self._file = file
        self._limit = limit

    def read(self, size: int = -1) -> bytes:
        """At most the limit."""
        # One byte more than the limit, by which it is seen that there is more
        data = self._file.read(min(size, self._limit + 1) if size >= 0 else self._limit + 1)
        if len(data) > self._limit:
            raise TooMuch("its table of contents is too long")
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """As of the file."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """As of the file."""
        return self._file.tell()

    def status(self) -> os.stat_result:
        """What the system says of the file."""
        return os.fstat(self._file.fileno())

    def seekable(self) -> bool:
        """Always."""
        return True

    def close(self) -> None:
        """As of the file."""
        self._file.close()


class Owned(Bounded):
    """The same for a file that is closed when nobody needs it any more; ZipFile leaves one that it is given open."""

    def __del__(self) -> None:
        self.close()


def open_zip(file: Bounded, most: int = MAX_MEMBERS) -> zipfile.ZipFile:
    """The zip in a file; TooMuch if it has more entries than that, or whatever zipfile raises for a damaged one."""
    # zipfile reads the whole table of contents into memory at once: `Bounded` says no to one of gigabytes before that.
    archive = zipfile.ZipFile(cast("BinaryIO", file))
    if len(archive.infolist()) > most:
        raise TooMuch(f"it has more than {most} entries")
    return archive


def open_download(where: Path) -> zipfile.ZipFile | None:
    """The zip with the work of a whole class, which stays open; None if it is no zip, UsageError if it is too much."""
    try:
        return open_zip(Owned(where.open("rb"), MAX_DOWNLOAD_AT_ONCE), MAX_DOWNLOAD_MEMBERS)
    except TooMuch as error:
        raise UsageError(f"{where} cannot be read: {error}") from error
    except Exception:  # noqa: BLE001 - zipfile raises whatever it stumbles over in a file that is no zip
        return None


def members_of(infos: Iterable[zipfile.ZipInfo]) -> Iterator[Member]:
    """The files among some entries."""
    for info in infos:
        if not info.is_dir():
            yield Member(name_of(info), info.file_size, info, _fault(info))


def read_members(archive: zipfile.ZipFile, members: Iterable[Member]) -> Iterator[tuple[Member, bytes | str]]:
    """The content of each, or that it is damaged."""
    for member in members:
        yield member, read_entry(archive, cast("zipfile.ZipInfo", member.key), most_bytes(member.path))


def read_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes | str:
    """The content of one entry, or why it cannot be read."""
    try:
        with archive.open(info) as file:
            # One byte more than may be: what an entry claims to hold is no promise, and so much finds a bomb.
            content = file.read(limit + 1)
    except TooMuch as error:
        return str(error)
    # All that zipfile and zlib raise for bytes that contradict themselves; RuntimeError for what wants a password
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, zlib.error, OverflowError):
        return "it is damaged"
    return content if len(content) <= limit else f"it is larger than {limit // 2**20} MiB"


def name_of(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: many systems write UTF-8 without saying so, and zipfile then takes it for cp437."""
    if not info.flag_bits & _UTF8:
        try:
            return info.filename.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return info.filename


def _fault(info: zipfile.ZipInfo) -> str:
    # Unix keeps the kind of file in the upper half; other systems leave it 0, which is an ordinary file.
    mode = info.external_attr >> 16
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    if stat.S_ISLNK(mode):
        return "it is a link"
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return "it is no ordinary file"
    if info.compress_type not in _METHODS:
        return "it is compressed in a way that is not read"
    return ""
