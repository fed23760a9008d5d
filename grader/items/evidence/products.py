"""L D L' multiplied out, exactly; and whether factors in floats are right up to rounding.

It is multiplied in whole numbers: each column of L has one denominator, so that no fraction is reduced on the way.
L D L' - A is then held against what rounding explains:

    |L D L' - A|_ik  <=  16 n eps sqrt(s_i s_k)

with the scale s_i of a row that its method has: (L |D| L')_ii for elimination (Cholesky, L D L'), which is as precise
in a small row as in a large one; the norm of A for methods that mix all rows (eigenvectors, square roots), and then
only if A is definite by more than that, where strictness is claimed.

Reference: Higham, Accuracy and Stability of Numerical Algorithms (2002), theorems 10.3 and 10.4.
"""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from grader.items.answers.comparison import Comparison
from grader.items.evidence import SHOWS, refused, up_to_rounding
from grader.items.evidence.exact_numbers import DOUBLE, shown

Matrix = list[list[Fraction]]

_ROUNDINGS = 16
_LARGEST_SHARE = 0.01
"""Share that rounding never explains more of, in however short a type and however many rows."""
_PRIME = 2**521 - 1
"""A Mersenne prime; the larger, the fewer determinants are a multiple of it by chance."""


class Entry(NamedTuple):
    """One entry of a product."""

    row: int
    column: int
    value: Fraction


def first_difference(L: Matrix, D: list[Fraction], A: Matrix) -> Entry | None:
    """The first entry of L D L' that is not that of A."""
    return next((entry for entry in multiply(L, D) if entry.value != A[entry.row][entry.column]), None)


def multiply(L: Matrix, D: list[Fraction]) -> Iterator[Entry]:
    """The entries of L D L' on and above its diagonal, row by row."""
    rows, denominators = whole(L)
    weights = [d / below**2 for d, below in zip(D, denominators, strict=True)]
    common = math.lcm(*(weight.denominator for weight in weights))
    scaled = [weight.numerator * (common // weight.denominator) for weight in weights]
    for row, left in enumerate(rows):
        weighted = [part * weight for part, weight in zip(left, scaled, strict=True)]
        for column in range(row, len(rows)):
            total = sum(left_part * right_part for left_part, right_part in zip(weighted, rows[column], strict=True))
            yield Entry(row, column, Fraction(total, common))


def whole(L: Matrix) -> tuple[list[list[int]], list[int]]:
    """Whole numbers and a denominator for each column, which give L together."""
    denominators = [math.lcm(*(value.denominator for value in column)) for column in zip(*L, strict=True)]
    rows = [
        [value.numerator * (below // value.denominator) for value, below in zip(row, denominators, strict=True)]
        for row in L
    ]
    return rows, denominators


def is_singular(L: Matrix) -> bool:
    """Whether the determinant of a square matrix is 0, by elimination modulo a prime of 157 digits.

    A determinant that is not 0 is a multiple of this prime for nobody who does not look for that. Modulo a prime no
    number grows, as the fractions of an elimination would from step to step.
    """
    rows = [[value % _PRIME for value in row] for row in whole(L)[0]]
    for step in range(len(rows)):
        pivot = next((row for row in range(step, len(rows)) if rows[row][step]), None)
        if pivot is None:
            return True
        rows[step], rows[pivot] = rows[pivot], rows[step]
        inverse = pow(rows[step][step], -1, _PRIME)  # 1 / pivot, modulo the prime
        for row in range(step + 1, len(rows)):
            share = rows[row][step] * inverse % _PRIME
            rows[row] = [(value - share * above) % _PRIME for value, above in zip(rows[row], rows[step], strict=True)]
    return False


class Factors(NamedTuple):
    """L, the diagonal of D, and the matrix that they are factors of."""

    L: Matrix
    D: list[Fraction]
    A: Matrix


class _Gap(NamedTuple):
    """How far L D L' is from A on and above the diagonal, by row and column, and the scale of each row."""

    off: dict[tuple[int, int], Fraction]
    scales: list[Fraction]


def check_rounded(factors: Factors, sign: int, eps: float, *, is_strict: bool) -> Comparison:
    """Whether the factors show, up to rounding, that sign * x'Ax >= 0 (or > 0) for all x."""
    allowed = allowed_share(len(factors.A), eps)
    as_given = _gap(factors)
    wrong = [d for d in factors.D if sign * d < 0 or (is_strict and d == 0)]
    if not _is_rounding(as_given, factors, sign, allowed, is_strict=False):
        return _refused_product(as_given, factors, allowed)
    # An entry of D with the wrong sign may be a rounded 0. With 0 in its place, L D L' has the sign that is claimed,
    # and the question is only whether it is still the matrix up to rounding.
    kept = factors._replace(D=[d if sign * d > 0 else Fraction(0) for d in factors.D])
    gap = _gap(kept)
    if wrong and (is_strict or not _is_rounding(gap, kept, sign, allowed, is_strict=False)):
        return refused(f"D has the entry {shown(wrong[0], eps)} on its diagonal")
    if is_strict and is_singular(kept.L):
        return refused("L is singular")
    if is_strict and not _is_rounding(gap, kept, sign, allowed, is_strict=True):
        return refused("the matrix is so near to a singular one that the rounding in L and D could hide it")
    return _argument(gap, wrong)


def allowed_share(size: int, eps: float) -> Fraction:
    """The share of a row's scale that rounding explains in a matrix of so many rows."""
    return Fraction(min(_ROUNDINGS * size * eps, _LARGEST_SHARE))


def fits(off: dict[tuple[int, int], Fraction], scales: list[Fraction], allowed: Fraction) -> bool:
    """Whether each entry is off by no more than its share of its row's and its column's scale."""
    # both sides squared: a root of a fraction would have to be rounded
    return all(abs(gap) ** 2 <= allowed**2 * scales[row] * scales[column] for (row, column), gap in off.items())


def _gap(factors: Factors) -> _Gap:
    off = {(row, column): value - factors.A[row][column] for row, column, value in multiply(factors.L, factors.D)}
    scales = [sum((part**2 * abs(d) for part, d in zip(row, factors.D, strict=True)), Fraction(0)) for row in factors.L]
    return _Gap(off, scales)


def _is_rounding(gap: _Gap, factors: Factors, sign: int, allowed: Fraction, *, is_strict: bool) -> bool:
    if fits(gap.off, gap.scales, allowed):
        return True
    square = sum((value**2 for row in factors.A for value in row), Fraction(0))
    if not _mixes_rows(factors.L) or any(off**2 > allowed**2 * square for off in gap.off.values()):
        return False
    return not is_strict or _is_definite_beyond(factors.A, square, sign, allowed)


def _mixes_rows(L: Matrix) -> bool:
    """Whether L is of a method in which each row takes part in all others: not triangular, no order of the axes.

    A triangular L with its rows in another order passes for one, and is held to the wider bound.
    """
    size = range(len(L))
    beside = [(row, column) for row in size for column in size if row != column and L[row][column]]
    is_triangular = all(row > column for row, column in beside) or all(row < column for row, column in beside)
    return not is_triangular and any(sum(L[row][column] != 0 for row in size) > 1 for column in size)


def _is_definite_beyond(A: Matrix, square: Fraction, sign: int, allowed: Fraction) -> bool:
    """Whether all matrices that differ from A by so little are definite too: then D and L cannot be singular."""
    size = len(A)
    # scaled to norm 1, so that floats can hold it; the last term below is what `eigvalsh` itself may be off by
    scaled = np.array([[_root(value**2 / square, value) for value in row] for row in A])
    smallest = float(np.linalg.eigvalsh(sign * scaled)[0])
    return smallest > size * float(allowed) + _ROUNDINGS * size * DOUBLE


def _root(square: Fraction, like: Fraction) -> float:
    return math.copysign(math.sqrt(float(square)), 1 if like > 0 else -1)


def _argument(gap: _Gap, wrong: list[Fraction]) -> Comparison:
    """What is proved, for the student to read."""
    largest = max(map(abs, gap.off.values()))
    if not largest and not wrong:
        return SHOWS
    zeros = f", with 0 for the entry {shown(wrong[0], DOUBLE)} of D" if wrong else ""
    by = f"no entry is off by more than {shown(largest, DOUBLE)}" if largest else "every entry is the same"
    return up_to_rounding(f"L D L' is the matrix up to rounding{zeros}: {by}.")


def _refused_product(gap: _Gap, factors: Factors, allowed: Fraction) -> Comparison:
    """The first entry that rounding does not explain."""
    row, column = next(entry for entry, off in gap.off.items() if not fits({entry: off}, gap.scales, allowed))
    off = gap.off[row, column]
    value = shown(factors.A[row][column] + off, DOUBLE)
    return refused(f"L D L' has {value} in row {row + 1} and column {column + 1}, off by {shown(abs(off), DOUBLE)}")
