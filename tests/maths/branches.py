"""Pairs of expressions, one made of the other by rules that hold for some numbers only, and their values by mpmath.

A second way to work out values, which shares nothing with `grader.maths`: sixty digits, and principal branches.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import mpmath
import sympy
from sympy import (
    Abs,
    Heaviside,
    Max,
    Min,
    Piecewise,
    Rational,
    acos,
    asin,
    atan,
    binomial,
    exp,
    floor,
    gamma,
    log,
    sign,
)

x, y = sympy.symbols("x y")
_DIGITS = 60
_SAME = mpmath.mpf(10) ** -25
_TINY = mpmath.mpf(10) ** -45
NUMBERS = [Fraction(text) for text in "0 1 -1 2 -2 3 -3 1/2 -1/2 1/3 -1/3 2/3 -2/3 -3/2 5/2 -5/3 -1/4 7/5 -7/5".split()]
SHIFTS = [sympy.Integer(0), sympy.Integer(1), sympy.Integer(-2), Rational(1, 3), Rational(-2, 5)]

Rewriting = Callable[[Any], Any]


class UndefinedError(Exception):
    """There is no value, or none that this file works out."""


def value(node: Any, point: dict[sympy.Symbol, Fraction], *, is_real: bool) -> Any:
    """The value to sixty digits; UndefinedError where there is none, or where a part is not real and has to be."""
    with mpmath.workdps(_DIGITS):
        try:
            return _value(node, point, is_real=is_real)
        except (ZeroDivisionError, ValueError, OverflowError, TypeError) as error:
            raise UndefinedError from error


def _value(node: Any, point: dict[sympy.Symbol, Fraction], *, is_real: bool) -> Any:
    if isinstance(node, sympy.Symbol):
        return mpmath.mpf(point[node].numerator) / point[node].denominator
    if isinstance(node, sympy.Rational):
        return mpmath.mpf(int(node.p)) / int(node.q)
    if node is sympy.pi:
        return +mpmath.pi
    if node is sympy.E:
        return +mpmath.e
    if isinstance(node, Piecewise):
        return _piece(node, point, is_real=is_real)
    value = _tidy(_apply(node, [_value(part, point, is_real=is_real) for part in node.args]))
    if not mpmath.isfinite(value) or (is_real and isinstance(value, mpmath.mpc)):
        raise UndefinedError(str(node))
    return value


def _apply(node: Any, parts: list[Any]) -> Any:
    if isinstance(node, sympy.Add):
        return mpmath.fsum(parts)
    if isinstance(node, sympy.Mul):
        return mpmath.fprod(parts)
    if isinstance(node, sympy.Pow):
        return _power(node, *parts)
    if node.func in _OF_REAL:
        if any(isinstance(part, mpmath.mpc) for part in parts):
            raise UndefinedError(str(node))
        return _OF_REAL[node.func](*parts)
    return _FUNCTIONS[node.func](*parts)


def _power(node: sympy.Pow, base: Any, exponent: Any) -> Any:
    if base == 0 and (mpmath.re(exponent) <= 0 and exponent != 0):
        raise UndefinedError(str(node))
    whole = mpmath.nint(mpmath.re(exponent))
    if abs(exponent - whole) < _TINY:
        return base ** int(whole)
    if isinstance(base, mpmath.mpf) and base < 0 and _is_odd_root(exponent):
        raise UndefinedError("a real root may be meant")
    return mpmath.power(base, exponent)


def _is_odd_root(exponent: Any) -> bool:
    near = (exponent * odd - mpmath.nint(mpmath.re(exponent * odd)) for odd in (3, 5, 7, 9, 15))
    return any(abs(gap) < _TINY for gap in near)


def _piece(node: Piecewise, point: dict[sympy.Symbol, Fraction], *, is_real: bool) -> Any:
    for expression, condition in node.args:
        if condition is sympy.true or _holds(condition, point):
            return _value(expression, point, is_real=is_real)
    raise UndefinedError("no case applies")


def _holds(condition: Any, point: dict[sympy.Symbol, Fraction]) -> bool:
    gap = _value(condition.lhs, point, is_real=True) - _value(condition.rhs, point, is_real=True)
    side = 0 if abs(gap) < _TINY else mpmath.sign(gap)
    return bool(condition.func(sympy.Integer(int(side)), 0))


def _tidy(value: Any) -> Any:
    is_almost_real = isinstance(value, mpmath.mpc) and abs(value.imag) < _TINY * (1 + abs(value.real))
    return value.real if is_almost_real else value


def _step(part: Any, middle: Any = 0.5) -> Any:
    return mpmath.mpf(middle) if abs(part) < _TINY else mpmath.mpf(part > 0)


def _floor(part: Any) -> Any:
    near = mpmath.nint(part)
    return near if abs(part - near) < _TINY else mpmath.floor(part)


def _binomial(upper: Any, lower: Any) -> Any:
    if abs(upper - mpmath.nint(upper)) < _TINY and upper < -0.5:
        raise UndefinedError("a matter of convention")
    return mpmath.binomial(upper, lower)


_OF_REAL: dict[Any, Callable[..., Any]] = {
    sign: lambda part: mpmath.mpf(0) if abs(part) < _TINY else mpmath.sign(part),
    Heaviside: _step,
    floor: _floor,
    sympy.ceiling: lambda part: -_floor(-part),
    Max: max,
    Min: min,
    binomial: _binomial,
}
_FUNCTIONS: dict[Any, Callable[..., Any]] = {
    exp: mpmath.exp, log: mpmath.log, Abs: abs, gamma: mpmath.gamma, atan: mpmath.atan, asin: mpmath.asin,
    acos: mpmath.acos, sympy.sin: mpmath.sin, sympy.cos: mpmath.cos, sympy.tan: mpmath.tan, sympy.sinh: mpmath.sinh,
    sympy.cosh: mpmath.cosh, sympy.acot: lambda part: mpmath.pi / 2 if part == 0 else mpmath.acot(part),
    sympy.factorial: mpmath.factorial, sympy.asinh: mpmath.asinh, sympy.acosh: mpmath.acosh, sympy.atanh: mpmath.atanh,
}  # fmt: skip


def differing_point(left: sympy.Expr, right: sympy.Expr) -> dict[sympy.Symbol, Fraction] | None:
    """A point at which all parts of `right` are real, `left` has a value, and the two differ; None if none is found."""
    symbols = sorted(left.free_symbols | right.free_symbols, key=str)
    for numbers in product(NUMBERS, repeat=len(symbols)):
        point = dict(zip(symbols, numbers, strict=True))
        try:
            there = value(right, point, is_real=True)
            here = value(left, point, is_real=False)
        except UndefinedError:
            continue
        if abs(here - there) > _SAME * (1 + abs(here) + abs(there)):
            return point
    return None


def pairs(rng: Random) -> Iterator[tuple[sympy.Expr, sympy.Expr]]:
    """An expression and what a careless rule makes of it, as often as asked."""
    while True:
        try:
            original = rewritten = _grown(rng, rng.randint(1, 3))
            for rewriting in rng.sample(REWRITINGS, rng.randint(1, 2)):
                rewritten = rewriting(rewritten)
        except Exception:  # noqa: BLE001, S112 - SymPy fails on some; then there is no pair
            continue
        if (
            rewritten != original
            and not rewritten.has(sympy.nan, sympy.zoo, sympy.oo, sympy.I)
            and not original.has(sympy.I)
        ):
            yield (original, rewritten) if rng.random() < 0.5 else (rewritten, original)


def _grown(rng: Random, levels: int) -> sympy.Expr:
    if not levels:
        symbol = x if rng.random() < 0.85 else y
        return symbol * rng.choice([1, 1, 2, -1, Rational(1, 2)]) + rng.choice(SHIFTS)
    inner = _grown(rng, levels - 1)
    again = _grown(rng, rng.randint(0, levels - 1))
    leaf = _grown(rng, 0)
    heads: list[Callable[[], sympy.Expr]] = [
        lambda: inner**again,
        lambda: inner ** (1 / again),
        lambda: inner ** rng.choice([Rational(1, 2), Rational(3, 2), Rational(-1, 2), 2, 3, -1, Rational(1, 4)]),
        lambda: (inner**2) ** rng.choice([Rational(1, 2), Rational(1, 4), Rational(-1, 2)]),
        lambda: (inner**again) ** rng.choice([Rational(1, 2), 1 / again, 2, again]),
        lambda: inner * again,
        lambda: inner / again,
        lambda: inner + again,
        lambda: log(inner**2),
        lambda: log(inner),
        lambda: exp(again * log(inner)),
        lambda: rng.choice([Abs, sign, floor, atan, asin, acos, Heaviside, exp, gamma, sympy.acot, sympy.tan])(inner),
        lambda: Piecewise((inner, leaf > 0), (rng.choice([inner, -inner, again]), True)),
        lambda: Piecewise((again, sympy.Eq(leaf, 0)), (inner, True)),
        lambda: Max(inner, again),
        lambda: binomial(inner, again),
        lambda: rng.choice([asin, acos, atan])(rng.choice([sympy.sin, sympy.cos, sympy.tan])(inner)),
    ]
    return rng.choice(heads)()


def _denested(node: sympy.Expr) -> sympy.Expr:
    wild = [sympy.Wild(name) for name in "abc"]
    return node.replace((wild[0] ** wild[1]) ** wild[2], wild[0] ** (wild[1] * wild[2]))


REWRITINGS: list[Rewriting] = [
    lambda node: sympy.powdenest(node, force=True),
    lambda node: sympy.expand_log(node, force=True),
    lambda node: sympy.logcombine(node, force=True),
    lambda node: sympy.expand_power_base(node, force=True),
    lambda node: sympy.powsimp(node, force=True),
    sympy.simplify,
    _denested,
    sympy.together,
    lambda node: node.replace(Abs, lambda part: sympy.sqrt(part**2)),
    lambda node: node.replace(Abs, lambda part: part * sign(part)),
    lambda node: node.replace(sign, lambda part: part / Abs(part)),
    lambda node: node.replace(sign, lambda part: 2 * Heaviside(part) - 1),
    lambda node: node.replace(Heaviside, lambda part, *_: Piecewise((1, part >= 0), (0, True))),
    lambda node: node.replace(Max, lambda first, second: (first + second + Abs(first - second)) / 2),
    lambda node: node.replace(floor, lambda part: -sympy.ceiling(-part)),
    lambda node: node.replace(gamma, lambda part: gamma(part + 1) / part),
    lambda node: node.replace(binomial, lambda n, k: gamma(n + 1) / gamma(k + 1) / gamma(n - k + 1)),
    lambda node: node.replace(binomial, lambda n, k: binomial(n, n - k)),
    lambda node: node.replace(acos, lambda part: sympy.pi / 2 - asin(part)),
    lambda node: node.replace(asin, lambda part: atan(part / sympy.sqrt(1 - part**2))),
    lambda node: node.replace(atan, lambda part: sympy.pi / 2 * sign(part) - atan(1 / part)),
    lambda node: node.replace(sympy.acot, lambda part: atan(1 / part)),
    lambda node: node.replace(sympy.tan, lambda part: sympy.sin(part) / sympy.cos(part)),
    lambda node: node * sign(x) ** 2,
    lambda node: node + (x**2) ** Rational(1, 2) - Abs(x),
    lambda node: node.subs(x, sympy.sqrt(x) ** 2),
    lambda node: node.subs(x, exp(log(x))),
    lambda node: node.replace(lambda part: part.is_Pow, lambda part: exp(part.exp * log(part.base))),
    lambda node: node.replace(Heaviside, lambda part, *_: (1 + sign(part)) / 2),
    lambda node: node + 0 ** Abs(x) * 0 + (x - x),
]
