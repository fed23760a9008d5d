"""The base of items whose function is called once, with fixed arguments."""

from abc import abstractmethod
from random import Random
from typing import Any

from grader.items.answers.comparison import Comparison
from grader.items.answers.pasted import value_witness
from grader.items.drawings import attempt
from grader.items.exam import Exam
from grader.items.failures import judge_failure
from grader.items.item import Item
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement, correct, left_open, undecided, wrong
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Failure


class SingleItem(Item):
    """One answer, which is never shown when the student's is wrong: the evidence is what the student gave."""

    hint: str = ""
    """How a wrong answer can be checked by hand: a sentence for the student that does not hold the answer."""

    @property
    def arguments(self) -> tuple[Any, ...]:
        """What the function is called with."""
        return ()

    @abstractmethod
    def check(self, answer: Any, expected: Any) -> Comparison:
        """Whether the answer is the reference's."""

    def judge(self, exam: Exam) -> Judgement:
        """Call once, compare once."""
        call = (self.function, self.arguments)
        outcome = exam.student.call(self.function, *self.arguments)
        if isinstance(outcome, Failure):
            return judge_failure(outcome, call)
        expected = exam.reference.call(self.function, *self.arguments)
        comparison = self.check(outcome.value, expected)
        # neither the expected value nor what the answer differs in: there is no other input on which to try again
        problem = comparison.discreet().problem
        if problem is None and not comparison.is_open:
            return without_problem(comparison)
        witness = value_witness(call, outcome)
        if problem is None:
            return left_open(*comparison.notes, witness=witness)
        hints = (Feedback(code="hint", text=self.hint),) if self.hint else ()
        drawing = attempt(lambda: self.draw(outcome.value, self.arguments, expected)) if exam.wants_evidence else None
        return wrong(problem, *hints, witness=witness.model_copy(update={"drawing": drawing}))

    def calls(self, rng: Random) -> list[tuple[Any, ...]]:
        """The one list of arguments."""
        return [self.arguments]

    def same(self, answer: Any, other: Any) -> bool:
        """Whether the item would take one answer for the other."""
        return self.check(answer, other).agrees

    def key_fault(self, answer: Any) -> str | None:
        """What is wrong with the reference's own answer, as far as mathematics can tell; None for nothing."""
        return None


def without_problem(comparison: Comparison) -> Judgement:
    """The judgement on an answer that is right, or that could not be decided."""
    judgement = undecided(*comparison.notes) if comparison.undecided else correct(*comparison.notes)
    if comparison.share == 1:
        return judgement
    # undecided stays so, with the smaller share: what is not proved has to be looked at all the same
    verdict = judgement.verdict if comparison.undecided else Verdict.PARTIAL
    return judgement.model_copy(update={"verdict": verdict, "fraction": comparison.share})
