"""Two expressions side by side at a few rational points."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

import sympy

from grader.maths.size import is_bounded

_TEXTS = "0 1 -1 2 1/2 -2 3 -1/3 7/5 -5 11/3 10"
_NUMBERS = tuple(map(sympy.Rational, _TEXTS.split()))
_DRAWN = 6
_DIGITS = 40
_EXACT = sympy.Float(10) ** -20
_ROUNDED = sympy.Float(10) ** -9


@dataclass(frozen=True)
class Point:
    """A point at which two expressions differ, and what each of them is there."""

    point: Mapping[sympy.Symbol, sympy.Rational]
    left: sympy.Expr | None
    """None where it has no value."""
    right: sympy.Expr


@dataclass(frozen=True)
class Trial:
    """What came of trying the points."""

    witness: Point | None
    """The first point at which they differ, if there is one."""
    agreed: int = 0
    """At how many points they agree."""


def try_points(left: sympy.Expr, right: sympy.Expr, *, has_roundings: bool = False) -> Trial:
    """Compare the values wherever the right one has one: a real one, unless it holds the imaginary unit.

    Where only the left one has no value it may have a gap, as x**2/x has at 0; if that is so at most of the points,
    it counts as different: otherwise `nan` would agree with everything.

    Parameters
    ----------
    left, right : Expr
        Expressions for which `too_large` is None.
    has_roundings : bool
        Whether one of them holds decimals that are rounded: then nine digits have to agree.
    """
    gaps: list[Point] = []
    agreed = 0
    for point in _points(left, right):
        there = value_at(right, point)
        if there is None or not is_bounded(left, point) or not (_is_real(there) or right.has(sympy.I)):
            continue
        here = value_at(left, point)
        if here is None:
            gaps.append(Point(point, here, there))
        elif _differ(here, there, _ROUNDED if has_roundings else _EXACT):
            return Trial(Point(point, here, there))
        else:
            agreed += 1
    return Trial(gaps[0] if len(gaps) > agreed else None, agreed)


def value_at(expression: sympy.Expr, point: Mapping[sympy.Symbol, sympy.Rational]) -> sympy.Expr | None:
    """Value at a point: exact if it is rational, else to many digits; None where it has none."""
    if not is_bounded(expression, point):
        return None
    try:
        value = expression.subs(point)
        if not value.is_Rational:
            value = value.evalf(_DIGITS, maxn=4 * _DIGITS)
        parts = value.as_real_imag()
    except Exception:  # noqa: BLE001 - SymPy has many kinds of exception for what has no value
        return None
    return value if all(isinstance(part, sympy.Number) and part.is_finite for part in parts) else None


def _points(left: sympy.Expr, right: sympy.Expr) -> Iterator[dict[sympy.Symbol, sympy.Rational]]:
    symbols = sorted(left.free_symbols | right.free_symbols, key=str)
    if not symbols:
        yield {}
        return
    for number in range(len(_NUMBERS)):
        shifts = (number * (place + 1) + 5 * place for place in range(len(symbols)))
        yield dict(zip(symbols, (_NUMBERS[shift % len(_NUMBERS)] for shift in shifts), strict=True))
    # The others follow from the expression itself: none can be made to be right at just the points that are tried
    rng = Random(sympy.srepr(left))  # noqa: S311 - no secret
    for _ in range(_DRAWN):
        yield {symbol: sympy.Rational(rng.randint(-40, 40), rng.randint(3, 9)) for symbol in symbols}


def _is_real(value: sympy.Expr) -> bool:
    return bool(abs(sympy.im(value)) <= _EXACT * (1 + abs(value)))


def _differ(here: sympy.Expr, there: sympy.Expr, allowed: sympy.Float) -> bool:
    if here == there:
        return False
    if here.is_Rational and there.is_Rational and allowed == _EXACT:
        return True
    return bool(abs(here - there) > allowed * (1 + abs(here) + abs(there)))
