"""The reference."""

import sympy


def slope(x: sympy.Symbol) -> sympy.Expr:
    """It.

    Parameters
    ----------
    x : Symbol
        It.

    Returns
    -------
    Expr
        It.
    """
    return sympy.diff(sympy.floor(x), x)


misconceptions = ()
