"""Where, and along which direction, a function bends: down for the sign -1, up for the sign 1.

A chord dips below the graph near a point at which the second derivative along it is below 0.
"""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from grader.maths.convexity.domain import Problem
from grader.maths.convexity.refute.chords import Chord, FractionPoint, around, centres, exact, moved, numbers, points
from grader.maths.convexity.refute.numeric import hessian_of, second_derivatives
from grader.maths.enclosure import enclose_over
from grader.maths.intervals import ZERO, add, multiply, negative, rational

_HALVINGS = 24
_NOISE = 1e-14
"""An eigenvalue that is smaller beside the largest may be made of rounding alone."""
_BITS = 200


class Bending:
    """The second derivatives of one function, in floats, at points of its domain."""

    def __init__(self, problem: Problem) -> None:
        domain = problem.domain
        self._problem = problem
        self._hessian = hessian_of(problem.expression, domain.symbols)
        self._entries = second_derivatives(problem.expression, domain.symbols)
        middles = centres(problem.expression, domain)
        lists = [numbers(part, middles[symbol]) for symbol, part in zip(domain.symbols, domain.ranges, strict=True)]
        self._points = [*points(lists, domain), *_dense(problem, lists)] if all(lists) else []

    def ranked(self, sign: int) -> list[tuple[float, FractionPoint]]:
        """The points from the one that bends most, below 0 if it does bend that way."""
        return sorted(((self._bend(point, sign), point) for point in self._points), key=lambda entry: entry[0])

    def chords(self, point: FractionPoint, sign: int) -> Iterator[Chord]:
        """Chords through a point, along the direction in which it bends most."""
        for direction in self._directions(point, sign):
            if self._may_bend(point, direction, sign):
                yield from around(point, direction)

    def _may_bend(self, point: FractionPoint, direction: FractionPoint, sign: int) -> bool:
        """Whether the second derivative along the direction is not certainly of the other sign; floats may err."""
        symbols = self._problem.domain.symbols
        box = {symbol: rational(*part.as_integer_ratio(), _BITS) for symbol, part in zip(symbols, point, strict=True)}
        total = ZERO
        for (row, column), entry in self._entries.items():
            second_derivative = enclose_over(entry, box, _BITS)
            if second_derivative is None:
                return True  # a kink
            # Only the lower half is kept: an entry beside the diagonal stands for two
            share = direction[row] * direction[column] * (1 if row == column else 2)
            total = add(total, multiply(second_derivative, rational(*share.as_integer_ratio(), _BITS), _BITS), _BITS)
        return not (total if sign < 0 else negative(total)).is_nonnegative

    def improved(self, point: FractionPoint, sign: int) -> FractionPoint:
        """A point nearby that bends more, by trying ever smaller steps along the axes."""
        best, bend = point, self._bend(point, sign)
        step = max([abs(number) for number in point] + [Fraction(1, 10)]) / 20
        # a pattern search (Hooke and Jeeves, 1961): to the best neighbour, and with half the step where none is better
        for _ in range(_HALVINGS):
            moves = [moved(best, axis, turn * step) for axis in range(len(point)) for turn in (1, -1)]
            moves = [move for move in moves if self._problem.domain.contains(exact(move))]
            bends = [self._bend(move, sign) for move in moves]
            if bends and min(bends) < bend:
                bend = min(bends)
                best = moves[bends.index(bend)]
            else:
                step /= 2
        # a witness of short fractions can be read; what is tiny would be rounded to 0 by that
        return tuple(number.limit_denominator(10**6) if abs(number) > Fraction(1, 10**4) else number for number in best)

    def _matrix(self, point: FractionPoint, sign: int) -> Any:
        # Turned so that a bend of the wanted kind is below 0 for either sign
        return self._hessian([float(number) for number in point]) * -sign

    def _bend(self, point: FractionPoint, sign: int) -> float:
        """The smallest eigenvalue, in several variables relative to the largest; inf where it is not known."""
        matrix = self._matrix(point, sign)
        if matrix.size == 1:
            return float(matrix[0, 0]) if math.isfinite(matrix[0, 0]) else math.inf
        if not np.isfinite(matrix).all():
            return math.inf
        # a function bends down somewhere just where the least eigenvalue of its Hessian is below 0
        values = np.linalg.eigvalsh(matrix)
        size = float(np.abs(values).max())
        return float(values[0]) / size if size and abs(values[0]) > _NOISE * size else 0.0

    def _directions(self, point: FractionPoint, sign: int) -> list[FractionPoint]:
        """The eigenvector of the smallest eigenvalue in short fractions, then in long ones that keep small parts."""
        matrix = self._matrix(point, sign)
        if not np.isfinite(matrix).all():
            return []
        values, vectors = np.linalg.eigh(matrix)
        if values[0] >= 0:
            return []
        vector = vectors[:, 0] / np.abs(vectors[:, 0]).max()
        directions = [
            tuple(Fraction(float(part)).limit_denominator(limit) for part in vector) for limit in (10**3, 10**12)
        ]
        return list(dict.fromkeys(directions))


def _dense(problem: Problem, lists: list[list[Fraction]]) -> Iterator[FractionPoint]:
    """For one variable: many points in a row, so that no quick wave is missed."""
    if len(lists) != 1:
        return
    low, high = min(lists[0]), max(lists[0])
    for scale in (1, 10, 100):
        for turn in range(-150, 151):
            number = Fraction(turn * scale * 1009, 150 * 1000)
            if low <= number <= high:
                yield (number,)
    part = problem.domain.ranges[0]
    if part.start.is_finite and part.end.is_finite:
        yield from ((low + (high - low) * Fraction(turn, 301),) for turn in range(1, 301))
