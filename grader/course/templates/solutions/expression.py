"""The reference, and a wrong way that is known by name."""

import sympy

from grader import DerivativeOf, Misconception


def derivative(x: sympy.Symbol) -> sympy.Expr:
    """The derivative of x e^x.

    Parameters
    ----------
    x : Symbol
        The variable.

    Returns
    -------
    Expr
        An expression in x.
    """
    return (x + 1) * sympy.exp(x)


def product_of_derivatives(x: sympy.Symbol) -> sympy.Expr:
    return sympy.exp(x)


misconceptions = (
    Misconception(
        of="derivative",
        wrong=product_of_derivatives,
        says="This is the product of both derivatives; a product is differentiated one factor at a time.",
    ),
)


def _whole(x: sympy.Symbol) -> sympy.Expr:
    return x * sympy.exp(x)


laws = (DerivativeOf(derivative, _whole, wrt="x"),)
