"""The gradebook's file: who may write to it, which journal is safe where it lies, and whose fault a failure is."""

import contextlib
import errno
import json
import os
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from grader.errors import StorageError, UsageError

_FULL_OR_FAILING = {errno.ENOSPC, errno.EDQUOT, errno.EIO}
_SQLITE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM}
_POSTGRESQL = ("53", "58")
"""Classes of SQLSTATE: insufficient resources, such as a full disk; and errors of the system."""
_PRIMARY = 0xFF
"""SQLite's extended codes say more in their higher bits."""


_RESET_MENDED = (3, 51, 3)
"""Before it, a race in WAL mode can lose commits (https://sqlite.org/wal.html, "the WAL-reset bug")."""
_LOCAL = {"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay"}
"""WAL needs memory that all who open the file share, which network file systems do not have."""


def is_of_the_machine(error: Exception) -> bool:
    """Whether a disk is full or failing; everything else says that this is no gradebook that can be used."""
    if isinstance(error, DBAPIError):
        cause = error.orig
        code = getattr(cause, "sqlite_errorcode", None)
        state = getattr(cause, "sqlstate", None) or ""
        return (code is not None and code & _PRIMARY in _SQLITE) or state.startswith(_POSTGRESQL)
    return isinstance(error, OSError) and error.errno in _FULL_OR_FAILING


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock beside a gradebook's file; the system releases it when this process ends, however it ends.

    Raises
    ------
    UsageError
        If another process holds it, or the folder cannot be written to.
    StorageError
        If the disk is full or failing.
    """
    import fcntl  # noqa: PLC0415 - not there on Windows

    real = path.resolve()  # a link to a gradebook is the same gradebook
    beside = real.with_name(f"{real.name}.lock")
    try:
        # To append, as opening it must not empty it while somebody else, whose name is in it, holds the lock. And it is
        # never removed: who holds a file that is gone, and who makes it anew, would both have a lock
        file = beside.open("ab", buffering=0)
    except OSError as error:
        kind = StorageError if is_of_the_machine(error) else UsageError
        raise kind(f"{beside} cannot be written: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(f"{path} is being written to by {_holder(beside)}; wait for it, or end it") from error
        with contextlib.suppress(OSError):  # a full disk: the lock holds without a word on who holds it
            file.truncate(0)
            file.write(json.dumps({"process": os.getpid(), "host": socket.gethostname()}).encode())
        yield


def _holder(beside: Path) -> str:
    try:
        holder = json.loads(beside.read_text(encoding="utf-8"))
        return f"process {holder['process']} on {holder['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def journal(version: tuple[int, ...], path: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """`WAL`, or `DELETE` where that is not safe.

    Parameters
    ----------
    version : tuple of int
        SQLite's version.
    path : Path
        The gradebook.
    mounts : Path
        The system's list of file systems.
    """
    return "WAL" if version >= _RESET_MENDED and _file_system(path, mounts) in _LOCAL else "DELETE"


def _file_system(path: Path, mounts: Path) -> str:
    """The kind of file system on which a path lies; empty if that cannot be told."""
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    kinds = {Path(point): kind for _device, point, kind, *_ in lines}
    # The innermost place at which something is mounted
    above = (folder for folder in (path.absolute(), *path.absolute().parents) if folder in kinds)
    return kinds[next(above, Path("/"))] if kinds else ""
