"""What a float stands for: the decimal that was typed, the simple fraction or root that was rounded to it."""

from collections.abc import Iterator
from fractions import Fraction

import sympy

from grader.items.evidence.numbers import Number, as_expression, read_number

_ROUNDINGS = 4
_DIGITS = {1e-5: 2, 1e-12: 5}
"""Significant digits of what counts as typed, for types less precise than so much; 12 for all others."""
_LARGEST = 1_000
_LARGEST_UNDER_ROOT = 100
_PI = Fraction(3141592653589793238462643383279502884, 10**36)


def stands_for(number: Number) -> sympy.Expr:
    """The number that was rounded to this one, if there is a simple one within a few roundings; else itself."""
    if not number.eps or not isinstance(number.value, Fraction) or not number.value:
        return as_expression(number)
    return next(_simple(number.value, number.eps), as_expression(number))


def without_floats(expression: sympy.Expr) -> sympy.Expr:
    """The expression with what each of its floats stands for."""
    numbers = {number: read_number(number) for number in expression.atoms(sympy.Float)}
    return expression.xreplace({number: stands_for(read) for number, read in numbers.items() if read is not None})


def _simple(value: Fraction, eps: float) -> Iterator[sympy.Expr]:
    """Decimals, fractions, roots of fractions and parts of pi, each so near that the difference is rounding."""
    share = Fraction(_ROUNDINGS * eps)
    for near in (_typed(value, eps), value.limit_denominator(_LARGEST)):
        if abs(near - value) <= share * abs(value):
            yield sympy.Rational(near.numerator, near.denominator)
    square = (value**2).limit_denominator(_LARGEST_UNDER_ROOT)
    if abs(square - value**2) <= 2 * share * value**2:
        yield sympy.sign(value) * sympy.sqrt(sympy.Rational(square.numerator, square.denominator))
    part = (value / _PI).limit_denominator(_LARGEST_UNDER_ROOT)
    if part and abs(part * _PI - value) <= share * abs(value):
        yield sympy.Rational(part.numerator, part.denominator) * sympy.pi


def _typed(value: Fraction, eps: float) -> Fraction:
    """The nearest decimal of so few significant digits that it may have been typed."""
    digits = next((digits for coarse, digits in _DIGITS.items() if eps > coarse), 12)
    ten = Fraction(10) ** (digits - _digits_before_point(value))
    return round(value * ten) / ten


def _digits_before_point(value: Fraction) -> int:
    """The power of ten just above it, or one more."""
    bits = value.numerator.bit_length() - value.denominator.bit_length() + 1
    return -(-bits * 30103 // 100_000)
