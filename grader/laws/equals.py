"""A value is what an equation says."""

from typing import Any

from pydantic import Field

from grader.items.answers.tolerance import Tolerance
from grader.laws.law import Function, Law, law
from grader.laws.values import difference, value_at


@law
class Equals(Law):
    """`function`, which takes no arguments, gives what an expression of Python's gives.

    Parameters
    ----------
    function : callable
        The reference.
    expression : str
        In the names of the solution's file: `"gradient_descent_step(4, ys, 1/4)"`. It is the author's own code.
    tolerance : Tolerance
        How near numbers have to be.
    """

    function: Function
    expression: str
    tolerance: Tolerance = Field(default_factory=Tolerance, kw_only=True)

    @property
    def sentence(self) -> str:
        """The equation."""
        return f"{self.name}() is {self.expression}"

    def fault_at(self, *arguments: Any) -> str | None:
        """Both sides, where they are not the same."""
        names = getattr(self.function, "__globals__", {})  # a function of the solution has them
        wanted = eval(self.expression, names)  # noqa: S307 - the author wrote it, beside the reference
        fault = difference(value_at(self.function, arguments), wanted, self.tolerance)
        return None if fault is None else f"it is {fault}, which {self.expression} gives"
