"""A claim (yes or no) that counts in full only with its evidence."""

from typing import Any, Literal

from pydantic import Field

from grader.errors import AuthoringError
from grader.items.answers.comparison import Comparison
from grader.items.answers.show import show
from grader.items.answers.truth_and_text import compare_truth, read_truth
from grader.items.exam import Exam
from grader.items.single import SingleItem
from grader.items.statements import AnyStatement
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement, left_open, wrong
from grader.model.verdict import Verdict


class ClaimItem(SingleItem):
    """A function without arguments that says whether a statement is true; another item examines the evidence.

    Alone a right claim earns `unsupported` of its points, which is never more than half of what claim and evidence
    earn together: guessing does not pay.
    """

    kind: Literal["claim"] = "claim"
    """Always `claim`."""
    evidence: str
    """Id of the item, in the same exercise, that examines the evidence for this claim."""
    states: AnyStatement | None = None
    """What the claim says, where `grader.maths` can decide it: `grade check` then proves the key."""
    unsupported: float = Field(default=0.5, ge=0, le=0.5)
    """Share of the points that a right claim earns while its evidence is not right."""

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The evidence is judged first."""
        return (self.evidence, *self.needs)

    def judge(self, exam: Exam) -> Judgement:
        """Full points for a right claim with right evidence; a part for the claim alone.

        No points are known where the grader could not judge the evidence.
        """
        judgement = super().judge(exam)
        evidence = exam.earlier[self.evidence]
        if judgement.verdict is not Verdict.CORRECT or evidence.fraction == 1:
            return judgement
        text = f"The claim is right; what it earns depends on its evidence, `{self.evidence}`, which is not known."
        unknown = Feedback(code="claim.evidence_unknown", text=text)
        if evidence.is_open:
            return left_open(unknown)
        if not evidence.verdict.carries_points:
            return wrong(unknown, verdict=Verdict.SKIPPED)
        text = f"The claim is right; it counts in full together with its evidence, `{self.evidence}`, which is not."
        partial = {"verdict": Verdict.PARTIAL, "fraction": self.unsupported}
        return judgement.model_copy(update=partial).with_feedback(Feedback(code="claim.unsupported", text=text))

    def check(self, answer: Any, expected: Any) -> Comparison:
        """Compare truth values."""
        truth = read_truth(expected)
        if truth is None:
            fault = f"the reference says {show(expected)}"
            raise AuthoringError(f"item {self.id}", fault, "Let it return True or False")
        return compare_truth(answer, expected=truth)

    def proved_answer(self) -> bool | None:
        """Whether what the claim states is true."""
        return None if self.states is None else self.states.decide()

    def key_fault(self, answer: Any) -> str | None:
        """Whether the reference's claim is wrong, or cannot be proved."""
        truth = read_truth(answer)
        return None if self.states is None or truth is None else self.states.fault(says=truth)
