"""Expressions of a shape whose convexity is a theorem, see `verify.atoms`."""

from collections.abc import Iterator

import sympy

from grader.maths.convexity.domain import Domain, as_set
from grader.maths.convexity.prove import Prover
from grader.maths.convexity.rules import Step, is_affine, same
from grader.maths.enclosure import enclose_over

_HALF = sympy.Rational(1, 2)


def candidates(expression: sympy.Expr, prover: Prover, depth: int) -> Iterator[Step]:
    """Steps by the rules for these shapes."""
    if isinstance(expression, sympy.log):
        yield from _logarithm(expression, prover, depth)
    if isinstance(expression, sympy.Pow) and expression.exp.is_Rational and 0 < expression.exp <= 1:
        yield from _root(expression, prover, depth)
    if isinstance(-expression, sympy.log) or (isinstance(-expression, sympy.Pow) and (-expression).exp == _HALF):
        yield Step("form of a cone", expression, (), ((-expression).args[0],))
    yield from _product(expression, prover.domain)


def perspectives(expression: sympy.Expr, prover: Prover) -> Iterator[Step]:
    """Steps by the rule `perspective`, for each variable above 0."""
    # f(x, s) = s g(x/s) with g(x) = f(x, 1): tried for each s that is seen to be above 0
    box = prover.domain.box()
    for symbol in prover.domain.symbols:
        others = [other for other in prover.domain.symbols if other != symbol and expression.has(other)]
        if not box[symbol].is_positive or not expression.has(symbol) or not others:
            continue
        section = expression.subs(symbol, 1)
        scaled = symbol * section.subs({other: other / symbol for other in others}, simultaneous=True)
        ranges = [enclose_over(other / symbol, box) for other in others]
        if None in ranges or not same(scaled, expression):
            continue
        known = tuple(as_set(values) for values in ranges if values is not None)
        part = prover.on(Domain(tuple(others), known)).convex(section, 1)
        if part is not None:
            yield Step("perspective", expression, (part,), (symbol,))


def _logarithm(expression: sympy.Expr, prover: Prover, depth: int) -> Iterator[Step]:
    factors, parts = [], []
    # each term as c exp(g): 3 2**x exp(y) is 3 exp(x log 2 + y)
    for term in sympy.Add.make_args(sympy.expand(expression.args[0])):
        factor, exponent = sympy.Integer(1), sympy.Integer(0)
        for part in sympy.Mul.make_args(term):
            if isinstance(part, sympy.exp):
                exponent += part.args[0]
            elif isinstance(part, sympy.Pow) and not part.base.free_symbols:
                exponent += part.exp * sympy.log(part.base)
            else:
                factor *= part
        step = prover.convex(exponent, depth + 1) if not factor.free_symbols else None
        if step is None:
            return
        factors.append(factor)
        parts.append(step)
    yield Step("logarithm of exponentials", expression, tuple(parts), tuple(factors))


def _root(expression: sympy.Expr, prover: Prover, depth: int) -> Iterator[Step]:
    inside, power = expression.base, 1 / expression.exp
    if expression.exp == sympy.Rational(1, 2):
        yield Step("root of a quadratic", expression, (), (inside,))
    factors, parts = [], []
    for term in sympy.Add.make_args(inside):
        factor, rest = term.as_coeff_Mul()
        # the norm of the p-th roots of the terms: sqrt(x**2 + y**4) is that of |x| and y**2
        form = _root_of(rest, power)
        step = prover.convex(form, depth + 1) if form is not None else None
        if step is None:
            return
        factors.append(factor)
        parts.append(step)
    yield Step("norm", expression, tuple(parts), (power, *factors))


def _root_of(term: sympy.Expr, power: sympy.Rational) -> sympy.Expr | None:
    """What the term is a power of, never below 0."""
    if not term.free_symbols:
        return term ** (1 / power)
    base, exponent = term.as_base_exp()
    if exponent == power:
        # x**2 is the square of |x|, which is not below 0 as the rule needs it
        return sympy.Abs(base) if exponent.is_Integer and exponent % 2 == 0 else base
    whole = sympy.cancel(exponent / power)
    return base**whole if whole.is_Rational else None


def _product(expression: sympy.Expr, domain: Domain) -> Iterator[Step]:
    factor, pairs = sympy.Integer(1), []
    for part in sympy.Mul.make_args(expression):
        base, exponent = part.as_base_exp()
        if not part.free_symbols:
            factor *= part
        elif exponent.is_Rational and is_affine(base, domain.symbols):
            pairs.append((base, exponent))
        elif exponent.is_Rational and isinstance(base, sympy.Mul):
            pairs.extend((inner.as_base_exp()[0], inner.as_base_exp()[1] * exponent) for inner in base.args)
        else:
            return
    if pairs:
        yield Step("product of powers", expression, (), (factor, *pairs))
