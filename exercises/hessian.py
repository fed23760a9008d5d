"""Slides "The Hessian Matrix" and "The Second Derivative Test": convexity of functions of several variables."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import sympy
from numpy.typing import NDArray

from grader import (
    Choices,
    Exercise,
    FormSketch,
    FunctionItem,
    Integers,
    Polynomials,
    PropertyItem,
    SymmetricMatrices,
    Variables,
    Vectors,
)

Array = NDArray[np.float64]

x, y, z, u = sympy.symbols("x y z u")
PLANE, SPACE = (x, y), (x, y, z)
ENTRY = Integers(low=-3, high=3)
POINT = Vectors(size="n", entries=ENTRY, container="tuple")

SINGULAR = tuple(
    np.array(rows, dtype=np.float64)
    for rows in (
        [[0, 0], [0, -1]],  # leading minors 0 and 0, yet a negative direction
        [[0, 0], [0, 0]],
        [[1, 1], [1, 1]],
        [[0, 1], [1, 0]],
        *([[k, k], [k, k]] for k in (2, 3, 5, 6, 7, 10, 11, 13)),  # singular: rounding decides what Cholesky says
        [[1, 2, 3], [2, 4, 6], [3, 6, 9]],
        [[5, 7, 2], [7, 10, 3], [2, 3, 1]],
        [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]],
        [[1, 1, 0], [1, 1, 0], [0, 0, -1]],  # leading minors 1, 0, 0
        [[0, 0, 0], [0, -1, 0], [0, 0, 0]],  # each minor of more than one row is 0
        [[144, 89], [89, 55]],  # determinant -1: a negative eigenvalue of -0.005, which is no rounding error
        [[3, 1, 4, 1], [1, 6, 9, 2], [4, 9, 17, 3], [1, 2, 3, 1]],
    )
)
FUNCTIONS = (
    (x**2 + y**2, PLANE),
    (x**2 - y**2, PLANE),
    (x * y, PLANE),
    (x + 2 * y - 1, PLANE),
    (x**2 + 3 * x * y + y**2, PLANE),
    (x**2 + x * y + y**2, PLANE),
    ((x - y) ** 2, PLANE),
    (x**4 + y**4, PLANE),
    (-(x**2) - y**2, PLANE),
    (-(y**2), PLANE),  # leading minors 0 and 0
    (x**3 + y**2, PLANE),
    (x**2 * y**2, PLANE),
    (20 * x**2 - x**4 + y**2, PLANE),  # a Hessian without a negative direction at 0, at (1, 1) and at (-1, -1)
    (sympy.exp(x) + y**2, PLANE),
    (sympy.exp(x + y), PLANE),
    (x**2 + y**2 + z**2, SPACE),
    (x**2 + y * z, SPACE),
    (x**2 - z, SPACE),
)
QUADRATICS = tuple(a * x**2 + b * x * y + c * y**2 for a in (0, 1, 2) for b in (0, -2, 1, 2, 3) for c in (0, 1, 2))


def has_negative_direction(H: Array) -> bool:
    """Whether v'Hv < 0 for some v, clearly: entries are whole numbers, so eigenvalues near 0 are 0."""
    return bool(np.linalg.eigvalsh(H)[0] < -1e-6) if len(H) else False


def not_negative(v: Array, H: Array) -> str | None:
    """Why v is no direction with v'Hv < 0, in exact arithmetic; None if it is one."""
    if v.size != len(H):
        return f"it has {v.size} entries, but the matrix has {len(H)} rows"
    exact = [Fraction(float(entry)) for entry in v]
    rows, columns = range(len(H)), range(len(H))
    form = sum((Fraction(float(H[i, j])) * exact[i] * exact[j] for i in rows for j in columns), Fraction(0))
    if form < 0:
        return None
    return f"v'Hv is {Decimal(form.numerator) / form.denominator:.6g}, which is not below 0"  # a float may not hold it


exercise = Exercise(
    title="The Hessian",
    source='Lecture "Neural Networks", slides "The Hessian Matrix" and "The Second Derivative Test"',
    position=40,
    statement=r"""
The **Hessian** of a function $f$ of $x_1, \dots, x_d$ is the matrix $H$ of its second derivatives,
$H_{ij} = \frac{\partial^2 f}{\partial x_i \partial x_j}$. A symmetric matrix is **positive semi-definite** if
$v^\top H v \ge 0$ for every vector $v$; this holds exactly if no eigenvalue is negative. The **second derivative
test**: a twice differentiable $f$ is convex exactly if its Hessian is positive semi-definite at every point.

1. `hessian(f, variables)`: the Hessian of a SymPy expression, as a SymPy matrix, for any number of variables.
2. `eigenvalues_at(f, variables, point)`: the eigenvalues of the Hessian at a point, as numbers in ascending order.
3. `is_positive_semidefinite(H)`: for a symmetric NumPy array, `True` or `False`. Singular matrices come up as well, and
   eigenvalues are computed with rounding errors: the entries of `H` are whole numbers from -200 to 200.
4. `negative_direction(H)`: for a symmetric NumPy array that is *not* positive semi-definite, a vector $v$ with
   $v^\top H v < 0$. Any such vector is right.
5. `is_convex(f, variables)`: is the expression `f` convex on all of $\mathbb{R}^d$? `True` or `False`.

`variables` is a tuple of SymPy symbols; `point` is a tuple of numbers in the same order.
""",
    items=(
        FunctionItem(
            id="hessian",
            title="of a function of two variables",
            points=1,
            inputs=(Polynomials(count=2, degree=3), Variables(count=2)),
            cases=((x**2 * y, PLANE), (sympy.exp(x * y), PLANE)),
            trials=3,
        ),
        FunctionItem(
            id="hessian.more_variables",
            title="of a function of any number of variables",
            points=1,
            hints=(
                "How many rows does the matrix have for three variables, and where does your code say two?",
                "Which two variables belong to the entry in row $i$ and column $j$?",
                "Print the shape of what you return for one variable and for three: what would you have to loop over?",
            ),
            inputs=(Polynomials(count="n", degree=2), Variables(count="n")),
            dimensions={"n": Integers(low=1, high=4)},
            cases=((x**3 + x, (x,)), (x * y * z, SPACE), (x**2 + y * u, (x, y, z, u))),
            trials=3,
        ),
        FunctionItem(
            id="eigenvalues_at",
            title="eigenvalues of the Hessian at a point",
            points=2,
            hints=(
                (
                    "In which order do you differentiate and put in the point, and what is left to differentiate if it "
                    "is the other way round?"
                ),
                (
                    "Which of NumPy's functions for eigenvalues is made for symmetric matrices, and in which order "
                    "does it give them?"
                ),
                "Print the matrix behind the substitution: are its entries numbers, or still SymPy's expressions?",
            ),
            needs=("hessian",),
            inputs=(Polynomials(count="n", degree=3), Variables(count="n"), POINT),
            dimensions={"n": Integers(low=2, high=3)},
            cases=(
                (x**2 - y**2, PLANE, (0, 0)),
                (x * y, PLANE, (1, 2)),
                (x**4 + y**2, PLANE, (1, 0)),
                (x**2 + y * z, SPACE, (1, 0, -1)),
                (-2 * y**3, PLANE, (-2, -2)),  # a point with negative entries
                (3 * x**2 * y - y, PLANE, (-3, 2)),  # more than two digits
            ),
            trials=3,
        ),
        FunctionItem(
            id="is_positive_semidefinite",
            title="is a symmetric matrix positive semi-definite?",
            points=2,
            hints=(
                "Is the zero matrix positive semi-definite by the definition, and what does your code say of it?",
                "What does a computer give for an eigenvalue that is 0 on paper, and how far from 0 may it be?",
                (
                    "Print the eigenvalues of `[[1, 1], [1, 1]]`: with which bound below 0 is your answer right there "
                    "and for `[[0, 0], [0, -1]]`?"
                ),
            ),
            inputs=(SymmetricMatrices(size="n", entries=ENTRY),),
            dimensions={"n": Integers(low=1, high=4)},
            cases=tuple((matrix,) for matrix in SINGULAR),
            examples=((np.array([[0.0, 0.0], [0.0, -3.0]]),),),  # leading minors 0 and 0, as in a case
            trials=40,
            drawing=FormSketch(answer="truth"),
        ),
        PropertyItem(
            id="negative_direction",
            title="a direction in which the form is negative",
            points=2,
            hints=(
                r"What is $v^\top H v$ if $v$ is an eigenvector of length 1?",
                "Which of the eigenvalues has to be negative, and in which row or column does its eigenvector stand?",
                r"Print $v^\top H v$ for what you return: is it the smallest eigenvalue?",
            ),
            inputs=(SymmetricMatrices(size="n", entries=ENTRY),),
            dimensions={"n": Integers(low=1, high=4)},
            where=has_negative_direction,
            cases=(
                (np.array([[0.0, 0.0], [0.0, -1.0]]),),
                (np.array([[1.0, 2.0], [2.0, 1.0]]),),
                (np.array([[0.0, 1.0], [1.0, 0.0]]),),
                (np.array([[-2.0, 1.0], [1.0, 3.0]]),),
                (np.array([[144.0, 89.0], [89.0, 55.0]]),),  # few directions are negative
                # H has one element
                (np.array([[-1.0]]),),
            ),
            shapes=(("n",),),
            requires="The vector v must give v'Hv < 0, which shows that H is not positive semi-definite.",
            fault=not_negative,
            drawing=FormSketch(answer="vector"),
        ),
        FunctionItem(
            id="is_convex",
            title="is a function of several variables convex?",
            points=2,
            hints=(
                "At which points does the second derivative test ask for the Hessian, and at which do you look?",
                (
                    "For which of your functions does the Hessian hang on the point, and how can you tell the signs of "
                    "its entries everywhere?"
                ),
                "Try $x^3 + y^2$ and $x^2 y^2$ by hand: at which point does each Hessian have a negative direction?",
            ),
            inputs=(Choices(values=QUADRATICS), Variables(count=2)),
            cases=FUNCTIONS,
            trials=0,  # the cases decide; what is drawn is for students
            examples=(
                (x - 3 * y, PLANE),
                (x**4 + y**2, PLANE),
                (x**3 - y, PLANE),
                (sympy.exp(x - y), PLANE),
                (x + 18 * y**2 - y**4, PLANE),
                (x - 3 * y**2, PLANE),  # leading minors 0 and 0, as in a case
            ),
        ),
    ),
)
