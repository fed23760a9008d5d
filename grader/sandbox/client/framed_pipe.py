"""Reads frames (`grader.sandbox.frames`) out of a pipe without ever waiting longer than it is told to."""

import os
import select

from grader.sandbox.frames import HEADER, TooLargeError

_CHUNK = 65536  # what a pipe of Linux holds: one read empties it


class FramedPipe:
    """The reading end of a pipe, with what has come of a frame that is not complete yet.

    Parameters
    ----------
    descriptor : int
        Stays the caller's, who closes it.
    max_bytes : int, optional
        Size that a frame may have; without it any.
    """

    def __init__(self, descriptor: int, max_bytes: int | None = None) -> None:
        self._descriptor = descriptor
        self._max_bytes = max_bytes
        self._received = bytearray()

    def next_frame(self) -> bytes | None:
        """The next frame of what was read; None while it is not complete, TooLargeError as soon as it says so."""
        if len(self._received) < HEADER.size:
            return None
        size: int = HEADER.unpack_from(self._received)[0]
        if self._max_bytes is not None and size > self._max_bytes:
            raise TooLargeError
        end = HEADER.size + size
        if len(self._received) < end:
            return None
        frame = bytes(self._received[HEADER.size : end])
        del self._received[:end]
        return frame

    def wait(self, seconds: float) -> bool:
        """Whether there is something to read, or the pipe has ended, within this time."""
        return is_ready(self._descriptor, select.POLLIN, seconds)

    def read(self) -> bool:
        """Read what the pipe holds; False when the other side has closed it."""
        chunk = os.read(self._descriptor, _CHUNK)
        self._received += chunk
        return bool(chunk)


def is_ready(descriptor: int, event: int, seconds: float) -> bool:
    """Whether a descriptor can be read or written within a time; `select` would fail for numbers above 1023."""
    poll = select.poll()
    poll.register(descriptor, event)
    return bool(poll.poll(max(0.0, seconds) * 1000))
