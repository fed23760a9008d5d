"""Convexity: `grade show convexity` prints what is asked."""

from collections.abc import Callable

import sympy


def chord_gap(f: Callable[[float], float], a: float, b: float, t: float) -> float:
    """How far the chord of f from a to b is above the graph, at the share t of the way.

    Parameters
    ----------
    f : callable
        A function of one number.
    a, b : float
        Where the chord starts and ends.
    t : float
        Share of the way from a to b, in [0, 1].

    Returns
    -------
    float
        (1 - t) f(a) + t f(b) - f((1 - t) a + t b), in the unit of f.
    """
    raise NotImplementedError


def abs_is_convex() -> bool:
    """Whether f(x) = |x| is convex; `abs_pieces` is the evidence.

    Returns
    -------
    bool
    """
    raise NotImplementedError


def abs_pieces() -> list[tuple[float, float]]:
    """The affine functions whose maximum is |x|.

    Returns
    -------
    list of (slope, intercept), both float
        The functions slope * x + intercept.
    """
    raise NotImplementedError


def x4_is_convex() -> bool:
    """Whether f(x) = x^4 is convex; `x4_second_derivative` is the evidence.

    Returns
    -------
    bool
    """
    raise NotImplementedError


def x4_second_derivative(x: sympy.Symbol) -> sympy.Expr:
    """The second derivative of f(x) = x^4.

    Parameters
    ----------
    x : Symbol
        The variable.

    Returns
    -------
    Expr
        An expression in x.
    """
    raise NotImplementedError


def second_derivative_test_applies() -> dict[str, bool]:
    """Whether the second derivative test proves that |x| and x^4 are convex.

    Returns
    -------
    dict of str to bool
        With the keys "abs" and "x4".
    """
    raise NotImplementedError


def x3_witness() -> tuple[float, float, float]:
    """A chord that shows that f(x) = x^3 is not convex.

    Returns
    -------
    a, b, t : float
        The chord from a to b runs below the graph at (1 - t) a + t b, with t in [0, 1].
    """
    raise NotImplementedError
