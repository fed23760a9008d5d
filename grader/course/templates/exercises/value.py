"""A number that a student works out by hand; a wrong one is never answered with the right one."""

from grader import Exercise, ValueItem

exercise = Exercise(
    title="The slope of a cube",
    source="Lecture 1, slide 1",
    statement=r"""
Write `slope()`, which returns the derivative of $f(x) = x^3$ at $x = 2$, a number.
""",
    items=(
        ValueItem(
            id="slope",
            title="the derivative at 2",
            points=1,
            hint="Differentiate first, and put 2 in afterwards.",
        ),
    ),
)
