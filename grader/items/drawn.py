"""The base of items whose function is called with the author's cases and with drawn arguments."""

from abc import abstractmethod
from collections.abc import Callable
from random import Random
from typing import Annotated, Any, NamedTuple, Self

import numpy as np
from pydantic import Field, WithJsonSchema, model_validator

from grader.errors import SandboxError
from grader.items.answers.comparison import Comparison, together
from grader.items.answers.pasted import snippet
from grader.items.answers.show import show, show_call
from grader.items.author_functions import ask
from grader.items.domains import AnyDomain, Integers
from grader.items.drawings import attempt
from grader.items.drawings.sketch import AnySketch
from grader.items.exam import Exam
from grader.items.failures import can_be_tried_again, feedback_of, judge_failure
from grader.items.item import Item
from grader.items.shrink import smallest
from grader.items.trials import Arguments, draw_calls
from grader.model.any_drawing import Drawing
from grader.model.counted import counted
from grader.model.feedback import Feedback, Witness
from grader.model.judgement import Judgement, correct, left_open, undecided, wrong
from grader.sandbox.client.outcome import Failure, FailureKind, Outcome, Returned

_LONG = 1e6
"""Whole numbers from here on are read more easily as floats."""

PythonFunction = WithJsonSchema({"type": "string", "description": "a Python function"})


class Checked(NamedTuple):
    """Whether one answer is right, and what the evidence says behind the answer if it is not."""

    comparison: Comparison
    instead: str = ""
    expected: Returned | None = None
    """The reference's value, if the evidence shows it."""
    compared: str = ""
    """How it was compared, for whoever does it by hand."""


class Finding(NamedTuple):
    """What came of one call: a failure, or an answer that was compared."""

    outcome: Outcome
    checked: Checked

    @property
    def problem(self) -> Feedback | None:
        """What is wrong; None if the answer is right."""
        return self.checked.comparison.problem

    def is_like(self, other: "Finding") -> bool:
        """Whether both are the same fault, so that one may stand for the other."""
        codes = [finding.problem and finding.problem.code for finding in (self, other)]
        return codes[0] == codes[1] and isinstance(self.outcome, Failure) == isinstance(other.outcome, Failure)


class DrawnItem(Item):
    """A function that is right if it is right at every case and at every drawn list of arguments."""

    inputs: tuple[Annotated[AnyDomain, Field(discriminator="kind")], ...] = ()
    """What each argument is drawn from, in order."""
    cases: tuple[tuple[Any, ...], ...] = ()
    """Arguments that are always tried, before the drawn ones: edge cases, and the slide's own numbers. Where there
    are neither cases nor inputs, the function is called once without arguments."""
    examples: tuple[tuple[Any, ...], ...] = ()
    """Arguments that students get with the reference's values in a release, beside drawn ones; nothing is graded with
    them. They hold the edges that the statement names and no draw meets, such as ties. Of an item that only the
    instructor grades the values stay behind: students are told whether it fails there, or gives another kind."""
    dimensions: dict[str, Integers] = Field(default_factory=dict)
    """Named sizes that several arguments share, such as the number of units."""
    where: Annotated[Callable[..., bool] | None, PythonFunction] = None
    """Which drawn arguments are allowed; all of them if it is left out."""
    trials: int = Field(default=25, ge=0, le=1000)
    """How many lists of arguments are drawn."""

    drawing: AnySketch | None = None
    """How a wrong answer is drawn, where only the author knows: which argument is which, and what the answer is.
    Arrays of numbers are drawn as tables without it."""

    @model_validator(mode="after")
    def _can_be_drawn(self) -> Self:
        """Whatever is drawn from is tried with the smallest and the largest sizes."""
        if self.inputs and not self.cases and not self.trials:
            raise ValueError(f"item '{self.id}' has neither cases nor trials, so every answer would be right")
        if self.inputs and (odd := [case for case in (*self.cases, *self.examples) if len(case) != len(self.inputs)]):
            mismatch = f"a case of {counted(len(odd[0]), 'argument')}, but inputs for {len(self.inputs)}"
            raise ValueError(f"item '{self.id}' has {mismatch}; a case of one argument is written `(argument,)`")
        if negative := [name for name, domain in self.dimensions.items() if domain.low < 0]:
            raise ValueError(f"item '{self.id}' has the dimension '{negative[0]}', which may be negative")
        count = len(self.cases[0] if self.cases else self.inputs)
        if (
            self.drawing
            and count
            and (beyond := [place for place in self.drawing.arguments_named if not 0 <= place < count])
        ):
            called = f"but it is called with {counted(count, 'argument')}, counted from 0"
            raise ValueError(f"item '{self.id}' is drawn by its argument {min(beyond)}, {called}")
        # now, while the course is loaded, and not when a student happens to draw such a size
        for end in ("low", "high"):
            sizes = {name: getattr(domain, end) for name, domain in self.dimensions.items()}
            try:
                _ = [domain.draw(Random(0), sizes) for domain in self.inputs]  # noqa: S311 - no secret
            except KeyError as error:
                raise ValueError(f"item '{self.id}' has no dimension {error}, which its inputs name") from error
        return self

    @abstractmethod
    def check(self, answer: Any, arguments: Arguments, exam: Exam) -> Checked:
        """Whether the answer at these arguments is right."""

    def calls(self, rng: Random) -> list[Arguments]:
        """The cases and, behind them, drawn arguments."""
        cases = self.cases if self.cases or self.inputs else ((),)
        return draw_calls(self.id, cases, self.inputs, self.dimensions, self.where, self.trials, rng)

    def judge(self, exam: Exam) -> Judgement:
        """Right if no call was wrong; else the first wrong call, made as small as possible."""
        calls = self.calls(exam.rng)
        outcomes = iter(exam.student.call_each(self.function, calls))
        compared: list[Comparison] = []
        for made, arguments in enumerate(calls):
            outcome = next(outcomes, None)
            if outcome is None:  # a machine's failure, which must neither earn points nor cost any
                raise SandboxError(f"{made} outcomes came back for {counted(len(calls), 'call')} of {self.function}")
            finding = self._examine(outcome, arguments, exam)
            if finding.problem is not None:  # the others are not looked at: one wrong answer is enough
                return self._wrong(finding, arguments, exam)
            compared.append(finding.checked.comparison)
        return _without_problem(together(compared))

    def _examine(self, outcome: Outcome, arguments: Arguments, exam: Exam) -> Finding:
        # an expression that may well be right, and that a limit of ours keeps from being compared: open, not wrong
        if isinstance(outcome, Failure) and outcome.kind is FailureKind.INCOMPARABLE:
            return Finding(outcome, Checked(Comparison(is_open=True, notes=(feedback_of(outcome),))))
        if isinstance(outcome, Failure):
            return Finding(outcome, Checked(Comparison(feedback_of(outcome))))
        return Finding(outcome, self.check(outcome.value, arguments, exam))

    def _wrong(self, finding: Finding, arguments: Arguments, exam: Exam) -> Judgement:
        # a call that was timed out, or took all memory, would do so again at each of hundreds of tries
        is_cheap = isinstance(finding.outcome, Returned) or can_be_tried_again(finding.outcome)
        if exam.wants_evidence and is_cheap:
            try:
                arguments, finding = self._smallest(finding, arguments, exam)
            except SandboxError:  # the machine's failure: the item is judged again, and its evidence is the same then
                raise
            except Exception:  # noqa: BLE001, S110 - whatever fails, the verdict and the first failing input stand
                pass
        exam.student.shows(finding.outcome)
        call = (self.function, arguments)
        if isinstance(finding.outcome, Failure):
            return judge_failure(finding.outcome, call)
        assert finding.problem is not None  # noqa: S101 - only faults are looked for
        checked = finding.checked
        text = f"{show_call(*call)} gave {show(finding.outcome.value)}{checked.instead}"
        program = snippet(call, finding.outcome, expected=checked.expected, compared=checked.compared)
        drawing = self._drawing(finding.outcome.value, arguments, checked.expected) if exam.wants_evidence else None
        return wrong(finding.problem, witness=Witness(kind="call", text=text, snippet=program, drawing=drawing))

    def _drawing(self, answer: Any, arguments: Arguments, expected: Returned | None) -> Drawing | None:
        return attempt(lambda: self.draw(answer, arguments, None if expected is None else expected.value))

    def draw(self, answer: Any, arguments: Arguments, expected: Any) -> Drawing | None:
        """As the author says; `expected` is None where the evidence does not show it."""
        return None if self.drawing is None else self.drawing.draw(answer, arguments, expected)

    def _smallest(self, known: Finding, arguments: Arguments, exam: Exam) -> tuple[Arguments, Finding]:
        """The smallest arguments at which the same is wrong, spelled with plain numbers if that shows the same.

        The known ones where the function does not give the same twice.
        """
        small = self._search(known, arguments, exam) if self.inputs else arguments
        exam.student.forget_output()  # of all that was tried: what the last call prints belongs to the evidence
        finding = self._retry(small, small, exam)  # once more, alone: what is shown has to come of this call by itself
        if not finding.is_like(known):
            return arguments, known
        plain = tuple(map(_plain, small))
        exam.student.forget_output()  # what is shown has been printed once, not twice
        again = self._retry(plain, small, exam)
        exam.student.forget_call()  # the function need not take lists, and `explains` is promised what was drawn
        return (plain, again) if _show_the_same(finding, again) else (small, finding)

    def _search(self, known: Finding, arguments: Arguments, exam: Exam) -> Arguments:
        exam.student.begin_search()

        def fails(candidate: Arguments) -> bool:
            if not exam.student.may_search():
                return False
            is_allowed = self.where is None or ask(self.id, "where", self.where, *candidate)
            return is_allowed and self._retry(candidate, candidate, exam).is_like(known)

        return smallest(arguments, self.inputs, self.dimensions, fails, exam.student.may_search)

    def _retry(self, spelled: Arguments, arguments: Arguments, exam: Exam) -> Finding:
        return self._examine(exam.student.call(self.function, *spelled), arguments, exam)


def _without_problem(comparison: Comparison) -> Judgement:
    if comparison.is_open:
        return left_open(*comparison.notes)
    return undecided(*comparison.notes) if comparison.undecided else correct(*comparison.notes)


def _show_the_same(finding: Finding, again: Finding) -> bool:
    if not isinstance(finding.outcome, Returned) or not isinstance(again.outcome, Returned):
        return False
    same_answer = show(finding.outcome.value) == show(again.outcome.value)
    return same_answer and finding.is_like(again) and finding.checked.instead == again.checked.instead


def _plain(argument: Any) -> Any:
    """An array of whole numbers as lists of ints, which is easier to read and to type; anything else as it is."""
    is_array = isinstance(argument, np.ndarray) and argument.size and argument.dtype.kind in "iuf"
    if is_array and np.all((argument == np.round(argument)) & (np.abs(argument) < _LONG)):
        return argument.astype(int).tolist()
    if isinstance(argument, float) and argument.is_integer() and abs(argument) < _LONG:
        return int(argument)
    return argument
