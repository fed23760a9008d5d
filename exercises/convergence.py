"""Slides on convexity and gradient descent: what the theorem promises, and what happens where f is not convex."""

import math

import numpy as np
import sympy
from numpy.typing import NDArray

from grader import Choices, DescentSketch, Exercise, ExpressionFunction, FunctionItem, PropertyItem, Reals, Tolerance

Array = NDArray[np.float64]

x = sympy.Symbol("x")
TWO_VALLEYS = x**4 / 4 - x**2 / 2
UNEVEN = x**4 / 4 - x**3 / 3 - x**2
MIRRORED = x**4 / 4 + x**3 / 3 - x**2
WAVES = sympy.cos(x)
NARROW = x**4 / 4 - 2 * x**2 / 25  # valleys at -2/5 and 2/5
VALLEYS = (TWO_VALLEYS, UNEVEN, MIRRORED, WAVES)
SITUATIONS = (
    "parabola", "parabola_long_step", "absolute_value", "hinge", "two_valleys", "waves", "mean_squared_error",
    "rounded_absolute_value", "bowl", "bowl_long_step", "network",
)  # fmt: skip
STEP_SIZE = 0.05
NEAREST = 0.5
FAR_AWAY = 1e6
MOST_STEPS = 5000


def resting_place(f: sympy.Expr, place: float) -> float | None:
    """Where gradient descent with steps of 0.05 comes to rest; None if it runs away."""
    slope = ExpressionFunction((x,), sympy.diff(f, x))
    for _ in range(MOST_STEPS):
        if abs(place) > FAR_AWAY or abs(slope(place)) <= 1e-9:
            break
        place -= STEP_SIZE * slope(place)
    return None if abs(place) > FAR_AWAY else place


def does_not_reach(start: Array, f: sympy.Expr, target: float) -> str | None:
    """What is wrong with a starting point; None if gradient descent takes it to the target."""
    distance = abs(float(start) - target)
    if distance < NEAREST - 1e-9:
        return f"it is {distance:.12g} away from the target, which is nearer than {NEAREST}"
    rest = resting_place(f, float(start))
    if rest is None:
        return "gradient descent from there runs away"
    is_reached = math.isclose(rest, target, abs_tol=1e-3)
    return None if is_reached else f"gradient descent from there comes to rest at {rest:.6g}, not at {target:.6g}"


def is_beside_the_hill(f: sympy.Expr, start: float, alpha: float) -> bool:  # noqa: ARG001 - `where` is given all
    """Whether rounding cannot decide where the descent leads: the hills of the four functions are at 0."""
    return start != 0


exercise = Exercise(
    title="Convergence of gradient descent",
    source='Lecture "Neural Networks", slides on convexity and gradient descent, and on functions that are not convex',
    position=50,
    statement=r"""
**Theorem.** If $f$ is convex and differentiable and has a minimum, then gradient descent,
$x_{k+1} = x_k - \alpha f'(x_k)$, converges to a global minimum from every starting point, provided that the learning
rate $\alpha > 0$ is small enough. It is small enough if $\alpha < 2 / L$, where $L$ is the greatest curvature:
$f''(x) \le L$ for all $x$, or, in several variables, no eigenvalue of the Hessian is above $L$ anywhere.

1. `largest_step(a)`: for $f(x) = \frac{a}{2} x^2$ with $a > 0$, the bound $b$ such that gradient descent converges to
   the minimum from every starting point if $0 < \alpha < b$, and from none but the minimum itself if $\alpha \ge b$.
2. `guaranteed(name)`: are all of the theorem's conditions fulfilled in the situation of that name, so that it promises
   convergence to a global minimum? `True` or `False`.
3. `start_reaching(f, target)`: a starting point from which gradient descent with $\alpha = 0.05$ converges to
   `target`, a local minimum of $f$. It has to be at least $\frac{1}{2}$ away from `target`, and on one side the next
   hill may be nearer than that. Any such starting point is right.
4. `stuck_at(f, start, alpha)`: the point at which gradient descent from `start` comes to rest, up to $10^{-3}$. (It
   does come to rest, but not always where $f$ is smallest, and not always in a minimum.)

In 3 and 4, `f` is a SymPy expression in the symbol `x`, and not convex; everything else is a number. The situations
for 2 are:

- `"parabola"`: $f(x) = x^2$ and $\alpha = 0.1$
- `"parabola_long_step"`: $f(x) = x^2$ and $\alpha = 1.1$
- `"absolute_value"`: $f(x) = |x|$ and $\alpha = 0.1$
- `"hinge"`: $f(x) = \max(1 - x, 0)$ and $\alpha = 0.1$
- `"two_valleys"`: $f(x) = \frac{1}{4} x^4 - \frac{1}{2} x^2$ and $\alpha = 0.1$
- `"waves"`: $f(x) = \cos x$ and $\alpha = 0.1$
- `"mean_squared_error"`: $f(x) = \frac{1}{n} \sum_{i=1}^n (x - y_i)^2$ and $\alpha = 0.25$
- `"rounded_absolute_value"`: $f(x) = \sqrt{1 + x^2}$ and $\alpha = 1.5$
- `"bowl"`: $f(x, y) = x^2 + 5 y^2$ and $\alpha = 0.15$
- `"bowl_long_step"`: $f(x, y) = x^2 + 5 y^2$ and $\alpha = 0.25$
- `"network"`: the mean squared error, on the four points of XOR, of a network with one hidden layer of two ReLU units,
  as a function of all its weights, and $\alpha = 0.1$
""",
    items=(
        FunctionItem(
            id="largest_step",
            title="the largest step that converges",
            points=2,
            inputs=(Reals(low=0, high=10, decimals=1),),
            where=lambda a: bool(a > 0),
            cases=((1,), (2,), (0.5,), (8,)),
        ),
        FunctionItem(
            id="guaranteed",
            title="what the theorem promises",
            points=3,
            cases=tuple((name,) for name in SITUATIONS),
            examples=(("parabola",),),
        ),
        PropertyItem(
            id="start_reaching",
            title="a start from which the target is reached",
            points=3,
            cases=(
                (TWO_VALLEYS, 1),
                (TWO_VALLEYS, -1),
                (UNEVEN, 2),
                (UNEVEN, -1),
                (MIRRORED, -2),
                (MIRRORED, 1),
                (WAVES, math.pi),
                (WAVES, -math.pi),
                # The hill is nearer than 1/2, so a start that is always on the same side of its target fails
                (NARROW, 0.4),
                (NARROW, -0.4),
            ),
            shapes=((),),
            requires="Gradient descent has to lead from the start, at least 0.5 away, to the target.",
            fault=does_not_reach,
            drawing=DescentSketch(answer="start", start=1, rate=STEP_SIZE),
        ),
        FunctionItem(
            id="stuck_at",
            title="where gradient descent comes to rest",
            points=2,
            inputs=(Choices(values=VALLEYS), Reals(low=-2, high=2, decimals=1), Choices(values=(0.1, 0.05))),
            where=is_beside_the_hill,
            trials=0,  # the cases decide; what is drawn is for students
            examples=(
                (TWO_VALLEYS, 1.5, 0.01),  # a hundred steps are not enough
                (MIRRORED, 0, 0.1),
                (WAVES, 2, 0.5),  # a whole number, which SymPy does not turn into a float
            ),
            cases=(
                (TWO_VALLEYS, 2, 0.1),
                (TWO_VALLEYS, -0.2, 0.1),
                (TWO_VALLEYS, 0, 0.1),
                (TWO_VALLEYS, 3, 0.2),  # the first step leads into the other valley
                (UNEVEN, 1, 0.1),
                (UNEVEN, -0.1, 0.1),
                (UNEVEN, -1.5, 0.1),
                (MIRRORED, 0.5, 0.1),
                (WAVES, 1, 0.5),
                (WAVES, -4, 0.5),
                (WAVES, 7, 0.5),
                (TWO_VALLEYS, 2, 0.01),  # a hundred steps are not enough
            ),
            tolerance=Tolerance(absolute=1e-3),
            drawing=DescentSketch(),
        ),
    ),
)
