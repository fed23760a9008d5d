"""Where to look: simple numbers, ladders of scales, the ends of the domain, and where the expression bends or breaks.

All are fractions inside the domain, so that a witness made of them is exact.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product
from random import Random

import sympy

from grader.maths.convexity.domain import Domain
from grader.maths.convexity.prove.line import roots_of, switches
from grader.maths.enclosure import enclose

Place = tuple[Fraction, ...]
_SIMPLE = [
    Fraction(*pair)
    for pair in (
        (0, 1),
        (1, 1),
        (-1, 1),
        (2, 1),
        (-2, 1),
        (1, 2),
        (-1, 2),
        (3, 1),
        (-3, 1),
        (4, 1),
        (-4, 1),
        (5, 1),
        (-5, 1),
    )
]
_LADDER = [Fraction(10) ** power for power in (1, 2, 3, 4, 6, 9, 12, -1, -2, -3, -4, -6, -9, -12)]
_SHARES = [
    Fraction(*pair)
    for pair in ((1, 2), (1, 4), (3, 4), (1, 8), (7, 8), (1, 100), (99, 100), (1, 10**6), (10**6 - 1, 10**6))
]
_MANY = 220


def centres(expression: sympy.Expr, domain: Domain) -> dict[sympy.Symbol, list[Fraction]]:
    """For each symbol, where a kink, a joint or a narrow dent may be: zeros of parts in which it stands alone."""
    found: dict[sympy.Symbol, list[Fraction]] = {symbol: [] for symbol in domain.symbols}
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
        for root in roots_of(part, symbol)[:6] if part.is_polynomial(symbol) else []:
            value = _fraction(root)
            if value is not None and symbol in found and value not in found[symbol]:
                found[symbol].append(value)
    return found


def numbers(part: sympy.Interval, middles: Iterable[Fraction]) -> list[Fraction]:
    """Numbers inside an interval: simple ones, then around the middles and the ends at all scales."""
    low, high = _fraction(part.start), _fraction(part.end)
    candidates: list[Fraction] = [*middles]
    if low is not None and high is not None:
        candidates += [low + (high - low) * share for share in _SHARES]
    candidates += _SIMPLE
    anchors = [
        *middles,
        *(end for end in (low, high) if end is not None),
        *([Fraction(0)] if low is None or high is None else []),
    ]
    candidates += [anchor + sign * step for step in _LADDER for anchor in dict.fromkeys(anchors) for sign in (1, -1)]
    return [number for number in dict.fromkeys(candidates) if _is_inside(number, low, high)]


def points(lists: list[list[Fraction]], domain: Domain) -> Iterator[Place]:
    """Points from numbers for each symbol: a grid of the first few, then the ladders along and across the axes."""
    if len(lists) == 1:
        yield from ((number,) for number in lists[0])
        return
    first = 7 if len(lists) == 2 else 4 if len(lists) == 3 else 3
    seen: dict[Place, None] = dict.fromkeys(product(*(numbers[:first] for numbers in lists)))
    for turn in range(max(map(len, lists))):
        seen[tuple(numbers[turn % len(numbers)] for numbers in lists)] = None
        for place in range(len(lists)):
            for base in range(2):
                seen[
                    tuple(
                        numbers[turn % len(numbers)] if other == place else numbers[min(base, len(numbers) - 1)]
                        for other, numbers in enumerate(lists)
                    )
                ] = None
    random = Random(f"{domain.symbols}")  # noqa: S311 - places to look at, the same each time
    for _ in range(_MANY):
        seen[tuple(random.choice(numbers) for numbers in lists)] = None
    yield from seen


def moved(point: Place, axis: int, step: Fraction) -> Place:
    """The point, a step further along an axis."""
    return tuple(number + step if place == axis else number for place, number in enumerate(point))


def _fraction(number: sympy.Expr) -> Fraction | None:
    """The number if it is rational, else one close to it; None for infinity."""
    if number.is_Rational:
        return Fraction(int(number.p), int(number.q))
    found = enclose(number, {}, 20) if number.is_finite else None
    return Fraction(int(found[0].p), int(found[0].q)).limit_denominator(10**6) if found else None


def _is_inside(number: Fraction, low: Fraction | None, high: Fraction | None) -> bool:
    return (low is None or number > low) and (high is None or number < high)
