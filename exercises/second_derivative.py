"""Slides on second derivatives: tangents h1 and h2, and the second derivative test for convexity in one variable."""

import sympy

from grader import Choices, Exercise, FunctionItem, Integers, Polynomials, TangentSketch

x = sympy.Symbol("x")
CURVES = Polynomials(count=1, degree=4)
PLACE = Integers(low=-2, high=2)
SYMBOL = Choices(values=(x,))
TANGENT_CASES = (
    (x**2, x, 1),
    (x**3, x, -1),
    (sympy.exp(x), x, 0),
    (sympy.sin(x), x, 0),
    (sympy.cos(x), x, 0),
    (3 * x - 1, x, 2),
)
TESTED = (
    x**2,
    x**4,
    3 * x - 1,
    sympy.exp(-x),
    x**2 + sympy.cos(x),
    sympy.sqrt(x**2 + 1),
    sympy.log(1 + sympy.exp(x)),
    sympy.Abs(x),
    sympy.Max(x, 0),
    x**2 + sympy.Abs(x),
    x**3,
    -(x**2),
    x**4 - x**2,
    x**4 - 4 * x**3,
    65 * x**2 - x**4,  # f'' is negative only where |x| is above 3.2
    sympy.sin(x),
    x**2 * sympy.exp(x),
)
SMOOTH = (
    "square", "fourth_power", "cube", "line", "constant", "exponential", "minus_square", "cosine", "softplus",
    "sigmoid", "minus_exponential",
)  # fmt: skip
WITH_A_KINK = ("absolute_value", "relu", "minus_absolute_value", "two_kinks")

exercise = Exercise(
    title="Second derivatives",
    source='Lecture "Neural Networks", slides on second derivatives, the tangents h1 and h2, '
    "the second derivative test, and which functions are convex",
    position=35,
    statement=r"""
Near a point $x_0$ a smooth function $f$ is almost its tangent line $h_1$, and still nearer to its tangent parabola
$h_2$: the polynomials of degree at most 1 and 2 that have the value of $f$ at $x_0$, its first derivative there and,
for $h_2$, its second derivative there as well. Where the second derivative is positive, the parabola opens upwards,
and $f$ curves upwards with it.

1. `second_derivative(f, x)`: $f''$ as a SymPy expression.
2. `tangent_line(f, x, x0)`: $h_1$ as a SymPy expression in `x`.
3. `tangent_parabola(f, x, x0)`: $h_2$ as a SymPy expression in `x`.
4. `test_applies(f, x)`: does the second derivative test show that $f$ is convex on all of $\mathbb{R}$? `True` if $f''$
   exists at every point and $f''(x) \ge 0$ for all $x$, and otherwise `False`, whether or not $f$ is convex.
5. `classify(name)`: for each of the functions below, which of these texts says most about it: `"strictly convex"`,
   `"convex"` (but not strictly), `"strictly concave"`, `"concave"` (but not strictly), `"affine"` (both convex and
   concave), or `"neither"`? A function is **strictly** convex if every chord between two different points runs above
   the graph everywhere between its ends. A function $f$ is (strictly) concave if $-f$ is (strictly) convex.

In 1 to 4, `f` is a SymPy expression in the symbol `x`, made of powers, `exp`, `log`, `sqrt`, `sin`, `cos`, `Abs` and
`Max`, and `x0` is a whole number. In 5, `name` is one of these texts:

- `"square"`: $x^2$
- `"fourth_power"`: $x^4$
- `"cube"`: $x^3$
- `"line"`: $3x - 1$
- `"constant"`: $5$
- `"exponential"`: $e^x$
- `"minus_square"`: $-x^2$
- `"cosine"`: $\cos x$
- `"softplus"`: $\log(1 + e^x)$
- `"sigmoid"`: $\frac{1}{1 + e^{-x}}$
- `"minus_exponential"`: $-e^x$
- `"absolute_value"`: $|x|$
- `"relu"`: $\max(x, 0)$
- `"minus_absolute_value"`: $-|x|$
- `"two_kinks"`: $|x| - |x - 1|$
""",
    items=(
        FunctionItem(
            id="second_derivative",
            title="the second derivative",
            points=1,
            inputs=(CURVES, SYMBOL),
            cases=((x**4, x), (sympy.exp(2 * x), x), (sympy.sin(x), x), (sympy.log(1 + sympy.exp(x)), x)),
            trials=3,
            drawing=TangentSketch(answer="curvature"),
        ),
        FunctionItem(
            id="tangent_line",
            title="the tangent line h1",
            points=2,
            inputs=(CURVES, SYMBOL, PLACE),
            cases=TANGENT_CASES,
            trials=3,
            drawing=TangentSketch(answer="line", at=2),
        ),
        FunctionItem(
            id="tangent_parabola",
            title="the tangent parabola h2",
            points=2,
            needs=("second_derivative", "tangent_line"),
            inputs=(CURVES, SYMBOL, PLACE),
            cases=TANGENT_CASES,
            trials=3,
            drawing=TangentSketch(answer="parabola", at=2),
        ),
        FunctionItem(
            id="test_applies",
            title="where the second derivative test proves convexity",
            points=2,
            needs=("second_derivative",),
            inputs=(Polynomials(count=1, degree=3), SYMBOL),
            cases=tuple((f, x) for f in TESTED),
            trials=0,  # the cases decide; what is drawn is for students
            examples=(
                (2 * sympy.Abs(x), x),
                (x**2 + sympy.Max(x, 1), x),
                (sympy.cos(x), x),
                (x**4 + x, x),
                (60 * x**2 - x**4, x),
            ),
        ),
        FunctionItem(
            id="classify",
            title="convex, concave, both or neither: smooth functions",
            points=2,
            cases=tuple((name,) for name in SMOOTH),
            examples=(("square",),),
        ),
        FunctionItem(
            id="classify.kinks",
            title="the same for functions with a kink",
            points=1,
            cases=tuple((name,) for name in WITH_A_KINK),
            examples=(("relu",),),
        ),
    ),
)
