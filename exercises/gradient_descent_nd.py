"""Slides on gradient descent in several variables: the gradient, the step, the loop with its undefined name."""

from collections.abc import Callable

import numpy as np
import sympy
from numpy.typing import NDArray

from grader import (
    Choices,
    DescentSketch,
    Exercise,
    ExpressionFunction,
    FunctionItem,
    Integers,
    Polynomials,
    Reals,
    Tolerance,
    Variables,
    Vectors,
)

Array = NDArray[np.float64]
Gradient = Callable[[Array], Array]

x, y, z = sympy.symbols("x y z")
LINE, PLANE, SPACE = (x,), (x, y), (x, y, z)


def gradient_of(f: sympy.Expr, variables: tuple[sympy.Symbol, ...]) -> Gradient:
    """The gradient as students get it: a function of an array."""
    return ExpressionFunction.of_vectors(variables, tuple(sympy.diff(f, variable) for variable in variables))


GRADIENTS = tuple(
    gradient_of(f, PLANE)
    for f in (
        x**2 / 2 + y**2 / 2,
        (x - 1) ** 2 + (y - 1) ** 2,
        x**2 + x * y + y**2,
        x**2 + (y + 1) ** 2 / 4,
        (x - y) ** 2 / 2 + (x + y - 2) ** 2 / 4,
        sympy.log(1 + sympy.exp(x + y)) + x**2 / 2 + y**2 / 2,
    )
)
"""Gradients of convex functions that curve by 1/2 to 3, so that steps up to 1/4 converge, and fast enough."""
ROUND, SHIFTED, COUPLED, SHALLOW, TURNED, SOFT = GRADIENTS
IN_LINE = gradient_of((x - 1) ** 2, LINE)
IN_SPACE = gradient_of(x**2 + y**2 + z**2 + x * z - y, SPACE)
START = Vectors(size=2, entries=Reals(low=-2, high=2, decimals=1))
SIZES = {"d": Integers(low=1, high=4)}
TOLERANCES = Choices(values=(1.0, 0.5, 2.0, 3.0))


def is_told_apart(gradient: Gradient, place: Array, tol: float) -> bool:
    """Whether rounding cannot decide if the gradient is short enough."""
    return bool(abs(np.linalg.norm(gradient(place)) - tol) > 1e-3)


exercise = Exercise(
    title="Gradient descent in several variables",
    source='Lecture "Neural Networks", slides on gradient descent in several variables and on its code',
    position=24,
    statement=r"""
The **gradient** of a function $f$ of $w_1, \dots, w_d$ is the vector of its partial derivatives,
$\nabla f = \big(\frac{\partial f}{\partial w_1}, \dots, \frac{\partial f}{\partial w_d}\big)$. It points where $f$
rises most steeply, so **gradient descent** goes against it, with the learning rate $\alpha > 0$:

$$w^{(k+1)} = w^{(k)} - \alpha \nabla f\big(w^{(k)}\big).$$

1. `gradient(f, variables)`: the gradient of a SymPy expression `f`, as $d$ SymPy expressions in the order of
   `variables`, a tuple of symbols. A list, a tuple, a row and a column are all right.
2. `step(gradient, w, alpha)`: the point to which one step leads from `w`.
3. `gradient_descent(gradient, w, alpha, tol)`: the point at which gradient descent from `w` comes to rest. Stop when
   the step, which is now a vector, is shorter than `tol`; its length is the Euclidean norm
   $\|v\| = \sqrt{v_1^2 + \dots + v_d^2}$. (Stopping when the gradient is shorter than `tol` is right as well, and so
   are both the point before the last step and the one after it: an error up to $10^{-4}$ in each entry counts as
   right.) `tol` is at most $10^{-6}$, and the descent converges from every `w` and with every `alpha` that come up.
4. `stopped_by(gradient, w, tol)`: does the rule "stop as soon as $\|\nabla f(w)\| \le$ `tol`" stop at this `w`?
   `True` or `False`.

In 2 to 4, `gradient` is a function: it takes an array of shape $(d,)$, or its $d$ numbers, and gives $\nabla f$
there, an array of shape $(d,)$. `w` is an array of shape $(d,)$, and so is the point that is asked for. On the slide,
the third function reads as follows. It does not work as it stands: it calls the gradient of something that has no
meaning there.

```
def gradient_descent(gradient, w, alpha, tol=1e-12):
    while True:
        w_next = w - alpha * gradient(x)
        if np.linalg.norm(w_next - w) < tol:
            break
        w = w_next
    return w
```
""",
    items=(
        FunctionItem(
            id="gradient",
            title="the vector of partial derivatives",
            points=2,
            inputs=(Polynomials(count="d", degree=3), Variables(count="d")),
            dimensions=SIZES,
            cases=(
                (x**3, LINE),
                (x**2 + 3 * x * y, PLANE),
                (sympy.exp(x * y), PLANE),
                (x * y * z, SPACE),
                (x**2 - z, SPACE),
            ),
            trials=3,
        ),
        FunctionItem(
            id="step",
            title="one step",
            points=2,
            inputs=(Choices(values=GRADIENTS), START, Reals(low=0, high=1)),
            cases=(
                (SHIFTED, np.array([0.0, 3.0]), 0.25),
                (SHIFTED, np.array([1.0, 1.0]), 0.25),
                (COUPLED, np.array([1.0, 2.0]), 0.5),
                (IN_LINE, np.array([3.0]), 0.25),
                (IN_SPACE, np.array([1.0, 0.0, 2.0]), 0.25),
            ),
            examples=((IN_LINE, np.array([-1.0]), 0.5), (IN_SPACE, np.array([0.0, 2.0, -1.0]), 0.5)),
            drawing=DescentSketch(answer="step"),
        ),
        FunctionItem(
            id="gradient_descent",
            title="steps until they become short",
            points=4,
            needs=("step",),
            inputs=(Choices(values=GRADIENTS), START, Choices(values=(0.25, 0.1, 0.2)), Choices(values=(1e-6, 1e-8))),
            cases=(
                (SHIFTED, np.array([0.0, 2.0]), 0.25, 1e-6),  # the two entries of each step add up to 0
                (SHIFTED, np.array([1.0, 5.0]), 0.25, 1e-6),  # in the first entry there is nothing to do
                (COUPLED, np.array([2.0, -1.0]), 0.1, 1e-8),
                (IN_LINE, np.array([-2.0]), 0.25, 1e-6),
                (IN_SPACE, np.array([1.0, 0.0, -2.0]), 0.25, 1e-6),
                (ROUND, np.array([2.0, -2.0]), 0.008, 1e-7),  # a thousand steps are not enough
                # w has equal elements
                (ROUND, np.array([2.0, 2.0]), 0.1, 1e-06),
            ),
            examples=(
                (IN_LINE, np.array([4.0]), 0.25, 1e-6),
                (IN_SPACE, np.array([-1.0, 2.0, 0.0]), 0.25, 1e-6),
                (ROUND, np.array([-1.0, 2.0]), 0.008, 1e-7),  # a thousand steps are not enough
            ),
            tolerance=Tolerance(absolute=1e-4),
            trials=8,
            drawing=DescentSketch(),
        ),
        FunctionItem(
            id="stopped_by",
            title="is the gradient short enough?",
            points=2,
            inputs=(Choices(values=GRADIENTS), START, TOLERANCES),
            where=is_told_apart,
            cases=(
                (ROUND, np.array([0.0, 0.0]), 0.1),
                (ROUND, np.array([0.3, -0.3]), 0.1),
                (ROUND, np.array([0.8, 0.8]), 1.0),
                (ROUND, np.array([0.6, 0.6]), 1.0),
                (ROUND, np.array([0.2, 0.2]), 0.1),
                (ROUND, np.array([3.0, 4.0]), 5.0),  # the gradient is just as long as tol: <=, not <
                (IN_LINE, np.array([1.5]), 2.0),
                (IN_SPACE, np.array([0.0, 0.0, 0.0]), 1.5),
            ),
            examples=(
                (ROUND, np.array([6.0, 8.0]), 10.0),  # the gradient is just as long as tol
                (IN_LINE, np.array([2.0]), 1.0),
                (IN_SPACE, np.array([0.0, 1.0, 1.0]), 3.0),
            ),
        ),
    ),
)
