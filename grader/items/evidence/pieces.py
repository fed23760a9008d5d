"""Affine functions as evidence that their maximum, which is the function, is convex (their minimum, concave)."""

from fractions import Fraction
from typing import Any, NamedTuple

import sympy

from grader.items.answers.comparison import Comparison
from grader.items.evidence import SHOWS, not_proved, refused, up_to_rounding
from grader.items.evidence.exact_numbers import (
    SECONDS,
    Number,
    as_expression,
    as_fraction,
    eps_of,
    parts_of,
    read_vector,
    shown,
)
from grader.items.evidence.rounded_expressions import stands_for
from grader.items.statements import IsConvex
from grader.maths import equivalence
from grader.maths.deadline import within
from grader.maths.enclosure import enclose

_MAX_PIECES = 50
"""SymPy compares a maximum of n pieces by cases, and there are n * (n - 1) / 2 places where two of them may cross."""
_ROUNDINGS = 64
# from -6 to 6 in steps of 1/5, and far out on both sides, where the outermost pieces are
_POINTS = [Fraction(number, 5) for number in range(-30, 31)] + [sign * Fraction(10) ** 6 for sign in (-1, 1)]
_FORM = "it is no list of pairs (slope, intercept) of real numbers"
_AS_FLOATS = "The pieces agree with the function up to rounding wherever they were compared, which proves nothing."


class Piece(NamedTuple):
    """An affine function."""

    slope: Number
    intercept: Number


def check_pieces(given: Any, statement: IsConvex) -> Comparison:
    """Whether the function is the largest (or smallest) of the pieces; in floats, of what the floats stand for."""
    rows = [read_vector(row, 2) for row in parts_of(given) or []]
    pieces = [Piece(*row) for row in rows if row is not None]
    if not pieces or len(pieces) < len(rows):
        return refused(_FORM)
    eps = eps_of([number for piece in pieces for number in piece])
    pieces = _needed(pieces, 1 if "convex" in statement.claim else -1)
    if len(pieces) > _MAX_PIECES:
        too_many = f"These are {len(pieces)} pieces; {_MAX_PIECES} can be compared with the function."
        return not_proved(too_many, agrees=False)
    exact = [_line(piece) for piece in pieces]
    checked = _check(exact, statement, eps)
    if checked == SHOWS or not eps:
        return checked
    near = [(stands_for(piece.slope), stands_for(piece.intercept)) for piece in pieces]
    if near != exact and _check(near, statement, 0.0) == SHOWS:
        return up_to_rounding("The pieces give the function up to the rounding of their numbers.")
    agrees = within(SECONDS, _is_near, pieces, statement, eps)
    return not_proved(_AS_FLOATS, agrees=True) if agrees else checked


def _line(piece: Piece) -> tuple[sympy.Expr, sympy.Expr]:
    """The piece in SymPy's numbers."""
    return as_expression(piece.slope), as_expression(piece.intercept)


def _needed(pieces: list[Piece], side: int) -> list[Piece]:
    """Those that are the largest (or the smallest) somewhere; all of them if one has an irrational number.

    The upper envelope of lines, sorted by slope, as a stack (the "convex hull trick"): a line that is below both of its
    neighbours' larger one is nowhere the largest.
    """
    lines: dict[Fraction, tuple[Fraction, Piece]] = {}
    for piece in pieces:
        slope, intercept = piece.slope.value, piece.intercept.value
        if not isinstance(slope, Fraction) or not isinstance(intercept, Fraction):
            return pieces
        # of parallel lines the highest; with `side`, the smallest of lines is the largest of their mirror images
        if side * slope not in lines or lines[side * slope][0] < side * intercept:
            lines[side * slope] = (side * intercept, piece)
    upper: list[Fraction] = []
    for slope in sorted(lines):
        while len(upper) > 1 and _is_below(*((at, lines[at][0]) for at in (*upper[-2:], slope))):
            upper.pop()
        upper.append(slope)
    return [lines[slope][1] for slope in upper]


def _is_below(
    left: tuple[Fraction, Fraction], middle: tuple[Fraction, Fraction], right: tuple[Fraction, Fraction]
) -> bool:
    """Whether a line is nowhere above the larger of one with a smaller and one with a larger slope."""
    return (right[1] - left[1]) * (middle[0] - left[0]) >= (middle[1] - left[1]) * (right[0] - left[0])


def _check(lines: list[tuple[sympy.Expr, sympy.Expr]], statement: IsConvex, eps: float) -> Comparison:
    if all(number.is_Rational for line in lines for number in line):  # quick: no process and no deadline of its own
        return _checked(lines, statement, eps)
    in_time = within(SECONDS, _checked, lines, statement, eps)
    return in_time or not_proved("The pieces could not be compared with the function in time.", agrees=False)


def _checked(lines: list[tuple[sympy.Expr, sympy.Expr]], statement: IsConvex, eps: float) -> Comparison:
    (x,) = statement.variables
    is_convex = "convex" in statement.claim
    whole = (sympy.Max if is_convex else sympy.Min)(*(slope * x + intercept for slope, intercept in lines))
    result = equivalence.compare(whole, statement.expression, domains=statement.domain or None)
    if result.verdict == "equal":
        return SHOWS
    which = f"the {'largest' if is_convex else 'smallest'} of these affine functions"
    if result.verdict == "different":
        point = {} if result.witness is None else result.witness.point
        return refused(f"{which} is not the function at {x} = {shown(point.get(x, sympy.Integer(0)), eps)}")
    agrees = bool(result.tried) and not result.limit
    return not_proved(f"That {which} is the function could not be proved.", agrees=agrees)


def _is_near(pieces: list[Piece], statement: IsConvex, eps: float) -> bool:
    """Whether the largest (or smallest) piece is the function up to rounding at each of many points."""
    (x,) = statement.variables
    best = max if "convex" in statement.claim else min
    lines = [(as_fraction(piece.slope), as_fraction(piece.intercept)) for piece in pieces]
    for point in (number for number in _POINTS if _is_in(number, statement)):
        # an enclosure, since the expression may hold roots: its ends are much nearer to each other than any float's
        ends = enclose(statement.expression, {x: sympy.Rational(point.numerator, point.denominator)})
        terms = [
            (slope * point, intercept) for slope, intercept in lines if slope is not None and intercept is not None
        ]
        if ends is None or len(terms) < len(lines):
            return False
        allowed = _ROUNDINGS * Fraction(eps) * max(abs(rise) + abs(intercept) for rise, intercept in terms)
        value = Fraction(int(ends[0].p), int(ends[0].q))
        if abs(best(rise + intercept for rise, intercept in terms) - value) > allowed:
            return False
    return True


def _is_in(point: Fraction, statement: IsConvex) -> bool:
    domain = statement.domain.get(statement.variables[0], sympy.S.Reals)
    return bool(domain.contains(sympy.Rational(point.numerator, point.denominator)) == sympy.true)
