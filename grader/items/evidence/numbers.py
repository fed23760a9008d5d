"""Numbers as the fractions that they are, and how precise the type was in which they were worked out.

int, Fraction, SymPy's exact numbers ── themselves; an irrational one, such as sqrt(2), stays an expression
floats of any type, Decimal          ── the fraction that they hold, and the step of their type near 1
"""

from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import sympy

from grader.maths.enclosure import enclose
from grader.maths.size import too_large

DOUBLE = 2.0**-52
_SINGLE = 2.0**-23
_DECIMAL = 1e-27
_MAX_BITS = 50_000
_DIGITS = 60
_SHOWN = Context(prec=6)
_LONGEST_FRACTION, _LONGEST_BESIDE_FLOATS = 20, 7
_SINGLE_BITS = range(20, 25)
"""Binary digits of what was worked out in single precision; typed numbers, such as 0.5, have fewer, or 53."""


class Number(NamedTuple):
    """A real number, exactly as it was given."""

    value: Fraction | sympy.Expr
    """An expression only where it is irrational, or not seen to be a fraction."""
    eps: float = 0.0
    """Distance from 1 to the next number of its type; 0 for a type without rounding."""


def read_number(value: Any) -> Number | None:
    """The number; None for what is no real number, not finite, or too large to be worked with."""
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value[()]
    eps = float(np.finfo(value.dtype).eps) if isinstance(value, (np.floating, np.complexfloating)) else DOUBLE
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, complex):
        value = None if value.imag else value.real
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, Fraction)):
        return _bounded(Fraction(value), 0.0)
    if isinstance(value, (float, Decimal)):
        return _finite(value, _DECIMAL if isinstance(value, Decimal) else eps)
    return _symbolic(value) if isinstance(value, sympy.Expr) and too_large_number(value) is None else None


def too_large_number(value: sympy.Expr) -> str | None:
    """The limit that an expression breaks; a fraction may be longer than a part of an expression."""
    return None if value.is_Rational else too_large(value)


def is_exact(numbers: list[Number]) -> bool:
    """Whether none of them was worked out with rounding."""
    return not any(number.eps for number in numbers)


def eps_of(numbers: list[Number]) -> float:
    """The coarsest of their types; of single precision too where it was left for Python's floats on the way."""
    coarsest = max((number.eps for number in numbers), default=0.0)
    bits = [_bits(number.value) for number in numbers if number.eps == DOUBLE]
    was_single = any(length in _SINGLE_BITS for length in bits) and all(length < _SINGLE_BITS.stop for length in bits)
    return max(coarsest, _SINGLE) if was_single else coarsest


def as_fraction(number: Number) -> Fraction | None:
    """The number itself, or a fraction far nearer to it than any float; None if its value is not found."""
    if isinstance(number.value, Fraction):
        return number.value
    ends = enclose(number.value, {}, _DIGITS)
    return None if ends is None else Fraction(int(ends[0].p), int(ends[0].q))


def as_expression(number: Number) -> sympy.Expr:
    """The number as SymPy has it."""
    value = number.value
    return sympy.Rational(value.numerator, value.denominator) if isinstance(value, Fraction) else value


def shown(value: Fraction | sympy.Expr, eps: float = 0.0) -> str:
    """The number as a student reads it: six digits of one that was rounded, or that is long."""
    if isinstance(value, sympy.Rational):
        value = Fraction(int(value.p), int(value.q))
    if isinstance(value, Fraction):
        text = f"{value}" if max(_bits_of(value)) < 100 else ""
        return text if 0 < len(text) <= (_LONGEST_BESIDE_FLOATS if eps else _LONGEST_FRACTION) else _decimal(value)
    text = str(value)
    return text if len(text) <= _LONGEST_FRACTION and not eps else str(value.evalf(6))


def _decimal(value: Fraction) -> str:
    rounded = _SHOWN.divide(Decimal(value.numerator), Decimal(value.denominator))
    return f"{float(rounded):g}" if not rounded or -300 < rounded.adjusted() < 300 else str(rounded)


def _finite(value: float | Decimal, eps: float) -> Number | None:
    try:
        return _bounded(Fraction(value), eps)
    except (ValueError, OverflowError):  # nan and inf
        return None


def _bounded(value: Fraction, eps: float) -> Number | None:
    return Number(value, eps) if max(_bits_of(value)) <= _MAX_BITS else None


def _symbolic(value: sympy.Expr) -> Number | None:
    if value.free_symbols or not value.is_number or value.is_finite is False or value.is_real is False:
        return None
    if isinstance(value, sympy.Rational):
        return _bounded(Fraction(int(value.p), int(value.q)), 0.0)
    floats = value.atoms(sympy.Float)
    if not floats:
        return Number(value)
    eps = max(2.0 ** (1 - min(max(number._prec, 11), 53)) for number in floats)  # noqa: SLF001 - it has no public name
    exact = value.xreplace({number: sympy.Rational(number) for number in floats})
    fraction = as_fraction(Number(exact)) if not exact.is_Rational else Fraction(int(exact.p), int(exact.q))
    return None if fraction is None else _bounded(fraction, eps)


def _bits_of(value: Fraction) -> tuple[int, int]:
    return value.numerator.bit_length(), value.denominator.bit_length()


def _bits(value: Fraction | sympy.Expr) -> int:
    """Length of a float's mantissa; 0 for a whole number, which any type holds."""
    if not isinstance(value, Fraction) or value.denominator == 1:
        return 0
    return value.numerator.bit_length()
