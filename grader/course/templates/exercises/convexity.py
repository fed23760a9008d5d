"""Is a function convex? The claim and its evidence in one answer, which earn separately."""

import sympy

from grader import ConvexityItem, Exercise, IsConvex

x = sympy.Symbol("x")

exercise = Exercise(
    title="A sum of powers",
    source="Lecture 1, slide 1",
    statement=r"""
Is $f(x) = x^4 + x$ convex? Let `is_convex()` return a pair of the claim and its evidence:

- `(True, ("second derivative", ...))` with the second derivative as a SymPy expression in `x`, or
- `(False, (a, b, t))` with a chord from $a$ to $b$ that runs below the graph at $(1-t) a + t b$.
""",
    items=(
        ConvexityItem(
            id="is_convex",
            title="is x^4 + x convex, and why?",
            points=4,
            states=IsConvex(expression=x**4 + x, variables=(x,)),
            hint="Where is the second derivative below 0?",
        ),
    ),
)
