"""A quadratic part shared out to waves: x**2 + y**2 + sin(x + y) is what is left, plus c (x + y)**2 + sin(x + y).

A term that is a function g of one affine form L becomes convex with c L**2 added, where g'' >= -2 c. If the quadratic
part stays semidefinite without the sum of all c L**2, the whole is a sum of convex functions.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import sympy
from sympy.simplify.fu import TR8

from grader.maths.convexity.domain import Domain, as_set
from grader.maths.convexity.rules import Step, is_affine
from grader.maths.enclosure import enclose_over

if TYPE_CHECKING:
    from grader.maths.convexity.prove.curvature import Prover

_VARIABLE = sympy.Symbol("_t", real=True)


def shared_out(expression: sympy.Expr, prover: "Prover", depth: int) -> Iterator[Step]:
    """A step by the rule `sum`, if the quadratic part suffices for all waves."""
    terms = sympy.Add.make_args(
        sympy.expand(TR8(sympy.expand(expression)) if expression.has(sympy.sin, sympy.cos) else expression)
    )
    symbols = prover.domain.symbols
    rest = sympy.Add(*(term for term in terms if term.is_polynomial(*symbols)))
    waves = [term for term in terms if not term.is_polynomial(*symbols)]
    if not waves or sympy.Poly(rest, *symbols).total_degree() != 2:
        return
    parts = []
    for wave in waves:
        share = _share_for(wave, prover.domain)
        step = prover.convex(wave + share, depth + 1) if share is not None else None
        if step is None:
            return
        rest -= share
        parts.append(step)
    left = prover.convex(sympy.expand(rest), depth + 1)
    if left is not None:
        yield Step("sum", expression, (left, *parts))


def _share_for(wave: sympy.Expr, domain: Domain) -> sympy.Expr | None:
    """The multiple of the square of its affine form that makes a term convex; None if it has no such form."""
    form = next(
        (
            part
            for part in sympy.preorder_traversal(wave)
            if part.free_symbols == wave.free_symbols and is_affine(part, domain.symbols)
        ),
        None,
    )
    if form is None:
        return None
    outer = wave.xreplace({form: _VARIABLE})
    values = enclose_over(form, domain.box())
    if outer.free_symbols != {_VARIABLE} or values is None:
        return None
    bend = enclose_over(sympy.diff(outer, _VARIABLE, 2), {_VARIABLE: values})
    least = as_set(bend).inf if bend is not None else -sympy.oo
    if not least.is_finite:
        return None
    # rounded up to a short fraction: what is left of the quadratic part then has short fractions too
    return max(sympy.Integer(0), sympy.Rational(sympy.ceiling(-least / 2 * 2**20), 2**20)) * form**2
