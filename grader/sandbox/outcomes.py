"""The outcomes of one request, each read from the wall when it is asked for."""

from collections import deque
from collections.abc import Iterator

from grader.sandbox.outcome import Outcome


class Outcomes(Iterator[Outcome]):
    """Outcomes in order, while the student's process works on the next ones.

    A session answers one request at a time: before the next one, it reads what is left of this one (`finish`), which
    can then still be asked for here.
    """

    def __init__(self, source: Iterator[Outcome]) -> None:
        self._source = source
        self._read: deque[Outcome] = deque()

    def __next__(self) -> Outcome:
        """The next outcome, waiting for it."""
        return self._read.popleft() if self._read else next(self._source)

    def finish(self) -> None:
        """Wait for all outcomes that are left."""
        self._read.extend(self._source)
