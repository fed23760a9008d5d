"""Expressions as quick functions of floats, good enough to say where to look."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import sympy

# floats may be wrong in any digit here: whatever they suggest is certified by enclosures, or dropped
_MODULES: list[Any] = [
    {
        "Heaviside": lambda number, at_zero=0.5: at_zero if number == 0 else float(number > 0),
        "DiracDelta": lambda *_: 0.0,
        "sign": lambda number: float((number > 0) - (number < 0)),
        "Max": max,
        "Min": min,
        "Abs": abs,
        "loggamma": math.lgamma,
    },
    "math",
]
Function = Callable[[Sequence[float]], float]
Hessian = Callable[[Sequence[float]], Any]


def function_of(expression: sympy.Expr, symbols: tuple[sympy.Symbol, ...]) -> Function:
    """The value at a point, nan where it has none."""
    # `dummify`: a symbol may have any name, and Python code is written with it
    compiled = sympy.lambdify(symbols, _without_peaks(expression), modules=_MODULES, dummify=True)

    def value(point: Sequence[float]) -> float:
        try:
            result = compiled(*point)
        except (ValueError, ZeroDivisionError, OverflowError, TypeError, NameError, AttributeError):
            return math.nan
        return float(result) if isinstance(result, (int, float)) else math.nan

    return value


def hessian_of(expression: sympy.Expr, symbols: tuple[sympy.Symbol, ...]) -> Hessian:
    """The matrix of second derivatives at a point, with nan where it has none; kinks count as flat."""
    size = len(symbols)
    derivatives = second_derivatives(expression, symbols)
    entries_at = list(derivatives)
    entries = [_without_peaks(derivative) for derivative in derivatives.values()]
    compiled = sympy.lambdify(symbols, entries, modules=_MODULES, cse=True, dummify=True)

    def value(point: Sequence[float]) -> Any:
        matrix = np.full((size, size), np.nan)
        try:
            for (row, column), entry in zip(entries_at, compiled(*point), strict=True):
                matrix[row, column] = matrix[column, row] = entry
        except (ValueError, ZeroDivisionError, OverflowError, TypeError, NameError, AttributeError):
            return np.full((size, size), np.nan)
        return matrix

    return value


def second_derivatives(expression: sympy.Expr, symbols: tuple[sympy.Symbol, ...]) -> dict[tuple[int, int], sympy.Expr]:
    """The lower half of the Hessian, by row and column."""
    return {
        (row, column): sympy.diff(sympy.diff(expression, symbols[row]), symbols[column])
        for row in range(len(symbols))
        for column in range(row + 1)
    }


def _without_peaks(expression: sympy.Expr) -> sympy.Expr:
    """Without the derivatives of jumps, which are 0 but for single points."""
    peaks = expression.atoms(sympy.DiracDelta, sympy.Derivative, sympy.Subs)
    return expression.xreplace(dict.fromkeys(peaks, sympy.Integer(0))) if peaks else expression
