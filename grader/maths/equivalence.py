"""Are two expressions the same function? Equal with a proof, different with a point, or undecided.

the same tree ▸ the difference expands to 0 ▸ a point where they differ ▸ the difference simplifies to 0
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import sympy

from grader.maths.size import too_large

_NICE = tuple(sympy.Rational(text) for text in ["0", "1", "-1", "2", "1/2", "-2", "3", "-1/3", "7/5", "-5", "11/3", "10"])
_POINTS = 16
_DIGITS = 40
_MAX_OPERATIONS = 300


@dataclass(frozen=True)
class Point:
    """A point at which two expressions differ, and what each of them is there."""

    point: Mapping[sympy.Symbol, sympy.Rational]
    left: sympy.Expr
    right: sympy.Expr


@dataclass(frozen=True)
class Equivalence:
    """The verdict on two expressions, with what supports it."""

    verdict: Literal["equal", "different", "undecided"]
    proof: str = ""
    """The rule that proves them equal."""
    witness: Point | None = None
    """Where they differ; None for a refusal, which `tried` explains."""
    tried: str = ""
    """What was tried, where it is undecided."""


def compare(left: sympy.Expr, right: sympy.Expr) -> Equivalence:
    """Whether two expressions are equal wherever the right one is defined, for real symbols.

    Parameters
    ----------
    left, right : Expr
        Compared by symbol: equal names with other assumptions are other symbols. Decimals are taken as the exact
        rationals that were typed. `left` may be unevaluated and may come from anybody; it is refused, as
        undecided, if it is too large to be evaluated safely.
    """
    if (limit := too_large(left)) is not None:
        return Equivalence("undecided", tried=limit)
    left, right = evaluated(left), evaluated(right)
    if left == right:
        return Equivalence("equal", proof="the same expression")
    if (difference := sympy.expand(left - right)) == 0:
        return Equivalence("equal", proof="the difference expands to 0")
    witness = _find_difference(left, right)
    if witness is not None:
        return Equivalence("different", witness=witness)
    if difference.count_ops() <= _MAX_OPERATIONS and sympy.simplify(difference) == 0:
        return Equivalence("equal", proof="the difference simplifies to 0")
    return Equivalence("undecided", tried=f"{_POINTS} rational points")


def evaluated(expression: sympy.Basic) -> sympy.Basic:
    """The expression with its parts carried out and its decimals as exact rationals."""
    if isinstance(expression, sympy.Float):
        return sympy.Rational(Fraction(str(expression))) if expression.is_finite else expression
    if not expression.args:
        return expression
    return expression.func(*map(evaluated, expression.args))


def _points(symbols: list[sympy.Symbol]) -> Iterator[dict[sympy.Symbol, sympy.Rational]]:
    for number in range(_POINTS):
        shifts = (number * (place + 1) + 5 * place for place in range(len(symbols)))
        yield dict(zip(symbols, (_NICE[shift % len(_NICE)] for shift in shifts), strict=True))


def _find_difference(left: sympy.Expr, right: sympy.Expr) -> Point | None:
    symbols = sorted(left.free_symbols | right.free_symbols, key=str)
    for point in _points(symbols):
        here, there = _value(left, point), _value(right, point)
        if here is not None and there is not None and _differ(here, there):
            return Point(point, here, there)
    return None


def _value(expression: sympy.Expr, point: Mapping[sympy.Symbol, sympy.Rational]) -> sympy.Expr | None:
    """Value at the point: exact if it is rational, else to many digits; None where it is not defined."""
    value = expression.subs(point)
    if not value.is_Rational:
        value = value.evalf(_DIGITS, maxn=4 * _DIGITS)
    return value if value.is_number and value.is_finite else None


def _differ(here: sympy.Expr, there: sympy.Expr) -> bool:
    if here.is_Rational and there.is_Rational:
        return bool(here != there)
    size = 1 + abs(here) + abs(there)
    return bool(abs(here - there) > size * sympy.Float(10) ** (-_DIGITS // 2))

