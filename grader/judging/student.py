"""A student's functions of one exercise, as items call them: each call crosses the wall and is written down."""

from collections.abc import Sequence
from typing import Any, NamedTuple

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
        self.calls: list[RecordedCall] = []

    def call(self, function: str, *arguments: Any) -> Outcome:
        """Outcome of one call."""
        return self.call_each(function, [arguments])[0]

    def call_each(self, function: str, calls: Sequence[Sequence[Any]]) -> list[Outcome]:
        """Outcomes of one call for each list of arguments, up to and including one that ended the process."""
        outcomes = self._session.call(self._module, function, calls)
        self.calls += [
            RecordedCall(function, tuple(arguments), outcome)
            for arguments, outcome in zip(calls, outcomes, strict=False)
        ]
        return outcomes
