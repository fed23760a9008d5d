"""The derivative of a floor."""

from grader import Exercise, ExpressionItem

exercise = Exercise(
    title="The slope of the floor",
    source="Lecture 1, slide 1",
    statement="`slope(x)`: the derivative of floor(x), for an x that is not whole.",
    items=(ExpressionItem(id="slope", title="the slope", points=2, symbols=("x",)),),
)
