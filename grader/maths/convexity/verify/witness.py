"""Does a chord refute a claim? Its gap is enclosed between fractions, and one of 0 is proved to be 0."""

import sympy

from grader.maths import intervals
from grader.maths.convexity.domain import Problem
from grader.maths.convexity.result import Point, Witness
from grader.maths.convexity.rules import same
from grader.maths.enclosure import enclose_over

_BITS = 240, 1_000
"""Tried in turn: a gap that 240 bits do not tell from 0 may be tiny, or 0."""


def holds(witness: Witness, problem: Problem) -> bool:
    """Whether the chord lies in the domain and its gap has a sign that the claim excludes."""
    if witness.a == witness.b or not 0 < witness.t < 1 or len(witness.a) != len(problem.domain.symbols):
        return False
    if not all(problem.domain.contains(point) for point in (witness.a, witness.b)):
        return False
    gap = sign_of_gap(problem, witness.a, witness.b, witness.t)
    wanted = -1 if "convex" in witness.claim else 1
    return gap == wanted or (gap == 0 and witness.claim.startswith("strictly"))


def sign_of_gap(problem: Problem, a: Point, b: Point, t: sympy.Rational) -> int | None:
    """The sign of (1-t) f(a) + t f(b) - f((1-t) a + t b); None if it is not known, or a value is not defined."""
    for bits in _BITS:
        if sign := enclosed_sign(problem, a, b, t, bits):
            return sign
    # only a gap of exactly 0 is left, which no enclosure shows: it has to be proved from the values as they stand
    points = (dict(zip(problem.domain.symbols, point, strict=True)) for point in (a, b, between(a, b, t)))
    values = [problem.expression.subs(point) for point in points]
    if any(enclose_over(value, {}) is None for value in values):
        return None
    return 0 if same((1 - t) * values[0] + t * values[1], values[2]) else None


def enclosed_sign(problem: Problem, a: Point, b: Point, t: sympy.Rational, bits: int) -> int | None:
    """The sign of the gap if an enclosure with so many bits shows it to be above or below 0."""
    values = []
    for point in (a, b, between(a, b, t)):
        coordinates = zip(problem.domain.symbols, point, strict=True)
        box = {symbol: intervals.rational(int(value.p), int(value.q), bits) for symbol, value in coordinates}
        enclosed = enclose_over(problem.expression, box, bits)
        if enclosed is None:
            return None
        values.append(enclosed)
    shares = [intervals.rational(int(share.p), int(share.q), bits) for share in (1 - t, t)]
    left, right = (intervals.multiply(share, value, bits) for share, value in zip(shares, values[:2], strict=True))
    gap = intervals.add(intervals.add(left, right, bits), intervals.negative(values[2]), bits)
    return 1 if gap.is_positive else -1 if intervals.negative(gap).is_positive else None


def between(a: Point, b: Point, t: sympy.Rational) -> Point:
    """The point (1-t) a + t b."""
    return tuple((1 - t) * left + t * other for left, other in zip(a, b, strict=True))
