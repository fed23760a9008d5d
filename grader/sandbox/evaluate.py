"""Values of SymPy expressions in floating point, for numbers and elementwise for arrays.

SymPy's own `lambdify` does the same by writing source code; it needs a tenth of a second for the first function, as
long as everything else that a small exercise takes. It still serves for the rarer heads.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import add, mul
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


class UnknownHeadError(Exception):
    """The expression holds a function that is not in the table."""


def evaluate(expression: sympy.Basic, values: Mapping[sympy.Symbol, Any]) -> Any:
    """The expression's value; UnknownHeadError if it has a head that is not known here."""
    if isinstance(expression, sympy.Symbol) and expression in values:
        return values[expression]
    if isinstance(expression, sympy.Integer):
        return int(expression)
    if isinstance(expression, (sympy.Number, sympy.NumberSymbol)):
        return float(expression)
    if isinstance(expression, sympy.Pow):
        return _power(evaluate(expression.base, values), expression.exp, values)
    function = _FUNCTIONS.get(expression.func)
    if function is None:
        raise UnknownHeadError(expression.func)
    return function(*(evaluate(argument, values) for argument in expression.args))


def _power(base: Any, exponent: sympy.Basic, values: Mapping[sympy.Symbol, Any]) -> Any:
    """Whole powers by multiplication, roots as NumPy takes them: nan for a negative number, not a complex one."""
    if isinstance(exponent, sympy.Integer):
        return base ** int(exponent) if exponent >= 0 else np.true_divide(1.0, base ** -int(exponent))
    if exponent == sympy.S.Half:
        return np.sqrt(base)
    return np.power(np.asarray(base, dtype=float), evaluate(exponent, values))[()]
