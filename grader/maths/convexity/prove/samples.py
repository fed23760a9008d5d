"""A few points of a domain, at which a claim that does not hold is soon seen."""

from collections.abc import Iterator
from itertools import combinations, islice, product

import sympy

from grader.maths import intervals
from grader.maths.convexity.domain import Domain, Problem
from grader.maths.convexity.verify.witness import enclosed_sign
from grader.maths.enclosure import enclose_over

_BITS = 80
_MANY = 60
_FEW = 6


def is_negative_somewhere(expression: sympy.Expr, domain: Domain) -> bool:
    """Whether the expression is below 0 at a sample point."""
    here = domain.only(expression.free_symbols)
    inside = (point for point in sample_points(here) if not here.facts or here.contains(point))
    for point in islice(inside, _MANY):
        box = {
            symbol: intervals.rational(int(value.p), int(value.q), _BITS)
            for symbol, value in zip(here.symbols, point, strict=True)
        }
        value_range = enclose_over(expression, box, _BITS)
        if value_range is not None and intervals.negative(value_range).is_positive:
            return True
    return False


def bends_down_somewhere(expression: sympy.Expr, domain: Domain) -> bool:
    """Whether a chord between two sample points dips below the graph, so that no proof of convexity is to be found."""
    here = domain.only(expression.free_symbols)
    inside = (point for point in sample_points(here) if not here.facts or here.contains(point))
    ends = list(dict.fromkeys(islice(inside, _FEW)))
    problem = Problem(expression, here)
    return any(enclosed_sign(problem, a, b, sympy.Rational(1, 2), _BITS) == -1 for a, b in combinations(ends, 2))


def sample_points(domain: Domain) -> Iterator[tuple[sympy.Rational, ...]]:
    """Points in the interior, near and far."""
    lists = [list(numbers_in(part)) for part in domain.ranges]
    count = max(map(len, lists), default=1)
    for turn in range(count):
        # Shifted against each other: on the diagonal, differences of the variables are all 0
        yield tuple(numbers[(turn + 2 * shift) % len(numbers)] for shift, numbers in enumerate(lists))
    yield from (point for point in product(*(numbers[:4] for numbers in lists)))


def numbers_in(part: sympy.Interval) -> Iterator[sympy.Rational]:
    """Rational numbers inside an interval with rational or infinite ends."""
    low, high = part.start, part.end
    if low.is_Rational and high.is_Rational:
        shares = ((1, 2), (1, 5), (6, 7), (1, 50), (98, 99), (2, 5), (2, 3), (1, 1000), (999, 1000))
        yield from (low + (high - low) * sympy.Rational(*share) for share in shares)
        return
    steps = [
        sympy.Rational(*step) for step in ((1, 1), (1, 3), (5, 1), (1, 20), (30, 1), (1, 1000), (1000, 1), (10**6, 1))
    ]
    if low.is_Rational:
        yield from (low + step for step in steps)
    elif high.is_Rational:
        yield from (high - step for step in steps)
    else:
        yield sympy.Integer(0)
        yield from (sign * step for step in steps for sign in (1, -1))
