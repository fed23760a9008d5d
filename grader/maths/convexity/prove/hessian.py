"""Proofs by the Hessian: intervals over a grid, then principal minors."""

from collections.abc import Iterator

import sympy

from grader.maths.convexity.domain import Domain
from grader.maths.convexity.prove.nonnegative import cuts_of, prove_needs, prove_sign
from grader.maths.convexity.prove.samples import is_negative_somewhere
from grader.maths.convexity.rules import Step
from grader.maths.convexity.verify.defined import is_analytic
from grader.maths.convexity.verify.hessian import has_positive_pivots, principal_minors
from grader.maths.convexity.verify.signs import grade, known_signs

_MAX_VARIABLES = 4


def by_hessian(expression: sympy.Expr, domain: Domain) -> Iterator[Step]:
    """Steps by the rule `hessian` for an expression that is smooth."""
    here = domain.only(expression.free_symbols)
    if not 2 <= len(here.symbols) <= _MAX_VARIABLES:
        return
    proofs = prove_needs(expression, here)
    if not is_analytic(expression, here.interior(), known_signs(proofs, here)):
        return
    inside = here.interior()
    matrix = sympy.hessian(expression, here.symbols)
    minors = [sympy.factor(minor) if minor.is_polynomial() else minor for minor in principal_minors(matrix)]
    if any(is_negative_somewhere(minor, inside) for minor in minors):
        return
    for cells in (1, 2, 6):
        cuts = {symbol: cuts_of(here.range_of(symbol), cells) for symbol in here.symbols} if cells > 1 else {}
        if cells ** len(here.symbols) <= 216 and has_positive_pivots(matrix, inside, cuts):
            yield Step("hessian", expression, proofs, ("elimination", 0, tuple(cuts.items())))
            return
    signs = []
    for minor in minors:
        terms = sympy.Add.make_args(sympy.expand(minor))
        by_terms = Step("sum", minor, tuple(Step("range", term) for term in terms))
        by_form = Step("form", minor)
        sign = next((step for step in (by_form, by_terms) if grade(step, inside) is not None), None)
        sign = sign or prove_sign(minor, inside)
        if sign is None:
            return
        signs.append(sign)
    yield Step("hessian", expression, (*signs, *proofs), ("minors", len(signs), ()))
