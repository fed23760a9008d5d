"""Looks for a chord with a gap of exactly 0, which refutes strict convexity and strict concavity at once."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product

import numpy as np

from grader.maths.convexity.domain import Problem
from grader.maths.convexity.refute.chords import Chord, Place, centres, exact, numbers, points
from grader.maths.convexity.refute.numeric import Function, Hessian, function_of, hessian_of
from grader.maths.convexity.verify.witness import sign_of_gap

_MANY = 8
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


def _is_flat(value: Function, a: Place, b: Place) -> bool:
    if a == b:
        return False
    for share in (Fraction(1, 2), Fraction(1, 3)):
        middle = tuple((1 - share) * one + share * other for one, other in zip(a, b, strict=True))
        left, right, between = (value([float(number) for number in point]) for point in (a, b, middle))
        gap = (1 - float(share)) * left + float(share) * right - between
        if not abs(gap) <= _TINY * (abs(left) + abs(right) + abs(between)):
            return False
    return True


def _pairs(problem: Problem) -> Iterator[tuple[Place, Place]]:
    """Rays and short chords along simple directions and along those that the Hessian sends to 0."""
    domain = problem.domain
    middles = centres(problem.expression, domain)
    lists = [numbers(part, middles[symbol]) for symbol, part in zip(domain.symbols, domain.ranges, strict=True)]
    if not all(lists):
        return
    size = len(lists)
    bases = list(islice(points([some[:6] for some in lists], domain), 60 // max(size, 2)))
    if size > 1:
        bases.insert(0, tuple(some[min(1, len(some) - 1)] for some in lists))
    units = [tuple(map(Fraction, direction)) for direction in product((1, 0, -1), repeat=size)]
    units = [unit for unit in units if next((part for part in unit if part), 0) > 0]
    units.sort(key=lambda unit: sum(map(abs, unit)))
    for base in bases:
        for factor in (4, 8, 2, 16, 3):
            yield base, tuple(number * factor for number in base)
    hessian = hessian_of(problem.expression, domain.symbols) if size > 1 else None
    for base in bases:
        for direction in [*units, *(_null_directions(hessian, base) if hessian else [])]:
            for step in (Fraction(1), Fraction(1, 8), Fraction(-1), Fraction(-1, 8)):
                yield base, tuple(number + step * part for number, part in zip(base, direction, strict=True))


def _null_directions(hessian: Hessian, base: Place) -> list[Place]:
    matrix = hessian([float(number) for number in base])
    if not np.isfinite(matrix).all():
        return []
    values, vectors = np.linalg.eigh(matrix)
    size = max(float(np.abs(values).max()), 1e-300)
    null = [vectors[:, place] for place in range(len(base)) if abs(values[place]) <= 1e-9 * size]
    found = []
    for vector in null:
        scaled = vector / vector[int(np.abs(vector).argmax())]
        found.append(tuple(Fraction(float(part)).limit_denominator(100) for part in scaled))
    return found
