"""What answers one request, each part read from the wall when it is asked for."""

from collections import deque
from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")


class Buffered(Iterator[T]):
    """Answers in order, while the student's process works on the next ones.

    A session answers one request at a time: before the next one, it reads what is left of this one (`finish`), which
    can then still be asked for here.
    """

    def __init__(self, source: Iterator[T]) -> None:
        self._source = source
        self._read: deque[T] = deque()

    def __next__(self) -> T:
        """The next answer, waiting for it."""
        return self._read.popleft() if self._read else next(self._source)

    def finish(self) -> None:
        """Wait for all answers that are left."""
        self._read.extend(self._source)
