"""Is a function convex? A claim and its evidence in one answer, which earn separately."""

from typing import Any, Literal

from grader.items.answers.comparison import Comparison
from grader.items.answers.truth_and_text import read_truth
from grader.items.evidence.chord import check_chord, is_chord
from grader.items.evidence.curvature import REASONS, can_show, check_reason, read_reason
from grader.items.evidenced import EvidencedItem
from grader.items.statements import IsConvex
from grader.model.any_drawing import Drawing


class ConvexityItem(EvidencedItem):
    """A function without arguments that returns `(claim, evidence)`: True with a reason, or False with a chord.

    A chord is a triple (a, b, t) of two points and a number. A reason is a pair of a name and what shows it:
    `("second derivative", ...)`, `("hessian", ...)`, `("pieces", [(slope, intercept), ...])`, `("squares", [...])`.
    Numbers are exact, roots included, or floats, which are right up to rounding.
    """

    kind: Literal["convexity"] = "convexity"
    """Always `convexity`."""
    states: IsConvex
    """What the claim is about."""

    def read_claim(self, claim: Any) -> bool | None:
        """True or False."""
        return read_truth(claim)

    def is_of_right_kind(self, evidence: Any, claim: Any) -> bool:
        """A chord against, a reason that applies to such a function for."""
        if not claim:
            return is_chord(evidence)
        reason = read_reason(evidence)
        return reason is not None and reason[0] in REASONS and can_show(reason[0], self.states)

    def check_evidence(self, evidence: Any, claim: Any) -> Comparison:
        """Whether the chord or the reason shows the claim."""
        reason = read_reason(evidence) if claim else None
        return check_chord(evidence, self.states) if reason is None else check_reason(*reason, self.states)

    def draw_evidence(self, evidence: Any, claim: Any) -> Drawing | None:
        """The chord beside the graph; or the parabola that a second derivative bends."""
        if not claim:
            from grader.items.drawings.chord import draw_chord  # noqa: PLC0415 - only wrong answers are drawn

            return draw_chord(evidence, self.states)
        name, derivative = read_reason(evidence) or ("", None)
        if name != "second derivative":
            return None
        from grader.items.drawings.tangent import draw_reason  # noqa: PLC0415 - the same

        return draw_reason(derivative, self.states)

    def proved_answer(self) -> tuple[bool, None] | None:
        """Whether what the item states is true, without evidence."""
        truth = self.states.decide()
        return None if truth is None else (truth, None)

    def claim_fault(self, claim: Any) -> str | None:
        """Compare with what can be proved."""
        return self.states.fault(says=claim)
