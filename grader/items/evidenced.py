"""The base of items whose answer is a claim together with its evidence."""

from abc import abstractmethod
from typing import Any, Self

from pydantic import Field, model_validator

from grader.items.answers.compare import compare
from grader.items.answers.comparison import Comparison
from grader.items.answers.pasted import Call, value_witness
from grader.items.answers.show import show
from grader.items.answers.tolerance import Tolerance
from grader.items.drawings import attempt
from grader.items.evidence.exact_numbers import pair_of
from grader.items.exam import Exam
from grader.items.failures import judge_failure
from grader.items.single import SingleItem, without_problem
from grader.model.any_drawing import Drawing
from grader.model.feedback import Feedback, Witness
from grader.model.frozen import Frozen
from grader.model.judgement import Judgement, left_open, wrong
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Failure


class Shares(Frozen):
    """What the parts of an answer earn, as shares of the item's points; together 1."""

    claim: float = Field(default=0.25, ge=0, le=0.5)
    """A right claim by itself, which can be guessed."""
    kind: float = Field(default=0.25, ge=0, le=0.5)
    """Evidence of a kind that can show the claim."""
    evidence: float = Field(default=0.5, ge=0, le=1)
    """Evidence that does show it."""

    @model_validator(mode="after")
    def _are_the_whole(self) -> Self:
        if abs(self.claim + self.kind + self.evidence - 1) > 1e-9:  # 0.1 + 0.2 + 0.7 is not 1 in floats
            raise ValueError("the shares of claim, kind and evidence do not add up to 1")
        return self


class EvidencedItem(SingleItem):
    """A function that returns `(claim, evidence)`; any evidence that shows the claim is right."""

    shares: Shares = Field(default_factory=Shares)
    """What claim, kind of evidence, and evidence earn."""

    @abstractmethod
    def read_claim(self, claim: Any) -> Any:
        """The claim in the form in which the reference's is compared with it; None for what is no claim."""

    @abstractmethod
    def is_of_right_kind(self, evidence: Any, claim: Any) -> bool:
        """Whether evidence of this kind can show a claim that is right."""

    @abstractmethod
    def check_evidence(self, evidence: Any, claim: Any) -> Comparison:
        """Whether evidence of the right kind shows the claim; a problem is told in a clause, without a full stop."""

    def judge(self, exam: Exam) -> Judgement:
        """Claim, kind and evidence, each on the one before."""
        outcome = exam.student.call(self.function)
        call: Call = (self.function, ())
        if isinstance(outcome, Failure):
            return judge_failure(outcome, call)
        witness = value_witness(call, outcome)
        pair = pair_of(outcome.value)
        claim = None if pair is None else self.read_claim(pair[0])
        if pair is None or claim is None:
            text = "The answer is no pair of a claim and its evidence."
            return wrong(Feedback(code="answer.type", text=text), witness=witness)
        # A wrong claim earns nothing, however good its evidence: evidence for what is false is none
        if claim != self.read_claim(exam.reference.call(self.function)[0]):
            return wrong(Feedback(code="answer.value", text="The claim is not right."), *self._hints(), witness=witness)
        # told apart from wrong evidence, since it is another gap: not to know what would show it at all
        if not self.is_of_right_kind(pair[1], claim):
            text = "The claim is right; evidence of this kind does not show it."
            return self._partly(self.shares.claim, Feedback(code="evidence.kind", text=text), witness)
        checked = self.check_evidence(pair[1], claim)
        if checked.is_open:
            return left_open(*checked.notes, witness=witness)
        if checked.problem is None:
            return without_problem(checked)
        text = f"The claim and the kind of evidence are right; the evidence is not: {_clause(checked.problem)}."
        drawing = attempt(lambda: self.draw_evidence(pair[1], claim)) if exam.wants_evidence else None
        witness = witness.model_copy(update={"drawing": drawing})
        return self._partly(self.shares.claim + self.shares.kind, Feedback(code="evidence.fault", text=text), witness)

    def draw_evidence(self, evidence: Any, claim: Any) -> Drawing | None:
        """What a picture of evidence that does not show its claim is drawn from; as `draw` of an item, it may fail."""
        return None

    def check(self, answer: Any, expected: Any) -> Comparison:
        """Whether two answers are the same claim with the same evidence, as when a misconception's is looked for."""
        return compare(answer, expected, Tolerance())

    def blank(self, expected: Any) -> None:
        """Nothing: evidence may have another form than the reference's."""

    def key_fault(self, answer: Any) -> str | None:
        """What is wrong with the reference's own answer."""
        pair = pair_of(answer)
        claim = None if pair is None else self.read_claim(pair[0])
        if pair is None or claim is None:
            return f"the reference gives {show(answer)}, which is no pair of a claim and its evidence"
        if (fault := self.claim_fault(claim)) is not None:
            return fault
        if not self.is_of_right_kind(pair[1], claim):
            return "the reference's evidence is of a kind that does not show its claim"
        checked = self.check_evidence(pair[1], claim)
        if checked.problem is not None:
            return f"the reference's evidence is not right: {_clause(checked.problem)}"
        return "nothing proves the reference's evidence" if checked.undecided or checked.is_open else None

    @abstractmethod
    def claim_fault(self, claim: Any) -> str | None:
        """Why the reference's claim is wrong, or not known to be right; None if it is proved."""

    def _hints(self) -> tuple[Feedback, ...]:
        return (Feedback(code="hint", text=self.hint),) if self.hint else ()

    def _partly(self, fraction: float, said: Feedback, witness: Witness) -> Judgement:
        verdict = Verdict.PARTIAL if fraction else Verdict.WRONG
        return Judgement(verdict=verdict, fraction=fraction, feedback=(said, *self._hints()), witness=witness)


def _clause(problem: Feedback) -> str:
    return problem.text.removesuffix(".")
