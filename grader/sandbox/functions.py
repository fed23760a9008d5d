"""Functions that cross the wall: as an expression towards the student, as a handle back.

An expression is evaluated in floating point, for numbers and elementwise for arrays. SymPy's own `lambdify` does the
same by writing source code; it needs a tenth of a second for the first function, as long as everything else that a
small exercise takes. It still serves for the rarer heads.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add, itemgetter, mul
from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

_FUNCTIONS: dict[Any, Callable[..., Any]] = {
    sympy.Add: lambda *terms: reduce(add, terms),
    sympy.Mul: lambda *factors: reduce(mul, factors),
    sympy.exp: np.exp,
    sympy.log: np.log,
    sympy.sin: np.sin,
    sympy.cos: np.cos,
    sympy.tan: np.tan,
    sympy.tanh: np.tanh,
    sympy.Abs: np.abs,
    sympy.sign: np.sign,
    sympy.Max: lambda *values: reduce(np.maximum, values),
    sympy.Min: lambda *values: reduce(np.minimum, values),
}


_Value = Callable[[Sequence[Any]], Any]
"""Gives a value for the values of the variables, in their order."""


ABOUT = "about "
"""In front of a function's name, it asks what the function is like, given the names of the parameters that it should
have, instead of calling it."""
STOPPED = "stopped cells"
"""In the place of a function's name, it asks for the cells of a notebook that did not come to their end: of each its
name, where it stopped (a name and a line, 0 if that is not known), why, and the clue to that."""
CHANGES = "changes "
"""In front of a function's name, it calls it and gives the places of the arguments that are not what they were."""


class UnknownHeadError(Exception):
    """The expression holds a function that is not in the table."""


def evaluator(expression: sympy.Basic, variables: Sequence[sympy.Symbol]) -> _Value:
    """A function that works the expression out for values of the variables.

    The tree is read once, as descents call the same function hundreds of times; how it is worked out, and so each
    rounding, is that of the tree.

    Raises
    ------
    UnknownHeadError
        If it has a head that is not known here.
    """
    if isinstance(expression, sympy.Symbol) and expression in variables:
        return itemgetter(variables.index(expression))
    # As a whole number: `x + 1` of a whole number stays one
    if isinstance(expression, sympy.Integer):
        return _constant(int(expression))
    if isinstance(expression, (sympy.Number, sympy.NumberSymbol)):
        return _constant(float(expression))
    if isinstance(expression, sympy.Pow):
        return _power(evaluator(expression.base, variables), expression.exp, variables)
    function = _FUNCTIONS.get(expression.func)
    if function is None:
        raise UnknownHeadError(expression.func)
    return _applied(function, [evaluator(argument, variables) for argument in expression.args])


def _constant(number: float) -> _Value:
    return lambda _: number


def _applied(function: Callable[..., Any], parts: list[_Value]) -> _Value:
    if len(parts) == 1:
        (only,) = parts
        return lambda values: function(only(values))
    return lambda values: function(*[part(values) for part in parts])


def _power(base: _Value, exponent: sympy.Basic, variables: Sequence[sympy.Symbol]) -> _Value:
    """Whole powers by multiplication, roots as NumPy takes them: nan for a negative number, not a complex one."""
    if isinstance(exponent, sympy.Integer):
        whole = int(exponent)
        if whole >= 0:
            return lambda values: base(values) ** whole
        # By NumPy: at 0 it is inf, as everywhere in arrays, and no ZeroDivisionError
        return lambda values: np.true_divide(1.0, base(values) ** -whole)
    if exponent == sympy.S.Half:
        return lambda values: np.sqrt(base(values))
    raised = evaluator(exponent, variables)
    # As floats, as NumPy refuses some powers of whole numbers; `[()]` makes a number of an array without dimensions
    return lambda values: np.power(np.asarray(base(values), dtype=float), raised(values))[()]


@dataclass(frozen=True, slots=True)
class FunctionHandle:
    """A function that lives on the student's side; it can be called there or passed back, nothing else."""

    number: int


@dataclass(frozen=True)
class ExpressionFunction:
    """A function given by a SymPy expression, callable on numbers, arrays and SymPy expressions.

    A function of d numbers is called as `f(*x)`, or as `f(x)` with a point: an array of shape (d,), a list or a tuple.

    Parameters
    ----------
    variables : tuple of Symbol
        The arguments, in order.
    expression : Expr
        The value, an expression in the variables.
    takes_point : bool
        Of a function of one variable only: whether an array of shape (1,) is a point, at which the value is a number.
        Else it is taken entry by entry like any other array.
    """

    variables: tuple[sympy.Symbol, ...]
    expression: sympy.Expr
    takes_point: bool = False

    @staticmethod
    def of_vectors(variables: tuple[sympy.Symbol, ...], entries: tuple[sympy.Expr, ...]) -> "VectorFunction":
        """A function that takes one array instead, and gives one: with an expression for each entry of its value."""
        return VectorFunction(variables, entries)

    def __call__(self, *arguments: Any) -> Any:
        """Value at the arguments: exact for SymPy arguments, by NumPy otherwise (elementwise for arrays)."""
        arguments = self._coordinates(arguments)
        if any(isinstance(argument, sympy.Basic) for argument in arguments):
            # At once, or f(y, x) would put x for y in what it has just put for x
            return self.expression.subs(dict(zip(self.variables, arguments, strict=True)), simultaneous=True)
        try:
            return self._evaluator(arguments)
        except (TypeError, AttributeError):  # a NumPy function was given a Fraction or a long integer
            return self._evaluator(tuple(float(argument) for argument in arguments))

    def _coordinates(self, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        """The numbers (or arrays of numbers) that were given, be it in a point."""
        count = len(self.variables)
        point = arguments[0] if len(arguments) == 1 else None
        is_point = not isinstance(point, np.ndarray) or count > 1 or self.takes_point
        entries = entries_of(point, count) if is_point else None
        if entries is not None:
            return entries
        if len(arguments) == count and not isinstance(point, (list, tuple, MatrixBase)):
            return arguments
        raise TypeError(f"f takes {self._takes()} {_given(arguments)}")

    def _takes(self) -> str:
        names = ", ".join(map(str, self.variables))
        if len(self.variables) == 1:
            return f"1 argument(s) ({names}),"
        return f"{len(self.variables)} numbers ({names}), or a point: one array of shape ({len(self.variables)},);"

    @cached_property
    def _evaluator(self) -> Callable[[tuple[Any, ...]], Any]:
        try:
            return evaluator(self.expression, self.variables)
        except UnknownHeadError:
            compiled: Callable[..., Any] = sympy.lambdify(self.variables, self.expression, modules="numpy")
            return lambda arguments: compiled(*arguments)


@dataclass(frozen=True)
class VectorFunction:
    """A function of a vector whose value is a vector, such as a gradient, given by one expression for each entry.

    It is called as `f(w)` with an array of shape (d,), a list or a tuple, or as `f(*w)` with d numbers.

    Parameters
    ----------
    variables : tuple of Symbol
        The entries of the argument, in order.
    entries : tuple of Expr
        The entries of the value, expressions in the variables.
    """

    variables: tuple[sympy.Symbol, ...]
    entries: tuple[sympy.Expr, ...]

    def __call__(self, *arguments: Any) -> Any:
        """Value at a point, an array or a list with one number for each variable: an array."""
        count = len(self.variables)
        shape = _shape(arguments[0]) if len(arguments) == 1 else "()"
        entries = entries_of(arguments if shape == "()" else arguments[0], count)
        if entries is None or any(_shape(entry) != "()" for entry in entries):
            told = f"not {shape}" if len(arguments) == 1 else f"or {count} numbers, {_given(arguments)}"
            raise TypeError(f"f takes an array of shape ({count},), {told}")
        return np.array([function(*entries) for function in self._functions])

    @cached_property
    def _functions(self) -> tuple[ExpressionFunction, ...]:
        return tuple(ExpressionFunction(self.variables, entry) for entry in self.entries)


def entries_of(point: Any, count: int) -> tuple[Any, ...] | None:
    """The entries of a point with so many; None for anything else."""
    if isinstance(point, MatrixBase):
        return tuple(point.flat()) if count == len(point) and 1 in point.shape else None
    if isinstance(point, np.ndarray):
        return tuple(point) if point.shape == (count,) else None
    is_flat = isinstance(point, (list, tuple)) and not any(isinstance(entry, (list, tuple)) for entry in point)
    return tuple(point) if is_flat and len(point) == count else None


def _given(arguments: tuple[Any, ...]) -> str:
    shape = _shape(arguments[0]) if len(arguments) == 1 else ""
    if shape not in {"", "()"}:
        return f"an array of shape {shape} was given"
    return f"{len(arguments)} {'was' if len(arguments) == 1 else 'were'} given"


def _shape(value: Any) -> str:
    try:
        return str(np.shape(value))
    except ValueError:  # rows that differ in length
        return f"({len(value)}, ...)"
