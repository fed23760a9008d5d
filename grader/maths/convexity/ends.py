"""Ends of intervals that are no fractions: a change of variable that makes them some, where the function allows it.

pi/2      x = pi s
log(2)    x = log(2) + s         for a function with exp in it: exp(x) = 2 exp(s)
exp(3/2)  x = exp(3/2) s         for one with log in it: log(x) = 3/2 + log(s)
sqrt(2)   x = sqrt(2) s          where only even powers of x come up, or only odd ones: x**2 = 2 s**2
"""

from collections.abc import Iterator
from typing import NamedTuple

import sympy


class Change(NamedTuple):
    """The variable as shift + scale * s, with a scale above 0."""

    shift: sympy.Expr = sympy.Integer(0)
    scale: sympy.Expr = sympy.Integer(1)


_NONE = Change()


def change_of_variable(expression: sympy.Expr, symbol: sympy.Symbol, part: sympy.Interval) -> Change:
    """The first change that fits; none where both ends are fractions, or none fits."""
    ends = [end for end in (part.start, part.end) if end.is_finite and not end.is_Rational]
    if any(end.has(sympy.pi) for end in ends):
        return Change(scale=sympy.pi)
    return next((change for end in ends for change in _changes(expression, symbol, end)), _NONE)


def with_form(expression: sympy.Expr, symbol: sympy.Symbol, form: sympy.Expr) -> sympy.Expr:
    """The expression with a form in the place of a symbol, and logarithms of products taken apart if that is new."""
    if form == symbol:
        return expression
    changed = expression.subs(symbol, form)
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
