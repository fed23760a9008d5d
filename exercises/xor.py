"""Slides "The Xor Problem" and "A Solution": one hidden layer with ReLU computes what no linear predictor can."""

import numpy as np
from numpy.typing import NDArray

from grader import (
    Exercise,
    FunctionItem,
    Integers,
    Matrices,
    NetworkSketch,
    PropertyItem,
    Reals,
    Tolerance,
    ValueItem,
    Vectors,
)

Array = NDArray[np.float64]

POINTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0.0, 1.0, 1.0, 0.0])
SLIDE_W = np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]])
SLIDE_OUTPUT = np.array([0.0, 1.0, -2.0])
NUMBER = Reals(low=-3, high=3, decimals=1)


def wrong_row(W: Array, w: Array) -> str | None:
    """The point on which the network is farthest from XOR, and by how much; None if it computes XOR.

    Worked out for two bits only: students get this, and are asked for networks of any size.
    """
    bias, first, second = W
    outputs = np.full(4, w[0])
    for row, (a, b) in enumerate(POINTS):
        inner = bias + first * a + second * b
        outputs[row] += np.sum(w[1:][inner > 0] * inner[inner > 0])
    errors = np.abs(outputs - XOR)
    worst = int(errors.argmax())
    if errors[worst] <= 1e-6:
        return None
    a, b = POINTS[worst]
    is_off = f"off by {errors[worst]:.6g}"
    return f"on ({a:g}, {b:g}) this network gives {outputs[worst]:.6g}, XOR is {XOR[worst]:g}, {is_off}"


def no_proof(c: Array) -> str | None:
    """What keeps the coefficients from proving that no linear predictor computes XOR; None if they prove it."""
    nearly_zero = 1e-9 * np.abs(c).max(initial=0.0)
    sums = [c.sum(), c @ POINTS[:, 0], c @ POINTS[:, 1]]
    if max(map(abs, sums)) > nearly_zero:
        return f"the sum of c_i (1, x_i) is ({', '.join(f'{number:.6g}' for number in sums)}), not (0, 0, 0)"
    if abs(c @ XOR) <= nearly_zero:
        return "the sum of c_i y_i is 0, so there is no contradiction"
    return None


exercise = Exercise(
    title="The XOR problem",
    source='Lecture "Neural Networks", slides "The Xor Problem" and "A Solution"',
    position=6,
    statement=r"""
A network with one hidden layer of $d'$ ReLU units maps $x \in \mathbb{R}^d$ to

$$f(x; w, W) = w_0 + \sum_{i=1}^{d'} w_i \, \mathrm{relu}\Big(W_{0i} + \sum_{j=1}^{d} W_{ji} x_j\Big),
\qquad \mathrm{relu}(z) = \max(z, 0).$$

`W` has shape $(d+1, d')$ and its first row holds the biases; `w` has shape $(d'+1,)$ and its first entry is the bias.
XOR of two bits is 1 if exactly one of them is 1: on $(0,0), (0,1), (1,0), (1,1)$ it is $y = (0, 1, 1, 0)$.

1. `relu(z)`: for a number, and elementwise for an array of any shape.
2. `network(x, W, w)`: the value $f(x; w, W)$ for any $d$ and $d'$; `x` has shape $(d,)$.
3. `slide_outputs()`: what the slide's network, `W = [[0, -1], [1, 1], [1, 1]]` and `w = (0, 1, -2)`, gives on the four
   points, in the order above.
4. `xor_weights()`: a pair `(W, w)` whose network gives XOR on the four points (up to $10^{-6}$). Any such weights, with
   any number of hidden units, are right.
5. `no_linear_predictor()`: a proof that *no* linear predictor $f(x) = w_0 + w_1 x_1 + w_2 x_2$ does it: four
   coefficients $c_1, \dots, c_4$, one for each point, with $\sum_i c_i \, (1, x_i) = (0, 0, 0)$ but
   $\sum_i c_i y_i \ne 0$. (Then $\sum_i c_i f(x_i) = 0$ for every linear predictor, so it can't give $y$.)
""",
    items=(
        FunctionItem(
            id="relu",
            title="ReLU of a number",
            points=1,
            inputs=(Reals(low=-5, high=5),),
            cases=((2,), (-3,), (0,), (0.5,)),
        ),
        FunctionItem(
            id="relu.arrays",
            title="ReLU of an array",
            points=1,
            hints=(
                "What does `z > 0` give for an array $z$, and what does Python's `if` make of that?",
                (
                    "Which of NumPy's functions compares two arrays entry by entry, and what does it do with a number "
                    "in the place of one?"
                ),
                (
                    "Try your function on `np.array([-1.0, 2.0])` in a Python session: at which line does one answer "
                    "stand for both entries?"
                ),
            ),
            inputs=(Matrices(rows="n", columns="m", entries=NUMBER),),
            dimensions={"n": Integers(low=1, high=3), "m": Integers(low=1, high=3)},
            cases=(
                (np.array([-1.0, 0.0, 2.0]),),
                (np.array([[[1.0], [-2.0]], [[0.0], [3.0]]]),),
                # z has one element
                (np.array([[3.0]]),),
                # z has equal elements
                (np.array([[3.0, 3.0]]),),
            ),
        ),
        FunctionItem(
            id="network",
            title="a network with one hidden layer",
            points=3,
            hints=(
                "Which entries of $x$, $W$ and $w$ meet in the first hidden unit, and which two of them are biases?",
                (
                    "Take $d = 2$ and $d' = 1$ with small numbers: what is the hidden unit before ReLU, what behind it,"
                    " and what is the output?"
                ),
                (
                    "Print the shapes of `W[1:]`, of $x$ and of their product: is there one entry for each hidden unit,"
                    " and where does `W[0]` go?"
                ),
            ),
            inputs=(
                Vectors(size="d", entries=NUMBER),
                Matrices(rows="d+1", columns="h", entries=NUMBER),
                Vectors(size="h+1", entries=NUMBER),
            ),
            dimensions={"d": Integers(low=1, high=3), "h": Integers(low=1, high=4)},
            cases=(
                *tuple((point, SLIDE_W, SLIDE_OUTPUT) for point in POINTS),
                # W has equal elements
                (np.array([3.0]), np.array([[3.0], [3.0]]), np.array([3.0, 2.0])),
                # w has equal elements
                (np.array([3.0]), np.array([[3.0], [0.2]]), np.array([3.0, 3.0])),
                # 0.948 has more than two digits
                (np.array([0.1, 0.3]), np.array([[0.5], [0.1], [0.7]]), np.array([0.3, 0.9])),
            ),
            tolerance=Tolerance(absolute=1e-5),  # hidden units in single precision, of which large ones cancel
            drawing=NetworkSketch(arguments=(0, 1, 2)),
        ),
        ValueItem(
            id="slide_outputs",
            title="the slide's network on the four points",
            points=1,
            needs=("network",),
            hint="For each point work out the two hidden units first, with ReLU, then the output.",
        ),
        PropertyItem(
            id="xor_weights",
            title="weights that compute XOR",
            points=2,
            hints=(
                (
                    "On which of the four points is $x_1 + x_2$ equal to 0, 1 and 2, and what should the network give "
                    "there?"
                ),
                (
                    "As a function of $s = x_1 + x_2$ the output goes up and down again. How many kinks does it need, "
                    "and where?"
                ),
                (
                    r"Draw $\mathrm{relu}(s)$ and $\mathrm{relu}(s - 1)$ below each other: by which factors do you add "
                    "them so that 0, 1, 2 give 0, 1, 0?"
                ),
            ),
            shapes=((3, "h"), ("h+1",)),
            requires="The network with these weights must give 0, 1, 1, 0 on (0, 0), (0, 1), (1, 0), (1, 1).",
            fault=wrong_row,
            drawing=NetworkSketch(points=((0, 0), (0, 1), (1, 0), (1, 1)), targets=(0, 1, 1, 0), level=0.5),
        ),
        PropertyItem(
            id="no_linear_predictor",
            title="a proof that no linear predictor does it",
            points=2,
            hints=(
                "Which of the four points lie on a common diagonal, and where do the two diagonals meet?",
                "What does a linear predictor give in the middle of two points, compared with what it gives on them?",
                (
                    "Write down the three sums that have to be 0, one for 1, one for $x_1$, one for $x_2$: which signs "
                    "make all of them vanish?"
                ),
            ),
            shapes=((4,),),
            requires="The coefficients must cancel every (1, x_i), but not the y_i.",
            fault=no_proof,
        ),
    ),
)
