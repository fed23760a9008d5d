"""Members of a tar file, read from front to back: first what lies there, then, from the start again, what was chosen.

The headers are decoded by `tarfile.TarInfo`, one block of 512 bytes at a time. `tarfile.open` is not used: it keeps all
members and extended headers of any length in memory, and Pythons that we support hang in it on crafted ones
(CVE-2024-6232, CVE-2025-8194). As with its filter "data", only ordinary files that stay inside are read.
"""

import gzip
import re
import tarfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from grader.gradebook.intake.work.member import MAX_MEMBERS, MAX_UNPACKED_BYTES, Member
from grader.gradebook.intake.work.zips import TooMuch

_BLOCK = tarfile.BLOCKSIZE
_PIECE = 64 * 1024
# A header that announces a longer name is not read: it would be unpacked into memory first.
_MAX_NAME_BYTES = 64 * 1024
_GLOBAL = tarfile.XGLTYPE
_EXTENDED = {tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE}
_LONG = {tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK}
_FILE = {tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE}
_LINK = {tarfile.LNKTYPE, tarfile.SYMTYPE}


class Tar:
    """The tar in a file, compressed with gzip or not."""

    def __init__(self, file: BinaryIO, *, zipped: bool) -> None:
        self._file = file
        self._zipped = zipped

    def members(self) -> Iterator[Member]:
        """What lies there, except folders; TooMuch, EOFError or what gzip raises for a damaged one."""
        for member, _stream in self._walk():
            yield member

    def read(self, members: Iterable[Member]) -> Iterator[tuple[Member, bytes | str]]:
        """The content of each."""
        wanted = {member.key: member for member in members}
        for member, stream in self._walk() if wanted else ():
            if member.key in wanted:
                yield wanted[member.key], stream.take(member.size)

    def _walk(self) -> Iterator[tuple[Member, "_Stream"]]:
        """Each member, while the stream stands at the start of its content."""
        self._file.seek(0)
        stream = _Stream(gzip.GzipFile(fileobj=self._file) if self._zipped else self._file)
        name: str | None = None  # from a header in front, for the next member alone
        count = 0
        while (info := _header(stream)) is not None:
            count += 1
            if count > MAX_MEMBERS:
                raise TooMuch(f"it has more than {MAX_MEMBERS} entries")
            # Contents are padded to whole blocks: the size, rounded up.
            end = stream.position + -(-info.size // _BLOCK) * _BLOCK
            if info.type in _EXTENDED:
                name = _extended_name(stream.take(_name_size(info)), name)
            elif info.type == tarfile.GNUTYPE_LONGNAME:
                name = stream.take(_name_size(info)).rstrip(b"\0").decode("utf-8", "surrogateescape")
            elif info.type != _GLOBAL and info.type not in _LONG:
                if info.type != tarfile.DIRTYPE:
                    # Known by where it begins, which is the same each time it is walked through
                    yield Member(name or info.name, info.size, stream.position, _fault(info)), stream
                name = None
            stream.skip_to(end)


class _Stream:
    """Bytes from front to back, of which no more than a limit is unpacked."""

    def __init__(self, file: BinaryIO | gzip.GzipFile) -> None:
        self._file = file
        self.position = 0

    def take(self, size: int) -> bytes:
        """Exactly so many bytes."""
        self._check(self.position + size)
        data = self._file.read(size)
        if len(data) < size:
            raise EOFError("it ends in the middle")
        self.position += size
        return data

    def block(self) -> bytes:
        """One block; empty at the end."""
        self._check(self.position + _BLOCK)
        data = self._file.read(_BLOCK)
        self.position += len(data)
        return data

    def skip_to(self, position: int) -> None:
        """Read on to there; what is left out is not kept."""
        self._check(position)
        while self.position < position:
            self.take(min(position - self.position, _PIECE))

    @staticmethod
    def _check(position: int) -> None:
        if position > MAX_UNPACKED_BYTES:
            raise TooMuch(f"it unpacks to more than {MAX_UNPACKED_BYTES // 2**20} MiB")


def _header(stream: _Stream) -> tarfile.TarInfo | None:
    """The next header; None at the end."""
    block = stream.block()
    # The standard ends with two blocks of zeros; one is enough, as none is a header
    if not block.strip(b"\0"):
        return None
    # tarfile reads headers, and only those: its own walk follows long names and sparse files without a bound.
    info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    if info.size < 0:
        raise ValueError("a negative size")
    if info.type in _LINK | {tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE}:
        info.size = 0  # by the standard, whatever is written there
    return info


def _name_size(info: tarfile.TarInfo) -> int:
    if info.size > _MAX_NAME_BYTES:
        raise TooMuch("it has a name that is too long")
    return info.size


def _extended_name(data: bytes, name: str | None) -> str | None:
    """The path in an extended header, which is made of `LENGTH KEY=VALUE` and a line break."""
    while data:
        length, space, _ = data[:20].partition(b" ")  # no length has more digits, and a long number takes long to read
        if not space or not re.fullmatch(rb"[0-9]+", length) or not 0 < int(length) <= len(data):
            raise ValueError("no extended header")
        key, _, value = data[len(length) + 1 : int(length) - 1].partition(b"=")
        if key == b"size":
            raise TooMuch("it has a file of more than 8 GiB")  # the only use of it that is not an attack
        if key == b"path":
            name = value.decode("utf-8", "surrogateescape")
        data = data[int(length) :]
    return name


def _fault(info: tarfile.TarInfo) -> str:
    if info.type in _LINK:
        return "it is a link"
    return "" if info.type in _FILE else "it is no ordinary file"
