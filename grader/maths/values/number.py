"""A value: an exact fraction, or an interval of mpmath's that certainly holds it. Rounding is outward throughout."""

import math
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

import sympy
from mpmath.ctx_iv import MPIntervalContext, ivmpc

Value = Any
"""A Fraction, or an interval or complex interval of mpmath, which is not typed."""

Point = Mapping[sympy.Symbol, Fraction]

_SHOWN_BITS = 1_000
"""Of a fraction that is shown as such: a longer one is shown as a decimal."""

_MOST_BITS = 40_000
"""Of an exact fraction; above, intervals do."""

_LARGEST_EXPONENT = 2.0**40
"""Of a power of an interval, whose value would have an exponent of as many digits."""


class NoValueError(ArithmeticError):
    """The expression certainly has no value at the point."""


class UnknownError(ArithmeticError):
    """Nothing certain can be said of the value at the point."""


class Setting(NamedTuple):
    """How values are worked out."""

    bits: int = 120
    """Precision of the intervals."""
    real: bool = False
    """Whether every part has to be real, as in calculus: then log(-1) has no value, and neither has |log(-1)|."""
    principal: bool = True
    """Whether (-8)**(1/3) is the principal root; if not, it is unknown, as a real cube root may be meant."""


def certainly_differ(left: Value, right: Value, bits: int = 120) -> bool:
    """Whether no number lies in both."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left != right
    gap = interval(left, bits) - interval(right, bits)
    return not holds_zero(gap)


def as_number(value: Value, digits: int = 30) -> sympy.Expr:
    """The fraction itself, or the middle of the interval as a decimal."""
    if isinstance(value, Fraction):
        is_short = length(value) <= _SHOWN_BITS
        return sympy.Rational(value.numerator, value.denominator) if is_short else middle(interval(value, 120), digits)
    if is_real(value):
        return middle(value, digits)
    return middle(value.real, digits) + sympy.I * middle(value.imag, digits)


@lru_cache
def context(bits: int) -> Any:
    """The interval arithmetic of so many bits."""
    made = MPIntervalContext()
    made.prec = bits
    return made


def interval(value: Value, bits: int) -> Any:
    """The value as an interval."""
    if isinstance(value, Fraction):
        return context(bits).mpf(value.numerator) / context(bits).mpf(value.denominator)
    return value


def length(number: Fraction) -> int:
    """The binary digits of the larger part of a fraction."""
    return max(number.numerator.bit_length(), number.denominator.bit_length())


def middle(real: Any, digits: int) -> sympy.Expr:
    """The middle of a real interval as a decimal."""
    return sympy.Float(sympy.Float(real.mid._mpi_[0], precision=200), digits)


def is_real(value: Value) -> bool:
    """Whether a value is of a real type; a complex interval may still hold a real number."""
    return not isinstance(value, ivmpc)


def holds_zero(value: Value) -> bool:
    """Whether zero is one of the numbers that the value may be."""
    if isinstance(value, Fraction):
        return value == 0
    if is_real(value):
        return bool(0 in value)
    return bool(0 in value.real and 0 in value.imag)


def sign(value: Value) -> int:
    """The sign of a real value; UnknownError if it is not certain."""
    if isinstance(value, Fraction):
        return (value > 0) - (value < 0)
    if not is_real(value):
        raise UnknownError("a complex number has no sign")
    if value.a > 0:
        return 1
    if value.b < 0:
        return -1
    raise UnknownError("the sign is not certain")


def moved(value: Any, bits: int) -> Any:
    """An interval in the arithmetic of other bits."""
    if is_real(value):
        return context(bits).make_mpf(value._mpi_)
    return context(bits).make_mpc(value._mpci_)


def bound(argument: Value, largest: float) -> None:
    """Refuse arguments that take for ever."""
    if isinstance(argument, Fraction):
        # a fraction of 10**9 digits has no float; an interval of 53 bits has room for any exponent
        argument = context(53).mpf(argument.numerator) / argument.denominator
    parts = [argument] if is_real(argument) else [argument.real, argument.imag]
    if any(not (-largest < end < largest) for part in parts for end in (part.a, part.b)):
        raise UnknownError("a large argument")


def add(parts: list[Value], bits: int) -> Value:
    """The sum of values; exact as long as they all are, and not too long."""
    parts = _shortened(parts, bits)
    exact = sum((part for part in parts if isinstance(part, Fraction)), Fraction(0))
    rest = [part for part in parts if not isinstance(part, Fraction)]
    # fractions among themselves first, without rounding: 1/3 + 2/3 - 1 is 0, and no interval around it
    return sum(rest[1:], rest[0]) + interval(exact, bits) if rest else exact


def multiply(parts: list[Value], bits: int) -> Value:
    """The product of values; exact as long as they all are, and not too long; 0 if one of them is."""
    # an exact 0 makes the product 0 without an interval; every factor has a value by now, so that 0*log(0) is none
    if any(isinstance(part, Fraction) and part == 0 for part in parts):
        return Fraction(0)
    parts = _shortened(parts, bits)
    exact = math.prod((part for part in parts if isinstance(part, Fraction)), start=Fraction(1))
    rest = [part for part in parts if not isinstance(part, Fraction)]
    return math.prod(rest, start=interval(exact, bits)) if rest else exact


def _shortened(parts: list[Value], bits: int) -> list[Value]:
    """Fractions as intervals where they would come to more digits than are worked with."""
    digits = sum(length(part) for part in parts if isinstance(part, Fraction))
    return parts if digits <= _MOST_BITS else [interval(part, bits) for part in parts]


def divide(above: Value, below: Value, bits: int) -> Value:
    """The quotient of two values."""
    return multiply([above, whole_power(below, -1, bits)], bits)


def whole_power(base: Value, exponent: int, bits: int) -> Value:
    """A power with a whole exponent."""
    if exponent < 0:
        if isinstance(base, Fraction) and base == 0:
            raise NoValueError("1/0")
        if holds_zero(base):
            raise UnknownError("1/0 is not excluded")
    if isinstance(base, Fraction) and (base in {0, 1, -1} or length(base) * abs(exponent) <= _MOST_BITS):
        return base**exponent
    if abs(exponent) > _LARGEST_EXPONENT:
        raise UnknownError("a large exponent")
    value = interval(base, bits)
    return value**exponent if exponent >= 0 else 1 / value**-exponent
