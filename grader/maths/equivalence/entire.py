"""Sums and products of functions that have a value everywhere: equal if they are once multiplied out.

No point and no process with a deadline is needed for them, and most answers are of this kind.
"""

import sympy

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
