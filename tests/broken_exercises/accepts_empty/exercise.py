import numpy as np
from numpy.typing import NDArray

from grader import Exercise, Integers, PropertyItem, Vectors


def not_orthogonal(w: NDArray[np.float64], v: NDArray[np.float64]) -> str | None:
    """What is wrong with w; it does not look at how many entries there are, and of none the sum is 0."""
    if len(w) and not w.any():
        return "it is the zero vector"
    product = sum(float(a * b) for a, b in zip(w, v, strict=False))
    return None if abs(product) <= 1e-9 * float(np.abs(w).sum()) else f"its scalar product with v is {product:.6g}"


exercise = Exercise(
    title="A right angle",
    source="Lecture 1, slide 2",
    statement="Write `orthogonal(v)`, a nonzero vector orthogonal to `v`.",
    items=(
        PropertyItem(
            id="orthogonal",
            title="a right angle",
            points=2,
            inputs=(Vectors(size="n", entries=Integers(low=-9, high=9)),),
            dimensions={"n": Integers(low=2, high=3)},
            shapes=(("n",),),
            requires="The scalar product is 0.",
            fault=not_orthogonal,
            cases=(
                # v has equal elements
                (np.array([0.0, 0.0]),),
            ),
        ),
    ),
)
