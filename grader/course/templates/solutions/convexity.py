"""The reference, and a wrong way that is known by name."""

from typing import Any

import sympy

from grader import Misconception


def is_convex() -> tuple[bool, Any]:
    """Whether x^4 + x is convex, with evidence.

    Returns
    -------
    bool, tuple
        True and ("second derivative", Expr), or False and a chord (a, b, t).
    """
    x = sympy.Symbol("x")
    return True, ("second derivative", 12 * x**2)


def first_derivative() -> tuple[bool, Any]:
    x = sympy.Symbol("x")
    return True, ("second derivative", 4 * x**3 + 1)


misconceptions = (
    Misconception(
        of="is_convex",
        wrong=first_derivative,
        says="This is the first derivative; it is the second one that has to be at least 0.",
    ),
)
