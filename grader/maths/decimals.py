"""Unevaluated expressions carried out, with decimals as the fractions that they stand for."""

from fractions import Fraction

import sympy

_LARGEST_DENOMINATOR = 1_000_000
_ROUNDING = Fraction(1, 2**50)


def evaluated(expression: sympy.Basic) -> sympy.Basic:
    """The expression with its parts carried out and its decimals as exact fractions: 0.1 is 1/10, 0.333... is 1/3."""
    if isinstance(expression, sympy.Float):
        return sympy.Rational(_fraction(expression))
    if not expression.args:
        return expression
    return expression.func(*map(evaluated, expression.args))


def is_rounded(expression: sympy.Basic) -> bool:
    """Whether a decimal in the expression stands for no simple fraction, such as 3.14159265358979."""
    if isinstance(expression, sympy.Float):
        return _simple_fraction(expression) is None
    return any(map(is_rounded, expression.args))


def _fraction(number: sympy.Float) -> Fraction:
    """The simple fraction that rounds to this decimal; if there is none, the decimal as it is printed."""
    simple = _simple_fraction(number)
    return Fraction(str(number)) if simple is None else simple


def _simple_fraction(number: sympy.Float) -> Fraction | None:
    exact = Fraction(*map(int, sympy.Rational(number).as_numer_denom()))
    simple = exact.limit_denominator(_LARGEST_DENOMINATOR)
    return simple if abs(simple - exact) <= _ROUNDING * abs(exact) else None
