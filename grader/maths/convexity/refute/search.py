"""Looks for chords that refute convexity (a gap below 0) and concavity (above 0).

chords between simple points and across kinks, by floats ▸ points where the second derivative, or the smallest or
largest eigenvalue of the Hessian, has the wrong sign, improved step by step ▸ each certified by enclosures
"""

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations, islice
from typing import NamedTuple

from grader.maths.convexity.domain import Problem
from grader.maths.convexity.kinks import joints_of
from grader.maths.convexity.refute.bending import Bending
from grader.maths.convexity.refute.chords import Chord, FractionPoint, centres, exact, moved, numbers, points, sign_of
from grader.maths.convexity.refute.numeric import Function, function_of

_BY_FLOATS = 24
_SMALL = 1e-11
"""A gap that is smaller beside the values is taken for rounding."""
_STEPS = [Fraction(10) ** power for power in (0, -1, -2, -3, -4, -5, -6, -7, -8, -9, -10, 1, 2)]
_BENT = 10
_CLEAR = 1e-6
"""A bend that floats do not make up."""
_SEEMINGLY_STRAIGHT = 3


class Refutations(NamedTuple):
    """A chord against each of the two, if there is one."""

    against_convex: Chord | None
    against_concave: Chord | None


_Way = Callable[[Problem, dict[int, Chord]], Iterator[tuple[Chord, int]]]
"""Chords with the signs that their gaps seem to have. The dictionary of certain chords, by sign, grows meanwhile: a way
looks into it again before it goes on with a sign."""


def quick_search(problem: Problem) -> Refutations:
    """Certain chords from what is cheap: simple points, kinks, and points that are seen to bend the wrong way."""
    return _search(problem, Refutations(None, None), (_simple_chords, _across_joints, _clearly_bent_points))


def long_search(problem: Problem, known: Refutations) -> Refutations:
    """With points improved step by step, for what is not known."""
    return _search(problem, known, (_hardly_bent_points, _improved_points, _seemingly_straight))


def _search(problem: Problem, known: Refutations, ways: tuple[_Way, ...]) -> Refutations:
    chords = {sign: chord for sign, chord in zip((-1, 1), known, strict=True) if chord is not None}
    others: dict[int, Chord] = {}
    for way in ways:
        for chord, wanted in way(problem, chords):
            # floats propose, enclosures decide
            sign = sign_of(chord, problem) if wanted not in chords else None
            if sign is not None:
                # a chord that was to show the other sign is a fluke of the floats, and not the simplest
                (chords if sign == wanted else others).setdefault(sign, chord)
        chords = {**others, **chords}
        if len(chords) == 2:
            break
    return Refutations(chords.get(-1), chords.get(1))


def _simple_chords(problem: Problem, known: dict[int, Chord]) -> Iterator[tuple[Chord, int]]:
    """The chords between simple points, and across the centres at all scales, whose gaps look large in floats."""
    value = function_of(problem.expression, problem.domain.symbols)
    gaps: list[tuple[float, int, FractionPoint, FractionPoint]] = []
    for number, (a, b) in enumerate(_pairs(problem)):
        gap = _relative_gap(value, a, b)
        if abs(gap) > _SMALL:
            gaps.append((gap, number, a, b))
    # the simplest of those that are clearly on one side, then the largest
    for sign in (-1, 1):
        side = [entry for entry in gaps if entry[0] * sign > 0]
        clear = sorted((entry for entry in side if abs(entry[0]) > 1e-3), key=lambda entry: entry[1])
        largest = sorted(side, key=lambda entry: -abs(entry[0]))
        for _, _, a, b in [*clear[:3], *largest[:_BY_FLOATS]]:
            if sign in known:
                break
            yield Chord(exact(a), exact(b)), sign


def _seemingly_straight(problem: Problem, known: dict[int, Chord]) -> Iterator[tuple[Chord, int]]:
    """A few chords whatever floats say of them: in floats pi - 3.1415926535897932384 is 0."""
    for a, b in islice(_pairs(problem), _SEEMINGLY_STRAIGHT):
        yield from ((Chord(exact(a), exact(b)), sign) for sign in (-1, 1) if sign not in known)


def _pairs(problem: Problem) -> Iterator[tuple[FractionPoint, FractionPoint]]:
    domain = problem.domain
    middles = centres(problem.expression, domain)
    lists = [numbers(part, middles[symbol]) for symbol, part in zip(domain.symbols, domain.ranges, strict=True)]
    if not all(lists):
        return
    size = len(lists)
    grid = list(islice(points(lists, domain), 40 if size > 1 else 24))
    yield from combinations(grid, 2)
    for centre in islice(
        points(
            [[*middles[symbol], *on_axis[:5]] for symbol, on_axis in zip(domain.symbols, lists, strict=True)], domain
        ),
        30,
    ):
        for axis in range(size):
            for step in _STEPS:
                yield moved(centre, axis, -step), moved(centre, axis, step)


def _relative_gap(value: Function, a: FractionPoint, b: FractionPoint) -> float:
    ends = [[float(number) for number in point] for point in (a, b)]
    values = [value(point) for point in (*ends, [(left + right) / 2 for left, right in zip(*ends, strict=True)])]
    size = sum(map(abs, values))
    gap = (values[0] + values[1]) / 2 - values[2]
    return gap / size if size and math.isfinite(gap) and math.isfinite(size) else 0.0


def _across_joints(problem: Problem, known: dict[int, Chord]) -> Iterator[tuple[Chord, int]]:
    """For one variable: chords over and beside a joint at all scales, since floats don't see a jump of 1e-12."""
    if len(problem.domain.symbols) != 1:
        return
    (symbol,) = problem.domain.symbols
    for joint in joints_of(problem.expression, symbol, problem.domain.ranges[0]):
        middle = Fraction(int(joint.p), int(joint.q))
        for step in _STEPS:
            for low, high in ((-step, step), (Fraction(0), step), (-step, Fraction(0))):
                chord = Chord(exact((middle + low,)), exact((middle + high,)))
                yield from ((chord, sign) for sign in (-1, 1) if sign not in known)


def _clearly_bent_points(problem: Problem, known: dict[int, Chord]) -> Iterator[tuple[Chord, int]]:
    """Through points that clearly bend the wrong way, along the direction in which they do."""
    return _bent_points(problem, known, least=_CLEAR, many=_BENT // 2)


def _hardly_bent_points(problem: Problem, known: dict[int, Chord]) -> Iterator[tuple[Chord, int]]:
    """Also through those that may only seem to, by the rounding of floats."""
    return _bent_points(problem, known, least=0.0, many=2 * _BENT)


def _bent_points(problem: Problem, known: dict[int, Chord], *, least: float, many: int) -> Iterator[tuple[Chord, int]]:
    bending = Bending(problem)
    for sign in (-1, 1):
        if sign in known:
            continue
        for bend, point in bending.ranked(sign)[:many]:
            if sign in known or bend >= -least:
                break
            yield from ((chord, sign) for chord in bending.chords(point, sign))


def _improved_points(problem: Problem, known: dict[int, Chord]) -> Iterator[tuple[Chord, int]]:
    """The same after a search for points nearby that bend even more."""
    bending = Bending(problem)
    for sign in (-1, 1):
        if sign in known:
            continue
        for bend, point in bending.ranked(sign)[:_BENT]:
            if sign in known or bend == math.inf:
                break
            yield from ((chord, sign) for chord in bending.chords(bending.improved(point, sign), sign))
