"""Expressions of degree at most 1, with real numbers as coefficients."""

import sympy

from grader.maths.definiteness.signs import Sign, sign
from grader.maths.enclosure import enclose_over


def is_affine(expression: sympy.Expr, symbols: tuple[sympy.Symbol, ...]) -> bool:
    """Whether it is an affine form of the symbols."""
    if not expression.is_polynomial(*symbols):
        return False
    polynomial = sympy.Poly(expression, *symbols)
    return polynomial.total_degree() <= 1 and all(enclose_over(number, {}) for number in polynomial.coeffs())


def sign_of_number(number: sympy.Expr) -> Sign | None:
    """The sign of a factor, if it is a number: one that holds a symbol is none, though it may always be above 0."""
    return None if number.free_symbols else sign(number)
