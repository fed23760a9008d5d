"""Two fractions between which the value of an expression certainly lies; None where it has no real value.

expression ── its symbols' intervals ──▶ rules of `intervals` and `interval_functions`, from the leaves up ──▶ interval

The interval may be wider than the range of the values: x - x over [0, 1] gives [-1, 1], since each x is taken for
itself. It leaves no value out (Moore's fundamental theorem of interval analysis), so that what is seen in it holds.
"""

from collections.abc import Mapping
from fractions import Fraction

import sympy
from mpmath import libmp
from sympy.core.relational import Relational
from sympy.functions.special.gamma_functions import polygamma
from sympy.logic.boolalg import BooleanAtom

from grader.maths import intervals
from grader.maths.interval_functions import (
    CONSTANTS,
    PI,
    cosine,
    exponential,
    logarithm,
    polygamma_over,
    rule_of,
    tangent,
)
from grader.maths.intervals import Interval

Box = Mapping[sympy.Symbol, Interval]
_LARGEST_EXPONENT = 20_000
"""Of the power of 2 in an end that is given as a fraction, which has as many digits."""


def enclose(
    expression: sympy.Expr, point: Mapping[sympy.Symbol, sympy.Rational], digits: int = 30
) -> tuple[sympy.Rational, sympy.Rational] | None:
    """Fractions below and above the value of an expression at a point.

    Parameters
    ----------
    expression : Expr
        Of bounded size and depth, see `grader.maths.size.too_large`. A Float is the binary fraction that it holds.
    point : mapping of Symbol to Rational
        A value for each symbol.
    digits : int
        Decimal digits that the computation carries. The fractions are so close to one another, relative to the
        largest number on the way; more digits bring them closer.

    Returns
    -------
    tuple of Rational, or None
        `low <= value <= high`. None where the expression is undefined, not real, beyond 2**20000, or has a function
        without a rule.
    """
    prec = libmp.dps_to_prec(digits)
    box = {symbol: intervals.rational(int(value.p), int(value.q), prec) for symbol, value in point.items()}
    enclosed = enclose_over(expression, box, prec)
    if enclosed is None:
        return None
    low, high = _fraction(enclosed.low), _fraction(enclosed.high)
    return None if low is None or high is None else (low, high)


def enclose_over(expression: sympy.Basic, box: Box, prec: int = 53) -> Interval | None:
    """An interval that holds all values over a box; None if there may be points where it has no real value."""
    # a box may also know whole parts of an expression, as the facts of a domain do
    if expression in box:
        return box[expression]
    if isinstance(expression, sympy.Add):
        return _add(expression, box, prec)
    if isinstance(expression, sympy.Mul):
        return _multiply(expression, box, prec)
    if isinstance(expression, sympy.Pow):
        return _power(expression.base, expression.exp, box, prec)
    if isinstance(expression, (sympy.sin, sympy.cos, sympy.tan)):
        return _trigonometric(expression, box, prec)
    if isinstance(expression, sympy.Piecewise):
        return _pieces(expression, box, prec)
    if isinstance(expression, polygamma):
        order, argument = expression.args
        inner = enclose_over(argument, box, prec)
        return None if inner is None else polygamma_over(order, inner, prec)
    if not expression.args:
        return _number(expression, prec)
    rule = rule_of(expression.func)
    parts = [enclose_over(part, box, prec) for part in expression.args] if rule else []
    known = [part for part in parts if part is not None]
    return rule(known, prec) if rule and len(known) == len(parts) else None


def holds_over(condition: sympy.Basic, box: Box, prec: int = 53) -> bool | None:
    """Whether a relation holds on all of a box (True) or nowhere (False); None if neither is seen."""
    if isinstance(condition, BooleanAtom):
        return bool(condition)
    if isinstance(condition, sympy.Not):
        inner = holds_over(condition.args[0], box, prec)
        return None if inner is None else not inner
    if isinstance(condition, (sympy.And, sympy.Or)):
        parts = [holds_over(part, box, prec) for part in condition.args]
        decisive = isinstance(condition, sympy.Or)
        if decisive in parts:
            return decisive
        return None if None in parts else not decisive
    if isinstance(condition, Relational):
        difference = enclose_over(condition.lhs - condition.rhs, box, prec)
        return None if difference is None else _relation(condition, difference)
    return None


def _relation(condition: Relational, difference: Interval) -> bool | None:
    """Whether the difference of the sides is as the relation says, everywhere or nowhere."""
    if isinstance(condition, (sympy.StrictLessThan, sympy.LessThan)):
        difference = intervals.negative(difference)
    opposite = intervals.negative(difference)
    if isinstance(condition, (sympy.StrictGreaterThan, sympy.StrictLessThan)):
        return True if difference.is_positive else False if opposite.is_nonnegative else None
    if isinstance(condition, (sympy.GreaterThan, sympy.LessThan)):
        return True if difference.is_nonnegative else False if opposite.is_positive else None
    is_equal = True if difference.is_zero else False if difference.is_positive or opposite.is_positive else None
    return is_equal if isinstance(condition, sympy.Eq) or is_equal is None else not is_equal


def _add(expression: sympy.Add, box: Box, prec: int) -> Interval | None:
    total = intervals.ZERO
    for part in expression.args:
        enclosed = enclose_over(part, box, prec)
        if enclosed is None:
            return None
        total = intervals.add(total, enclosed, prec)
    return total


def _multiply(expression: sympy.Mul, box: Box, prec: int) -> Interval | None:
    total = intervals.ONE
    for part in expression.args:
        enclosed = enclose_over(part, box, prec)
        if enclosed is None:
            return None
        total = intervals.multiply(total, enclosed, prec)
    return total


def _power(base: sympy.Expr, exponent: sympy.Expr, box: Box, prec: int) -> Interval | None:
    if base is sympy.E:
        inner = enclose_over(exponent, box, prec)
        return None if inner is None else exponential(inner, prec)
    inner = enclose_over(base, box, prec)
    if inner is None:
        return None
    if isinstance(exponent, sympy.Integer):
        return intervals.whole_power(inner, int(exponent), prec)
    if isinstance(exponent, sympy.Float):
        exponent = sympy.Rational(exponent)
        # not as a root: the Float 0.1 is a fraction over 2**55
        return _power(base, exponent, box, prec) if isinstance(exponent, sympy.Integer) else _general_power(
            inner, enclose_over(exponent, box, prec), prec
        )  # fmt: skip
    if isinstance(exponent, sympy.Rational):
        return intervals.rational_power(inner, int(exponent.p), int(exponent.q), prec)
    return _general_power(inner, enclose_over(exponent, box, prec), prec)


def _general_power(base: Interval, exponent: Interval | None, prec: int) -> Interval | None:
    """By exp(exponent * log(base)), for bases above 0 only: below, a power is real for some exponents alone."""
    by_logarithm = logarithm(base, prec)
    if by_logarithm is None or exponent is None:
        return None
    return exponential(intervals.multiply(exponent, by_logarithm, prec), prec)


def _trigonometric(expression: sympy.Expr, box: Box, prec: int) -> Interval | None:
    """By the angle in half turns, which is exact where the angle is a multiple of pi."""
    (angle,) = expression.args
    factors = sympy.Mul.make_args(angle)
    if sympy.pi in factors:
        turns = enclose_over(sympy.Mul(*[factor for factor in factors if factor is not sympy.pi]), box, prec)
    else:
        inner = enclose_over(angle, box, prec)
        one_by_pi = intervals.inverse(PI(prec), prec)
        turns = None if inner is None or one_by_pi is None else intervals.multiply(inner, one_by_pi, prec)
    if turns is None:
        return None
    if isinstance(expression, sympy.tan):
        return tangent(turns, prec)
    if isinstance(expression, sympy.sin):  # sin(pi t) is cos(pi (t - 1/2))
        half = libmp.mpf_shift(libmp.fnone, -1)
        turns = intervals.add(turns, Interval(half, half), prec)
    return cosine(turns, prec)


def _pieces(expression: sympy.Piecewise, box: Box, prec: int) -> Interval | None:
    """The hull of the branches that may apply; they must apply everywhere between them."""
    possible = []
    for value, condition in expression.args:
        holds = holds_over(condition, box, prec)
        if holds is False:
            continue
        enclosed = enclose_over(value, box, prec)
        if enclosed is None:
            return None
        possible.append(enclosed)
        if holds:
            return intervals.hull(*possible)
    # no condition is seen to hold everywhere, so that there may be points at which none does, and no value
    return None


def _number(expression: sympy.Basic, prec: int) -> Interval | None:
    if isinstance(expression, sympy.Float):
        expression = sympy.Rational(expression)
    if isinstance(expression, sympy.Rational):
        return intervals.rational(int(expression.p), int(expression.q), prec) if expression.q else None
    constant = CONSTANTS.get(expression)
    return constant(prec) if constant else None


def _fraction(number: intervals.Number) -> sympy.Rational | None:
    if number in {libmp.finf, libmp.fninf} or abs(number[2]) > _LARGEST_EXPONENT:
        return None
    exact = Fraction(*libmp.to_rational(number))
    return sympy.Rational(exact.numerator, exact.denominator)
