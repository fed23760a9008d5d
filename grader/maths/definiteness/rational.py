"""Matrices of fractions: elimination without fractions, in whole numbers that stay as small as minors are.

A ── rows and columns times the denominators ──▶ whole numbers ── Bareiss's steps ──▶ pivots p: D = p[k] / p[k-1]

References
----------
E. H. Bareiss, Sylvester's identity and multistep integer-preserving Gaussian elimination, Mathematics of Computation 22
(1968), 565-578.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import sympy

from grader.maths.definiteness.result import Definiteness, Factors, Vector, verdict_of
from grader.maths.definiteness.signs import Sign

Whole = list[list[int]]


@dataclass
class _Elimination:
    """Where it stands: `whole` holds pivots and their columns, and below them what is left; `order` its rows."""

    whole: Whole
    order: list[int]
    pivots: list[int]
    signs: list[Sign]


def effort(matrix: sympy.ImmutableMatrix) -> float:
    """About how many bits are multiplied in all, with the bits of a minor as if each entry were the longest."""
    size = matrix.shape[0]
    scale = max((_denominator(row).bit_length() for row in _rows(matrix)), default=0)
    sizes = (int(abs(entry.p)).bit_length() - int(entry.q).bit_length() for entry in matrix)
    # Twice, as an entry is multiplied by the denominators of its row and of its column
    bits = float(size * (2 * scale + max(sizes, default=0)))
    # n**3 products of numbers with so many bits; Python multiplies long ones with about bits**1.58, by Karatsuba's
    # method
    return float(size**3) * math.sqrt(bits) ** 3


def classify(matrix: sympy.ImmutableMatrix) -> Definiteness:
    """The verdict on a symmetric matrix of fractions, with factors or two vectors."""
    scales = list(map(_denominator, _rows(matrix)))
    # D A D with D of the denominators is congruent to A, and so has its signs
    done = _eliminate([
        [int(entry.p) * (row_scale // int(entry.q)) * scale for entry, scale in zip(row, scales, strict=True)]
        for row, row_scale in zip(_rows(matrix), scales, strict=True)
    ])  # fmt: skip
    if {1, -1} <= set(done.signs) or len(done.signs) < len(scales):
        witness = tuple(_vector(done, *_direction(done, sign), scales) for sign in (-1, 1))
        return Definiteness("indefinite", witness=witness)
    return Definiteness(verdict_of(set(done.signs)), certificate=_factors(done, scales))


def _denominator(row: list[sympy.Rational]) -> int:
    return math.lcm(*(int(entry.q) for entry in row))


def _rows(matrix: sympy.ImmutableMatrix) -> list[list[sympy.Rational]]:
    rows: list[list[sympy.Rational]] = matrix.tolist()
    return rows


def _eliminate(whole: Whole) -> _Elimination:
    """Until pivots of both signs are seen, or the rest has only zeros on its diagonal; complete if the rest is 0."""
    size = len(whole)
    done = _Elimination(whole, list(range(size)), [], [])
    before = 1
    for step in range(size):
        chosen = next((candidate for candidate in range(step, size) if whole[candidate][candidate]), None)
        if chosen is None:
            is_zero = not any(whole[row][column] for row in range(step, size) for column in range(step, row))
            done.signs.extend([0] * (size - step) if is_zero else [])
            return done
        _swap(done, step, chosen)
        pivot = whole[step][step]
        done.pivots.append(pivot)
        # pivots are leading minors here, so that D has the signs of their quotients
        done.signs.append(1 if (pivot > 0) == (before > 0) else -1)
        if {1, -1} <= set(done.signs):
            return done
        _clear(whole, step, before)
        before = pivot
    return done


def _swap(done: _Elimination, step: int, chosen: int) -> None:
    whole = done.whole
    whole[step], whole[chosen] = whole[chosen], whole[step]
    for row in whole:
        row[step], row[chosen] = row[chosen], row[step]
    done.order[step], done.order[chosen] = done.order[chosen], done.order[step]


def _clear(whole: Whole, step: int, before: int) -> None:
    """Bareiss's step; the division leaves no remainder. The column below the pivot stays as it is."""
    pivot = whole[step][step]
    for row in range(step + 1, len(whole)):
        factor = whole[row][step]
        for column in range(step + 1, row + 1):
            entry = (pivot * whole[row][column] - factor * whole[column][step]) // before
            whole[row][column] = whole[column][row] = entry


def _factors(done: _Elimination, scales: Sequence[int]) -> Factors:
    """L has the columns below the pivots, divided by them; the scales are taken back."""
    size, order = len(scales), done.order
    scaled = [scales[index] for index in order]
    lower = sympy.eye(size)
    for column, pivot in enumerate(done.pivots):
        for row in range(column + 1, size):
            lower[row, column] = sympy.Rational(done.whole[row][column] * scaled[column], pivot * scaled[row])
    diagonal = [
        sympy.Rational(pivot, before * scale**2)
        # Not strict: of the pivots before, one is left over
        for pivot, before, scale in zip(done.pivots, [1, *done.pivots], scaled, strict=False)
    ]
    diagonal += [sympy.Integer(0)] * (size - len(diagonal))
    return Factors(sympy.ImmutableMatrix(lower), tuple(diagonal), tuple(order))


def _direction(done: _Elimination, wanted: int) -> tuple[int, dict[int, int]]:
    """How many pivots are in front, and a combination of rows on which the form has the wanted sign."""
    if wanted in done.signs:
        step = done.signs.index(wanted)
        return step, {step: 1}
    whole, start = done.whole, len(done.signs)
    row, column = next(
        (row, column) for row in range(start, len(whole)) for column in range(start, row) if whole[row][column]
    )
    # both diagonal entries are 0: with x = (s, 1) and the entry w between them, x'Sx = 2 s w; S is `whole` by the last
    # pivot, whose sign turns w
    last = done.pivots[-1] if done.pivots else 1
    above = whole[row][column] * (1 if last > 0 else -1)
    return start, {column: wanted * (1 if above > 0 else -1), row: 1}


def _vector(done: _Elimination, front: int, rest: dict[int, int], scales: Sequence[int]) -> Vector:
    """The x with L' x = (0, rest), its parts back in their places: the form has on it the sign that S has on rest."""
    parts = {position: sympy.Integer(part) for position, part in rest.items()}
    # Row `column` of L' x = 0 gives this part from those behind it
    for column in reversed(range(front)):
        total = sum((done.whole[row][column] * part for row, part in parts.items()), sympy.Integer(0))
        parts[column] = -total / done.pivots[column]
    back = [sympy.Integer(0)] * len(scales)
    for position, part in parts.items():
        back[done.order[position]] = part * scales[done.order[position]]
    return tuple(back)
