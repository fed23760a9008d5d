"""Proofs that an expression is defined: of the signs of its parts, where their ranges do not show them."""

import sympy

from grader.maths.convexity.domain import Domain
from grader.maths.convexity.prove.signs import prove_sign
from grader.maths.convexity.step import Step
from grader.maths.convexity.verify.defined import is_met, needs


def prove_needs(expression: sympy.Expr, domain: Domain) -> tuple[Step, ...]:
    """The proofs that were found; the expression is defined if none is missing."""
    found: dict[sympy.Expr, Step] = {}
    for need in needs(expression, analytic=True):
        if need.kind in {"impossible", "enclosed"} or need.part in found or is_met(need, domain, {}):
            continue
        signs = (1, -1) if need.kind == "not zero" else (1,)
        step = next((step for sign in signs if (step := prove_sign(sign * need.part, domain))), None)
        if step is not None:
            found[need.part] = step
    return tuple(found.values())
