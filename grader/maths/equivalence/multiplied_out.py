"""Sums and products of functions that have a value everywhere: equal if they are once multiplied out.

No point and no process with a deadline is needed for them, and most answers are of this kind.
"""

from typing import Any

import sympy

from grader.maths.deadline import within
from grader.maths.equivalence.verdict import Equivalence
from grader.maths.size import terms

_ENTIRE = (sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh)
_MOST_TERMS = 200
"""Multiplied out in a few milliseconds; above, the rungs with a deadline are for it."""


def is_entire(expression: sympy.Basic) -> bool:
    """Whether it is made of exact numbers, symbols, sums, products, whole powers and entire functions alone.

    Such an expression, as it was written, has a value wherever its symbols have one, real or complex.
    """
    if isinstance(expression, sympy.Pow):
        base, exponent = expression.args
        return isinstance(exponent, sympy.Integer) and exponent >= 0 and is_entire(base)
    if isinstance(expression, (sympy.Add, sympy.Mul, *_ENTIRE)):
        return all(map(is_entire, expression.args))
    return isinstance(expression, (sympy.Symbol, sympy.Rational))


def are_equal_multiplied_out(left: sympy.Expr, right: sympy.Expr) -> bool:
    """Whether two expressions, carried out, are the same sum of products; False where that takes too long to see."""
    if left == right:
        return True
    if terms(left) + terms(right) > _MOST_TERMS:
        return False
    return bool((left - right).expand(power_base=False, power_exp=False, log=False, basic=False) == 0)


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
