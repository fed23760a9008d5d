"""Powers, exponentials and logarithms of values, by their principal branches."""

from fractions import Fraction
from typing import Any

import sympy

from grader.maths.values.number import (
    NoValueError,
    Setting,
    UnknownError,
    Value,
    bound,
    context,
    divide,
    holds_zero,
    interval,
    is_real,
    multiply,
    sign,
    whole_power,
)

_LARGEST_ARGUMENT = 2.0**40


def power(base: Value, exponent: Value, setting: Setting) -> Value:
    """A power, by the principal branch."""
    if isinstance(exponent, Fraction) and exponent.denominator == 1:
        return whole_power(base, int(exponent), setting.bits)
    if isinstance(base, Fraction) and base in {0, 1}:
        if base == 0 and not (is_real(exponent) and sign(exponent) > 0):
            raise NoValueError("a power of 0")
        return base
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and base > 0:
        root = _exact_root(base, exponent.denominator)
        if root is not None:
            return whole_power(root, exponent.numerator, setting.bits)
    if is_real(base) and sign(base) < 0:
        return _power_of_negative(base, exponent, setting)
    if is_real(base) and not isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent > 0:
        base = _not_below_zero(base, setting.bits)
        if exponent.denominator == 2:
            return whole_power(context(setting.bits).sqrt(base), exponent.numerator, setting.bits)
    return exp([multiply([exponent, log([base], setting)], setting.bits)], setting)


def _not_below_zero(base: Any, bits: int) -> Any:
    """`sign` has seen to it that the interval is not across 0."""
    return base if base.a > 0 else context(bits).mpf([0, base.b])


def _exact_root(base: Fraction, degree: int) -> Fraction | None:
    if degree > 100:
        return None
    top, is_exact = sympy.integer_nthroot(base.numerator, degree)
    below, is_also = sympy.integer_nthroot(base.denominator, degree)
    return Fraction(int(top), int(below)) if is_exact and is_also else None


def _power_of_negative(base: Value, exponent: Value, setting: Setting) -> Value:
    """|base|**exponent times a point of the unit circle."""
    if setting.real:
        raise NoValueError("a root of a negative number") if isinstance(exponent, Fraction) else UnknownError("a power")
    if not setting.principal and isinstance(exponent, Fraction) and exponent.denominator % 2:
        raise UnknownError("a real root may be meant")
    arithmetic = context(setting.bits)
    size = power(-base, exponent, setting)
    angle = interval(exponent, setting.bits) * arithmetic.pi
    if not is_real(angle):
        return interval(size, setting.bits) * arithmetic.exp(angle * arithmetic.mpc(0, 1))
    turn = _half_turn(exponent, setting) or arithmetic.mpc(arithmetic.cos(angle), arithmetic.sin(angle))
    return turn * interval(size, setting.bits)


def _half_turn(exponent: Value, setting: Setting) -> Value | None:
    """I or -I for an odd number of halves, without rounding."""
    if not isinstance(exponent, Fraction) or exponent.denominator != 2:
        return None
    return context(setting.bits).mpc(0, 1 if exponent.numerator % 4 == 1 else -1)


def exp(parts: list[Value], setting: Setting) -> Value:
    """Euler's function."""
    if parts[0] == 0:
        return Fraction(1)
    argument = interval(parts[0], setting.bits)
    bound(argument, _LARGEST_ARGUMENT)
    return context(setting.bits).exp(argument)


def log(parts: list[Value], setting: Setting) -> Value:
    """The principal logarithm, to a base if there is one."""
    if len(parts) == 2:
        return divide(log(parts[:1], setting), log(parts[1:], setting), setting.bits)
    [argument] = parts
    arithmetic = context(setting.bits)
    if isinstance(argument, Fraction) and argument in {0, 1}:
        if argument == 0:
            raise NoValueError("log(0)")
        return Fraction(0)
    if not is_real(argument):
        if holds_zero(argument):
            raise UnknownError("log(0) is not excluded")
        return arithmetic.log(argument)
    if sign(argument) > 0:
        return arithmetic.log(interval(argument, setting.bits))
    if setting.real:
        raise NoValueError("the logarithm of a negative number")
    return arithmetic.mpc(arithmetic.log(-interval(argument, setting.bits)), arithmetic.pi)
