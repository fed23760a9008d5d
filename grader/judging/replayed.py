"""A student's answers once more, as they came: the same questions are put to them, held against another reference."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from grader.judging.student import RecordedCall
from grader.sandbox.outcome import Outcome


class Replayed:
    """The student of an exam that is held again: answers in the order in which they were given, whatever is asked."""

    def __init__(self, calls: Sequence[RecordedCall]) -> None:
        self._outcomes = iter([call.outcome for call in calls])

    def call(self, function: str, *arguments: Any) -> Outcome:  # noqa: ARG002 - it is the same question
        """The next outcome."""
        return next(self._outcomes)

    def call_each(self, function: str, calls: Sequence[Sequence[Any]]) -> Iterator[Outcome]:  # noqa: ARG002 - the same
        """The next outcomes, as many as there are calls."""
        return islice(self._outcomes, len(calls))

    def forget_output(self) -> None:
        """Nothing is printed."""

    def forget_call(self) -> None:
        """Nothing is called."""

    def shows(self, outcome: Outcome) -> None:
        """Nobody sees evidence of it."""

    def begin_search(self) -> None:
        """Nothing is looked for."""

    def may_search(self) -> bool:
        """There is nothing to call."""
        return False
