"""A student in this process: items are judged without a sandbox, which has tests of its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from grader.items.exam import Exam
from grader.model.judgement import Judgement
from grader.sandbox.client.outcome import Failure, FailureKind, Outcome, Place, Returned

Functions = Mapping[str, Callable[..., Any]]
MakeExam = Callable[..., Exam]


@dataclass
class FakeStudent:
    """Functions that are called here. A function that returns or raises a `Failure` fails just so."""

    functions: Functions
    calls: list[tuple[Any, ...]] = field(default_factory=list)

    def call(self, function: str, *arguments: Any) -> Outcome:
        """The value, or the failure that the sandbox would make of the exception."""
        self.calls.append(arguments)
        if function not in self.functions:
            return Failure(FailureKind.NO_FUNCTION, f"there is no function {function} in xor.py")
        try:
            value = self.functions[function](*arguments)
        except NotImplementedError:
            return Failure(FailureKind.NOT_IMPLEMENTED, "NotImplementedError")
        except Exception as error:  # noqa: BLE001 - a student's function may raise anything
            line = Place("xor.py", 3, "return 1 / 0", 8)
            return Failure(FailureKind.RAISED, f"{type(error).__name__}: {error}", line)
        return value if isinstance(value, Failure) else Returned(value)

    def call_each(self, function: str, calls: Sequence[Sequence[Any]]) -> Iterator[Outcome]:
        """One outcome for each list of arguments, up to a failure that ends the process."""
        for arguments in calls:
            outcome = self.call(function, *arguments)
            yield outcome
            if isinstance(outcome, Failure) and outcome.kind in {FailureKind.TIMED_OUT, FailureKind.KILLED}:
                return

    def forget_output(self) -> None:
        """Nothing that is printed here is kept."""

    def begin_search(self) -> None:
        """Time is no matter here."""

    def may_search(self) -> bool:
        """As long as it takes."""
        return True

    def forget_call(self) -> None:
        """Nothing is diagnosed here."""

    def shows(self, outcome: Outcome) -> None:
        """Nothing is asked again here."""


@dataclass
class FakeReference:
    """The author's functions."""

    functions: Functions

    def call(self, function: str, *arguments: Any) -> Any:
        """Value of the reference."""
        return self.functions[function](*arguments)


@pytest.fixture
def make_exam() -> MakeExam:
    """A function that makes the exam of a student's functions, given the author's and earlier judgements."""

    def make(
        student: Functions, reference: Functions, *, seed: int = 0, earlier: Mapping[str, Judgement] | None = None
    ) -> Exam:
        return Exam(FakeStudent(student), FakeReference(reference), Random(seed), earlier or {})  # noqa: S311 - no secret

    return make
