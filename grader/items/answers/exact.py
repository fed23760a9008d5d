"""Numbers that are exact: whole numbers and fractions, of any size, which are never compared through a float."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import sympy

Exact = int | Fraction

SKIPPING = 2**53
"""Beyond it, floats of double precision skip whole numbers."""
_DECIMAL_DIGITS = 28
"""What Python's Decimal keeps of a quotient."""
_FLOAT_BITS, _FEW_BITS = 53, 40


def exact_value(value: Any) -> Exact | None:
    """The number as an int, if its type is one of whole numbers, or as a fraction; None if it is not exact.

    A Decimal is exact as it was written. One of 28 digits and more behind the point was rounded, or was a float.
    """
    if isinstance(value, (bool, np.bool_)):
        return None
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Decimal):
        return None if _is_rounded(value) else Fraction(value)
    if isinstance(value, sympy.Integer):
        return int(value.p)
    return Fraction(int(value.p), int(value.q)) if isinstance(value, sympy.Rational) else None


def exact_difference(answer: Exact, expected: Exact) -> Fraction | None:
    """How far one number is from the other; None where the answer is a float in the dress of a fraction.

    `Fraction(1/3)` and `Rational(1/3)` are what a float gives: a power of two below a full mantissa. Where such a
    fraction is asked for, it has to be hit all the same.
    """
    return None if _was_float(answer) and not _was_float(expected) else Fraction(answer - expected)


def is_skipped(value: Exact | None) -> bool:
    """Whether the number is a whole one of a size at which floats skip some."""
    return type(value) is int and abs(value) > SKIPPING


def _is_rounded(value: Decimal) -> bool:
    if not value.is_finite():
        return True
    _, digits, exponent = value.as_tuple()
    return len(digits) >= _DECIMAL_DIGITS and int(exponent) < 0


def _was_float(value: Exact) -> bool:
    below = value.denominator
    is_binary = below > 1 and below & (below - 1) == 0
    return is_binary and _FEW_BITS <= abs(value.numerator).bit_length() <= _FLOAT_BITS
