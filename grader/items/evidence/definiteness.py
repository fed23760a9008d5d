"""Evidence on a symmetric matrix A: factors L D L' for definite and semidefinite ones, two vectors for indefinite ones.

    exact factors ── multiplied out ──▶ the matrix, entry by entry
    floats        ── multiplied out exactly ──▶ the matrix up to a bound on the rounding, D without a wrong sign

What is proved for factors in floats: the matrix L D L', whose form has the sign that D shows, differs from A by no more
than the rounding of such a computation explains (backward stability). What A itself is, is decided exactly elsewhere.
Vectors in floats are the fractions that they hold, and x'Ax has an exact sign.

References: Higham, Accuracy and Stability of Numerical Algorithms (2002), theorems 10.3 and 10.4; Anderson et al.,
LAPACK Users' Guide (1999), 4.7.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison
from grader.items.evidence import SHOWS, not_proved, refused
from grader.items.evidence.exact_numbers import (
    SECONDS,
    Rows,
    Vector,
    approximate_signs,
    as_expression,
    as_fraction,
    eps_of,
    pair_of,
    read_matrix,
    read_vector,
    shown,
    signs_of,
)
from grader.items.evidence.products import Factors, allowed_share, check_rounded, first_difference
from grader.maths.deadline import within

_QUICK_BITS = 50_000
"""Binary digits of L up to which it is multiplied out here and now, without a process and a deadline of its own."""
_NOT_IN_TIME = "L D L' could not be multiplied out in time"


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
        return not_proved(f"The evidence is open: {_NOT_IN_TIME}.", agrees=False)
    return _check_rational(exact_L, exact_D, A, wanted, eps)


def _fractions(rows: Rows) -> list[list[Fraction]] | None:
    values = [[as_fraction(number) for number in row] for row in rows]
    return None if any(value is None for row in values for value in row) else values  # type: ignore[return-value]


def _check_rational(
    L: list[list[Fraction]], D: list[list[Fraction]], A: list[list[Fraction]], wanted: Wanted, eps: float
) -> Comparison:
    if not _is_diagonal(D, eps):
        return refused("D is not diagonal")
    factors = Factors(L, [row[index] for index, row in enumerate(D)], A)
    bits = sum(value.numerator.bit_length() + value.denominator.bit_length() for row in L for value in row)
    if bits <= _QUICK_BITS:
        return _check_diagonal(factors, wanted, eps)
    in_time = within(SECONDS, _check_diagonal, factors, wanted, eps)
    return in_time or not_proved(f"The evidence is open: {_NOT_IN_TIME}.", agrees=False)


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
    size = range(len(matrix))
    indices = [(row, column) for row in size for column in size if row <= column]
    outside = [as_expression(D[row][column]) for row in size for column in size if row != column]
    diagonal = [as_expression(D[index][index]) for index in size]
    entries = list(_products(L, diagonal, indices))
    gaps = [entry - as_expression(matrix[row][column]) for entry, (row, column) in zip(entries, indices, strict=True)]
    # all signs in one go: each question of its own would start a process of its own
    signs = signs_of([*outside, *gaps, *diagonal])
    if {1, -1} & set(signs[: len(outside)]):
        return refused("D is not diagonal")
    of_gaps = signs[len(outside) : -len(diagonal)]
    for entry, gap, (row, column) in zip(entries, of_gaps, indices, strict=True):
        if gap:  # neither 0 nor None: it is proved to be another number
            return refused(f"L D L' has {shown(entry)} in row {row + 1} and column {column + 1}, the matrix has not")
    if (fault := _check_signs([shown(value) for value in diagonal], signs[-len(diagonal) :], wanted)) is not None:
        return fault
    if None not in signs:
        return SHOWS
    rough = approximate_signs([*outside, *gaps, *diagonal])
    agrees = not any(rough[: -len(diagonal)]) and None not in rough  # all of them 0 beside D's diagonal
    agrees = agrees and _check_signs(["" for _ in diagonal], rough[-len(diagonal) :], wanted) is None
    how = "it holds to 40 digits, but " if agrees else ""
    return not_proved(f"A = L D L' is not proved: {how}the roots in it could not be worked out exactly.", agrees=agrees)


def _products(L: Rows, diagonal: list[Any], indices: list[tuple[int, int]]) -> Iterator[Any]:
    """The entries of L D L' at these rows and columns."""
    rows = [[as_expression(number) for number in row] for row in L]
    for row, column in indices:
        yield sum(left * d * right for left, d, right in zip(rows[row], diagonal, rows[column], strict=True))


def _check_signs(entries: list[str], signs: list[Any], wanted: Wanted) -> Comparison | None:
    """What is wrong with the signs of D that are known; None if nothing is."""
    for entry, sign in zip(entries, signs, strict=True):
        if sign is not None and (wanted.sign * sign < 0 or (wanted.is_strict and sign == 0)):
            return refused(f"D has the entry {entry} on its diagonal")
    return None


def _is_diagonal(D: list[list[Fraction]], eps: float) -> bool:
    """Whether there is nothing beside the diagonal, or nothing but rounding."""
    largest = max(abs(value) for row in D for value in row)
    allowed = allowed_share(len(D), eps) * largest
    return all(abs(D[row][column]) <= allowed for row in range(len(D)) for column in range(len(D)) if row != column)


def check_vectors(evidence: Any, matrix: Rows) -> Comparison:
    """Whether x'Ax is above 0 at one of a pair of vectors and below 0 at the other."""
    pairs = [pair for pair in map(_read, _readings(evidence), [len(matrix)] * 2) if pair is not None]
    if not pairs:
        return refused(f"it is no pair of vectors of {len(matrix)} real numbers")
    # by rows and by columns: whoever shows it in either way is right, and a fault is told of the rows
    checked = [_check(pair, matrix) for pair in pairs]
    return next((comparison for comparison in checked if comparison.agrees), checked[0])


def vectors_of(evidence: Any) -> tuple[Any, Any] | None:
    """The two parts of evidence that may be a pair of vectors: the rows or the columns of an array, or of a list."""
    return next(iter(_readings(evidence)), None)


def read_pair(evidence: Any, size: int) -> tuple[Vector, Vector] | None:
    """The pair of vectors of which a fault is told: by rows, where they can be read so."""
    return next((pair for pair in map(_read, _readings(evidence), [size] * 2) if pair is not None), None)


def _readings(evidence: Any) -> list[tuple[Any, Any]]:
    """By rows, and for an array or a matrix by columns too, as NumPy gives eigenvectors."""
    has_columns = isinstance(evidence, MatrixBase) or (isinstance(evidence, np.ndarray) and evidence.ndim == 2)
    readings = (pair_of(evidence), pair_of(evidence.T) if has_columns else None)
    return [pair for pair in readings if pair is not None]


def _read(pair: tuple[Any, Any], size: int) -> tuple[Vector, Vector] | None:
    first, second = (read_vector(part, size) for part in pair)
    return None if first is None or second is None else (first, second)


def _check(pair: tuple[Vector, Vector], matrix: Rows) -> Comparison:
    eps = eps_of(list(chain(*pair)))
    numbers = list(chain(*pair, *matrix))
    if eps or all(isinstance(number.value, Fraction) for number in numbers):
        return _check_fractions(pair, matrix, eps)
    rows = [[as_expression(number) for number in row] for row in matrix]
    values = [_form([as_expression(number) for number in vector], rows) for vector in pair]
    signs = signs_of(values)
    if set(signs) == {1, -1}:
        return SHOWS
    if None in signs:
        agrees = set(approximate_signs(values)) == {1, -1}
        return not_proved("The signs of x'Ax at the two vectors are not proved.", agrees=agrees)
    return _refused(*map(shown, values))


def _check_fractions(pair: tuple[Vector, Vector], matrix: Rows, eps: float) -> Comparison:
    """Exactly: a float is a binary fraction, and an irrational number beside it is cut far behind its last digit."""
    rows, vectors = ([[as_fraction(number) for number in row] for row in part] for part in (matrix, pair))
    if any(value is None for row in chain(rows, vectors) for value in row):
        return not_proved("The signs of x'Ax at the two vectors are not proved.", agrees=False)
    first, second = (_form(vector, rows) for vector in vectors)
    if min(first, second) < 0 < max(first, second):
        return SHOWS
    return _refused(shown(first, eps), shown(second, eps))


def _form(vector: list[Any], rows: list[list[Any]]) -> Any:
    products = [sum(entry * y for entry, y in zip(row, vector, strict=True)) for row in rows]
    return sum(x * product for x, product in zip(vector, products, strict=True))


def _refused(first: str, second: str) -> Comparison:
    return refused(f"x'Ax is {first} at the first and {second} at the second")
