"""Evidence for a mathematical claim, as a student gives it, checked exactly.

What comes of looking at it is told here: it is refused, it shows its claim (exactly, or up to rounding), or it is open.

exact_numbers        numbers, vectors and matrices as the fractions that they are; their signs, proved
rounded_expressions  what was worked out in floats, and what it stands for
products             L D L' multiplied out, exactly and against what rounding explains
definiteness         factors L D L', two vectors                 (what DefinitenessItem asks for)
chord                two points and the graph between them       (ConvexityItem, against a claim)
curvature, pieces    derivatives, squares, affine functions      (ConvexityItem, for a claim)
"""

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
