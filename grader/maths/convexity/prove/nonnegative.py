"""Looks for a proof that an expression is never below 0; `verify.nonnegative` checks whatever is found here.

in each of its forms: by its range, as a quadratic, as a polynomial of a part ▸ factor by factor ▸ term by term
▸ from a point at which it is known, along its derivative ▸ by its ranges over the cells of a grid
"""

from collections.abc import Iterator

import sympy

from grader.maths.convexity.domain import Domain
from grader.maths.convexity.prove.rewriting import as_polynomial, forms_of
from grader.maths.convexity.prove.samples import is_negative_somewhere
from grader.maths.convexity.rules import Step
from grader.maths.convexity.verify.defined import is_met, needs
from grader.maths.convexity.verify.nonnegative import sign_strength

_MAX_DEPTH = 5
_MANY_TERMS = 40
_FINENESS = 2, 6, 24, 96
"""Cells along each variable; with each variable more, one step of it less."""


def prove_sign(expression: sympy.Expr, domain: Domain, depth: int = 0) -> Step | None:
    """A proof that it is not below 0 on the domain, or None."""
    if depth > _MAX_DEPTH or is_negative_somewhere(expression, domain):
        return None
    for form in forms_of(expression):
        step = _prove_form(form, domain, depth)
        if step is not None:
            return step if form == expression else Step("rewritten", expression, (step,))
    return prove_rising(expression, domain, depth) or _by_cells(expression, domain)


def _prove_form(form: sympy.Expr, domain: Domain, depth: int) -> Step | None:
    for candidate in _simple_candidates(form, domain):
        if sign_strength(candidate, domain) is not None:
            return candidate
    return _product(form, domain, depth) or _sum(form, domain, depth)


def _simple_candidates(form: sympy.Expr, domain: Domain) -> Iterator[Step]:
    yield Step("range", form)
    symbols = form.free_symbols
    if form.is_polynomial(*symbols) and len(symbols) > 1:
        yield Step("quadratic", form)
        yield Step("form", form)
    yield from as_polynomial(form, domain)


def _product(form: sympy.Expr, domain: Domain, depth: int) -> Step | None:
    """A proof for each factor, or for the negatives of an even number of them."""
    factors = list(_factors(form))
    if len(factors) < 2:
        return None
    parts = []
    for factor in factors:
        # Either way round: two factors that are both below 0 have a product above it
        step = prove_sign(factor, domain, depth + 1) or prove_sign(-factor, domain, depth + 1)
        if step is None:
            return None
        parts.append(step)
    # An odd number of negatives makes the negative of the form; where structure does not tell, the verifier does
    product = Step("product", form, tuple(parts))
    return (
        product
        if sympy.Mul(*(part.expression for part in parts)) == form or sign_strength(product, domain) is not None
        else None
    )


def _factors(form: sympy.Expr) -> Iterator[sympy.Expr]:
    """The factors, a power with an odd exponent as its base and an even power."""
    for factor in sympy.Mul.make_args(form):
        base, exponent = factor.as_base_exp()
        if isinstance(factor, sympy.Pow) and exponent.is_Integer and exponent % 2 == 1 and abs(exponent) > 1:
            yield base
            yield base ** (exponent - 1)
        else:
            yield factor


def _sum(form: sympy.Expr, domain: Domain, depth: int) -> Step | None:
    terms = sympy.Add.make_args(form)
    if not 2 <= len(terms) <= _MANY_TERMS:
        return None
    # terms that are seen not to be below 0 are put aside, and what is left is proved by any means
    parts = [step for term in terms for step in [_term(term, domain)] if step is not None]
    if len(parts) == len(terms):
        return Step("sum", form, tuple(parts))
    rest = sympy.Add(*(term for term in terms if term not in {part.expression for part in parts}))
    if not parts or depth > 2 or rest == form:
        return None
    step = prove_sign(rest, domain, depth + 2)
    return Step("sum", form, (*parts, step)) if step is not None else None


def _term(term: sympy.Expr, domain: Domain) -> Step | None:
    step = Step("range", term)
    return step if sign_strength(step, domain) is not None else None


def prove_rising(expression: sympy.Expr, domain: Domain, depth: int) -> Step | None:
    """From a place where it is not below 0, it does not fall to the right, nor to the left."""
    if len(domain.symbols) != 1 or depth > 4:
        return None
    (symbol,), part = domain.symbols, domain.ranges[0]
    derivative = sympy.diff(expression, symbol)
    # exp(x) - x - 1 is 0 at 0, where its derivative changes from falling to rising; other functions begin at an end
    for start in dict.fromkeys((sympy.Integer(0), part.start, part.end)):
        if not start.is_Rational or not part.closure.contains(start):
            continue
        after = _beyond(derivative, domain, part.intersect(sympy.Interval(start, sympy.oo)), depth)
        before = _beyond(-derivative, domain, part.intersect(sympy.Interval(-sympy.oo, start)), depth)
        if after is None or before is None:
            continue
        step = Step("rising", expression, (after, before), (start,))
        if sign_strength(step, domain) is not None:
            return step
    return None


def _beyond(derivative: sympy.Expr, domain: Domain, part: sympy.Set, depth: int) -> Step | None:
    """The sign of the derivative on one side; nothing to prove where that side is empty."""
    if not isinstance(part, sympy.Interval):
        return Step("none", derivative)
    return prove_sign(derivative, domain.within(domain.symbols[0], part).interior(), depth + 2)


def _by_cells(expression: sympy.Expr, domain: Domain) -> Step | None:
    """By the ranges over the cells of finer and finer grids."""
    used = [symbol for symbol in domain.symbols if expression.has(symbol)]
    if not 1 <= len(used) <= 3 or is_negative_somewhere(expression, domain):
        return None
    for cells in _FINENESS[: 5 - len(used)]:
        cuts = tuple((symbol, cuts_of(domain.range_of(symbol), cells)) for symbol in used)
        step = Step("range", expression, (), cuts)
        if sign_strength(step, domain) is not None:
            return step
    return None


def cuts_of(part: sympy.Interval, cells: int) -> tuple[sympy.Rational, ...]:
    """Places that cut an interval into cells; towards infinity they grow."""
    low, high = part.start, part.end
    if low.is_Rational and high.is_Rational:
        return tuple(low + (high - low) * sympy.Rational(number, cells) for number in range(1, cells))
    half = cells // 2
    # 1/8, 1/4, 3/8, then steps that double: near 0 most functions change fast, and far out slowly
    ladder = [sympy.Rational(number, 8) * 2 ** (number // 4) for number in range(1, half + 1)]
    if low.is_Rational:
        return tuple(low + step for step in ladder)
    if high.is_Rational:
        return tuple(high - step for step in ladder)
    return tuple(sorted([*(-step for step in ladder), sympy.Integer(0), *ladder]))


def prove_needs(expression: sympy.Expr, domain: Domain) -> tuple[Step, ...]:
    """The proofs that were found; the expression is defined if none is missing."""
    proofs: dict[sympy.Expr, Step] = {}
    for need in needs(expression, analytic=True):
        if need.kind in {"impossible", "enclosed"} or need.part in proofs or is_met(need, domain, {}):
            continue
        signs = (1, -1) if need.kind == "not zero" else (1,)
        step = next((step for sign in signs if (step := prove_sign(sign * need.part, domain))), None)
        if step is not None:
            proofs[need.part] = step
    return tuple(proofs.values())
