"""What the children that judge one submission share: the exercises that are left, and the time that was waited.

Both are the kernel's, a pipe and shared memory: a child that is killed in the middle leaves neither locked.
"""

import mmap
import os
import struct
from collections.abc import Sequence
from types import TracebackType
from typing import Self

_INDEX = struct.Struct("<H")
_SECONDS = struct.Struct("<d")


class ExerciseQueue:
    """Names of exercises, of which each is taken once, by whichever process comes first.

    Parameters
    ----------
    names : sequence of str
        At most 30,000: as many as a pipe holds.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = list(names)
        self._reading, writing = os.pipe()
        # Written in whole and closed: whoever finds it empty is at its end, and never waits
        os.write(writing, b"".join(map(_INDEX.pack, range(len(self._names)))))
        os.close(writing)

    def take(self) -> str | None:
        """The next one; None if there is none left."""
        packed = os.read(self._reading, _INDEX.size)
        return self._names[_INDEX.unpack(packed)[0]] if packed else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        os.close(self._reading)


class WaitedSeconds:
    """Seconds that were waited for one submission's code, by several processes, of which each adds to its own share.

    Parameters
    ----------
    shares : int
        How many processes there are at the same time.
    """

    def __init__(self, shares: int = 1) -> None:
        self._memory = mmap.mmap(-1, _SECONDS.size * shares)
        self._shares = shares

    @property
    def all(self) -> float:
        """Of all processes together."""
        return sum(map(self._of, range(self._shares)))

    def add(self, share: int, seconds: float) -> None:
        """Add to one process's share."""
        _SECONDS.pack_into(self._memory, share * _SECONDS.size, self._of(share) + seconds)

    def _of(self, share: int) -> float:
        seconds: float = _SECONDS.unpack_from(self._memory, share * _SECONDS.size)[0]
        return seconds
