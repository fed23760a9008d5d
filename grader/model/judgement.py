"""What an item's judge returns, before points are worked out."""

from pydantic import Field

from grader.model.feedback import Feedback, Witness
from grader.model.frozen import Frozen
from grader.model.verdict import Verdict


class Judgement(Frozen):
    """A verdict on one item, the fraction of its points that it earns, and the evidence."""

    verdict: Verdict
    """What was found."""
    fraction: float = Field(default=0.0, ge=0, le=1)
    """Share of the item's points that is earned."""
    is_open: bool = False
    """Whether the points are not known until the instructor has looked, because a limit of ours was met."""
    feedback: tuple[Feedback, ...] = ()
    """Sentences for the student, most important first."""
    witness: Witness | None = None
    """Why the answer is wrong; None where there is nothing to show."""

    def with_feedback(self, *feedback: Feedback) -> "Judgement":
        """The same judgement with more sentences at its end."""
        return self.model_copy(update={"feedback": (*self.feedback, *feedback)})


def correct(*feedback: Feedback) -> Judgement:
    """A right answer, with notes if there are any."""
    return Judgement(verdict=Verdict.CORRECT, fraction=1.0, feedback=feedback)


def undecided(*feedback: Feedback) -> Judgement:
    """An answer that agrees beyond chance wherever it was tried, but could not be proved: full provisional credit."""
    return Judgement(verdict=Verdict.UNDECIDED, fraction=1.0, feedback=feedback)


def left_open(*feedback: Feedback, witness: Witness | None = None) -> Judgement:
    """An answer that could not be compared for a limit of ours: no points yet, and none lost."""
    # The fraction stays 0, and is never looked at: the score of what is open is null
    return Judgement(verdict=Verdict.UNDECIDED, is_open=True, feedback=feedback, witness=witness)


def wrong(*feedback: Feedback, witness: Witness | None = None, verdict: Verdict = Verdict.WRONG) -> Judgement:
    """An answer that earns nothing, with the reason and the evidence."""
    return Judgement(verdict=verdict, feedback=feedback, witness=witness)
