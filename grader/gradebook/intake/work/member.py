"""One entry of a folder or an archive, as it is found before anything is read.

Which names are junk, which are refused, and how odd ones are written; how much of one submission is looked at (files
themselves have the limits of `read_submission`); and how an ordinary file is opened, and nothing else: no link, no pipe
that would wait for ever, no device.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from grader.judging.misnamed_file import PYTHON_ENDINGS
from grader.model.hints import HINTS_FILE
from grader.sandbox.cells import NOTEBOOK

ARCHIVE_ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz")
OTHER_ARCHIVE_ENDINGS = (".rar", ".7z", ".gz", ".bz2", ".xz", ".zst", ".tbz2", ".txz")
_JUNK = {"__macosx", "__pycache__", "node_modules", "venv", "site-packages", "thumbs.db", "desktop.ini"}
_MAX_SHOWN = 80
MAX_MEMBERS = 20_000
"""Entries of one archive: a forgotten environment of Python has about 10,000, which are skipped."""
MAX_ARCHIVE_BYTES = 64 * 1024 * 1024
"""Of an archive that lies inside a download, and is therefore read as a whole."""
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
"""How much of a tar file is unpacked at most to find the Python files in it."""
MAX_TOTAL_BYTES = 16 * 1024 * 1024
"""Of all the Python files of a submission together that came from an archive."""
MAX_NOTEBOOKS_BYTES = 64 * 1024 * 1024
"""Of its notebooks, with their outputs."""
MAX_AT_ONCE = 4 * 1024 * 1024
"""What a zip may ask for in one piece: its table of contents, which is kept in memory."""
MAX_DOWNLOAD_MEMBERS = 500_000
"""Entries of a zip with the work of the whole class."""
MAX_DOWNLOAD_AT_ONCE = 64 * 1024 * 1024
"""As MAX_AT_ONCE, of a zip with the work of the whole class."""


class Member(NamedTuple):
    """A file that may belong to a submission."""

    path: str
    """As the archive names it, with `/` between folders."""
    size: int
    """Bytes, as the archive claims."""
    key: object
    """What its container finds it by."""
    fault: str = ""
    """Why it must not be read, such as "it is a link"; empty if it may be."""


Read = Callable[[Iterable[Member]], Iterator[tuple[Member, bytes | str]]]
"""The content of each of some members, or why it cannot be read."""


def is_junk(name: str) -> bool:
    """Whether one part of a path is what systems and editors leave behind: `.git`, `__MACOSX`, `._xor.py`."""
    return name.startswith(".") or name.lower() in _JUNK


def is_archive(name: str) -> bool:
    """Whether a name is that of an archive, including kinds that are not read: they must not be overlooked."""
    return name.lower().endswith(ARCHIVE_ENDINGS + OTHER_ARCHIVE_ENDINGS)


def is_python(name: str) -> bool:
    """Whether a name is that of Python code, also where it has to be renamed first: `XOR.PY`, `xor.py.txt`."""
    return name.lower().endswith(PYTHON_ENDINGS)


def is_code(name: str) -> bool:
    """Whether a name is that of Python code, or of a notebook, which holds some."""
    return is_python(name) or name.lower().endswith(NOTEBOOK)


def is_hints(path: str) -> bool:
    """Whether a path is that of the file which says which hints were shown."""
    return path.replace("\\", "/").rpartition("/")[2] == HINTS_FILE


def is_read(name: str) -> bool:
    """Whether a name is that of something that may be looked at: code, an archive, or what says of hints."""
    return is_code(name) or is_archive(name) or is_hints(name)


def without_ending(name: str) -> str:
    """`ada` for `ada.tar.gz`."""
    endings = sorted(ARCHIVE_ENDINGS + OTHER_ARCHIVE_ENDINGS, key=len, reverse=True)
    return next((name[: -len(ending)] for ending in endings if name.lower().endswith(ending)), name)


def parts_of(path: str) -> tuple[str, ...] | None:
    """The parts of a path inside an archive; None if it points out of it, or cannot be a name."""
    path = path.replace("\\", "/")
    # Drives as well: an archive from Windows may name `C:xor.py`
    if path.startswith("/") or re.match(r"[A-Za-z]:", path) or "\0" in path:
        return None
    parts = tuple(part for part in path.split("/") if part not in {"", "."})
    return None if ".." in parts else parts


def plain(name: str) -> str:
    """A name that can be stored and compared: composed, and what is not Unicode written as an escape."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def shown(path: str) -> str:
    """A path for a message, at most 80 characters of it."""
    text = plain(path)
    return text if len(text) <= _MAX_SHOWN else "…" + text[1 - _MAX_SHOWN :]


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts `attempt 2` before `attempt 10`."""
    # Numbers stand at the odd places; in tuples, so that a number is never compared with a text
    parts = re.split(r"([0-9]{1,18})", name)
    return tuple((0, int(part), "") if index % 2 else (1, 0, part) for index, part in enumerate(parts))


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file; OSError if it cannot be read, or is none."""
    # Opened first and asked afterwards, so that what is read is what was looked at
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "it is no ordinary file")
        yield file
