"""Whether two forms of an expression are equal."""

import sympy

from grader.maths.convexity.domain import Domain
from grader.maths.convexity.verify.defined import is_continuous, is_defined
from grader.maths.zero import is_zero


def same(left: sympy.Expr, right: sympy.Expr) -> bool:
    """Whether their difference is proved to be 0 wherever both are defined, the cheap ways first."""
    return left == right or sympy.expand(left - right) == 0 or is_zero(left - right)


def agree(expression: sympy.Expr, form: sympy.Expr, domain: Domain) -> bool:
    """Whether a form has the expression's value wherever that has one, if the domain's inside is not empty.

    A continuous expression has it also where the form is not defined, as its limit; one that jumps need not.
    """
    return same(expression, form) and (is_continuous(expression) or expression == form or is_defined(form, domain))
