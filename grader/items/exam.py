"""What an item's judge is given: the student, the reference, random numbers, and what was judged before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol

from grader.model.judgement import Judgement
from grader.sandbox.client.outcome import Outcome


class Student(Protocol):
    """The student's functions of one exercise. Every call crosses the wall; a student's fault comes back as a value."""

    def call(self, function: str, *arguments: Any) -> Outcome:
        """Outcome of one call."""

    def call_each(self, function: str, calls: Sequence[Sequence[Any]]) -> Iterator[Outcome]:
        """Outcomes of one call for each list of arguments, up to and including one that ended the process.

        Each comes when it is asked for, while the student's process works on the next ones.
        """

    def forget_output(self) -> None:
        """Leave out what was printed so far: what is printed from now on belongs to the evidence."""

    def forget_call(self) -> None:
        """Leave the last call out of the diagnosis: it was the one before in another spelling."""

    def begin_search(self) -> None:
        """Told that the calls from now on look for a smaller example, which has a time of its own."""

    def may_search(self) -> bool:
        """Whether there is time left for that."""

    def shows(self, outcome: Outcome) -> None:
        """Told the outcome of the call that the evidence shows, where it is not that of the last one."""


class Reference(Protocol):
    """The author's functions of one exercise."""

    def call(self, function: str, *arguments: Any) -> Any:
        """Value of the reference; AuthoringError if it is missing or raises."""


@dataclass(frozen=True)
class Exam:
    """One item's examination of one submission."""

    student: Student
    reference: Reference
    rng: Random
    earlier: Mapping[str, Judgement] = field(default_factory=dict)
    """Judgements of the items that this one depends on, by id."""
    wants_evidence: bool = True
    """Whether anybody reads why an answer is wrong: if nobody does, no smaller example is looked for."""
