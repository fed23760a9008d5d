"""A number, an array, or another plain value."""

from typing import Any, Literal

from pydantic import Field

from grader.items.answers.compare import compare
from grader.items.answers.comparison import Comparison
from grader.items.answers.tolerance import Tolerance
from grader.items.single import SingleItem
from grader.model.any_drawing import Drawing


class ValueItem(SingleItem):
    """A function without arguments that gives the reference's value: a number, an array, a list, a dictionary."""

    kind: Literal["value"] = "value"
    """Always `value`."""
    tolerance: Tolerance = Field(default_factory=Tolerance)
    """How near a number has to be."""

    def check(self, answer: Any, expected: Any) -> Comparison:
        """Climb the ladder for the expected value."""
        return compare(answer, expected, self.tolerance)

    def draw(self, answer: Any, arguments: tuple[Any, ...], expected: Any) -> Drawing | None:
        """The student's numbers with the first that is wrong, as the feedback says it."""
        from grader.items.drawings.table import table  # noqa: PLC0415 - only wrong answers are drawn

        return table(answer, expected, self.tolerance, shows=False)
