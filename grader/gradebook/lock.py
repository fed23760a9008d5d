"""One batch at a time writes to a gradebook: a second one is told who is at it."""

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from grader.errors import StorageError, UsageError
from grader.gradebook.faults import is_of_the_machine


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
