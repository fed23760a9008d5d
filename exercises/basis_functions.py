"""Slides "Basis Functions" and "Exercise: Why do this in two steps as opposed to one?"."""

from collections.abc import Callable
from typing import Any

import numpy as np
import sympy
from numpy.typing import NDArray

from grader import (
    ChoiceItem,
    Choices,
    Exercise,
    ExpressionFunction,
    FitSketch,
    FunctionItem,
    Integers,
    Matrices,
    Reals,
    Tolerance,
    Vectors,
)

Array = NDArray[np.float64]
Basis = list[Callable[..., Any]]

x1, x2, x3 = sympy.symbols("x1 x2 x3")
LINE, PLANE, SPACE = (x1,), (x1, x2), (x1, x2, x3)


def basis_of(variables: tuple[sympy.Symbol, ...], *expressions: sympy.Expr) -> Basis:
    """Basis functions given by expressions; each maps a point to a number."""
    return [ExpressionFunction(variables, expression, takes_point=True) for expression in expressions]


PRODUCT = basis_of(PLANE, x1 * x2)
SQUARES = basis_of(PLANE, x1**2, x2**2)
QUADRATIC = basis_of(PLANE, x1, x2, x1 * x2, x1**2)
BUMPS = basis_of(PLANE, sympy.exp(-(x1**2) - x2**2), sympy.exp(-((x1 - 1) ** 2) - (x2 - 1) ** 2))
WAVES = basis_of(PLANE, sympy.cos(x1), sympy.Abs(x1 - x2))
BASES = (PRODUCT, SQUARES, QUADRATIC, BUMPS, WAVES)
POWERS = basis_of(LINE, x1, x1**2, x1**3)
MIXED = basis_of(SPACE, x1 * x2, x3**2)

NUMBER = Reals(low=-3, high=3, decimals=1)
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0.0, 1.0, 1.0, 0.0])
SPACE_WEIGHTS = np.array([-2.0, 3.0, 1.0])
PLACES = np.array([[-1.0], [0.0], [2.0], [3.0]])
POINTS = np.array([[1.0, 2.0, -1.0], [0.0, 3.0, 2.0], [2.0, 2.0, 1.0], [-1.0, 1.0, 0.0]])


def design(X: Array, basis: Basis) -> Array:
    """A column of ones, and one for each basis function."""
    return np.array([[1.0, *(phi(*x) for phi in basis)] for x in X])


def has_one_minimiser(X: Array, y: Array, basis: Basis) -> bool:  # noqa: ARG001 - `where` is given all arguments
    """Whether the columns of the design matrix are independent, and clearly so."""
    A = design(X, basis)
    return A.shape[0] >= A.shape[1] and bool(np.linalg.cond(A) < 100)


exercise = Exercise(
    title="Basis functions",
    source='Lecture "Neural Networks", slides "Basis Functions" and '
    '"Exercise: Why do this in two steps as opposed to one?"',
    position=3,
    statement=r"""
**Basis functions** $\varphi_1, \dots, \varphi_k$ map $\mathbb{R}^d$ to $\mathbb{R}$; with them a predictor that is
linear in its weights need not be linear in $x$:

$$H(x; w) = w_0 + w_1 \varphi_1(x) + \dots + w_k \varphi_k(x).$$

`basis` is a list of $k \ge 1$ functions. Each maps a point `x` of shape $(d,)$ to a number: $\varphi(x)$ is `phi(x)`,
or `phi(*x)` with the $d$ coordinates as separate numbers, whichever you prefer. `X` has shape $(n, d)$: its rows are
the points, without a column of ones. `w` has shape $(k+1,)$; its first entry is the bias $w_0$.

1. `design_matrix(X, basis)`: the array of shape $(n, k+1)$ whose row $i$ is
   $(1, \varphi_1(x_i), \dots, \varphi_k(x_i))$.
2. `predict(x, basis, w)`: the number $H(x; w)$ at one point `x` of shape $(d,)$.
3. `fit(X, y, basis)`: the weights $w$ with the smallest sum of squares $\sum_{i=1}^n (H(x_i; w) - y_i)^2$, with `y` of
   shape $(n,)$. With $A$ for the design matrix these are the $w$ with $A^\top A w = A^\top y$. The columns of $A$ are
   linearly independent here.
4. `why_two_steps()`: in two steps one first chooses the basis functions (by hand, or from the points $x_i$ alone), then
   fits $w$. In one step the parameters of the basis functions, such as the centres of bumps, and $w$ would be chosen
   together, so that the same sum of squares is smallest. Return the set of the letters of all that holds:

   a) With the basis functions held fixed the prediction is linear in $w$: the normal equations give the best $w$.

   b) With the basis functions held fixed the sum of squares is convex in $w$: every local minimum is a global one.

   c) In $w$ and the parameters of the basis functions together the sum of squares is in general not convex: gradient
   descent may end in a local minimum that is not a global one.

   d) The smallest sum of squares that two steps reach is never larger than the smallest that one step could reach.

   e) Neither of the two steps needs the labels $y_i$.

   f) For fixed basis functions the decision boundary $\{x : H(x; w) = 0\}$ is always a hyperplane in $\mathbb{R}^d$.
""",
    items=(
        FunctionItem(
            id="design_matrix",
            title="the design matrix",
            points=3,
            inputs=(Matrices(rows="n", columns=2, entries=NUMBER), Choices(values=BASES)),
            dimensions={"n": Integers(low=1, high=4)},
            cases=(
                (CORNERS, PRODUCT),
                (PLACES, POWERS),
                (POINTS, MIXED),
                # X has equal elements
                (np.array([[2.0, 2.0]]), PRODUCT),
            ),
            examples=((np.array([[1.0], [-2.0]]), POWERS), (POINTS[2:], MIXED)),
        ),
        FunctionItem(
            id="predict",
            title="the prediction",
            points=2,
            inputs=(
                Vectors(size=2, entries=NUMBER),
                Choices(values=(SQUARES, BUMPS, WAVES)),
                Vectors(size=3, entries=NUMBER),
            ),
            cases=(
                (np.array([2.0, 3.0]), PRODUCT, np.array([1.0, -2.0])),
                (np.array([2.0]), POWERS, np.array([1.0, 0.0, -1.0, 3.0])),
                (POINTS[0], MIXED, np.array([5.0, 1.0, -1.0])),
                # x has equal elements
                (np.array([1.0, 1.0]), SQUARES, np.array([3.0, 2.0, -3.0])),
                # w has equal elements
                (np.array([-2.0, -3.0]), SQUARES, np.array([-2.0, -2.0, -2.0])),
            ),
            examples=((np.array([-1.0]), POWERS, np.array([0.0, 1.0, 2.0, -1.0])), (POINTS[3], MIXED, SPACE_WEIGHTS)),
            needs=("design_matrix",),
        ),
        FunctionItem(
            id="fit",
            title="least squares with basis functions",
            points=3,
            inputs=(
                Matrices(rows="n", columns=2, entries=NUMBER),
                Vectors(size="n", entries=NUMBER),
                Choices(values=BASES),
            ),
            dimensions={"n": Integers(low=3, high=8)},
            where=has_one_minimiser,
            cases=(
                (CORNERS, XOR, QUADRATIC[:3]),
                (PLACES, np.array([1.0, 0.0, 2.0, -1.0]), POWERS[:2]),
                (POINTS, XOR, MIXED),
                # y has equal elements
                (np.array([[1.0, 1.3], [-1.4, 1.0], [1.0, 0.0]]), np.array([2.0, 2.0, 2.0]), BUMPS),
            ),
            examples=((PLACES + 1, np.array([0.0, 2.0, 1.0, 1.0]), POWERS[:2]), (POINTS + 1, XOR, MIXED)),
            tolerance=Tolerance(
                relative=1e-4
            ),  # there is one minimiser; weights computed in single precision are right
            needs=("design_matrix",),
            drawing=FitSketch(basis=2),
        ),
        ChoiceItem(
            id="why_two_steps",
            title="why two steps, as opposed to one",
            points=2,
            options={
                "a": "the prediction is linear in w",
                "b": "the sum of squares is convex in w",
                "c": "in everything together it is in general not convex",
                "d": "two steps never end with a larger sum of squares",
                "e": "neither step needs the labels",
                "f": "the decision boundary is a hyperplane",
            },
            hint="Ask of each: what is chosen in this step, and from how many possibilities?",
        ),
    ),
)
