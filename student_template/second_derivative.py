"""Second derivatives: `grade show second_derivative` prints what is asked."""

import sympy


def second_derivative(f: sympy.Expr, x: sympy.Symbol) -> sympy.Expr:
    """The second derivative of a function of one variable.

    Parameters
    ----------
    f : Expr
        An expression in x.
    x : Symbol
        The variable.

    Returns
    -------
    Expr
        An expression in x.
    """
    raise NotImplementedError


def tangent_line(f: sympy.Expr, x: sympy.Symbol, x0: int) -> sympy.Expr:
    """The polynomial of degree at most 1 that touches f at a point, h1.

    Parameters
    ----------
    f : Expr
        An expression in x.
    x : Symbol
        The variable.
    x0 : int
        Where the line touches the graph.

    Returns
    -------
    Expr
        An expression in x, with the value and the first derivative of f at x0.
    """
    raise NotImplementedError


def tangent_parabola(f: sympy.Expr, x: sympy.Symbol, x0: int) -> sympy.Expr:
    """The polynomial of degree at most 2 that touches f at a point, h2.

    Parameters
    ----------
    f : Expr
        An expression in x.
    x : Symbol
        The variable.
    x0 : int
        Where the parabola touches the graph.

    Returns
    -------
    Expr
        An expression in x, with the value and the first two derivatives of f at x0.
    """
    raise NotImplementedError


def test_applies(f: sympy.Expr, x: sympy.Symbol) -> bool:
    """Whether the second derivative test shows that a function is convex on the whole line.

    Parameters
    ----------
    f : Expr
        An expression in x.
    x : Symbol
        The variable.

    Returns
    -------
    bool
        True if f has a second derivative everywhere that is never negative.
    """
    raise NotImplementedError


def classify(name: str) -> str:
    """What is known of a function's curvature.

    Parameters
    ----------
    name : str
        The name of a function, such as "square" or "relu".

    Returns
    -------
    str
        "strictly convex", "convex" (but not strictly), "strictly concave", "concave" (but not strictly), "affine" or
        "neither".
    """
    raise NotImplementedError
