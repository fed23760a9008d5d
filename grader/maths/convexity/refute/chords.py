"""Chords whose gap is certainly below or above 0."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

import sympy

from grader.maths.convexity.domain import Problem
from grader.maths.convexity.refute.places import Place
from grader.maths.convexity.result import Point
from grader.maths.convexity.verify.witness import enclosed_sign

_HALF = sympy.Rational(1, 2)
_BITS = 100, 400
_STEPS = [Fraction(10) ** power for power in (0, -1, -2, -3, -4, -6, -8, 1, 3)]


class Chord(NamedTuple):
    """Two points, and where between them the gap is judged."""

    a: Point
    b: Point
    t: sympy.Rational = _HALF


def exact(point: Iterable[Fraction]) -> Point:
    """A point in SymPy's fractions."""
    return tuple(sympy.Rational(number.numerator, number.denominator) for number in point)


def sign_of(chord: Chord, problem: Problem) -> int | None:
    """The certain sign of the gap, if both ends lie in the domain."""
    if chord.a == chord.b or not all(problem.domain.contains(point) for point in chord[:2]):
        return None
    for bits in _BITS:
        if found := enclosed_sign(problem, *chord, bits):
            return found
    return None


def around(place: Place, direction: Place) -> Iterator[Chord]:
    """Chords through a place, along a direction, at many scales: relative to the place, then absolute."""
    size = max(*map(abs, place), Fraction(0))
    steps = [size * share for share in (Fraction(1, 2), Fraction(1, 10), Fraction(1, 100), Fraction(1, 10**4)) if size]
    for step in [*steps, *_STEPS]:
        ends = [
            exact(number + sign * step * part for number, part in zip(place, direction, strict=True))
            for sign in (-1, 1)
        ]
        yield Chord(*ends)
