"""The reference, and a wrong way that is known by name."""

import numpy as np
from numpy.typing import ArrayLike

from grader import Minimises, Misconception


def mean(xs: ArrayLike) -> float:
    """The mean of some numbers.

    Parameters
    ----------
    xs : array_like of float, shape (n,)
        The numbers; n >= 1.

    Returns
    -------
    float
        Their mean, in their unit.
    """
    return float(np.mean(np.asarray(xs)))


def not_divided(xs: ArrayLike) -> float:
    return float(np.sum(np.asarray(xs)))


misconceptions = (
    Misconception(
        of="mean",
        wrong=not_divided,
        says="The numbers are added up but not divided by n; the mean is the sum divided by how many there are.",
    ),
)


def _sum_of_squares(x: float, xs: ArrayLike) -> float:
    return float(sum((x - number) ** 2 for number in np.asarray(xs)))


laws = (Minimises(mean, _sum_of_squares, at="x"),)
