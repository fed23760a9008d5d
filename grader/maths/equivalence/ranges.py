"""Between which numbers an expression lies, for symbols between given ends: rigorous, by interval arithmetic."""

import sympy
from mpmath import libmp

from grader.maths import intervals
from grader.maths.enclosure import enclose_over
from grader.maths.equivalence.signs import Case
from grader.maths.intervals import Interval

_BITS = 80
_MOST_OPERATIONS = 40


def range_of(expression: sympy.Expr, case: Case) -> Interval | None:
    """An interval that holds all values in a case, apart from those at the ends; None if there is none.

    Where the ends are multiples of pi the symbol is measured in half turns, so that cos(x) on [0, pi/2] is not below 0.
    """
    box, scaled = {}, {}
    if not expression.free_symbols <= set(case.box):
        return None
    for symbol in expression.free_symbols:
        low, high = case.ends(symbol)
        if low.has(sympy.pi) or high.has(sympy.pi):
            low, high = low / sympy.pi, high / sympy.pi
            scaled[symbol] = sympy.pi * symbol
        ends = _between(low, high)
        if ends is None:
            return None
        box[symbol] = ends
    return enclose_over(expression.subs(scaled), box, _BITS)


def sign_over(expression: sympy.Expr, case: Case) -> int | None:
    """The sign of a real expression in a case, apart from its zeros; None if that is not seen."""
    sign = _sign(range_of(expression, case))
    if sign is not None or not expression.has(sympy.sin, sympy.cos) or sympy.count_ops(expression) > _MOST_OPERATIONS:
        return sign
    return _sign(range_of(sympy.factor(sympy.expand_trig(expression)), case))


def _sign(found: Interval | None) -> int | None:
    if found is None:
        return None
    if found.is_nonnegative:
        return 1
    return -1 if intervals.negative(found).is_nonnegative else None


def is_within(found: Interval | None, bound: sympy.Rational) -> bool:
    """Whether all of an interval is nearer to 0 than a bound."""
    if found is None:
        return False
    limit = intervals.rational(int(bound.p), int(bound.q), _BITS).low
    return bool(libmp.mpf_lt(found.high, limit) and libmp.mpf_gt(found.low, libmp.mpf_neg(limit)))


def _between(low: sympy.Expr, high: sympy.Expr) -> Interval | None:
    below, above = end_of(low), end_of(high)
    return Interval(below.low, above.high, low != high, low != high) if below and above else None


def end_of(end: sympy.Expr) -> Interval | None:
    """A number, or an infinity, as an interval."""
    if end.is_infinite:
        number = libmp.finf if end > 0 else libmp.fninf
        return Interval(number, number, True, True)
    return enclose_over(end, {}, _BITS)
