"""A SymPy expression, or a formula typed as text, that has to be the reference's: in whatever form, or in one."""

from typing import Any, Literal

import sympy
from pydantic import Field

from grader.items.answers.compare import compare
from grader.items.answers.comparison import Comparison
from grader.items.answers.tolerance import Tolerance
from grader.items.answers.written import read_written, with_form
from grader.items.drawings.sketch import AnySketch
from grader.items.single import SingleItem
from grader.maths.form import FormName
from grader.model.any_drawing import Drawing


class ExpressionItem(SingleItem):
    """A function that is given symbols and gives an expression in them, equal to the reference's at every point."""

    kind: Literal["expression"] = "expression"
    """Always `expression`."""
    symbols: tuple[str, ...] = Field(default=("x",))
    """Names of the symbols that the function is called with."""
    accepts_text: bool = False
    """Whether the function may also return a text, such as "12*x^2"; it is read, never executed."""
    drawing: AnySketch | None = None
    """How a wrong answer is drawn: what it is a tangent of, or the second derivative of."""
    form: FormName | None = None
    """The form that is asked for: `expanded`, `factored` (over the rational numbers), `lowest terms`, `no decimals`.

    SymPy carries out 2*(x + 1) and 2/4 by itself; what a student wrote shows in a text only.
    """
    form_share: float = Field(default=0.5, ge=0, lt=1)
    """Share of the points that the right value earns in another form."""

    @property
    def arguments(self) -> tuple[Any, ...]:
        """The symbols."""
        return tuple(map(sympy.Symbol, self.symbols))

    def check(self, answer: Any, expected: Any) -> Comparison:
        """Equal with a proof, different at a point, or undecided; then whether it has the form that is asked for."""
        written = read_written(answer, self.symbols, accepts_text=self.accepts_text)
        if written.problem is not None:
            return written.problem
        comparison = compare(written.answer, expected, Tolerance())
        return comparison if self.form is None else with_form(comparison, written, self.form, self.form_share)

    def draw(self, answer: Any, arguments: tuple[Any, ...], expected: Any) -> Drawing | None:
        """As the author says; without the expected expression, which the evidence does not show."""
        written = read_written(answer, self.symbols, accepts_text=self.accepts_text)
        return None if self.drawing is None else self.drawing.draw(written.answer, arguments, None)
