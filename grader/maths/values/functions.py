"""Elementary functions, each as a rule from the values of its arguments; the others stand in `special`."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy
from mpmath.libmp import to_rational

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
)
from grader.maths.values.powers import exp, log
from grader.maths.values.special import enclosed

Rule = Callable[[list[Value], Setting], Value]

_LARGEST_ANGLE = 2.0**1000


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
