"""The base of items whose function is called with the author's cases and with drawn arguments."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

import numpy as np
from pydantic import Field, WithJsonSchema

from grader.items.answers.comparison import Comparison
from grader.items.answers.show import show, show_call
from grader.items.domains import AnyDomain, Integers
from grader.items.exam import Exam
from grader.items.failures import feedback_of, verdict_of, where
from grader.items.item import Item
from grader.items.trials import Arguments, draw_calls
from grader.model.feedback import Feedback, Witness
from grader.model.judgement import Judgement, correct, undecided, wrong
from grader.model.verdict import Verdict
from grader.sandbox.outcome import Failure, Outcome, Returned

_NEVER_SHRUNK = {Verdict.MISSING, Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY, Verdict.FORBIDDEN}
_ENDS_THE_PROCESS = {"crash.killed", "crash.exited", "crash.flooded"}

PythonFunction = WithJsonSchema({"type": "string", "description": "a Python function"})


class Checked(NamedTuple):
    """Whether one answer is right, and what the evidence says behind the answer if it is not."""

    comparison: Comparison
    instead: str = ""


class Finding(NamedTuple):
    """What was found at one list of arguments."""

    verdict: Verdict
    comparison: Comparison
    evidence: str

    @property
    def can_be_tried_again(self) -> bool:
        """Whether more calls like this one cost little, so that a smaller example can be looked for."""
        code = self.comparison.problem.code if self.comparison.problem else ""
        return self.verdict not in _NEVER_SHRUNK and code not in _ENDS_THE_PROCESS and not code.endswith("loading")

    def is_like(self, other: "Finding") -> bool:
        """Whether both are the same fault, so that one may stand for the other."""
        codes = [finding.comparison.problem and finding.comparison.problem.code for finding in (self, other)]
        return self.verdict is other.verdict and codes[0] == codes[1]


class DrawnItem(Item):
    """A function that is right if it is right at every case and at every drawn list of arguments."""

    inputs: tuple[Annotated[AnyDomain, Field(discriminator="kind")], ...] = ()
    """What each argument is drawn from, in order."""
    cases: tuple[tuple[Any, ...], ...] = ()
    """Arguments that are always tried, before the drawn ones: edge cases, and the slide's own numbers. Where there
    are neither cases nor inputs, the function is called once without arguments."""
    dimensions: dict[str, Integers] = Field(default_factory=dict)
    """Named sizes that several arguments share, such as the number of units."""
    where: Annotated[Callable[..., bool] | None, PythonFunction] = None
    """Which drawn arguments are allowed; all of them if it is left out."""
    trials: int = Field(default=25, ge=0, le=1000)
    """How many lists of arguments are drawn."""

    @abstractmethod
    def check(self, answer: Any, arguments: Arguments, exam: Exam) -> Checked:
        """Whether the answer at these arguments is right."""

    def judge(self, exam: Exam) -> Judgement:
        """Right if no call was wrong; else the first wrong call, made as small as possible."""
        cases = self.cases if self.cases or self.inputs else ((),)
        calls = draw_calls(cases, self.inputs, self.dimensions, self.where, self.trials, exam.rng)
        notes: dict[Feedback, None] = {}
        is_undecided = False
        for arguments, outcome in zip(calls, exam.student.call_each(self.function, calls), strict=False):
            found = self._examine(outcome, arguments, exam)
            if found.comparison.problem is not None:
                return self._wrong(found, arguments, exam)
            notes.update(dict.fromkeys(found.comparison.notes))
            is_undecided = is_undecided or found.comparison.undecided
        return undecided(*notes) if is_undecided else correct(*notes)

    def _examine(self, outcome: Outcome, arguments: Arguments, exam: Exam) -> Finding:
        if isinstance(outcome, Failure):
            return Finding(verdict_of(outcome), Comparison(feedback_of(outcome)), _failed(outcome))
        comparison, instead = self.check(outcome.value, arguments, exam)
        verdict = Verdict.CORRECT if comparison.agrees else Verdict.WRONG
        return Finding(verdict, comparison, f"gave {show(outcome.value)}{instead}")

    def _wrong(self, found: Finding, arguments: Arguments, exam: Exam) -> Judgement:
        if found.can_be_tried_again:
            arguments, found = self._smallest(found, arguments, exam)
        assert found.comparison.problem is not None  # noqa: S101 - only faults are looked for
        witness = None
        if found.verdict is not Verdict.MISSING:
            witness = Witness(kind="call", text=f"{show_call(self.function, arguments)} {found.evidence}")
        return wrong(found.comparison.problem, witness=witness, verdict=found.verdict)

    def _smallest(self, found: Finding, arguments: Arguments, exam: Exam) -> tuple[Arguments, Finding]:
        from grader.items.shrink import smallest  # noqa: PLC0415 - Hypothesis is slow to import

        def fails(candidate: Arguments) -> bool:
            if self.where is not None and not self.where(*candidate):
                return False
            return self._retry(candidate, exam).is_like(found)

        if self.inputs:
            arguments = smallest(arguments, self.inputs, self.dimensions, fails)
        found = self._retry(arguments, exam)
        plain = tuple(map(_plain, arguments))
        outcome = exam.student.call(self.function, *plain)
        if _same_outcome(outcome, found, self._examine(outcome, arguments, exam)):
            return plain, found
        return arguments, found

    def _retry(self, arguments: Arguments, exam: Exam) -> Finding:
        return self._examine(exam.student.call(self.function, *arguments), arguments, exam)


def _same_outcome(outcome: Outcome, found: Finding, again: Finding) -> bool:
    """Whether the plainer spelling of the arguments shows just the same."""
    return isinstance(outcome, Returned) and again.is_like(found) and again.evidence == found.evidence


def _plain(argument: Any) -> Any:
    """An array of whole numbers as lists of ints, which is easier to read and to type; anything else as it is."""
    if isinstance(argument, np.ndarray) and argument.size and np.all(argument == np.round(argument)):
        return argument.astype(int).tolist()
    if isinstance(argument, float) and argument.is_integer():
        return int(argument)
    return argument


def _failed(failure: Failure) -> str:
    if failure.loading:
        return f"could not be called: {failure.text}{where(failure)}"
    return f"failed: {failure.text}{where(failure)}"
