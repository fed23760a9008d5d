"""Where a function is judged: a box of intervals, and relations that hold on it.

x in [-1, 1], y in (0, oo), x**2 + y < 3     symbols and intervals, and 3 - x**2 - y above 0 as a fact
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import sympy
from mpmath import libmp
from sympy.core.relational import Relational

from grader.maths import intervals
from grader.maths.convexity.ends import change_of_variable, with_form
from grader.maths.convexity.plain import plain
from grader.maths.decimals import as_typed
from grader.maths.enclosure import Box, enclose, enclose_over, holds_over
from grader.maths.intervals import Interval

BITS = 100
_NO_POINT = "no point of the domain fulfils the constraints"


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
        facts = tuple(fact for fact in self.facts if fact.expression.free_symbols <= set(symbols))
        return Domain(tuple(symbol for symbol, _ in kept), tuple(part for _, part in kept), facts)

    def box(self, bits: int = BITS) -> dict[sympy.Basic, Interval]:
        """The ranges of the symbols, and of the expressions that the facts are about."""
        box: dict[sympy.Basic, Interval] = {
            symbol: enclosed(part, bits) for symbol, part in zip(self.symbols, self.ranges, strict=True)
        }
        for expression, above in self._above(box, bits):
            if not _is_empty(above):
                for form in (expression, sympy.expand(expression), sympy.factor(expression)):
                    box[form], box[-form] = above, intervals.negative(above)
        return box

    def is_empty(self, bits: int = BITS) -> bool:
        """Whether a fact is seen to hold nowhere in the box."""
        known = {symbol: enclosed(part, bits) for symbol, part in zip(self.symbols, self.ranges, strict=True)}
        return any(_is_empty(above) for _, above in self._above(known, bits))

    def _above(self, known: Box, bits: int) -> list[tuple[sympy.Expr, Interval]]:
        """The ranges of the expressions that the facts are about, as far as they are above 0."""
        ranges = [enclose_over(fact.expression, known, bits) or intervals.REALS for fact in self.facts]
        above = (intervals.POSITIVE if fact.is_strict else intervals.NONNEGATIVE for fact in self.facts)
        cut = (intervals.intersect(*pair) for pair in zip(ranges, above, strict=True))
        return [(fact.expression, part) for fact, part in zip(self.facts, cut, strict=True)]

    def contains(self, point: Sequence[sympy.Rational]) -> bool:
        """Whether a point is proved to belong to it."""
        place = dict(zip(self.symbols, point, strict=True))
        inside = all(_is_inside(value, part) for value, part in zip(point, self.ranges, strict=True))
        return inside and all(_is_above(fact, place) for fact in self.facts)


class Problem(NamedTuple):
    """An expression and its domain, with symbols whose assumptions are those of the domain."""

    expression: sympy.Expr
    domain: Domain


class Question(NamedTuple):
    """A function as it was given, and its domain; to rebuild it may take long, and is left to where a clock runs."""

    expression: sympy.Expr
    renamed: Mapping[sympy.Symbol, sympy.Symbol]
    """For each variable the domain's own symbol."""
    domain: Domain

    def problem(self) -> Problem:
        """With exact decimals, and the assumptions of the domain."""
        return Problem(plain(_renamed(self.expression, self.renamed)), self.domain)


def read(
    expression: sympy.Expr,
    variables: Sequence[sympy.Symbol],
    domain: Mapping[sympy.Symbol, Any] | None,
    constraints: Sequence[Any],
) -> Question:
    """The question as it was asked; raises ValueError if it is none."""
    domain = {} if domain is None else domain
    check_region(variables, domain, constraints)
    used = set(domain).union(expression.free_symbols, *(constraint.free_symbols for constraint in constraints))
    if unknown := used - set(variables):
        raise ValueError(f"{', '.join(sorted(map(str, unknown)))}: no variable of the function")
    ranges = {variable: _interval(domain.get(variable, _assumed(variable))) for variable in variables}
    rest = [constraint for constraint in constraints if not _narrows(constraint, ranges)]
    renamed = {variable: _symbol(variable, ranges[variable]) for variable in variables}
    facts = tuple(_fact(constraint, renamed) for constraint in rest)
    known = Domain(tuple(renamed.values()), tuple(ranges.values()), facts)
    if known.is_empty():
        raise ValueError(_NO_POINT)
    return Question(expression, renamed, known)


def check_region(
    variables: Sequence[sympy.Symbol], domain: Mapping[sympy.Symbol, Any] | None, constraints: Sequence[Any]
) -> None:
    """Raise ValueError if they are no region of real numbers; nothing is evaluated."""
    if not variables:
        raise ValueError("a function has at least one variable")
    if len(set(variables)) < len(variables):
        raise ValueError("a variable that is named twice is no variable of its own")
    if other := [variable for variable in variables if not variable.is_commutative or variable.is_real is False]:
        raise ValueError(f"{', '.join(map(str, other))}: no variable for real numbers")
    for part in (domain or {}).values():
        _check_interval(part)
    for constraint in constraints:
        if not isinstance(constraint, Relational) or isinstance(constraint, (sympy.Eq, sympy.Ne)):
            raise ValueError(f"{constraint} is no relation of the kind a < b or a <= b")  # noqa: TRY004 - its value


def to_prove(problem: Problem) -> Problem:
    """The same problem with rational ends, by a change of variable (`ends`) or by moving the end outward."""
    expression, domain = problem
    facts = [fact.expression for fact in domain.facts]
    symbols, ranges = list(domain.symbols), list(domain.ranges)
    for place, (symbol, part) in enumerate(zip(domain.symbols, domain.ranges, strict=True)):
        shift, scale = change_of_variable(expression, symbol, part)
        ranges[place] = _outward(_changed(part, shift, scale))
        symbols[place] = _symbol(symbol, ranges[place])
        form = shift + scale * symbols[place]
        expression = with_form(expression, symbol, form)
        facts = [with_form(fact, symbol, form) for fact in facts]
    strict = [fact.is_strict for fact in domain.facts]
    return Problem(expression, Domain(tuple(symbols), tuple(ranges), tuple(map(Fact, facts, strict))))


def _changed(part: sympy.Interval, shift: sympy.Expr, scale: sympy.Expr) -> sympy.Interval:
    ends = ((end - shift) / scale for end in (part.start, part.end))
    return sympy.Interval(*ends, part.left_open, part.right_open)


def line(part: sympy.Interval) -> tuple[sympy.Symbol, Domain]:
    """A symbol for a number of an interval, and the domain that it makes."""
    symbol = _symbol(sympy.Symbol("_t"), part)
    return symbol, Domain((symbol,), (part,))


def enclosed(part: sympy.Interval, bits: int = BITS) -> Interval:
    """The smallest interval of the kernel's numbers around it."""
    low = enclose_over(part.start, {}, bits) or intervals.REALS
    high = enclose_over(part.end, {}, bits) or intervals.REALS
    return Interval(low.low, high.high, bool(part.left_open), bool(part.right_open))


def as_set(part: Interval) -> sympy.Interval:
    """An interval of the kernel's numbers as a SymPy set with rational ends."""
    ends = [_end(end) for end in part[:2]]
    return sympy.Interval(*ends, part.low_open, part.high_open)


def _is_empty(part: Interval) -> bool:
    is_point = part.low == part.high
    return bool(libmp.mpf_gt(part.low, part.high)) or (is_point and (part.low_open or part.high_open))


def _end(number: intervals.Number) -> sympy.Expr:
    sign, mantissa, exponent, _ = number
    if mantissa == 0:
        return sympy.Integer(0) if exponent == 0 else sympy.oo if exponent == intervals.REALS.high[2] else -sympy.oo
    return sympy.Integer(-mantissa if sign else mantissa) * sympy.Integer(2) ** exponent


def _assumed(variable: sympy.Symbol) -> sympy.Interval:
    """What the assumptions on a symbol leave of the reals."""
    if variable.is_nonnegative:
        return sympy.Interval(0, sympy.oo, left_open=bool(variable.is_positive))
    if variable.is_nonpositive:
        return sympy.Interval(-sympy.oo, 0, right_open=bool(variable.is_negative))
    return sympy.S.Reals


def _check_interval(part: Any) -> None:
    if part != sympy.S.Reals and (not isinstance(part, sympy.Interval) or part.free_symbols):
        raise ValueError(f"{part} is no interval with more than one point")


def _interval(part: sympy.Set) -> sympy.Interval:
    if part == sympy.S.Reals:
        return sympy.Interval(-sympy.oo, sympy.oo)
    return sympy.Interval(as_typed(part.start), as_typed(part.end), part.left_open, part.right_open)


def _narrows(constraint: Relational, ranges: dict[sympy.Symbol, sympy.Interval]) -> bool:
    """Cut the interval of a variable if that is all the constraint does: 2*x + 1 > 0 is an interval of x."""
    form = as_typed(constraint.gts - constraint.lts)
    if len(form.free_symbols) != 1 or not form.is_polynomial():
        return False
    (symbol,) = form.free_symbols
    slope, shift = form.coeff(symbol, 1), form.coeff(symbol, 0)
    if not (slope.is_Rational and shift.is_Rational) or slope == 0 or sympy.expand(slope * symbol + shift - form) != 0:
        return False
    is_open = isinstance(constraint, (sympy.StrictGreaterThan, sympy.StrictLessThan))
    end = -shift / slope
    half = sympy.Interval(end, sympy.oo, is_open) if slope > 0 else sympy.Interval(-sympy.oo, end, False, is_open)
    part = ranges[symbol].intersect(half)
    if part == sympy.EmptySet:
        raise ValueError(_NO_POINT)
    if isinstance(part, sympy.FiniteSet):
        raise ValueError(f"the constraints leave a single point for {symbol}")  # noqa: TRY004 - its value
    ranges[symbol] = part
    return True


def _symbol(variable: sympy.Symbol, part: sympy.Interval) -> sympy.Symbol:
    """Real, and of one sign if the interval is; SymPy then knows that sqrt(x**2) is |x|, or x."""
    low, high = part.start, part.end
    if low >= 0:
        return sympy.Symbol(
            variable.name, **({"positive": True} if low > 0 or part.left_open else {"nonnegative": True})
        )
    if high <= 0:
        return sympy.Symbol(
            variable.name, **({"negative": True} if high < 0 or part.right_open else {"nonpositive": True})
        )
    return sympy.Symbol(variable.name, real=True)


def _renamed(expression: sympy.Basic, renamed: Mapping[sympy.Symbol, sympy.Symbol]) -> Any:
    """Rebuilt from the leaves, so that SymPy evaluates with the new assumptions."""
    if not expression.args:
        return as_typed(renamed.get(expression, expression))
    return expression.func(*(_renamed(part, renamed) for part in expression.args))


def _fact(constraint: Any, renamed: Mapping[sympy.Symbol, sympy.Symbol]) -> Fact:
    is_strict = isinstance(constraint, (sympy.StrictGreaterThan, sympy.StrictLessThan))
    return Fact(plain(_renamed(constraint.gts - constraint.lts, renamed)), is_strict)


def _outward(part: sympy.Interval) -> sympy.Interval:
    ends = part.start, part.end
    if all(end.is_Rational or end.is_infinite for end in ends):
        return part
    low, high = (end if end.is_Rational or end.is_infinite else enclose(end, {}, 40) for end in ends)
    start = low[0] if isinstance(low, tuple) else low
    end = high[1] if isinstance(high, tuple) else high
    return sympy.Interval(start, end, part.left_open, part.right_open)


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


def _is_above(fact: Fact, place: Mapping[sympy.Symbol, sympy.Rational]) -> bool:
    box = {symbol: intervals.rational(int(value.p), int(value.q), 400) for symbol, value in place.items()}
    relation = sympy.StrictGreaterThan if fact.is_strict else sympy.GreaterThan
    return holds_over(relation(fact.expression, 0, evaluate=False), box, 400) is True
