"""Expressions in which the order of factors matters: matrices, operators, quaternions, symbols that do not commute."""

from typing import Any

import sympy

from grader.maths.deadline import within
from grader.maths.equivalence.verdict import Equivalence

LIMIT = "it holds factors that do not commute"
_KINDS = (sympy.Add, sympy.Mul, sympy.Pow, sympy.Symbol, sympy.Rational)


def is_commutative(expression: sympy.Basic) -> bool:
    """Whether the order of factors is of no matter in any part."""
    return all(getattr(node, "is_commutative", True) is not False for node in sympy.preorder_traversal(expression))


def compare_products(left: sympy.Expr, right: sympy.Expr, seconds: float) -> Equivalence:
    """Equal if both are the same once they are multiplied out, in order; else undecided.

    Only plain symbols are multiplied out: of matrices and operators more is known than that they do not commute.
    """
    if left == right:
        return Equivalence("equal", proof="the same expression")
    nodes: list[Any] = [*sympy.preorder_traversal(left), *sympy.preorder_traversal(right)]
    is_plain = all(isinstance(node, _KINDS) and type(node).__module__.startswith("sympy.core") for node in nodes)
    if is_plain and within(seconds, lambda: sympy.expand(left - right) == 0):
        return Equivalence("equal", proof="multiplied out in order")
    return Equivalence("undecided", limit=LIMIT)
