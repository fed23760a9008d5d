"""Whether an expression is defined, and real, on a whole domain, and whether it is analytic there.

What each function needs of its argument is shown by the argument's range, or by its sign, which the proof brings along.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

import sympy
from sympy.core.relational import Relational
from sympy.functions.special.gamma_functions import loggamma, polygamma

from grader.maths.convexity.domain import Domain
from grader.maths.convexity.rules import SignStrength, same
from grader.maths.enclosure import enclose_over

_ENTIRE = (sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan, sympy.asinh, sympy.erf)
_KINKED = (sympy.Abs, sympy.sign, sympy.Max, sympy.Min, sympy.Heaviside, sympy.floor, sympy.ceiling)
_BROKEN = (sympy.sign, sympy.Heaviside, sympy.floor, sympy.ceiling, sympy.Piecewise)
_OF_POSITIVE = (sympy.log, sympy.gamma, loggamma)
_ORDERS = (sympy.StrictGreaterThan, sympy.GreaterThan, sympy.StrictLessThan, sympy.LessThan)
_WITHOUT_NEEDS = (sympy.Symbol, sympy.Rational, sympy.Add, sympy.Mul, *_ENTIRE)
_CONSTANTS = (sympy.pi, sympy.E, sympy.EulerGamma, sympy.GoldenRatio, sympy.Catalan)


Known = Mapping[sympy.Expr, SignStrength]
"""Signs that are proved."""
_NOTHING: Known = {}


class Need(NamedTuple):
    """What must hold of a part, where the conditions hold: `impossible` is a function without a rule."""

    kind: Literal["positive", "nonnegative", "not zero", "enclosed", "impossible"]
    part: sympy.Expr
    where: tuple[sympy.Basic, ...] = ()
    """Conditions of the branches of a Piecewise that the part stands in."""


def is_defined(expression: sympy.Expr, domain: Domain, known: Known = _NOTHING) -> bool:
    """Whether it has a real value at each point of the domain."""
    return all(is_met(need, domain, known) for need in needs(expression))


def is_analytic(expression: sympy.Expr, domain: Domain, known: Known = _NOTHING) -> bool:
    """Whether it is defined and analytic on an open domain: no kink, no root of 0."""
    return all(is_met(need, domain, known) for need in needs(expression, analytic=True))


def is_continuous(expression: sympy.Expr) -> bool:
    """Whether it is built of functions that are continuous wherever they are defined."""
    return not expression.has(*_BROKEN)


def agree(expression: sympy.Expr, form: sympy.Expr, domain: Domain) -> bool:
    """Whether a form has the expression's value wherever that has one, if the domain's inside is not empty.

    A continuous expression has it also where the form is not defined, as its limit; one that jumps need not.
    """
    return same(expression, form) and (is_continuous(expression) or expression == form or is_defined(form, domain))


def is_met(need: Need, domain: Domain, known: Known) -> bool:
    """Whether the range of the part, or its known sign, shows the need."""
    if need.kind == "impossible":
        return False
    box = _narrowed(domain, need.where).box()
    range_ = enclose_over(need.part, box)
    if range_ is not None:
        negative = enclose_over(-need.part, box)
        if need.kind == "enclosed" or range_.is_positive or (need.kind == "nonnegative" and range_.is_nonnegative):
            return True
        if need.kind == "not zero" and negative is not None and negative.is_positive:
            return True
    wanted = {need.part, -need.part} if need.kind == "not zero" else {need.part}
    least = SignStrength.NONNEGATIVE if need.kind == "nonnegative" else SignStrength.POSITIVE
    return any(known.get(part, -1) >= least for part in wanted)


def _narrowed(domain: Domain, conditions: tuple[sympy.Basic, ...]) -> Domain:
    """The domain within those conditions that compare a symbol with a number; others are left out."""
    for condition in conditions:
        if not isinstance(condition, _ORDERS):
            continue
        symbols = [side for side in condition.args if side in domain.symbols]
        if len(symbols) == 1 and any(side.is_Rational for side in condition.args):
            # without one that is left out, the domain is larger, and what is needed is shown for more points than it
            # has to be
            part = domain.range_of(symbols[0]).intersect(condition.as_set())
            domain = domain.within(symbols[0], part) if isinstance(part, sympy.Interval) else domain
    return domain


def needs(expression: sympy.Expr, *, analytic: bool = False) -> Iterator[Need]:
    """What must hold of the parts of an expression, from the outside in."""
    yield from _own_needs(expression, analytic=analytic)
    for part in expression.args:
        if not isinstance(part, (sympy.logic.boolalg.Boolean, sympy.functions.elementary.piecewise.ExprCondPair)):
            yield from needs(part, analytic=analytic)
    if isinstance(expression, sympy.Piecewise):
        before: list[sympy.Basic] = []
        # a branch has to be defined only where its condition holds and none of those before it does
        for value, condition in expression.args:
            sides = [side for relation in condition.atoms(Relational) for side in relation.args]
            yield from (need._replace(where=(*before, *need.where)) for side in sides for need in needs(side))
            where = (*before, condition)
            yield from (need._replace(where=(*where, *need.where)) for need in needs(value))
            before.append(sympy.Not(condition))


def _own_needs(expression: sympy.Expr, *, analytic: bool) -> Iterator[Need]:
    if isinstance(expression, _WITHOUT_NEEDS) or expression in _CONSTANTS:
        return
    if isinstance(expression, sympy.Pow):
        yield from _needs_of_power(expression, analytic=analytic)
    elif isinstance(expression, _OF_POSITIVE) and len(expression.args) == 1:
        yield Need("positive", expression.args[0])
    elif isinstance(expression, polygamma) and expression.args[0].is_Integer and expression.args[0] >= 0:
        yield Need("positive", expression.args[1])
    elif isinstance(expression, (sympy.asin, sympy.acos)):
        yield Need("positive" if analytic else "nonnegative", 1 - expression.args[0] ** 2)
    elif isinstance(expression, sympy.acosh):
        yield Need("positive" if analytic else "nonnegative", expression.args[0] - 1)
    elif isinstance(expression, sympy.atanh):
        yield Need("positive", 1 - expression.args[0] ** 2)
    # its enclosure is None if a pole may be inside
    elif isinstance(expression, sympy.tan):
        yield Need("enclosed", expression)
    # whatever is not known above: no proof may rest on a function of which nothing is known
    elif analytic or not _is_total(expression):
        yield Need("impossible", expression)


def _is_total(expression: sympy.Expr) -> bool:
    """Whether it is defined wherever its parts are, though with kinks."""
    if isinstance(expression, sympy.Piecewise):
        return bool(expression.args[-1][1] == True)  # noqa: E712 - SymPy's True
    return isinstance(expression, _KINKED)


def _needs_of_power(power: sympy.Pow, *, analytic: bool) -> Iterator[Need]:
    base, exponent = power.args
    if isinstance(exponent, sympy.Integer):
        if exponent < 0:
            yield Need("not zero", base)
    elif isinstance(exponent, sympy.Rational):
        # sqrt(x) is defined at 0, but has no derivative there
        yield Need("positive" if exponent < 0 or analytic else "nonnegative", base)
    # e to whatever power is defined; any other base needs its logarithm
    elif base is not sympy.E:
        yield Need("positive", base)
