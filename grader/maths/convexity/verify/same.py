"""Whether two forms of an expression are equal wherever both are defined."""

import sympy

from grader.maths.zero import is_zero


def same(left: sympy.Expr, right: sympy.Expr) -> bool:
    """Whether their difference is proved to be 0, the cheap ways first."""
    return left == right or sympy.expand(left - right) == 0 or is_zero(left - right)
