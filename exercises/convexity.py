"""Slides "Convexity: Formal Definition", "Is f(x) = |x| convex?" and "f(x) = x^4 is convex"."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import sympy
from numpy.typing import NDArray

from grader import (
    Choices,
    ChordSketch,
    ClaimItem,
    Exercise,
    ExpressionFunction,
    ExpressionItem,
    FunctionItem,
    IsConvex,
    PropertyItem,
    Reals,
    TangentSketch,
    ValueItem,
)

Array = NDArray[np.float64]

x = sympy.Symbol("x")
FUNCTIONS = tuple(
    ExpressionFunction((x,), expression)
    for expression in (x**2, sympy.Abs(x), x**4, x**3, 3 * x - 1, sympy.exp(x), -(x**2))
)
SQUARE, ABSOLUTE, FOURTH, CUBE, *_ = FUNCTIONS
NUMBER = Reals(low=-4, high=4, decimals=1)


def differs_from_abs(pieces: Array) -> str | None:
    """A point at which the largest of the affine pieces is not |x|; None if there is none.

    The largest piece is |x| everywhere if no piece is above |x| anywhere (slope in [-1, 1], intercept <= 0) and both
    branches are there; a piece steeper than 1 is above |x| far enough out.
    """
    steepest = np.abs(pieces[:, 0]).max(initial=1.0)
    far = 1.0 if steepest <= 1 else 1 + np.abs(pieces[:, 1]).max() / (steepest - 1)
    for place in (1.0, -1.0, 0.0, far, -far):
        largest = (pieces[:, 0] * place + pieces[:, 1]).max(initial=-np.inf)
        if largest != abs(place):
            return f"at x = {place:.6g} {_not_equal(largest, abs(place))}"
    return None


def _not_equal(largest: float, right: float) -> str:
    """Both numbers, with as many digits as it takes to see that they differ."""
    short = (f"{largest:.6g}", f"{right:.6g}")
    largest_piece, size = short if short[0] != short[1] else (repr(float(largest)), repr(right))
    return f"the largest piece is {largest_piece}, but |x| is {size}"


def does_not_dip(chord: Array) -> str | None:
    """Why (a, b, t) does not show that x**3 is not convex, in exact arithmetic; None if it does."""
    a, b, t = (Fraction(float(number)) for number in chord)
    if not 0 <= t <= 1:
        return f"t = {float(t):.6g} is not between 0 and 1"
    gap = (1 - t) * a**3 + t * b**3 - ((1 - t) * a + t * b) ** 3
    if gap < 0:
        return None
    return f"the chord gap there is {Decimal(gap.numerator) / gap.denominator:.6g}, which is not below 0"


exercise = Exercise(
    title="Convexity",
    source='Lecture "Neural Networks", slides "Convexity: Formal Definition", "Is f(x) = |x| convex?", '
    '"f(x) = x^4 is convex"',
    position=30,
    statement=r"""
A function $f: \mathbb{R} \to \mathbb{R}$ is **convex** if for all $a, b$ and all $t \in [0, 1]$

$$(1-t) f(a) + t f(b) \ge f\big((1-t) a + t b\big):$$

no chord runs below the graph. The **second derivative test**: if $f$ is twice differentiable and $f''(x) \ge 0$ for
all $x$, then $f$ is convex.

1. `chord_gap(f, a, b, t)`: the left side minus the right side, for any function `f` of one number.
2. `abs_is_convex()`: is $f(x) = |x|$ convex? `True` or `False`. It counts in full together with its evidence:
   `abs_pieces()`, the affine functions whose maximum is $|x|$, as a list of pairs (slope, intercept). (A maximum of
   affine functions is convex.)
3. `x4_is_convex()`: is $f(x) = x^4$ convex? Its evidence is `x4_second_derivative(x)`, the second derivative as a SymPy
   expression in the symbol `x`.
4. `second_derivative_test_applies()`: to which of the two does the test apply, so that it proves convexity? Return
   `{"abs": ..., "x4": ...}` with `True` or `False`.
5. `x3_witness()`: a triple `(a, b, t)` that shows that $f(x) = x^3$ is *not* convex. Any such triple is right.
""",
    items=(
        FunctionItem(
            id="chord_gap",
            title="how far the chord is above the graph",
            points=2,
            hints=(
                "At which height is the chord at the share $t$ of the way, and at which height is the graph there?",
                "Which of the two ends do you stand at for $t = 0$, and which one does your code take?",
                "Work it out for $f(x) = x^2$, $a = 0$, $b = 2$, $t = 0.5$: what is each of the two terms?",
            ),
            inputs=(Choices(values=FUNCTIONS), NUMBER, NUMBER, Choices(values=(0.5, 0.25, 0.75, 0, 1))),
            cases=(
                (SQUARE, 0, 2, 0.5),
                (ABSOLUTE, -1, 1, 0.5),
                (FOURTH, -1, 2, 0.25),
                (CUBE, -2, 1, 0.25),
                # b is 0
                (CUBE, 2.0, 0.0, 1),
            ),
            drawing=ChordSketch(chord=(1, 2, 3)),
        ),
        ClaimItem(
            id="abs_is_convex",
            title="is |x| convex?",
            points=1,
            evidence="abs_pieces",
            states=IsConvex(expression=sympy.Abs(x), variables=(x,)),
            hint="Draw the graph and a chord across the kink; the definition does not ask for a derivative.",
        ),
        PropertyItem(
            id="abs_pieces",
            title="evidence: |x| as a maximum of affine functions",
            points=2,
            hints=(
                (
                    "How does $|x|$ look to the left of 0, and how to the right: what are slope and intercept of each "
                    "part?"
                ),
                "Put $x = -1$ and $x = 1$ into each of your pieces: which one is the larger, and is it $|x|$?",
            ),
            shapes=(("k", 2),),
            requires="The largest of the affine functions slope * x + intercept must be |x| at every x.",
            fault=differs_from_abs,
        ),
        ClaimItem(
            id="x4_is_convex",
            title="is x^4 convex?",
            points=1,
            evidence="x4_second_derivative",
            states=IsConvex(expression=x**4, variables=(x,)),
            hint="The test asks for a second derivative of at least 0 everywhere; 0 itself is allowed.",
        ),
        ExpressionItem(
            id="x4_second_derivative",
            title="evidence: the second derivative of x^4",
            points=1,
            hints=(
                "What does the power rule make of $x^4$, and what does it make of that?",
                "Put $x = 1$ into your expression: is it the slope there, or how the slope changes?",
            ),
            symbols=("x",),
            hint="Differentiate twice: the power rule, and the power rule again.",
            drawing=TangentSketch(answer="curvature", curve=x**4),
        ),
        ValueItem(
            id="second_derivative_test_applies",
            title="where the second derivative test proves convexity",
            points=1,
            hint="The test needs a second derivative at every point, and there it must be at least 0.",
        ),
        PropertyItem(
            id="x3_witness",
            title="evidence that x^3 is not convex",
            points=2,
            hints=(
                "On which side of 0 is $x^3$ bent the wrong way?",
                (
                    "Choose two points there and the middle between them: how high is the chord, and how high is the "
                    "graph?"
                ),
                (
                    "Write the three numbers down as $(a, b, t)$, and work out $(1-t) a^3 + t b^3 - ((1-t) a + t b)^3$:"
                    " is it below 0?"
                ),
            ),
            shapes=((3,),),
            requires="The chord of x^3 from a to b must run below the graph at (1-t) a + t b, with t in [0, 1].",
            fault=does_not_dip,
            drawing=ChordSketch(curve=x**3),
        ),
    ),
)
