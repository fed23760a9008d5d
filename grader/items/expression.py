"""A SymPy expression that has to be the reference's, in whatever form."""

from typing import Any, Literal

import sympy
from pydantic import Field

from grader.items.answers.compare import compare
from grader.items.answers.comparison import Comparison
from grader.items.answers.tolerance import Tolerance
from grader.items.single import SingleItem


class ExpressionItem(SingleItem):
    """A function that is given symbols and gives an expression in them, equal to the reference's at every point."""

    kind: Literal["expression"] = "expression"
    """Always `expression`."""
    symbols: tuple[str, ...] = Field(default=("x",))
    """Names of the symbols that the function is called with."""

    @property
    def arguments(self) -> tuple[Any, ...]:
        """The symbols."""
        return tuple(map(sympy.Symbol, self.symbols))

    def check(self, answer: Any, expected: Any) -> Comparison:
        """Equal with a proof, different at a point, or undecided."""
        return compare(answer, expected, Tolerance())
