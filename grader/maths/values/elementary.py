"""Powers, exponentials and logarithms of values, by their principal branches."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy
from mpmath.libmp import to_rational

from grader.maths.values.arb import enclosed
from grader.maths.values.number import (
    NoValueError,
    Setting,
    UnknownError,
    Value,
    add,
    bound,
    context,
    divide,
    holds_zero,
    interval,
    is_real,
    moved,
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
    # 8**(2/3) is 4, and no interval around it
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and base > 0:
        root = _exact_root(base, exponent.denominator)
        if root is not None:
            return whole_power(root, exponent.numerator, setting.bits)
    # `sign` raises where the base may be on either side of 0, with another branch on each
    if is_real(base) and sign(base) < 0:
        return _power_of_negative(base, exponent, setting)
    if is_real(base) and not isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent > 0:
        base = _not_below_zero(base, setting.bits)
        if exponent.denominator == 2:
            return whole_power(context(setting.bits).sqrt(base), exponent.numerator, setting.bits)
    # the definition of the principal power
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
        # An exponent in an interval may be a whole number, and the power real
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
    # log(-r) = log(r) + I*pi
    return arithmetic.mpc(arithmetic.log(-interval(argument, setting.bits)), arithmetic.pi)


Rule = Callable[[list[Value], Setting], Value]

_LARGEST_ANGLE = 2.0**1000


def _trigonometric(name: str) -> Rule:
    def rule(parts: list[Value], setting: Setting) -> Value:
        [part] = parts
        if part == 0:
            return Fraction(0 if name == "sin" else 1)
        argument = interval(part, setting.bits)
        bound(argument, _LARGEST_ANGLE)
        # to reduce an angle of 2**n takes n more bits of pi
        size = 0 if not is_real(argument) else max(abs(int(argument.a)), abs(int(argument.b))).bit_length()
        return moved(getattr(context(setting.bits + size), name)(argument), setting.bits)

    return rule


_sin, _cos = _trigonometric("sin"), _trigonometric("cos")


def _sinh(parts: list[Value], setting: Setting) -> Value:
    return _hyperbolic(parts, setting, -1)


def _cosh(parts: list[Value], setting: Setting) -> Value:
    return _hyperbolic(parts, setting, 1)


def _hyperbolic(parts: list[Value], setting: Setting, side: int) -> Value:
    if parts[0] == 0:
        return Fraction(1 if side > 0 else 0)
    # one exponential for both: (e**x + e**-x)/2 with e**-x = 1/e**x
    half = interval(exp(parts, setting), setting.bits) / 2
    return half + side / (4 * half)


def _over(above: Rule | None, below: Rule) -> Rule:
    def rule(parts: list[Value], setting: Setting) -> Value:
        top = Fraction(1) if above is None else above(parts, setting)
        return divide(top, below(parts, setting), setting.bits)

    return rule


def _abs(parts: list[Value], setting: Setting) -> Value:
    [part] = parts
    if isinstance(part, Fraction):
        return abs(part)
    if is_real(part):
        return abs(part)
    return context(setting.bits).sqrt(part.real**2 + part.imag**2)


def _signum(parts: list[Value], _: Setting) -> Value:
    return Fraction(sign(parts[0]))


def _heaviside(parts: list[Value], _: Setting) -> Value:
    side = sign(parts[0])
    # SymPy's Heaviside carries its value at 0 as a second argument
    return parts[1] if side == 0 and len(parts) > 1 else Fraction(1 + side, 2)


def _delta(parts: list[Value], _: Setting) -> Value:
    """Dirac's function and its derivatives, which have no value at 0."""
    if not sign(parts[0]):
        raise NoValueError("DiracDelta(0)")
    return Fraction(0)


def _extreme(side: int) -> Rule:
    def rule(parts: list[Value], setting: Setting) -> Value:
        for part in parts:
            if not is_real(part):
                raise UnknownError("a real number") if 0 in part.imag else NoValueError("complex numbers have no order")
        if all(isinstance(part, Fraction) for part in parts):
            return side * max(side * part for part in parts)
        ends = [interval(part, setting.bits) for part in parts]
        pick = max if side > 0 else min
        return context(setting.bits).mpf([pick(end.a for end in ends), pick(end.b for end in ends)])

    return rule


def _floor(parts: list[Value], _: Setting) -> Value:
    [part] = parts
    if isinstance(part, Fraction):
        return Fraction(math.floor(part))
    bound(part, _LARGEST_ANGLE)
    # the ends as exact fractions, as a float would round 2 - 1e-30 to 2
    low, high = (math.floor(Fraction(*to_rational(end._mpi_[0]))) for end in (part.a, part.b))
    if low != high:
        raise UnknownError("the whole part is not certain")
    return Fraction(low)


def _ceiling(parts: list[Value], setting: Setting) -> Value:
    return -_floor([-parts[0]], setting)


def _mod(parts: list[Value], setting: Setting) -> Value:
    quotient = divide(parts[0], parts[1], setting.bits)
    return add([parts[0], -multiply([_floor([quotient], setting), parts[1]], setting.bits)], setting.bits)


def _real_part(parts: list[Value], _: Setting) -> Value:
    return parts[0] if is_real(parts[0]) else parts[0].real


def _imaginary_part(parts: list[Value], _: Setting) -> Value:
    return Fraction(0) if is_real(parts[0]) else parts[0].imag


def _conjugate(parts: list[Value], setting: Setting) -> Value:
    return parts[0] if is_real(parts[0]) else context(setting.bits).mpc(parts[0].real, -parts[0].imag)


def _arg(parts: list[Value], setting: Setting) -> Value:
    [part] = parts
    if not is_real(part):
        return enclosed(lambda z: z.arg(), parts, setting)
    side = sign(part)
    if side == 0:
        raise NoValueError("the argument of 0")
    return Fraction(0) if side > 0 else +context(setting.bits).pi


def _frac(parts: list[Value], setting: Setting) -> Value:
    return add([parts[0], -_floor(parts, setting)], setting.bits)


FUNCTIONS: dict[Any, Rule] = {
    sympy.exp: exp, sympy.log: log,
    sympy.sin: _sin, sympy.cos: _cos, sympy.tan: _over(_sin, _cos),
    sympy.cot: _over(_cos, _sin), sympy.sec: _over(None, _cos), sympy.csc: _over(None, _sin),
    sympy.sinh: _sinh, sympy.cosh: _cosh, sympy.tanh: _over(_sinh, _cosh),
    sympy.coth: _over(_cosh, _sinh), sympy.sech: _over(None, _cosh), sympy.csch: _over(None, _sinh),
    sympy.Abs: _abs, sympy.sign: _signum, sympy.Heaviside: _heaviside, sympy.Max: _extreme(1), sympy.Min: _extreme(-1),
    sympy.floor: _floor, sympy.ceiling: _ceiling, sympy.Mod: _mod, sympy.frac: _frac,
    sympy.re: _real_part, sympy.im: _imaginary_part, sympy.conjugate: _conjugate, sympy.arg: _arg,
    sympy.DiracDelta: _delta,
}  # fmt: skip
