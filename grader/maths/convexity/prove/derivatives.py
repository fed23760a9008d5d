"""Proofs by second derivatives: in one variable, also piece by piece; in more, by the Hessian."""

from collections.abc import Iterator
from itertools import islice

import sympy

from grader.maths.convexity.domain import Domain
from grader.maths.convexity.kinks import joints_of
from grader.maths.convexity.prove import Prover
from grader.maths.convexity.prove.nonnegative import cuts_of, prove_needs, prove_sign
from grader.maths.convexity.prove.samples import is_negative_somewhere, numbers_in
from grader.maths.convexity.rules import Step
from grader.maths.convexity.verify import pieces
from grader.maths.convexity.verify.defined import is_analytic
from grader.maths.convexity.verify.hessian import has_positive_pivots, principal_minors
from grader.maths.convexity.verify.nonnegative import known_signs, sign_strength

_KINKED = (sympy.Abs, sympy.Max, sympy.Min, sympy.Piecewise, sympy.sign, sympy.Heaviside)
_MAX_VARIABLES = 4
"""Of a Hessian: 2**n - 1 principal minors, and cells in n dimensions."""
_MANY_CELLS = 216


def by_second_derivative(expression: sympy.Expr, domain: Domain) -> Iterator[Step]:
    """A step for a smooth expression whose second derivative is proved not to be below 0."""
    (symbol,) = expression.free_symbols
    if expression.has(*_KINKED, sympy.floor, sympy.ceiling) or symbol not in domain.symbols:
        return
    on_line = Domain((symbol,), (domain.range_of(symbol),))
    # Inside only: at an end a root has no derivative, and convexity up to the ends follows where it is continuous
    sign = prove_sign(sympy.diff(expression, symbol, 2), on_line.interior())
    if sign is not None:
        proofs = prove_needs(expression, on_line)
        # a few points, at one of which the verifier may see a second derivative above 0, and so strictness
        yield Step("second derivative", expression, (sign, *proofs), tuple(islice(numbers_in(on_line.ranges[0]), 4)))


def by_pieces(expression: sympy.Expr, prover: Prover, depth: int) -> Iterator[Step]:
    """A step for an expression with kinks, if each of its branches is proved convex."""
    (symbol,) = expression.free_symbols
    if not expression.has(*_KINKED) or symbol not in prover.domain.symbols or depth > 3:
        return
    on_line = Domain((symbol,), (prover.domain.range_of(symbol),))
    joints = joints_of(expression, symbol, on_line.ranges[0])
    smooth_pieces = pieces.at_pieces(expression, on_line, joints)
    if smooth_pieces is None:
        return
    parts = []
    for piece, branch in smooth_pieces:
        step = prover.on(Domain((symbol,), (piece,))).convex(branch, depth + 1)
        if step is None:
            return
        parts.append(step)
    yield Step("pieces", expression, tuple(parts), joints)


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
    # a negative minor anywhere ends the search: no semidefinite matrix has one
    if any(is_negative_somewhere(minor, inside) for minor in minors):
        return
    # elimination with intervals proves strictness along with convexity, and is quick; it fails where the matrix is
    # singular
    for cells in (1, 2, 6):
        cuts = {symbol: cuts_of(here.range_of(symbol), cells) for symbol in here.symbols} if cells > 1 else {}
        if cells ** len(here.symbols) <= _MANY_CELLS and has_positive_pivots(matrix, inside, cuts):
            yield Step("hessian", expression, proofs, ("elimination", 0, tuple(cuts.items())))
            return
    signs = []
    for minor in minors:
        # even powers with positive factors, as of x**4 + 6*x**2*y**2 + y**4, need no search at all
        terms = sympy.Add.make_args(sympy.expand(minor))
        by_terms = Step("sum", minor, tuple(Step("range", term) for term in terms))
        by_form = Step("form", minor)
        sign = next((step for step in (by_form, by_terms) if sign_strength(step, inside) is not None), None)
        sign = sign or prove_sign(minor, inside)
        if sign is None:
            return
        signs.append(sign)
    yield Step("hessian", expression, (*signs, *proofs), ("minors", len(signs), ()))
