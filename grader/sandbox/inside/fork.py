"""A fork of a process with one thread, without what Python does around it."""

import ctypes
import os
from collections.abc import Callable

# PyDLL holds on to the interpreter's lock, which `fork` of an ordinary CDLL would give up
_LIBRARY = ctypes.PyDLL(None, use_errno=True)
_fork: Callable[[], int] = _LIBRARY.fork


def fork() -> int:
    """0 in the new process, and the new process's number in this one; OSError if the system refuses.

    `os.fork` makes locks anew that another thread may have held, forgets the other threads, and seeds `random` again.
    With one thread, every lock is as that thread left it, there is nothing to forget, and `random` is seeded before
    each file of a student's is imported. All that it changes would be copied for each fork, page by page.
    """
    pid = _fork()
    if pid < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return pid
