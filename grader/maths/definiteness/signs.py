"""The sign of an entry: 1, 0 or -1 if it is proved, for all values of its symbols; None if it is not."""

from typing import Literal

import sympy

from grader.maths import intervals
from grader.maths.enclosure import enclose_over
from grader.maths.zero import is_algebraic_zero, is_zero

Sign = Literal[-1, 0, 1]
_BITS = 60, 200, 700
"""Tried in turn; with symbols only the first, as their ranges, and not the bits, make the enclosure wide."""


def sign(entry: sympy.Expr) -> Sign | None:
    """The sign of a real number, or of an expression in symbols that has the same sign everywhere."""
    if entry.is_Rational:
        return _of_rational(entry)
    for bits in _BITS[: 1 if entry.free_symbols else None]:
        range_ = enclose_over(entry, _box(entry), bits)
        if range_ and range_.is_positive:
            return 1
        if range_ and intervals.negative(range_).is_positive:
            return -1
    # only what no enclosure tells from 0 is worth a proof that it is 0
    if _is_zero(entry):
        return 0
    return _of_product(entry) if entry.free_symbols else None


def _is_zero(entry: sympy.Expr) -> bool:
    """By a separation bound where it is an algebraic number, which SymPy would take long to simplify."""
    by_bound = None if entry.free_symbols else is_algebraic_zero(entry)
    return is_zero(entry) if by_bound is None else by_bound


def is_nonnegative(entry: sympy.Expr) -> bool:
    """Whether it is proved never to be below 0: by its range, or as a product of even powers and such factors."""
    if sign(entry) in {0, 1}:
        return True
    factors = sympy.Mul.make_args(sympy.factor(entry))
    return _is_range_nonnegative(entry) or all(map(_is_range_nonnegative, factors))


def _is_range_nonnegative(part: sympy.Expr) -> bool:
    range_ = enclose_over(part, _box(part))
    return range_ is not None and range_.is_nonnegative


def _of_rational(entry: sympy.Expr) -> Sign:
    return 1 if entry > 0 else -1 if entry < 0 else 0


def _of_product(entry: sympy.Expr) -> Sign | None:
    """By the signs of the factors."""
    total: Sign = 1
    for factor in sympy.Mul.make_args(sympy.factor(entry)):
        range_ = enclose_over(factor, _box(factor))
        if range_ is None or not (range_.is_positive or intervals.negative(range_).is_positive):
            return None
        total = total if range_.is_positive else (-1 if total == 1 else 1)
    return total


def _box(entry: sympy.Expr) -> dict[sympy.Symbol, intervals.Interval]:
    """What SymPy's assumptions say of the symbols; one that need not be real has no interval, so nothing is proved."""
    return {symbol: _range(symbol) for symbol in entry.free_symbols if symbol.is_real}


def _range(symbol: sympy.Symbol) -> intervals.Interval:
    if symbol.is_positive:
        return intervals.POSITIVE
    if symbol.is_negative:
        return intervals.negative(intervals.POSITIVE)
    if symbol.is_nonnegative:
        return intervals.NONNEGATIVE
    return intervals.negative(intervals.NONNEGATIVE) if symbol.is_nonpositive else intervals.REALS
