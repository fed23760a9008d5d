"""Slides on gradient descent in one variable: the direction, the step, and the loop that never returns its result."""

import sympy

from grader import Choices, DescentSketch, Exercise, ExpressionFunction, FunctionItem, Reals, Tolerance

x = sympy.Symbol("x")
DERIVATIVES = tuple(
    ExpressionFunction((x,), expression) for expression in (x, 2 * x - 6, x + 1, x / 2, sympy.exp(x) - 1, x**3 - x)
)
PLAIN, SHIFTED, LEFT, SHALLOW, EXPONENTIAL, TWO_VALLEYS = DERIVATIVES
"""Derivatives of functions that curve by at most 5.5 times between -2 and 2, so that steps up to 1/4 converge."""
THIRD = ExpressionFunction((x,), 3 * x - 1)
START = Reals(low=-2, high=2, decimals=1)
STEP_SIZES = Choices(values=(0.25, 0.1, 0.2))
FINE = Choices(values=(1e-6, 1e-8))
COARSE = Choices(values=(0.1, 0.01, 0.001))
ENOUGH_STEPS = 500


def is_told_apart(derivative: ExpressionFunction, place: float, alpha: float, tol: float) -> bool:
    """Whether no slope on the way is so near tol that rounding decides which side of it it is on."""
    for _ in range(ENOUGH_STEPS):
        slope = abs(derivative(place))
        if abs(slope - tol) <= 1e-3 * tol:
            return False
        if slope < tol:
            return True
        place -= alpha * derivative(place)
    return False


exercise = Exercise(
    title="Gradient descent in one variable",
    source='Lecture "Neural Networks", slides on gradient descent in one variable and on its code',
    position=22,
    statement=r"""
To find a minimum of a differentiable function $f: \mathbb{R} \to \mathbb{R}$, **gradient descent** starts at some $x_0$
and takes steps against the slope, each scaled by the learning rate $\alpha > 0$:

$$x_{k+1} = x_k - \alpha f'(x_k).$$

1. `direction(slope)`: in which direction does $f$ fall from a point at which its derivative is `slope`? Return `-1` for
   left, `1` for right, and `0` where the derivative is 0.
2. `step(derivative, x, alpha)`: the point to which one step leads from `x`.
3. `gradient_descent(derivative, x, alpha, tol)`: the point at which gradient descent from `x` comes to rest. Stop when
   a step is shorter than `tol`. (Stopping when $|f'(x)|$ is below `tol` is right as well, and so are both the point
   before the last step and the one after it: an error up to $10^{-4}$ counts as right.) `tol` is at most $10^{-6}$, and
   the descent converges from every `x` and with every `alpha` that come up.
4. `iterations_until(derivative, x, alpha, tol)`: how many steps it takes until $|f'(x_k)| \le$ `tol`, that is the
   smallest $k \ge 0$ for which $x_k$ has this property, with $x_0$ = `x`.

`derivative` is a function: `derivative(x)` is the number $f'(x)$. Everything else is a number. On the slide, the third
function reads as follows. It does not work as it stands: it returns a name that is never defined.

```
def gradient_descent(derivative, x, alpha, tol=1e-12):
    while True:
        x_next = x - alpha * derivative(x)
        if abs(x_next - x) < tol:
            break
        x = x_next
    return h
```
""",
    items=(
        FunctionItem(
            id="direction",
            title="the way downhill",
            points=1,
            hints=(
                "Draw a graph with a positive slope at some point: to which side is it lower?",
                "What has to come out at the bottom of a valley, and does your code ask for that before anything else?",
            ),
            inputs=(Reals(low=-5, high=5),),
            cases=((2,), (-3,), (0,), (0.01,), (-0.01,), (0.0001,)),
            examples=((0.0,),),
        ),
        FunctionItem(
            id="step",
            title="one step",
            points=2,
            hints=(
                r"If the slope is 2 and $\alpha = 0.25$, on which side of $x$ and how far from it is the next point?",
                r"Which sign stands in front of $\alpha$ in the formula of the statement, and which one in your code?",
            ),
            inputs=(Choices(values=DERIVATIVES), START, Reals(low=0, high=1)),
            cases=((SHIFTED, 0, 0.25), (SHIFTED, 3, 0.25), (TWO_VALLEYS, 2, 0.1)),
            drawing=DescentSketch(answer="step"),
        ),
        FunctionItem(
            id="gradient_descent",
            title="steps until they become short",
            points=4,
            hints=(
                "Which two numbers does the slide's loop compare, and which of them does it know when it stops?",
                (
                    r"How many steps may it take with a small $\alpha$: what in your code ends the loop, a number of "
                    "rounds or the length of a step?"
                ),
                (
                    "Print $x$ in the first five rounds and work out the first two by hand: from which round on do "
                    "they differ?"
                ),
            ),
            needs=("step",),
            inputs=(Choices(values=DERIVATIVES), START, STEP_SIZES, FINE),
            cases=(
                (SHIFTED, 0, 0.25, 1e-6),
                (SHIFTED, 5, 0.25, 1e-6),
                (SHIFTED, 3, 0.25, 1e-6),
                (EXPONENTIAL, -2, 0.1, 1e-6),
                (TWO_VALLEYS, -0.5, 0.1, 1e-8),
                (PLAIN, 2, 0.008, 1e-7),  # a thousand steps are not enough
                (THIRD, 1, 0.25, 1e-6),  # 1/3 has more than two digits
            ),
            examples=((THIRD, 2, 0.25, 1e-6), (PLAIN, -1, 0.008, 1e-7)),
            tolerance=Tolerance(absolute=1e-4),
            trials=10,
            drawing=DescentSketch(),
        ),
        FunctionItem(
            id="iterations_until",
            title="how many steps that takes",
            points=3,
            hints=(
                "How many steps have been taken when the slope is small enough at $x_0$ already?",
                "The slope can be negative: what does your condition say about $-5$?",
                (
                    r"Take `derivative = lambda x: x`, $x = 1$, $\alpha = 0.5$, `tol = 0.5` and write a table of $k$, "
                    r"$x_k$ and $|f'(x_k)|$: in which row is $\le$ true for the first time?"
                ),
            ),
            needs=("step",),
            inputs=(Choices(values=DERIVATIVES), START, STEP_SIZES, COARSE),
            where=is_told_apart,
            examples=((PLAIN, 2, 0.5, 0.5),),  # the slope at the second step is just tol: <=, not <
            cases=(
                (PLAIN, 1, 0.5, 0.3),
                (PLAIN, 0, 0.5, 0.1),
                (PLAIN, 1, 0.5, 1),  # the slope is just tol: <=, not <
                (PLAIN, 4, 0.5, 1),
                (LEFT, -2, 0.25, 0.1),
                (SHALLOW, 2, 0.25, 0.01),
                (SHALLOW, 2, 0.02, 0.01),  # a hundred steps are not enough
                (EXPONENTIAL, -2, 0.2, 0.01),
            ),
            trials=15,
            drawing=DescentSketch(answer="count"),
        ),
    ),
)
