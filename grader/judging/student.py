"""A student's functions of one exercise, as items call them: each call crosses the wall and is written down."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from grader.sandbox.buffered import Buffered
from grader.sandbox.outcome import Outcome
from grader.sandbox.session import Session


class RecordedCall(NamedTuple):
    """A call and what came of it."""

    function: str
    arguments: tuple[Any, ...]
    outcome: Outcome


class RecordedStudent:
    """The functions of one module of the submission.

    Parameters
    ----------
    session : Session
        The submission behind the wall.
    module : str
        The exercise's name, which is also the module's.
    """

    def __init__(self, session: Session, module: str) -> None:
        self._session = session
        self._module = module
        self._calls: list[RecordedCall] = []
        self._output: str | None = None
        self._unfinished: Buffered[Outcome] = Buffered(iter(()))

    def call(self, function: str, *arguments: Any) -> Outcome:
        """Outcome of one call."""
        return next(self.call_each(function, [arguments]))

    def call_each(self, function: str, calls: Sequence[Sequence[Any]]) -> Iterator[Outcome]:
        """Outcomes of one call for each list of arguments, up to and including one that ended the process."""
        self.finish()
        outcomes = self._session.stream(self._module, function, calls)
        self._unfinished = Buffered(self._record(function, calls, outcomes))
        return self._unfinished

    def forget_output(self) -> None:
        """Leave out what was printed so far: what is printed from now on belongs to the evidence."""
        self.finish()
        self._session.take_output()

    def forget_call(self) -> None:
        """Leave out the last call: it was the one before in another spelling, which says nothing new."""
        self.finish()
        del self._calls[-1:]

    def take_calls(self) -> list[RecordedCall]:
        """All calls up to now. Calls from now on, and what they print, are no part of the evidence."""
        self.finish()
        if self._output is None:
            self._output = self._session.take_output()
        taken, self._calls = self._calls, []
        return taken

    @property
    def output(self) -> str:
        """What was printed by the calls that were taken."""
        return self._output or ""

    def take_output(self) -> str:
        """What was printed by the calls that are evidence."""
        self.finish()
        later = self._session.take_output()
        return later if self._output is None else self._output

    def finish(self) -> None:
        """Write down what is left of the last calls."""
        self._unfinished.finish()

    def _record(self, function: str, calls: Sequence[Sequence[Any]], outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        for arguments, outcome in zip(calls, outcomes, strict=False):
            self._calls.append(RecordedCall(function, tuple(arguments), outcome))
            yield outcome
