"""What comes out of comparing an answer with the expected one."""

from typing import NamedTuple

from grader.model.feedback import Feedback


class Comparison(NamedTuple):
    """A problem or none; notes on an answer that is right; whether it could be decided at all."""

    problem: Feedback | None = None
    notes: tuple[Feedback, ...] = ()
    undecided: bool = False
    share: float = 1.0
    """What an answer without a problem earns: less than all where its value is right and its form is not."""

    @property
    def agrees(self) -> bool:
        """Whether no difference was found."""
        return self.problem is None


def differs(code: str, text: str) -> Comparison:
    """The comparison of an answer that is not the expected one."""
    return Comparison(Feedback(code=f"answer.{code}", text=text))


def note(code: str, text: str) -> Feedback:
    """A remark on a right answer."""
    return Feedback(code=f"note.{code}", text=text)
