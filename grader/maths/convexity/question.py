"""A question about a function, as it was asked, as it is judged, and as it is proved.

    read ──▶ Question ── exact decimals, the domain's own symbols ──▶ Problem ── rational ends ──▶ what is proved

Ends that are no fractions are made some by a change of variable, where the function allows it:

    pi/2      x = pi s
    log(2)    x = log(2) + s         for a function with exp in it: exp(x) = 2 exp(s)
    exp(3/2)  x = exp(3/2) s         for one with log in it: log(x) = 3/2 + log(s)
    sqrt(2)   x = sqrt(2) s          where only even powers of x come up, or only odd ones: x**2 = 2 s**2
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sympy
from sympy.core.relational import Relational
from sympy.functions.special.gamma_functions import digamma, polygamma

from grader.maths.convexity.domain import Domain, Fact, Problem, symbol_in
from grader.maths.decimals import as_typed
from grader.maths.enclosure import enclose

_NO_POINT = "no point of the domain fulfils the constraints"


class Question(NamedTuple):
    """A function as it was given, and its domain; to rebuild it may take long, and is left to where a clock runs."""

    expression: sympy.Expr
    renamed: Mapping[sympy.Symbol, sympy.Symbol]
    """For each variable the domain's own symbol."""
    domain: Domain

    def problem(self) -> Problem:
        """With exact decimals, and the assumptions of the domain."""
        # rebuilding may take for ever, as of exp(exp(exp(9))): whoever calls this has a clock running
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
    renamed = {variable: symbol_in(variable, ranges[variable]) for variable in variables}
    facts = tuple(_fact(constraint, renamed) for constraint in rest)
    known = Domain(tuple(renamed.values()), tuple(ranges.values()), facts)
    # only what an enclosure shows at once; a region that is empty in a hidden way makes every claim true of it
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


def _check_interval(part: Any) -> None:
    if part != sympy.S.Reals and (not isinstance(part, sympy.Interval) or part.free_symbols):
        raise ValueError(f"{part} is no interval with more than one point")


def _interval(part: sympy.Set) -> sympy.Interval:
    if part == sympy.S.Reals:
        return sympy.Interval(-sympy.oo, sympy.oo)
    return sympy.Interval(as_typed(part.start), as_typed(part.end), part.left_open, part.right_open)


def _assumed(variable: sympy.Symbol) -> sympy.Interval:
    """What the assumptions on a symbol leave of the reals."""
    if variable.is_nonnegative:
        return sympy.Interval(0, sympy.oo, left_open=bool(variable.is_positive))
    if variable.is_nonpositive:
        return sympy.Interval(-sympy.oo, 0, right_open=bool(variable.is_negative))
    return sympy.S.Reals


def _narrows(constraint: Relational, ranges: dict[sympy.Symbol, sympy.Interval]) -> bool:
    """Cut the interval of a variable if that is all the constraint does: 2*x + 1 > 0 is an interval of x."""
    form = as_typed(constraint.gts - constraint.lts)
    if len(form.free_symbols) != 1 or not form.is_polynomial():
        return False
    (symbol,) = form.free_symbols
    # an inequality of higher degree may leave two intervals, which are not convex; it stays a fact
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


def _fact(constraint: Any, renamed: Mapping[sympy.Symbol, sympy.Symbol]) -> Fact:
    is_strict = isinstance(constraint, (sympy.StrictGreaterThan, sympy.StrictLessThan))
    return Fact(plain(_renamed(constraint.gts - constraint.lts, renamed)), is_strict)


def _renamed(expression: sympy.Basic, renamed: Mapping[sympy.Symbol, sympy.Symbol]) -> Any:
    """Rebuilt from the leaves, so that SymPy evaluates with the new assumptions."""
    if not expression.args:
        return as_typed(renamed.get(expression, expression))
    return expression.func(*(_renamed(part, renamed) for part in expression.args))


def plain(expression: sympy.Expr) -> sympy.Expr:
    """The expression in functions that `grader.maths.enclosure` knows; defined, and real, where the first one is."""
    for function, form in _FORMS.items():
        if expression.has(function):
            expression = expression.replace(function, form)
    return expression


_FORMS = {
    sympy.cot: lambda angle: sympy.cos(angle) / sympy.sin(angle),
    sympy.sec: lambda angle: 1 / sympy.cos(angle),
    sympy.csc: lambda angle: 1 / sympy.sin(angle),
    sympy.coth: lambda number: sympy.cosh(number) / sympy.sinh(number),
    sympy.sech: lambda number: 1 / sympy.cosh(number),
    sympy.csch: lambda number: 1 / sympy.sinh(number),
    sympy.erfc: lambda number: 1 - sympy.erf(number),
    sympy.factorial: lambda number: sympy.gamma(number + 1),
    digamma: lambda number: polygamma(0, number),
}


def to_prove(problem: Problem) -> Problem:
    """The same problem with rational ends, by a change of variable or by moving the end outward.

    An affine change keeps convexity and strictness. What is convex on a larger interval is so on the smaller one.
    """
    expression, domain = problem
    facts = [fact.expression for fact in domain.facts]
    symbols, ranges = list(domain.symbols), list(domain.ranges)
    for position, (symbol, part) in enumerate(zip(domain.symbols, domain.ranges, strict=True)):
        # one variable after the other, each in the form that the changes before it have left
        shift, scale = change_of_variable(expression, symbol, part)
        ranges[position] = _outward(_changed(part, shift, scale))
        symbols[position] = symbol_in(symbol, ranges[position])
        form = shift + scale * symbols[position]
        expression = with_form(expression, symbol, form)
        facts = [with_form(fact, symbol, form) for fact in facts]
    strict = [fact.is_strict for fact in domain.facts]
    return Problem(expression, Domain(tuple(symbols), tuple(ranges), tuple(map(Fact, facts, strict))))


def _changed(part: sympy.Interval, shift: sympy.Expr, scale: sympy.Expr) -> sympy.Interval:
    ends = ((end - shift) / scale for end in (part.start, part.end))
    return sympy.Interval(*ends, part.left_open, part.right_open)


def _outward(part: sympy.Interval) -> sympy.Interval:
    ends = part.start, part.end
    if all(end.is_Rational or end.is_infinite for end in ends):
        return part
    # an end that cannot be enclosed makes this fail, and the question undecided
    low, high = (end if end.is_Rational or end.is_infinite else enclose(end, {}, 40) for end in ends)
    # The outer ends of both enclosures: the larger interval, on which convexity proves that on the smaller one
    start = low[0] if isinstance(low, tuple) else low
    end = high[1] if isinstance(high, tuple) else high
    return sympy.Interval(start, end, part.left_open, part.right_open)


class Change(NamedTuple):
    """The variable as shift + scale * s, with a scale above 0."""

    shift: sympy.Expr = sympy.Integer(0)
    scale: sympy.Expr = sympy.Integer(1)


_NONE = Change()


def change_of_variable(expression: sympy.Expr, symbol: sympy.Symbol, part: sympy.Interval) -> Change:
    """The first change that fits; none where both ends are fractions, or none fits."""
    ends = [end for end in (part.start, part.end) if end.is_finite and not end.is_Rational]
    if any(end.has(sympy.pi) for end in ends):
        # sin(pi s) and the like are enclosed exactly in half turns, see `interval_functions.cosine`
        return Change(scale=sympy.pi)
    return next((change for end in ends for change in _changes(expression, symbol, end)), _NONE)


def with_form(expression: sympy.Expr, symbol: sympy.Symbol, form: sympy.Expr) -> sympy.Expr:
    """The expression with a form in the place of a symbol, and logarithms of products taken apart if that is new."""
    if form == symbol:
        return expression
    changed = expression.subs(symbol, form)
    # log(exp(3/2) s) has to become 3/2 + log(s), else the irrational number comes back in the derivatives
    return sympy.expand_log(changed) if form.has(sympy.E) and changed.has(sympy.log) else changed


def _changes(expression: sympy.Expr, symbol: sympy.Symbol, end: sympy.Expr) -> Iterator[Change]:
    if end.has(sympy.log):
        if expression.has(sympy.exp, sympy.sinh, sympy.cosh, sympy.tanh):
            yield Change(shift=end)
    elif end.has(sympy.E):
        if expression.has(sympy.log):
            yield Change(scale=abs(end))
    elif not _has_roots(expression):
        changed = sympy.expand(expression.subs(symbol, abs(end) * symbol))
        if not _has_roots(changed.as_independent(symbol, as_Add=False)[1]):  # a factor of the whole does no harm
            yield Change(scale=abs(end))


def _has_roots(expression: sympy.Expr) -> bool:
    """Whether it holds a root of a fraction."""
    return any(power.base.is_Rational and not power.exp.is_Integer for power in expression.atoms(sympy.Pow))
