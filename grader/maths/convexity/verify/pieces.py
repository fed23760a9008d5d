"""In one variable: convex on each piece, without a jump, and with slopes that do not fall from piece to piece.

Abs(x - 1): joint 1, branches 1 - x on (-oo, 1) and x - 1 on (1, oo), slopes -1 and 1
"""

from itertools import pairwise
from typing import NamedTuple

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom

from grader.maths.convexity.domain import Domain, as_set
from grader.maths.convexity.rules import SignStrength, same
from grader.maths.convexity.verify.defined import is_continuous, is_defined
from grader.maths.convexity.verify.nonnegative import sign_on
from grader.maths.enclosure import enclose_over

_NEAR = sympy.Rational(1, 2**60)
_SLACK = sympy.Rational(1, 2**20)
"""How near a limit the value at `_NEAR` from the end has to be: a check on SymPy."""


class SmoothPiece(NamedTuple):
    """An open piece of an interval, and the smooth expression that the function is there."""

    piece: sympy.Interval
    branch: sympy.Expr


def at_pieces(expression: sympy.Expr, domain: Domain, joints: tuple[sympy.Rational, ...]) -> list[SmoothPiece] | None:
    """The pieces between the joints; None if a branch is not found on one of them."""
    (symbol,), (whole,) = domain.symbols, domain.ranges
    # the joints come with the proof: that the pieces lie side by side and leave nothing out is checked, not believed
    if list(joints) != sorted(set(joints)) or not all(whole.start < joint < whole.end for joint in joints):
        return None
    pieces = [sympy.Interval.open(low, high) for low, high in pairwise([whole.start, *joints, whole.end])]
    branches = [branch_of(expression, Domain((symbol,), (piece,))) for piece in pieces]
    smooth_pieces = [
        SmoothPiece(piece, branch) for piece, branch in zip(pieces, branches, strict=True) if branch is not None
    ]
    return smooth_pieces if len(smooth_pieces) == len(pieces) else None


def fit(
    expression: sympy.Expr, domain: Domain, joints: tuple[sympy.Rational, ...], smooth_pieces: list[SmoothPiece]
) -> bool:
    """Whether the branches meet at the joints in the function's value, and their slopes do not fall."""
    (symbol,), (whole,) = domain.symbols, domain.ranges
    # convex on each open piece, continuous, and with slopes that do not fall at the joints: convex on the whole
    if not all(is_continuous(smooth_piece.branch) for smooth_piece in smooth_pieces):
        return False
    for joint, (left, right) in zip(joints, pairwise(smooth_pieces), strict=True):
        value = expression.subs(symbol, joint)
        if not all(_is_value(_end_of(side, symbol, joint), value) for side in (left, right)):
            return False
        slopes = [SmoothPiece(side.piece, sympy.diff(side.branch, symbol)) for side in (left, right)]
        if not _is_at_most(*(_end_of(slope, symbol, joint) for slope in slopes)):
            return False
    ends = [(whole.start, smooth_pieces[0])] if not whole.left_open else []
    ends += [(whole.end, smooth_pieces[-1])] if not whole.right_open else []
    return all(
        _is_at_most(_end_of(smooth_piece, symbol, end), expression.subs(symbol, end)) for end, smooth_piece in ends
    )


def _end_of(smooth_piece: SmoothPiece, symbol: sympy.Symbol, end: sympy.Rational) -> sympy.Expr:
    """The branch's value at an end of its piece, or its limit where it has none: x log(x) at 0.

    A value that SymPy gives is not enough: 0**0 is 1, and x**(1/log(2*x)) does not tend to that.
    """
    is_start = end == smooth_piece.piece.start
    beside = end + (_NEAR if is_start else -_NEAR)
    near = Domain((symbol,), (sympy.Interval(*sorted((end, beside))),))
    if is_defined(smooth_piece.branch, near):
        return smooth_piece.branch.subs(symbol, end)
    # a limit of SymPy's may be wrong, so that the value beside the end has to come near it
    limit = sympy.limit(smooth_piece.branch, symbol, end, "+" if is_start else "-")
    difference = enclose_over(smooth_piece.branch.subs(symbol, beside) - limit, {}, 400)
    is_near = difference is not None and all(abs(part) <= _SLACK for part in as_set(difference).args[:2])
    return limit if is_near else sympy.nan


def branch_of(expression: sympy.Expr, domain: Domain) -> sympy.Expr | None:
    """The expression without kinks that equals it on an open interval; None if that is not seen."""
    if not expression.args or not expression.free_symbols:
        return expression
    if isinstance(expression, sympy.Piecewise):
        return _branch_of_piecewise(expression, domain)
    parts = [branch_of(part, domain) for part in expression.args]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if isinstance(expression, (sympy.Max, sympy.Min)):
        sign = 1 if isinstance(expression, sympy.Max) else -1
        return next(
            (
                candidate
                for candidate in known
                if all(side(sign * (candidate - other), domain) in {0, 1} for other in known)
            ),
            None,
        )
    if isinstance(expression, (sympy.Abs, sympy.sign, sympy.Heaviside)):
        argument_side = side(known[0], domain, is_strict=not isinstance(expression, sympy.Abs))
        return None if argument_side is None else _on_side(expression, known[0], argument_side)
    return None if isinstance(expression, (sympy.floor, sympy.ceiling)) else expression.func(*known)


def side(expression: sympy.Expr, domain: Domain, *, is_strict: bool = False) -> int | None:
    """1 if it is proved not to be below 0 on an open interval, -1 if not above, 0 if it is 0; None if neither.

    Strict leaves out single zeros too: at 0, sign(x**2) is not 1.
    """
    if expression == 0:
        return 0
    for sign in (1, -1):
        range_ = enclose_over(sign * expression, domain.box())
        if range_ is not None and (range_.is_positive or (range_.is_nonnegative and not is_strict)):
            return sign
    # a quotient has the sign of the product of its two sides, which is a polynomial
    above, below = sympy.fraction(sympy.together(expression))
    polynomial = sympy.expand(above * below).as_poly(domain.symbols[0])
    if polynomial is None or not (polynomial.domain.is_QQ or polynomial.domain.is_ZZ):
        return None
    least = SignStrength.POSITIVE if is_strict else SignStrength.NONNEGATIVE
    grades = {sign: sign_on(polynomial * sign, domain.ranges[0], is_variable=True) for sign in (1, -1)}
    return next((sign for sign, grade in grades.items() if grade is not None and grade >= least), None)


def _on_side(expression: sympy.Expr, argument: sympy.Expr, known_side: int) -> sympy.Expr | None:
    if isinstance(expression, sympy.Abs):
        return argument * known_side
    if isinstance(expression, sympy.sign):
        return sympy.Integer(known_side) if known_side else None
    # Heaviside; where its argument is 0 there is no branch
    return {1: sympy.Integer(1), -1: sympy.Integer(0)}.get(known_side)


def _branch_of_piecewise(expression: sympy.Piecewise, domain: Domain) -> sympy.Expr | None:
    for value, condition in expression.args:
        holds = _holds(condition, domain)
        # a condition that may change inside the piece shows that the joints do not fit
        if holds is None:
            return None
        if holds:
            return branch_of(value, domain)
    return None


def _holds(condition: sympy.Basic, domain: Domain) -> bool | None:
    """Whether a condition holds on all of an open interval or nowhere in it, but for isolated points."""
    if isinstance(condition, BooleanAtom):
        return bool(condition)
    if isinstance(condition, (sympy.And, sympy.Or)):
        parts = [_holds(part, domain) for part in condition.args]
        decisive = isinstance(condition, sympy.Or)
        # One part that holds decides an Or, and one that fails an And, whatever is not known of the others
        return decisive if decisive in parts else None if None in parts else not decisive
    if not isinstance(condition, Relational) or isinstance(condition, (sympy.Eq, sympy.Ne)):
        return None
    difference = enclose_over(condition.gts - condition.lts, domain.box())
    if difference is not None and difference.is_positive:
        return True
    opposite = enclose_over(condition.lts - condition.gts, domain.box())
    return False if opposite is not None and opposite.is_positive else None


def _is_value(value: sympy.Expr, wanted: sympy.Expr) -> bool:
    return value.is_finite is not False and enclose_over(wanted, {}) is not None and same(value, wanted)


def _is_at_most(low: sympy.Expr, high: sympy.Expr) -> bool:
    if enclose_over(low, {}) is None or enclose_over(high, {}) is None:
        return False
    difference = enclose_over(high - low, {}, 200)
    return (difference is not None and difference.is_positive) or same(high, low)
