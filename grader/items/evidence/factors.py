"""Factors A = L D L' as evidence that a symmetric matrix is definite or semidefinite.

    exact factors ── multiplied out ──▶ the matrix, entry by entry
    floats        ── multiplied out exactly ──▶ the matrix up to a bound on the rounding, D without a wrong sign

What is proved for floats: the matrix L D L', whose form has the sign that D shows, differs from A by no more than the
rounding of such a computation explains (backward stability). What A itself is, is decided exactly elsewhere.

References: Higham, Accuracy and Stability of Numerical Algorithms (2002), theorems 10.3 and 10.4; Anderson et al.,
LAPACK Users' Guide (1999), 4.7.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from typing import Any, NamedTuple

from grader.items.answers.comparison import Comparison
from grader.items.evidence.finding import SHOWS, not_proved, refused
from grader.items.evidence.numbers import as_expression, as_fraction, eps_of, shown
from grader.items.evidence.product import first_difference
from grader.items.evidence.read import Rows, pair_of, read_matrix
from grader.items.evidence.rounding import Factors, allowed_share, check_rounded
from grader.items.evidence.signs import SECONDS, approximate_signs, signs_of
from grader.maths.deadline import within

_QUICK_BITS = 50_000
_IN_TIME = "L D L' could not be multiplied out in time"


class Wanted(NamedTuple):
    """What the factors have to show: that sign * x'Ax >= 0 for all x, or > 0 unless x = 0."""

    sign: int
    is_strict: bool


def check_factors(evidence: Any, matrix: Rows, wanted: Wanted) -> Comparison:
    """Whether a pair (L, D) shows it; L may have any form, D may be the vector of its diagonal."""
    size = len(matrix)
    pair = pair_of(evidence)
    L, D = (None, None) if pair is None else (read_matrix(part, size) for part in pair)
    if L is None or D is None:
        return refused(f"it is no pair (L, D) of {size} by {size} matrices of real numbers")
    numbers = list(chain(*L, *D))
    eps = eps_of(numbers)
    is_rational = all(isinstance(number.value, Fraction) for number in chain(numbers, *matrix))
    if not eps and not is_rational:
        return _check_irrational(L, D, matrix, wanted)
    exact_L, exact_D, A = map(_fractions, (L, D, matrix))
    if exact_L is None or exact_D is None or A is None:
        return not_proved(f"The evidence is open: {_IN_TIME}.", agrees=False)
    return _check_rational(exact_L, exact_D, A, wanted, eps)


def _fractions(rows: Rows) -> list[list[Fraction]] | None:
    values = [[as_fraction(number) for number in row] for row in rows]
    return None if any(value is None for row in values for value in row) else values  # type: ignore[return-value]


def _check_rational(
    L: list[list[Fraction]], D: list[list[Fraction]], A: list[list[Fraction]], wanted: Wanted, eps: float
) -> Comparison:
    if not _is_diagonal(D, eps):
        return refused("D is not diagonal")
    factors = Factors(L, [row[place] for place, row in enumerate(D)], A)
    bits = sum(value.numerator.bit_length() + value.denominator.bit_length() for row in L for value in row)
    if bits <= _QUICK_BITS:
        return _check_diagonal(factors, wanted, eps)
    in_time = within(SECONDS, _check_diagonal, factors, wanted, eps)
    return in_time or not_proved(f"The evidence is open: {_IN_TIME}.", agrees=False)


def _check_diagonal(factors: Factors, wanted: Wanted, eps: float) -> Comparison:
    if eps:
        return check_rounded(factors, wanted.sign, eps, is_strict=wanted.is_strict)
    different = first_difference(factors.L, factors.D, factors.A)
    if different is not None:
        row, column, entry = different
        return refused(f"L D L' has {shown(entry)} in row {row + 1} and column {column + 1}, the matrix has not")
    signs = [(value > 0) - (value < 0) for value in factors.D]
    return _check_signs([shown(value) for value in factors.D], signs, wanted) or SHOWS


def _check_irrational(L: Rows, D: Rows, matrix: Rows, wanted: Wanted) -> Comparison:
    """Entry by entry with SymPy; where that proves nothing, to many digits."""
    places = [(row, column) for row in range(len(matrix)) for column in range(row, len(matrix))]
    outside = [as_expression(D[row][column]) for row in range(len(D)) for column in range(len(D)) if row != column]
    diagonal = [as_expression(D[place][place]) for place in range(len(D))]
    entries = list(_products(L, diagonal, places))
    gaps = [entry - as_expression(matrix[row][column]) for entry, (row, column) in zip(entries, places, strict=True)]
    signs = signs_of([*outside, *gaps, *diagonal])
    if {1, -1} & set(signs[: len(outside)]):
        return refused("D is not diagonal")
    of_gaps = signs[len(outside) : -len(diagonal)]
    for entry, gap, (row, column) in zip(entries, of_gaps, places, strict=True):
        if gap:
            return refused(f"L D L' has {shown(entry)} in row {row + 1} and column {column + 1}, the matrix has not")
    if (fault := _check_signs([shown(value) for value in diagonal], signs[-len(diagonal) :], wanted)) is not None:
        return fault
    if None not in signs:
        return SHOWS
    rough = approximate_signs([*outside, *gaps, *diagonal])
    agrees = not any(rough[: -len(diagonal)]) and None not in rough
    agrees = agrees and _check_signs(["" for _ in diagonal], rough[-len(diagonal) :], wanted) is None
    how = "it holds to 40 digits, but " if agrees else ""
    return not_proved(f"A = L D L' is not proved: {how}the roots in it could not be worked out exactly.", agrees=agrees)


def _products(L: Rows, diagonal: list[Any], places: list[tuple[int, int]]) -> Iterator[Any]:
    rows = [[as_expression(number) for number in row] for row in L]
    for row, column in places:
        yield sum(left * d * right for left, d, right in zip(rows[row], diagonal, rows[column], strict=True))


def _check_signs(entries: list[str], signs: list[Any], wanted: Wanted) -> Comparison | None:
    for entry, found in zip(entries, signs, strict=True):
        if found is not None and (wanted.sign * found < 0 or (wanted.is_strict and found == 0)):
            return refused(f"D has the entry {entry} on its diagonal")
    return None


def _is_diagonal(D: list[list[Fraction]], eps: float) -> bool:
    """Whether there is nothing beside the diagonal, or nothing but rounding."""
    largest = max(abs(value) for row in D for value in row)
    allowed = allowed_share(len(D), eps) * largest
    return all(abs(D[row][column]) <= allowed for row in range(len(D)) for column in range(len(D)) if row != column)
