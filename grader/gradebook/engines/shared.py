"""What one worker has found about code, for the others: none of them has to find it again."""

import threading
from collections import deque

from grader.judging.verdict_cache.code_cache import KnownCode
from grader.sandbox.limits import MIB

_MOST_BYTES = 16 * MIB


class Shared:
    """What workers have told, in order. Used by the threads that serve them.

    Parameters
    ----------
    most_bytes : int
        When it takes up more, the oldest are dropped: those who have not heard of them find them for themselves.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._told: deque[tuple[int, KnownCode]] = deque()
        self._count = 0
        self._lock = threading.Lock()

    def tell(self, known: KnownCode, worker: int) -> None:
        """Add what a worker has found; the number is its own."""
        with self._lock:
            self._told.append((worker, known))
            self._count += 1
            self._bytes += len(known.scores)
            while self._bytes > self._most_bytes:
                self._bytes -= len(self._told.popleft()[1].scores)

    def since(self, count: int, worker: int) -> tuple[int, list[KnownCode]]:
        """How much has been told, and of it what is new to a worker that has heard of the first `count`."""
        with self._lock:
            first = self._count - len(self._told)
            new = [known for by, known in list(self._told)[max(0, count - first) :] if by != worker]
            return self._count, new
