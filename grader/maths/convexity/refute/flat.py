"""Looks for a chord with a gap of exactly 0, which refutes strict convexity and strict concavity at once."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product

import numpy as np

from grader.maths.convexity.domain import Problem
from grader.maths.convexity.refute.chords import Chord, FractionPoint, centres, exact, numbers, points
from grader.maths.convexity.refute.numeric import Function, Hessian, function_of, hessian_of
from grader.maths.convexity.verify.witness import sign_of_gap

_MANY = 8
"""Chords that look flat in floats, for which exactness is then proved: that takes SymPy a while each."""
_TINY = 1e-12


def flat_chord(problem: Problem) -> Chord | None:
    """A chord on which the function is proved to lie exactly; those that floats show first."""
    value = function_of(problem.expression, problem.domain.symbols)
    likely = (pair for pair in _pairs(problem) if _is_flat(value, *pair))
    for a, b in islice(likely, _MANY):
        chord = Chord(exact(a), exact(b))
        if all(map(problem.domain.contains, chord[:2])) and sign_of_gap(problem, *chord) == 0:
            return chord
    return None


def _is_flat(value: Function, a: FractionPoint, b: FractionPoint) -> bool:
    if a == b:
        return False
    for share in (Fraction(1, 2), Fraction(1, 3)):
        middle = tuple((1 - share) * left + share * right for left, right in zip(a, b, strict=True))
        left, right, between = (value([float(number) for number in point]) for point in (a, b, middle))
        gap = (1 - float(share)) * left + float(share) * right - between
        if not abs(gap) <= _TINY * (abs(left) + abs(right) + abs(between)):  # `not <=`, as nan is neither
            return False
    return True


def _pairs(problem: Problem) -> Iterator[tuple[FractionPoint, FractionPoint]]:
    """Rays and short chords along simple directions and along those that the Hessian sends to 0."""
    domain = problem.domain
    middles = centres(problem.expression, domain)
    lists = [numbers(part, middles[symbol]) for symbol, part in zip(domain.symbols, domain.ranges, strict=True)]
    if not all(lists):
        return
    size = len(lists)
    bases = list(islice(points([on_axis[:6] for on_axis in lists], domain), 60 // max(size, 2)))
    if size > 1:
        bases.insert(0, tuple(on_axis[min(1, len(on_axis) - 1)] for on_axis in lists))
    units = [tuple(map(Fraction, direction)) for direction in product((1, 0, -1), repeat=size)]
    # of each direction and its opposite only one
    units = [unit for unit in units if next((part for part in unit if part), 0) > 0]
    units.sort(key=lambda unit: sum(map(abs, unit)))
    for base in bases:
        # rays from the origin: norms, and other functions of degree 1, are straight along them
        for factor in (4, 8, 2, 16, 3):
            yield base, tuple(number * factor for number in base)
    hessian = hessian_of(problem.expression, domain.symbols) if size > 1 else None
    for base in bases:
        for direction in [*units, *(_null_directions(hessian, base) if hessian else [])]:
            for step in (Fraction(1), Fraction(1, 8), Fraction(-1), Fraction(-1, 8)):
                yield base, tuple(number + step * part for number, part in zip(base, direction, strict=True))


def _null_directions(hessian: Hessian, base: FractionPoint) -> list[FractionPoint]:
    matrix = hessian([float(number) for number in base])
    if not np.isfinite(matrix).all():
        return []
    values, vectors = np.linalg.eigh(matrix)
    size = max(float(np.abs(values).max()), 1e-300)
    # along a flat chord the second derivative is 0, so that the Hessian sends its direction to 0
    null = [vectors[:, column] for column in range(len(base)) if abs(values[column]) <= 1e-9 * size]
    directions = []
    for vector in null:
        # With 1 as its largest part: along (1, -1), which eigenvectors hold as 0.7071, short fractions are then seen
        scaled = vector / vector[int(np.abs(vector).argmax())]
        directions.append(tuple(Fraction(float(part)).limit_denominator(100) for part in scaled))
    return directions
