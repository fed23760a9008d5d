"""Waits for what Python's fault handler writes of the lines that are running in a student's process.

Imported before the student's process is started, unlike what reads it (`stopped_at`).
"""

import re
import time
from collections.abc import Callable

MOST_BYTES = 1024 * 1024
"""As much is looked at of what is written meanwhile."""
_SECONDS, _LOOK_SECONDS = 1.0, 0.002
"""The fault handler takes milliseconds, where the student's code has not switched it off."""
_LAST = re.compile(rb'^(?:  File "[^"]*__main__\.py", line \d+ in <module>|  \.\.\.)$', re.MULTILINE)
"""Our own file, with which a student's process begins; or that no more is told."""


def when_written(read: Callable[[], bytes]) -> bytes:
    """What the fault handler has written once it has come to its end; nothing if it does not.

    Parameters
    ----------
    read : callable
        Gives what was written since it was asked.
    """
    deadline = time.monotonic() + _SECONDS
    while _LAST.search(written := read()) is None:
        if time.monotonic() > deadline:
            return b""
        time.sleep(_LOOK_SECONDS)
    return written
