"""The user's cache folder: where it is, how a file in it is written and read, and which grader has written it.

It belongs to the user, and nothing hangs on it: what is damaged, foreign or cannot be written is as good as not there.
Only the standard library is imported here, for the sandbox looks into it before anything else is loaded.
"""

import contextlib
import functools
import os
import stat
import sys

from grader.digest import digest_of

_PACKAGE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib is slow to import
_LIBRARIES = ("numpy", "sympy", "mpmath", "pydantic", "python-flint")
_MOST_BYTES = 2 * 1024 * 1024
"""A larger file is nothing that was written here."""


def cache_path(*parts: str) -> str | None:
    """A file or folder in the cache; None for a user without a home, whose working folder may be a student's."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")  # noqa: PTH111, PTH118
    return os.path.join(home, "grader", *parts) if os.path.isabs(home) else None  # noqa: PTH117, PTH118


def write_whole(path: str, content: bytes) -> None:
    """Write a file of the cache in one step, as several commands may do so at once; nothing where none can be."""
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
        temporary = f"{path}.{os.getpid()}"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.replace(temporary, path)  # noqa: PTH105


def read_whole(path: str) -> bytes | None:
    """The content of a file of the cache; None if there is none that could have been written here."""
    with contextlib.suppress(OSError):
        # Without O_NONBLOCK, opening a pipe waits for somebody to write into it, for ever
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                content = file.read(_MOST_BYTES + 1)
                return content if len(content) <= _MOST_BYTES else None
    return None


@functools.cache
def installation() -> str:
    """A hash of the grader, of Python and of its libraries, which are what they are while this process runs."""
    import importlib.metadata  # noqa: PLC0415 - heavy, and not for whoever asks for a path only

    parts = [sys.version.encode(), *(importlib.metadata.version(name).encode() for name in _LIBRARIES)]
    for folder, folders, names in os.walk(_PACKAGE):
        folders.sort()
        for path in (os.path.join(folder, name) for name in sorted(names) if name.endswith(".py")):  # noqa: PTH118
            with open(path, "rb") as file:  # noqa: PTH123
                parts += [path[len(_PACKAGE) :].encode("utf-8", "surrogateescape"), file.read()]
    return digest_of(parts)
