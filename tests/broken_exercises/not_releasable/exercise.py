import math

from grader import Exercise, PropertyItem, Reals


def no_root(root: float, x: float) -> str | None:
    if not math.isfinite(root):
        return f"it is {root}"
    return None if abs(root**2 - x) <= 1e-9 * max(abs(x), 1) else f"its square is {root**2:.6g}"


exercise = Exercise(
    title="Roots",
    source="Lecture 1, slide 2",
    statement="Write `root(x)`, a number whose square is `x`.",
    items=(
        PropertyItem(
            id="root",
            title="a root",
            points=2,
            inputs=(Reals(low=-9, high=9),),
            where=lambda x: x >= 0,
            shapes=((),),
            requires="Its square has to be x.",
            fault=no_root,
            cases=(
                # x is 0
                (0.0,),
            ),
        ),
    ),
)
