"""The reference, and a wrong way that is known by name."""

from typing import Any

import sympy

from grader import Misconception, Satisfies


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


def _fits_differences(answer: tuple[bool, Any]) -> bool:
    """A second difference over h^2 is the second derivative, up to h^2 times the next one but one."""
    is_said_convex, (_, second) = answer
    h, places = 1e-3, [place / 4 for place in range(-8, 9)]
    differences = [(_f(x + h) - 2 * _f(x) + _f(x - h)) / h**2 for x in places]
    values = [second.subs(sympy.Symbol("x"), x) for x in places]
    is_near = all(abs(value - there) < 1e-4 for value, there in zip(values, differences, strict=True))
    return is_near and is_said_convex == (min(differences) >= 0)


def _f(x: float) -> float:
    return x**4 + x


laws = (Satisfies("differences find the same second derivative", is_convex, _fits_differences),)
