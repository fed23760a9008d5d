"""Functions that cross the wall: as an expression towards the student, as a handle back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy

from grader.sandbox.evaluate import UnknownHeadError, evaluate


@dataclass(frozen=True, slots=True)
class FunctionHandle:
    """A function that lives on the student's side; it can be called there or passed back, nothing else."""

    number: int


@dataclass(frozen=True)
class ExpressionFunction:
    """A function given by a SymPy expression, callable on numbers, arrays and SymPy expressions.

    Parameters
    ----------
    variables : tuple of Symbol
        The arguments, in order.
    expression : Expr
        The value, an expression in the variables.
    """

    variables: tuple[sympy.Symbol, ...]
    expression: sympy.Expr

    def __call__(self, *arguments: Any) -> Any:
        """Value at the arguments: exact for SymPy arguments, by NumPy otherwise (elementwise for arrays)."""
        if len(arguments) != len(self.variables):
            names = ", ".join(map(str, self.variables))
            raise TypeError(f"f takes {len(self.variables)} argument(s) ({names}), {len(arguments)} were given")
        if any(isinstance(argument, sympy.Basic) for argument in arguments):
            return self.expression.subs(dict(zip(self.variables, arguments, strict=True)), simultaneous=True)
        try:
            return self._value(arguments)
        except (TypeError, AttributeError):  # a NumPy function was given a Fraction or a long integer
            return self._value(tuple(float(argument) for argument in arguments))

    def _value(self, arguments: tuple[Any, ...]) -> Any:
        try:
            return evaluate(self.expression, dict(zip(self.variables, arguments, strict=True)))
        except UnknownHeadError:
            return self._compiled(*arguments)

    @cached_property
    def _compiled(self) -> Callable[..., Any]:
        compiled: Callable[..., Any] = sympy.lambdify(self.variables, self.expression, modules="numpy")
        return compiled
