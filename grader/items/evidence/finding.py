"""What comes of looking at evidence: it is refused, it shows its claim (exactly, or up to rounding), or it is open."""

from grader.items.answers.comparison import Comparison, note
from grader.model.feedback import Feedback

SHOWS = Comparison()
"""Evidence that shows its claim exactly."""


def refused(clause: str) -> Comparison:
    """Evidence that does not show its claim, and why."""
    return Comparison(Feedback(code="evidence.fault", text=clause))


def up_to_rounding(sentence: str) -> Comparison:
    """Evidence in floats that shows its claim up to rounding; the sentence is the argument."""
    return Comparison(notes=(note("rounding", sentence),))


def not_proved(sentence: str, *, agrees: bool) -> Comparison:
    """Evidence that is beyond what can be decided here: open, or provisionally right if it agrees to many digits."""
    notes = (note("undecided", sentence),)
    return Comparison(undecided=True, notes=notes) if agrees else Comparison(is_open=True, notes=notes)
