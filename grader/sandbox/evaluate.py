"""Values of SymPy expressions in floating point, for numbers and elementwise for arrays.

SymPy's own `lambdify` does the same by writing source code; it needs a tenth of a second for the first function, as
long as everything else that a small exercise takes. It still serves for the rarer heads.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import add, itemgetter, mul
from typing import Any

import numpy as np
import sympy

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
        return lambda values: np.true_divide(1.0, base(values) ** -whole)
    if exponent == sympy.S.Half:
        return lambda values: np.sqrt(base(values))
    raised = evaluator(exponent, variables)
    return lambda values: np.power(np.asarray(base(values), dtype=float), raised(values))[()]
