"""A SymPy expression that has to equal the reference's, in whatever form it is written."""

from grader import Exercise, ExpressionItem

exercise = Exercise(
    title="A product rule",
    source="Lecture 1, slide 1",
    statement=r"""
Write `derivative(x)`, which is given the SymPy symbol `x` and returns the derivative of $f(x) = x \, e^x$.
""",
    items=(
        ExpressionItem(
            id="derivative",
            title="the derivative of x e^x",
            points=2,
            symbols=("x",),
            hint="f is a product: differentiate one factor at a time, and add.",
        ),
    ),
)
