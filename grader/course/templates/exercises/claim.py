"""A claim (yes or no) that counts in full only with its evidence, which is an item of its own."""

import numpy as np
import sympy
from numpy.typing import NDArray

from grader import AreEqual, ClaimItem, Exercise, PropertyItem

x = sympy.Symbol("x")


def shows_nothing(at: NDArray[np.float64]) -> str | None:
    """Why both sides agree at this number; None if they differ there."""
    left, right = (at[0] + 1) ** 2, at[0] ** 2 + 1
    return None if left != right else f"there both sides are {left:g}"


exercise = Exercise(
    title="The square of a sum",
    source="Lecture 1, slide 1",
    statement=r"""
1. `is_equal()`: is $(x + 1)^2 = x^2 + 1$ for every number $x$? `True` or `False`. It counts in full together with its
   evidence, `where_they_differ`.
2. `where_they_differ()`: a list with one number $x$ at which both sides differ. Any such number is right.
""",
    items=(
        ClaimItem(
            id="is_equal",
            title="are both sides equal?",
            points=1,
            evidence="where_they_differ",
            states=AreEqual(left=(x + 1) ** 2, right=x**2 + 1),
            hint="Put in a number other than 0.",
        ),
        PropertyItem(
            id="where_they_differ",
            title="evidence: where they differ",
            points=2,
            shapes=((1,),),
            requires="At this number (x + 1)^2 and x^2 + 1 have to be different.",
            fault=shows_nothing,
        ),
    ),
)
