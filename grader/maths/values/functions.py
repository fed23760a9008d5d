"""The functions whose values are known, each as a rule from the values of its arguments."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy
from mpmath.libmp import mpf_acos, mpf_asin, mpf_atan, to_rational

from grader.maths.values.number import (
    NoValueError,
    Setting,
    UnknownError,
    Value,
    add,
    bound,
    context,
    divide,
    interval,
    is_real,
    moved,
    multiply,
    sign,
    whole_power,
)
from grader.maths.values.powers import exp, log, power

Rule = Callable[[list[Value], Setting], Value]

_LARGEST_ANGLE = 2.0**1000

LARGEST_GAMMA = 5_000


def _trigonometric(name: str) -> Rule:
    def rule(parts: list[Value], setting: Setting) -> Value:
        [part] = parts
        if part == 0:
            return Fraction(0 if name == "sin" else 1)
        argument = interval(part, setting.bits)
        bound(argument, _LARGEST_ANGLE)
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
    low, high = (math.floor(Fraction(*to_rational(end._mpi_[0]))) for end in (part.a, part.b))
    if low != high:
        raise UnknownError("the whole part is not certain")
    return Fraction(low)


def _ceiling(parts: list[Value], setting: Setting) -> Value:
    return -_floor([-parts[0]], setting)


def _mod(parts: list[Value], setting: Setting) -> Value:
    quotient = divide(parts[0], parts[1], setting.bits)
    return add([parts[0], -multiply([_floor([quotient], setting), parts[1]], setting.bits)], setting.bits)


def _gamma(parts: list[Value], setting: Setting) -> Value:
    [part] = parts
    if isinstance(part, Fraction) and part.denominator == 1:
        if part <= 0:
            raise NoValueError("a pole of gamma")
        if part <= 1_000:
            return Fraction(math.factorial(int(part) - 1))
    argument = interval(part, setting.bits)
    bound(argument, LARGEST_GAMMA)
    return context(setting.bits).gamma(argument)


def _factorial(parts: list[Value], setting: Setting) -> Value:
    return _gamma([add([parts[0], Fraction(1)], setting.bits)], setting)


def _binomial(parts: list[Value], setting: Setting) -> Value:
    """By gamma(u + 1)/(gamma(l + 1)*gamma(u - l + 1)), which is 0 where only a factor below has a pole."""
    upper, lower = parts
    poles = [_is_below_zero(part) for part in (upper, lower, add([upper, -lower], setting.bits))]
    if poles[0] and any(poles[1:]):
        raise UnknownError("a matter of convention: the limit depends on the direction")
    if any(poles[1:]):
        return Fraction(0)
    below = [_factorial([lower], setting), _factorial([add([upper, -lower], setting.bits)], setting)]
    return divide(_factorial([upper], setting), multiply(below, setting.bits), setting.bits)


def _is_below_zero(part: Value) -> bool:
    """Whether a value is a whole number below 0."""
    return isinstance(part, Fraction) and part.denominator == 1 and part < 0


def _real_part(parts: list[Value], _: Setting) -> Value:
    return parts[0] if is_real(parts[0]) else parts[0].real


def _imaginary_part(parts: list[Value], _: Setting) -> Value:
    return Fraction(0) if is_real(parts[0]) else parts[0].imag


def _conjugate(parts: list[Value], setting: Setting) -> Value:
    return parts[0] if is_real(parts[0]) else context(setting.bits).mpc(parts[0].real, -parts[0].imag)


def _asinh(parts: list[Value], setting: Setting) -> Value:
    [part] = parts
    root = power(add([whole_power(part, 2, setting.bits), Fraction(1)], setting.bits), Fraction(1, 2), setting)
    return log([add([part, root], setting.bits)], setting)


def _acosh(parts: list[Value], setting: Setting) -> Value:
    [part] = parts
    roots = [power(add([part, shift], setting.bits), Fraction(1, 2), setting) for shift in (Fraction(1), Fraction(-1))]
    return log([add([part, multiply(roots, setting.bits)], setting.bits)], setting)


def _atanh(parts: list[Value], setting: Setting) -> Value:
    [part] = parts
    logs = [log([add([Fraction(1), signed], setting.bits)], setting) for signed in (part, -part)]
    return divide(add([logs[0], -logs[1]], setting.bits), Fraction(2), setting.bits)


_ROUNDED = {"atan": mpf_atan, "asin": mpf_asin, "acos": mpf_acos}


def _inverse(name: str) -> Rule:
    """Inverse trigonometric functions of a real number, which are monotone: the ends give the interval."""

    def rule(parts: list[Value], setting: Setting) -> Value:
        if not is_real(parts[0]):
            raise UnknownError(f"{name} of a complex number")
        if parts[0] == 0 and name != "acos":
            return Fraction(0)
        arithmetic = context(setting.bits)
        argument = interval(parts[0], setting.bits)
        if name != "atan" and not -1 <= argument <= 1:
            is_outside = argument < -1 or argument > 1
            raise NoValueError(name) if is_outside and setting.real else UnknownError(name)
        ends = [_ROUNDED[name](end._mpi_[0], setting.bits, "n") for end in (argument.a, argument.b)]
        slack = arithmetic.mpf(2) ** (3 - setting.bits)
        low, high = (arithmetic.make_mpf((end, end)) for end in (reversed(ends) if name == "acos" else ends))
        return arithmetic.mpf([(low - slack).a, (high + slack).b])

    return rule


FUNCTIONS: dict[Any, Rule] = {
    sympy.exp: exp, sympy.log: log,
    sympy.sin: _sin, sympy.cos: _cos, sympy.tan: _over(_sin, _cos),
    sympy.cot: _over(_cos, _sin), sympy.sec: _over(None, _cos), sympy.csc: _over(None, _sin),
    sympy.sinh: _sinh, sympy.cosh: _cosh, sympy.tanh: _over(_sinh, _cosh),
    sympy.coth: _over(_cosh, _sinh), sympy.sech: _over(None, _cosh), sympy.csch: _over(None, _sinh),
    sympy.asinh: _asinh, sympy.acosh: _acosh, sympy.atanh: _atanh,
    sympy.atan: _inverse("atan"), sympy.asin: _inverse("asin"), sympy.acos: _inverse("acos"),
    sympy.Abs: _abs, sympy.sign: _signum, sympy.Heaviside: _heaviside, sympy.Max: _extreme(1), sympy.Min: _extreme(-1),
    sympy.DiracDelta: _delta, sympy.floor: _floor, sympy.ceiling: _ceiling, sympy.Mod: _mod,
    sympy.gamma: _gamma, sympy.factorial: _factorial, sympy.binomial: _binomial,
    sympy.re: _real_part, sympy.im: _imaginary_part, sympy.conjugate: _conjugate,
}  # fmt: skip
