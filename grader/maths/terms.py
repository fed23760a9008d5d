"""How many terms multiplying out would give."""

import math

import sympy


def terms(expression: sympy.Basic) -> float:
    """At most so many terms an expression has after its products and powers are multiplied out; may be inf."""
    inner = [terms(part) for part in expression.args]
    if isinstance(expression, sympy.Add):
        return sum(inner)
    if isinstance(expression, sympy.Mul):
        return math.prod(inner)
    if isinstance(expression, sympy.Pow) and inner[0] > 1 and isinstance(expression.exp, sympy.Integer):
        power = abs(int(expression.exp))
        return float(math.comb(int(inner[0]) + power - 1, power)) if inner[0] + power < 500 else math.inf
    return max([1.0, *inner])
