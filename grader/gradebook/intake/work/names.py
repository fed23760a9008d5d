"""Names inside an archive or a folder: which are junk, which are refused, and how odd ones are written."""

import re
import unicodedata

ARCHIVE_ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz")
OTHER_ARCHIVE_ENDINGS = (".rar", ".7z", ".gz", ".bz2", ".xz", ".zst", ".tbz2", ".txz")
_JUNK = {"__macosx", "__pycache__", "node_modules", "venv", "site-packages", "thumbs.db", "desktop.ini"}
_MAX_SHOWN = 80


def is_junk(name: str) -> bool:
    """Whether one part of a path is what systems and editors leave behind: `.git`, `__MACOSX`, `._xor.py`."""
    return name.startswith(".") or name.lower() in _JUNK


def is_archive(name: str) -> bool:
    """Whether a name is that of an archive, including kinds that are not read: they must not be overlooked."""
    return name.lower().endswith(ARCHIVE_ENDINGS + OTHER_ARCHIVE_ENDINGS)


def without_ending(name: str) -> str:
    """`ada` for `ada.tar.gz`."""
    endings = sorted(ARCHIVE_ENDINGS + OTHER_ARCHIVE_ENDINGS, key=len, reverse=True)
    return next((name[: -len(ending)] for ending in endings if name.lower().endswith(ending)), name)


def parts_of(path: str) -> tuple[str, ...] | None:
    """The parts of a path inside an archive; None if it points out of it, or cannot be a name."""
    path = path.replace("\\", "/")
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
    parts = re.split(r"([0-9]{1,18})", name)
    return tuple((0, int(part), "") if index % 2 else (1, 0, part) for index, part in enumerate(parts))
