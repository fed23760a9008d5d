"""Bisection with defaults."""

import sympy

from grader import Exercise, ExpressionFunction, FunctionItem, Raises

x = sympy.Symbol("x")
F = tuple(ExpressionFunction((x,), e) for e in (x, x**3 - 2, sympy.exp(x) - 2, sympy.cos(x) - x))
exercise = Exercise(
    title="Bisection",
    source="Lecture 1, slide 1",
    statement=r"""
Write `bisection(f, a, b, tol=1e-6, max_iters=50)`: a zero of `f` between `a` and `b`, where $f(a) < 0 < f(b)$ or the other way around. It stops once the
interval is shorter than `tol` and returns its middle; it raises `ValueError` if f(a) and f(b) have the same sign, and `RuntimeError` after `max_iters` halvings.
""",
    items=(
        FunctionItem(
            id="bisection", title="the zero", points=3,
            cases=((F[0], -1, 3), (F[1], -1, 3, 0.25), (F[2], -2, 3), (F[3], -1, 2, 1e-3, 60)),
            raises=(Raises(arguments=(F[0], 1, 3), error="ValueError"), Raises(arguments=(F[1], -1, 3, 1e-9, 3), error="RuntimeError")),
        ),
    ),
)
