"""Sends what a plan holds, mark by mark."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from grader.gradebook.push.grade import Fault, Grade, Unreachable
from grader.gradebook.push.plan import Change

_MOST_UNREACHABLE = 3
"""After so many marks in a row to which no answer came, nobody is there."""


class Marked(Protocol):
    """Where marks are set."""

    def set_grade(self, assignment: int, user: int, grade: Grade) -> None:
        """Give somebody a mark; Fault if that does not work."""


class Outcome(NamedTuple):
    """What became of a mark."""

    change: Change
    fault: str
    """A sentence; empty if it was set."""


def send(changes: Sequence[Change], course: Marked) -> Iterator[Outcome]:
    """Each mark with what became of it; after a fault that all others would have, nothing more is tried."""
    general, unreachable = "", 0
    for change in changes:
        if general:
            yield Outcome(change, f"not tried: {general}")
            continue
        try:
            course.set_grade(change.target.assignment.id, change.user, change.new)
        except Fault as fault:
            unreachable = unreachable + 1 if isinstance(fault, Unreachable) else 0
            general = str(fault) if fault.is_general or unreachable == _MOST_UNREACHABLE else ""
            yield Outcome(change, str(fault))
        else:
            unreachable = 0
            yield Outcome(change, "")
