"""L D L' multiplied out in whole numbers: each column of L with one denominator, so that no fraction is reduced."""

from collections.abc import Iterator
from fractions import Fraction
from math import lcm
from typing import NamedTuple

Matrix = list[list[Fraction]]


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
    common = lcm(*(weight.denominator for weight in weights))
    scaled = [weight.numerator * (common // weight.denominator) for weight in weights]
    for row, left in enumerate(rows):
        weighted = [part * weight for part, weight in zip(left, scaled, strict=True)]
        for column in range(row, len(rows)):
            total = sum(one * other for one, other in zip(weighted, rows[column], strict=True))
            yield Entry(row, column, Fraction(total, common))


def whole(L: Matrix) -> tuple[list[list[int]], list[int]]:
    """Whole numbers and a denominator for each column, which give L together."""
    denominators = [lcm(*(value.denominator for value in column)) for column in zip(*L, strict=True)]
    rows = [
        [value.numerator * (below // value.denominator) for value, below in zip(row, denominators, strict=True)]
        for row in L
    ]
    return rows, denominators


def is_singular(L: Matrix) -> bool:
    """Whether the determinant of a square matrix is 0, by elimination modulo a prime of 157 digits.

    A determinant that is not 0 is a multiple of this prime for nobody who does not look for that.
    """
    rows = [[value % _PRIME for value in row] for row in whole(L)[0]]
    for step in range(len(rows)):
        pivot = next((row for row in range(step, len(rows)) if rows[row][step]), None)
        if pivot is None:
            return True
        rows[step], rows[pivot] = rows[pivot], rows[step]
        inverse = pow(rows[step][step], -1, _PRIME)
        for row in range(step + 1, len(rows)):
            share = rows[row][step] * inverse % _PRIME
            rows[row] = [(value - share * above) % _PRIME for value, above in zip(rows[row], rows[step], strict=True)]
    return False


_PRIME = 2**521 - 1
