"""Where to look for a chord that refutes: points of the domain, and chords through them.

Simple numbers, ladders of scales, the ends of the domain, and where the expression bends or breaks. All are fractions
inside the domain, so that a witness made of them is exact.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, product
from random import Random
from typing import NamedTuple

import sympy

from grader.maths.convexity.domain import Domain, Fact, Problem
from grader.maths.convexity.kinks import roots_of, switches
from grader.maths.convexity.result import Point
from grader.maths.convexity.verify.witness import enclosed_sign
from grader.maths.enclosure import enclose, enclose_over
from grader.maths.intervals import rational

FractionPoint = tuple[Fraction, ...]
_SIMPLE = [Fraction(text) for text in "0 1 -1 2 -2 1/2 -1/2 3 -3 4 -4 5 -5".split()]
_LADDER = [Fraction(10) ** power for power in (1, 2, 3, 4, 6, 9, 12, -1, -2, -3, -4, -6, -9, -12)]
_SHARES = [
    Fraction(*pair)
    for pair in ((1, 2), (1, 4), (3, 4), (1, 8), (7, 8), (1, 100), (99, 100), (1, 10**6), (10**6 - 1, 10**6))
]
_MANY = 220
"""Points drawn at random, in several variables."""
_SHORT = 100
"""A denominator of a number that is easy to read; such numbers are tried first."""
_STEPS = [Fraction(10) ** power for power in (0, -1, -2, -3, -4, -6, -8, 1, 3)]
_HALF = sympy.Rational(1, 2)
_BITS = 100, 400
"""More only where the gap is not told from 0 at first."""


def centres(expression: sympy.Expr, domain: Domain) -> dict[sympy.Symbol, list[Fraction]]:
    """For each symbol, where a kink, a joint or a narrow dent may be: zeros of parts in which it stands alone."""
    centres_of: dict[sympy.Symbol, list[Fraction]] = {symbol: [] for symbol in domain.symbols}
    parts = list(switches(expression))
    for node in sympy.preorder_traversal(expression):
        if isinstance(node, sympy.Pow) and node.base.free_symbols:
            parts.append(node.base)
        elif isinstance(node, sympy.Function):
            parts.extend(part for part in node.args if isinstance(part, sympy.Expr))
    for part in dict.fromkeys(parts):
        if len(part.free_symbols) != 1 or part.is_Symbol:
            continue
        (symbol,) = part.free_symbols
        # a kink is a zero of its switch; the dent of exp(-10000 (x - 1)**2) is where the exponent is 0
        for root in roots_of(part, symbol)[:6] if part.is_polynomial(symbol) else []:
            value = _fraction(root)
            if value is not None and symbol in centres_of and value not in centres_of[symbol]:
                centres_of[symbol].append(value)
    return centres_of


def numbers(part: sympy.Interval, middles: Iterable[Fraction]) -> list[Fraction]:
    """Numbers inside an interval: simple ones, then around the middles and the ends at all scales."""
    low, high = _fraction(part.start), _fraction(part.end)
    candidates: list[Fraction] = [*middles]
    if low is not None and high is not None:
        candidates += [low + (high - low) * share for share in _SHARES]
    candidates = [*(number for number in candidates if number.denominator <= _SHORT), *_SIMPLE, *candidates]
    if low is not None or high is not None:
        candidates += [*(end for end in (low, high) if end is not None), Fraction(1, 4), Fraction(1, 8)]
    anchors = [
        *middles,
        *(end for end in (low, high) if end is not None),
        *([Fraction(0)] if low is None or high is None else []),
    ]
    candidates += [anchor + sign * step for step in _LADDER for anchor in dict.fromkeys(anchors) for sign in (1, -1)]
    return [number for number in dict.fromkeys(candidates) if _is_inside(number, part)]


def points(lists: list[list[Fraction]], domain: Domain) -> Iterator[FractionPoint]:
    """Points of the domain: a grid of the first few numbers, then the ladders along and across the axes."""
    candidates = _combined(lists, domain) if len(lists) > 1 else ((number,) for number in lists[0])
    yield from _feasible(candidates, domain) if domain.facts else candidates


def _combined(lists: list[list[Fraction]], domain: Domain) -> Iterator[FractionPoint]:
    # 49 points in the plane, 64 in space, 3**n beyond
    first = {2: 7, 3: 4}.get(len(lists), 3)
    candidates = dict.fromkeys(product(*(numbers[:first] for numbers in lists)))
    for turn in range(max(map(len, lists))):
        along = tuple(numbers[turn % len(numbers)] for numbers in lists)
        candidates[along] = None
        for axis, base in product(range(len(lists)), range(2)):
            across = [numbers[min(base, len(numbers) - 1)] for numbers in lists]
            candidates[(*across[:axis], along[axis], *across[axis + 1 :])] = None
    random = Random(f"{domain.symbols}")  # noqa: S311 - points to look at, the same each time
    for _ in range(_MANY):
        candidates[tuple(random.choice(numbers) for numbers in lists)] = None
    yield from candidates


def _feasible(candidates: Iterator[FractionPoint], domain: Domain) -> Iterator[FractionPoint]:
    """Those at which the facts hold, and points between them, since they may be few."""
    kept = [point for point in candidates if all(_is_above(fact, domain.symbols, point) for fact in domain.facts)]
    yield from kept
    for share in (Fraction(1, 2), Fraction(1, 10)):
        for a, b in combinations(kept[:12], 2):
            # the domain is convex, so that what lies between two of its points belongs to it
            yield tuple((1 - share) * left + share * right for left, right in zip(a, b, strict=True))


def _is_above(fact: Fact, symbols: tuple[sympy.Symbol, ...], point: FractionPoint) -> bool:
    box = {symbol: rational(*number.as_integer_ratio(), 80) for symbol, number in zip(symbols, point, strict=True)}
    value = enclose_over(fact.expression, box, 80)
    return value is not None and (value.is_positive if fact.is_strict else value.is_nonnegative)


def moved(point: FractionPoint, axis: int, step: Fraction) -> FractionPoint:
    """The point, a step further along an axis."""
    return tuple(number + step if position == axis else number for position, number in enumerate(point))


def _fraction(number: sympy.Expr) -> Fraction | None:
    """The number if it is rational, else one close to it; None for infinity."""
    if number.is_Rational:
        return Fraction(int(number.p), int(number.q))
    near = enclose(number, {}, 20) if number.is_finite else None
    return Fraction(int(near[0].p), int(near[0].q)).limit_denominator(10**6) if near else None


def _is_inside(number: Fraction, part: sympy.Interval) -> bool:
    low, high = _fraction(part.start), _fraction(part.end)
    after = low is None or number > low or (number == part.start and not part.left_open)
    return after and (high is None or number < high or (number == part.end and not part.right_open))


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
        if sign := enclosed_sign(problem, *chord, bits):
            return sign
    return None


def around(point: FractionPoint, direction: FractionPoint) -> Iterator[Chord]:
    """Chords through a point, along a direction, at many scales: relative to the point, then absolute."""
    # a step of 1 is nothing beside 10**9, and all the domain beside 10**-9
    size = max(*map(abs, point), Fraction(0))
    steps = [size * share for share in (Fraction(1, 2), Fraction(1, 10), Fraction(1, 100), Fraction(1, 10**4)) if size]
    for step in [*steps, *_STEPS]:
        ends = [
            exact(number + sign * step * part for number, part in zip(point, direction, strict=True))
            for sign in (-1, 1)
        ]
        yield Chord(*ends)
