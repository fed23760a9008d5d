"""Expressions of degree at most 1, with real numbers as coefficients."""

import sympy

from grader.maths.enclosure import enclose_over


def is_affine(expression: sympy.Expr, symbols: tuple[sympy.Symbol, ...]) -> bool:
    """Whether it is an affine form of the symbols."""
    if not expression.is_polynomial(*symbols):
        return False
    polynomial = sympy.Poly(expression, *symbols)
    return polynomial.total_degree() <= 1 and all(enclose_over(number, {}) for number in polynomial.coeffs())
