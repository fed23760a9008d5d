"""Convexity in several variables by the matrix of second derivatives, on the interior of the domain.

minors       all principal minors are never below 0; strict where the leading ones are above 0, or the determinant is
             0 at isolated points only
elimination  over each cell of a grid, elimination with intervals finds only pivots above 0

An expression that is analytic inside and continuous up to the ends is convex up to the ends. Strict it is there only if
the signs hold up to the ends as well: -(x*y)**(1/3) is strict where x, y > 0, and flat along x = 0.

References
----------
Horn and Johnson, Matrix Analysis (2013), 7.2.5 (minors). Alefeld and Herzberger, Introduction to Interval Computations
(1983), for Gaussian elimination with intervals.
"""

from itertools import combinations

import sympy

from grader.maths import intervals
from grader.maths.convexity.domain import BITS, Domain
from grader.maths.convexity.rules import SignStrength, Step, same
from grader.maths.convexity.verify import rows
from grader.maths.convexity.verify.defined import is_analytic, is_defined
from grader.maths.convexity.verify.nonnegative import known_signs, sign_strength
from grader.maths.convexity.verify.rows import Rows
from grader.maths.enclosure import Box, enclose_over
from grader.maths.intervals import Interval


def strict_rows(step: Step, domain: Domain) -> Rows | None:
    """Data: the way, how many parts are about minors, and the cuts; the other parts show where it is defined."""
    way, count, cuts = step.data
    here = domain.only(step.expression.free_symbols)
    known = known_signs(step.parts[count:], here)
    if not is_analytic(step.expression, here.interior(), known) or not is_defined(step.expression, here, known):
        return None
    matrix = sympy.hessian(step.expression, here.symbols)
    is_smooth = is_analytic(step.expression, here, known)
    if way == "minors":
        return _minors(step, matrix, here, domain, is_smooth=is_smooth)
    if is_smooth and has_positive_pivots(matrix, here, dict(cuts)):
        return _everywhere(here, domain)
    return () if has_positive_pivots(matrix, here.interior(), dict(cuts)) else None


def principal_minors(matrix: sympy.Matrix) -> list[sympy.Expr]:
    """All of them, the determinant last."""
    size = matrix.shape[0]
    # leading minors do not tell of semidefinite matrices: those of diag(0, -1) are 0 and 0
    choices = [list(chosen) for count in range(1, size + 1) for chosen in combinations(range(size), count)]
    # an algorithm without division, since a pivot in symbols may be 0 somewhere
    return [matrix.extract(chosen, chosen).det(method="berkowitz") for chosen in choices]


def has_positive_pivots(
    matrix: sympy.Matrix, domain: Domain, cuts: dict[sympy.Symbol, tuple[sympy.Rational, ...]]
) -> bool:
    """Whether elimination with intervals proves the matrix positive definite on each cell."""
    return all(_is_definite(matrix, cell.box()) for cell in domain.cells(cuts) if not cell.is_empty())


def _is_definite(matrix: sympy.Matrix, box: Box) -> bool:
    size = matrix.shape[0]
    # each symmetric matrix of the intervals is eliminated at once; if all its pivots are above 0 it is positive
    # definite
    entries: list[list[Interval]] = []
    for row in range(size):
        row_entries = [enclose_over(matrix[row, column], box, BITS) for column in range(size)]
        known = [entry for entry in row_entries if entry is not None]
        if len(known) < size:
            return False
        entries.append(known)
    for step in range(size):
        if not entries[step][step].is_positive:
            return False
        reciprocal = intervals.inverse(entries[step][step], BITS)
        if reciprocal is None:
            return False
        for row in range(step + 1, size):
            factor = intervals.multiply(entries[row][step], reciprocal, BITS)
            for column in range(step + 1, row):
                taken = intervals.multiply(factor, entries[step][column], BITS)
                entries[row][column] = intervals.add(entries[row][column], intervals.negative(taken), BITS)
                entries[column][row] = entries[row][column]
            # the square of an entry, not the product of two that might differ: it is never below 0, so that the pivot
            # shrinks
            square = intervals.whole_power(entries[row][step], 2, BITS) or intervals.REALS
            taken = intervals.multiply(square, reciprocal, BITS)
            entries[row][row] = intervals.add(entries[row][row], intervals.negative(taken), BITS)
    return True


def _minors(step: Step, matrix: sympy.Matrix, here: Domain, domain: Domain, *, is_smooth: bool) -> Rows | None:
    signs, expression = step.parts[: step.data[1]], step.expression
    minors, inside = principal_minors(matrix), here.interior()
    grades = [sign_strength(sign, inside) for sign in signs]
    known = [strength for strength in grades if strength is not None]
    if len(known) < len(minors) or not all(
        same(sign.expression, minor) for sign, minor in zip(signs, minors, strict=True)
    ):
        return None
    # semidefinite with a determinant above 0 is definite, and a segment is more than isolated points
    is_definite = is_smooth and (sign_strength(signs[-1], here) or SignStrength.NONNEGATIVE) >= SignStrength.ISOLATED
    is_strict = is_definite or has_definite_top(expression, here)
    return _everywhere(here, domain) if is_strict else ()


def has_definite_top(expression: sympy.Expr, domain: Domain) -> bool:
    """Whether it is a polynomial whose terms of the highest degree, at least 2, are together 0 at the origin only.

    On a segment with direction d a polynomial of degree m has the coefficient top(d) of t**m, so that it is not affine.
    """
    if not expression.is_polynomial(*domain.symbols):
        return False
    polynomial = sympy.Poly(expression, *domain.symbols)
    degree = polynomial.total_degree()
    top = [(powers, factor) for powers, factor in polynomial.terms() if sum(powers) == degree]
    is_even = all(
        factor.is_Rational and factor > 0 and not any(power % 2 for power in powers) for powers, factor in top
    )
    # the pure powers x_i**m of all variables, beside even products, are 0 together at the origin only
    pure = {powers.index(degree) for powers, _ in top if degree in powers}
    return degree >= 2 and is_even and len(pure) == len(domain.symbols)


def _everywhere(here: Domain, domain: Domain) -> Rows:
    return rows.stacked(*(rows.unit(symbol, domain.symbols) for symbol in here.symbols))
