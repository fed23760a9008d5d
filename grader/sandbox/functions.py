"""Functions that cross the wall: as an expression towards the student, as a handle back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import sympy

from grader.sandbox.evaluate import UnknownHeadError, evaluate

ABOUT = "about "
"""In front of a function's name, it asks what the function is like, given the names of the parameters that it should
have, instead of calling it."""


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

    @staticmethod
    def of_vectors(variables: tuple[sympy.Symbol, ...], entries: tuple[sympy.Expr, ...]) -> "VectorFunction":
        """A function that takes one array instead, and gives one: with an expression for each entry of its value."""
        return VectorFunction(variables, entries)

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


@dataclass(frozen=True)
class VectorFunction:
    """A function of a vector whose value is a vector, such as a gradient, given by one expression for each entry.

    Parameters
    ----------
    variables : tuple of Symbol
        The entries of the argument, in order.
    entries : tuple of Expr
        The entries of the value, expressions in the variables.
    """

    variables: tuple[sympy.Symbol, ...]
    entries: tuple[sympy.Expr, ...]

    def __call__(self, point: Any) -> Any:
        """Value at a point, an array or a list with one number for each variable: an array."""
        if np.shape(point) != (len(self.variables),):
            raise TypeError(f"f takes an array of shape ({len(self.variables)},), not {np.shape(point)}")
        return np.array([ExpressionFunction(self.variables, entry)(*point) for entry in self.entries])
