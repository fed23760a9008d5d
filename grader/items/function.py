"""A function that is compared with the reference on the same arguments."""

from typing import Any, Literal

from pydantic import Field

from grader.items.answers.compare import compare
from grader.items.answers.comparison import Comparison
from grader.items.answers.how_compared import how_compared
from grader.items.answers.show import show
from grader.items.answers.tolerance import Tolerance, input_scale
from grader.items.drawn import Checked, DrawnItem
from grader.items.exam import Exam
from grader.items.raises import Raises, judge_raises
from grader.items.trials import Arguments
from grader.model.any_drawing import Drawing
from grader.model.judgement import Judgement
from grader.sandbox.client.outcome import Returned


class FunctionItem(DrawnItem):
    """A function that gives what the reference gives, at the author's cases and at drawn arguments.

    What the reference returns decides how answers are compared: numbers and arrays within the tolerance, SymPy
    expressions and matrices as functions, truth values, texts, lists and dictionaries part by part.
    Texts are the same up to case and to what stands between their words (`strictly_convex`); where the docstring's
    `Returns` lists words in double quotes, a student whose answer is none of them reads the list.
    """

    kind: Literal["function"] = "function"
    """Always `function`."""
    tolerance: Tolerance = Field(default_factory=Tolerance)
    """How near a number has to be."""
    raises: tuple[Raises, ...] = ()
    """Calls that have to raise an exception, as the statement says: tried behind all others."""

    def judge(self, exam: Exam) -> Judgement:
        """Right if no call was wrong, and every call raises that has to."""
        judgement = super().judge(exam)
        if judgement.fraction < 1:
            return judgement
        faults = (judge_raises(self.function, asked, exam) for asked in self.raises)
        return next(filter(None, faults), judgement)

    def check(self, answer: Any, arguments: Arguments, exam: Exam) -> Checked:
        """Compare with the reference's answer, which the evidence shows."""
        expected = exam.reference.call(self.function, *arguments)
        comparison = self.compared(answer, expected, arguments).revealed()
        if comparison.problem is None:
            return Checked(comparison)
        told = how_compared(expected, self.tolerance)
        return Checked(comparison, f"; expected {show(expected)}", Returned(expected), told)

    def draw(self, answer: Any, arguments: Arguments, expected: Any) -> Drawing | None:
        """As the author says; else arrays of numbers, entry by entry."""
        if (drawing := super().draw(answer, arguments, expected)) is not None:
            return drawing
        from grader.items.drawings.table import table  # noqa: PLC0415 - only wrong answers are drawn

        return table(answer, expected, self.tolerance, input_scale(arguments), shows=True)

    def compared(self, answer: Any, expected: Any, arguments: Arguments) -> Comparison:
        """The answer at these arguments beside the expected one."""
        return compare(answer, expected, self.tolerance, input_scale(arguments))

    def same(self, answer: Any, other: Any) -> bool:
        """Whether two answers agree within the tolerance."""
        return compare(answer, other, self.tolerance).agrees
