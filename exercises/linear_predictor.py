"""Slides "Linear Predictors" and "Linear Decision Boundaries": prediction, least squares, and what a boundary cuts."""

import numpy as np
from numpy.typing import NDArray

from grader import (
    Exercise,
    FitSketch,
    FunctionItem,
    Integers,
    Matrices,
    PropertyItem,
    Reals,
    Vectors,
    least_squares_fault,
)

Array = NDArray[np.float64]

NUMBER = Reals(low=-5, high=5, decimals=1)
WHOLE = Integers(low=-4, high=4)
SOME = {"d": Integers(low=1, high=3)}

LINE = (np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 5.0]))
SCATTER = (np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([1.0, 0.0, 2.0, 5.0]))
PLANE = (np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [2.0, 1.0]]), np.array([2.0, -1.0, 0.0, 3.0]))
SHARP, FLAT = np.array([-1.0, 1.0]), np.array([-1.0, 1.0, 2.0])


def design(X: Array) -> Array:
    """X behind a column of ones."""
    return np.column_stack([np.ones(len(X)), X])


def has_one_minimiser(X: Array, y: Array) -> bool:  # noqa: ARG001 - `where` is given all arguments
    """Whether the columns of the design matrix are independent, and clearly so."""
    A = design(X)
    return A.shape[0] >= A.shape[1] and bool(np.linalg.cond(A) < 100)


def fault_of_fit(w: Array, X: Array, y: Array) -> str | None:
    """What the normal equations leave over; None if w is a minimiser."""
    return least_squares_fault(design(X), y, w)


exercise = Exercise(
    title="Linear predictors",
    source='Lecture "Neural Networks", slides "Linear Predictors" and "Linear Decision Boundaries"',
    position=2,
    statement=r"""
A **linear predictor** maps $x \in \mathbb{R}^d$ to the number

$$H(x; w) = w_0 + w_1 x_1 + \dots + w_d x_d = \mathrm{Aug}(x) \cdot w,
\qquad \mathrm{Aug}(x) = (1, x_1, \dots, x_d).$$

`x` is an array of shape $(d,)$ with $d \ge 1$, and `w` one of shape $(d+1,)$ whose first entry is the bias $w_0$.

1. `augment(x)`: the augmented vector $\mathrm{Aug}(x)$, of shape $(d+1,)$.
2. `predict(x, w)`: the number $H(x; w)$ (the number itself, not its sign).
3. `fit(X, y)`: weights $w$, of shape $(d+1,)$, with the smallest sum of squares
   $\sum_{i=1}^n (H(x_i; w) - y_i)^2$. The rows of `X`, an array of shape $(n, d)$, are the points $x_i$, without a
   column of ones; `y` has shape $(n,)$. With $A$ for `X` behind a column of ones, a vector $w$ is such a minimiser
   exactly if it solves the **normal equations** $A^\top A w = A^\top y$.
   Half of the points are for data of which the columns of $A$ may be linearly dependent, for example because there are
   fewer points than weights. Then there are several minimisers, and any of them is right.
4. `crosses_once(w, a, b)`: does the decision boundary $\{x : H(x; w) = 0\}$ cut the segment from `a` to `b`, two points
   of shape $(d,)$? `True` if `a` and `b` lie strictly on different sides of it, so that exactly one point between them
   is on the boundary; else `False`, also where an end of the segment is on the boundary. The numbers here are whole.
""",
    items=(
        FunctionItem(
            id="augment",
            title="the augmented vector",
            points=1,
            inputs=(Vectors(size="d", entries=NUMBER),),
            dimensions=SOME,
            cases=(
                (np.array([2.0, 3.0]),),
                (np.array([0.0]),),
                # x has equal elements
                (np.array([5.0, 5.0]),),
            ),
        ),
        FunctionItem(
            id="predict",
            title="the prediction",
            points=2,
            inputs=(Vectors(size="d", entries=NUMBER), Vectors(size="d+1", entries=NUMBER)),
            dimensions=SOME,
            cases=(
                (np.array([2.0, 3.0]), np.array([1.0, -1.0, 2.0])),
                (np.array([0.0]), np.array([4.0, 2.0])),
                # w has equal elements
                (np.array([2.0]), np.array([0.0, 0.0])),
                # x has equal elements
                (np.array([2.0, 2.0]), np.array([-2.0, -3.4, -1.4])),
            ),
            needs=("augment",),
        ),
        PropertyItem(
            id="fit",
            title="least squares",
            points=2,
            inputs=(Matrices(rows="n", columns="d", entries=NUMBER), Vectors(size="n", entries=NUMBER)),
            dimensions={"n": Integers(low=2, high=7), "d": Integers(low=1, high=3)},
            where=has_one_minimiser,
            cases=(LINE, SCATTER, PLANE),
            shapes=(("d+1",),),
            requires="The weights must solve A'(Aw - y) = 0, the normal equations; A is X behind a column of ones.",
            fault=fault_of_fit,
            drawing=FitSketch(),
        ),
        PropertyItem(
            id="fit.dependent_columns",
            title="least squares with dependent columns",
            points=2,
            inputs=(Matrices(rows="n", columns="d", entries=WHOLE), Vectors(size="n", entries=WHOLE)),
            dimensions={"n": Integers(low=1, high=3), "d": Integers(low=1, high=4)},
            cases=(
                (np.array([[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]]), np.array([1.0, 0.0, 2.0])),
                (np.array([[2.0]]), np.array([3.0])),
                (np.array([[3.0], [3.0], [3.0]]), np.array([0.0, 1.0, 5.0])),
                (np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, -1.0])),
                # y has equal elements
                (np.array([[3.0], [1.0]]), np.array([0.0, 0.0])),
            ),
            shapes=(("d+1",),),
            requires="The weights must solve A'(Aw - y) = 0, the normal equations; A is X behind a column of ones.",
            fault=fault_of_fit,
            drawing=FitSketch(),
        ),
        FunctionItem(
            id="crosses_once",
            title="does the boundary cut a segment?",
            points=2,
            inputs=(
                Vectors(size="d+1", entries=WHOLE),
                Vectors(size="d", entries=WHOLE),
                Vectors(size="d", entries=WHOLE),
            ),
            dimensions=SOME,
            cases=(
                (SHARP, np.array([0.0]), np.array([3.0])),
                (SHARP, np.array([2.0]), np.array([3.0])),
                (SHARP, np.array([1.0]), np.array([3.0])),
                (SHARP, np.array([0.0]), np.array([1.0])),
                (SHARP, np.array([3.0]), np.array([1.0])),
                (SHARP, np.array([1.0]), np.array([0.0])),
                (SHARP, np.array([1.0]), np.array([1.0])),
                (FLAT, np.array([0.0, 0.0]), np.array([1.0, 1.0])),
                (FLAT, np.array([1.0, 0.0]), np.array([-1.0, 1.0])),
                (np.zeros(3), np.array([0.0, 1.0]), np.array([1.0, 1.0])),
            ),
            needs=("augment", "predict"),
        ),
    ),
)
