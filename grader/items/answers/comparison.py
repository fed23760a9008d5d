"""What comes out of comparing an answer with the expected one."""

from collections.abc import Iterable
from typing import NamedTuple

from grader.model.feedback import Feedback


class Comparison(NamedTuple):
    """A problem or none; notes on an answer that has none; whether it could be decided at all."""

    problem: Feedback | None = None
    notes: tuple[Feedback, ...] = ()
    undecided: bool = False
    """Whether it agrees beyond chance, but could not be proved to be the same."""
    is_open: bool = False
    """Whether it could not be compared for a limit of ours: neither agreement nor a problem."""
    share: float = 1.0
    """What an answer without a problem earns: less than all where its value is right and its form is not."""

    @property
    def agrees(self) -> bool:
        """Whether it was compared, and no difference was found."""
        return self.problem is None and not self.is_open


def differs(code: str, text: str) -> Comparison:
    """The comparison of an answer that is not the expected one."""
    return Comparison(Feedback(code=f"answer.{code}", text=text))


def not_comparable(why: str) -> Comparison:
    """The comparison of an answer that a limit of ours keeps us from comparing."""
    text = f"It could not be compared with the expected answer: {why}."
    return Comparison(is_open=True, notes=(note("open", text),))


def together(parts: Iterable[Comparison]) -> Comparison:
    """The comparison of a whole none of whose parts has a problem."""
    parts = list(parts)
    notes = tuple(dict.fromkeys(note for part in parts for note in part.notes))
    undecided, is_open = any(part.undecided for part in parts), any(part.is_open for part in parts)
    return Comparison(notes=notes, undecided=undecided, is_open=is_open)


def note(code: str, text: str) -> Feedback:
    """A remark on an answer without a problem."""
    return Feedback(code=f"note.{code}", text=text)
