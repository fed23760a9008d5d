"""Where a function is judged: a box of intervals, and relations that hold on it.

x in [-1, 1], y in (0, oo), x**2 + y < 3     symbols and intervals, and 3 - x**2 - y above 0 as a fact
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import NamedTuple

import sympy
from mpmath import libmp

from grader.maths import intervals
from grader.maths.enclosure import Box, enclose_over, holds_over
from grader.maths.intervals import Interval

BITS = 100
"""Of the ends of enclosures: twice a double's and some, so that what an expression cancels is not lost at once."""


class Fact(NamedTuple):
    """An expression that is above 0 on the domain, or at least not below it."""

    expression: sympy.Expr
    is_strict: bool


@dataclass(frozen=True)
class Domain:
    """A convex set: the points of a box of intervals at which the facts hold."""

    symbols: tuple[sympy.Symbol, ...]
    ranges: tuple[sympy.Interval, ...]
    facts: tuple[Fact, ...] = ()

    def range_of(self, symbol: sympy.Symbol) -> sympy.Interval:
        """The interval of one symbol."""
        return self.ranges[self.symbols.index(symbol)]

    def within(self, symbol: sympy.Symbol, part: sympy.Interval) -> "Domain":
        """The domain with a smaller interval for one symbol."""
        ranges = [part if other == symbol else old for other, old in zip(self.symbols, self.ranges, strict=True)]
        return replace(self, ranges=tuple(ranges))

    def interior(self) -> "Domain":
        """The domain without the ends of its intervals."""
        return replace(self, ranges=tuple(sympy.Interval.open(part.start, part.end) for part in self.ranges))

    def only(self, symbols: Collection[sympy.Basic]) -> "Domain":
        """The domain of some of the symbols, with the facts about them."""
        kept = [pair for pair in zip(self.symbols, self.ranges, strict=True) if pair[0] in symbols]
        # a fact that also holds other symbols is dropped: the set becomes larger, and what is proved on it holds all
        # the more
        facts = tuple(fact for fact in self.facts if fact.expression.free_symbols <= set(symbols))
        return Domain(tuple(symbol for symbol, _ in kept), tuple(part for _, part in kept), facts)

    def cells(self, cuts: Mapping[sympy.Symbol, Sequence[sympy.Rational]]) -> Iterator["Domain"]:
        """The cells into which numbers cut the intervals of the symbols; the domain itself if there are none."""
        pieces = [
            list(cut_at(part, cuts.get(symbol, ()))) for symbol, part in zip(self.symbols, self.ranges, strict=True)
        ]
        for ranges in product(*pieces):
            yield replace(self, ranges=ranges)

    def box(self, bits: int = BITS) -> dict[sympy.Basic, Interval]:
        """The ranges of the symbols, and of the expressions that the facts are about."""
        box: dict[sympy.Basic, Interval] = {
            symbol: enclosed(part, bits) for symbol, part in zip(self.symbols, self.ranges, strict=True)
        }
        for expression, above in self._above(box, bits):
            # a cell of a grid on which a fact holds nowhere has no point: nothing has to be known of it
            if not _is_empty(above):
                # enclosures look a part up as it stands, so that each form that rules may bring it into is entered
                for form in (expression, sympy.expand(expression), sympy.factor(expression)):
                    box[form], box[-form] = above, intervals.negative(above)
        return box

    def is_empty(self, bits: int = BITS) -> bool:
        """Whether a fact is seen to hold nowhere in the box."""
        known = {symbol: enclosed(part, bits) for symbol, part in zip(self.symbols, self.ranges, strict=True)}
        return any(_is_empty(above) for _, above in self._above(known, bits))

    def _above(self, known: Box, bits: int) -> list[tuple[sympy.Expr, Interval]]:
        """The ranges of the expressions that the facts are about, as far as they are above 0."""
        # from the ranges of the symbols alone: a fact that told of another fact, and that one of it, would prove
        # anything
        ranges = [enclose_over(fact.expression, known, bits) or intervals.REALS for fact in self.facts]
        above = (intervals.POSITIVE if fact.is_strict else intervals.NONNEGATIVE for fact in self.facts)
        cut = (intervals.intersect(*pair) for pair in zip(ranges, above, strict=True))
        return [(fact.expression, part) for fact, part in zip(self.facts, cut, strict=True)]

    def contains(self, point: Sequence[sympy.Rational]) -> bool:
        """Whether a point is proved to belong to it."""
        values = dict(zip(self.symbols, point, strict=True))
        # The box first: a fact takes an enclosure
        inside = all(_is_inside(value, part) for value, part in zip(point, self.ranges, strict=True))
        return inside and all(_is_above(fact, values) for fact in self.facts)


class Problem(NamedTuple):
    """An expression and its domain, with symbols whose assumptions are those of the domain."""

    expression: sympy.Expr
    domain: Domain


def line(part: sympy.Interval) -> tuple[sympy.Symbol, Domain]:
    """A symbol for a number of an interval, and the domain that it makes."""
    symbol = symbol_in(sympy.Symbol("_t"), part)
    return symbol, Domain((symbol,), (part,))


def symbol_in(variable: sympy.Symbol, part: sympy.Interval) -> sympy.Symbol:
    """Real, and of one sign if the interval is; SymPy then knows that sqrt(x**2) is |x|, or x."""
    low, high = part.start, part.end
    # an assumption of SymPy's is believed when it evaluates, so that it has to hold at every point of the interval
    if low >= 0:
        return sympy.Symbol(
            variable.name, **({"positive": True} if low > 0 or part.left_open else {"nonnegative": True})
        )
    if high <= 0:
        return sympy.Symbol(
            variable.name, **({"negative": True} if high < 0 or part.right_open else {"nonpositive": True})
        )
    return sympy.Symbol(variable.name, real=True)


def cut_at(part: sympy.Interval, cuts: Sequence[sympy.Rational]) -> Iterator[sympy.Interval]:
    """The closed pieces of an interval between the numbers that lie inside; an open end stays open."""
    inner = [cut for cut in sorted(cuts) if part.start < cut < part.end]
    for low, high in pairwise([part.start, *inner, part.end]):
        yield sympy.Interval(low, high, low == part.start and part.left_open, high == part.end and part.right_open)


def enclosed(part: sympy.Interval, bits: int = BITS) -> Interval:
    """The smallest interval of the kernel's numbers around it."""
    low = enclose_over(part.start, {}, bits) or intervals.REALS
    high = enclose_over(part.end, {}, bits) or intervals.REALS
    return Interval(low.low, high.high, bool(part.left_open), bool(part.right_open))


def as_set(part: Interval) -> sympy.Interval:
    """An interval of the kernel's numbers as a SymPy set with rational ends."""
    ends = [_end(end) for end in part[:2]]
    return sympy.Interval(*ends, part.low_open, part.high_open)


def _end(number: intervals.Number) -> sympy.Expr:
    sign, mantissa, exponent, _ = number
    # the kernel writes 0 and both infinities with a mantissa of 0, and tells them apart by the exponent
    if mantissa == 0:
        return sympy.Integer(0) if exponent == 0 else sympy.oo if exponent == intervals.REALS.high[2] else -sympy.oo
    return sympy.Integer(-mantissa if sign else mantissa) * sympy.Integer(2) ** exponent


def _is_empty(part: Interval) -> bool:
    is_point = part.low == part.high
    return bool(libmp.mpf_gt(part.low, part.high)) or (is_point and (part.low_open or part.high_open))


def _is_inside(value: sympy.Rational, part: sympy.Interval) -> bool:
    return _is_before(part.start, value, is_open=part.left_open) and _is_before(
        value, part.end, is_open=part.right_open
    )


def _is_before(low: sympy.Expr, high: sympy.Expr, *, is_open: bool) -> bool:
    if low is -sympy.oo or high is sympy.oo:
        return True
    if low.is_Rational and high.is_Rational:  # SymPy's own comparison takes a hundred times as long
        difference = int(high.p) * int(low.q) - int(low.p) * int(high.q)
        return difference > 0 or (difference == 0 and not is_open)
    return bool((low < high) == True)  # noqa: E712 - an irrational end is never equal


def _is_above(fact: Fact, values: Mapping[sympy.Symbol, sympy.Rational]) -> bool:
    # 400 bits: a point may lie near the edge, and one that is not seen to lie inside is no evidence
    box = {symbol: intervals.rational(int(value.p), int(value.q), 400) for symbol, value in values.items()}
    relation = sympy.StrictGreaterThan if fact.is_strict else sympy.GreaterThan
    return holds_over(relation(fact.expression, 0, evaluate=False), box, 400) is True
