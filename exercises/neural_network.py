"""Slides "Neural Networks" and "Neural Networks as Functions"."""

import numpy as np
import sympy

from grader import Exercise, FunctionItem, Integers, Matrices, NetworkSketch, Reals, Variables, Vectors

NUMBER = Reals(low=-3, high=3, decimals=1)
WHOLE = Integers(low=-3, high=3)
COUNT = Integers(low=1, high=12)
SOME = {"d": Integers(low=1, high=3), "h": Integers(low=1, high=4)}
FEW = {"d": Integers(low=1, high=2), "h": Integers(low=1, high=2)}

x, y, z = sympy.symbols("x y z")
POINT = np.array([1.0, 2.0])
BIASES = np.array([[2.0, -5.0, 0.0], [-1.0, 1.0, 2.0], [3.0, 1.0, -1.0]])
OUTPUT = np.array([-3.0, 1.0, 4.0, -2.0])
NO_BIASES = np.array([[0.0, 0.0], [1.0, -1.0]])

exercise = Exercise(
    title="Neural networks",
    source='Lecture "Neural Networks", slides "Neural Networks" and "Neural Networks as Functions"',
    position=5,
    statement=r"""
A network with one **hidden layer** of $d'$ ReLU units computes, from $x \in \mathbb{R}^d$, first the hidden units

$$h_i(x) = \mathrm{relu}(z_i), \qquad z_i = W_{0i} + \sum_{j=1}^d W_{ji} x_j \qquad (i = 1, \dots, d'),$$

with $\mathrm{relu}(z) = \max(z, 0)$, then one number,

$$f(x; w, W) = w_0 + \sum_{i=1}^{d'} w_i h_i(x).$$

`x` has shape $(d,)$. `W` has shape $(d+1, d')$: column $i$ belongs to unit $i$,
and the first row holds the biases $W_{0i}$. `w` has shape $(d'+1,)$, and its first entry is the bias $w_0$. The output
is not passed through ReLU.

1. `hidden(x, W)`: the hidden units $(h_1(x), \dots, h_{d'}(x))$, of shape $(d',)$.
2. `network(x, W, w)`: the number $f(x; w, W)$.
3. `parameter_count(d, hidden)`: how many numbers `W` and `w` hold together, biases included, for an
   input of dimension `d` and a number `hidden` of hidden units.
4. `as_expression(W, w, variables)`: the network as a function of its input: $f$ as a SymPy expression in the symbols
   $x_1, \dots, x_d$ that the tuple `variables` holds, in this order. ReLU may be written in any way (`Max`, `Abs`,
   `Piecewise`), and nothing has to be simplified. The weights are whole numbers here.
5. `activation_regions(W, x)`: which hidden units are **on** at `x`, that is, have $z_i > 0$ (at $z_i = 0$ a unit is
   off): $d'$ truth values, in an array or a list. The points at which the same units are on form a region, and
   within a region the network is linear. The numbers are whole here.
""",
    items=(
        FunctionItem(
            id="hidden",
            title="the hidden units",
            points=2,
            inputs=(Vectors(size="d", entries=NUMBER), Matrices(rows="d+1", columns="h", entries=NUMBER)),
            dimensions=SOME,
            cases=(
                (POINT, BIASES),
                (np.array([3.0]), NO_BIASES),
                (np.array([0.0]), np.array([[-1.0], [4.0]])),
                # W has equal elements
                (np.array([3.0]), np.array([[2.0], [2.0]])),
                # x has equal elements
                (np.array([0.0, 0.0]), np.array([[-3.0], [-1.0], [3.0]])),
            ),
        ),
        FunctionItem(
            id="network",
            title="the output",
            points=2,
            inputs=(
                Vectors(size="d", entries=NUMBER),
                Matrices(rows="d+1", columns="h", entries=NUMBER),
                Vectors(size="h+1", entries=NUMBER),
            ),
            dimensions=SOME,
            cases=(
                (POINT, BIASES, OUTPUT),
                (np.array([3.0]), NO_BIASES, np.array([-7.0, 2.0, 1.0])),
                # x has equal elements and w has equal elements
                (np.array([1.0, 1.0]), np.array([[0.0], [-1.0], [0.0]]), np.array([-2.0, -2.0])),
                # W has equal elements
                (np.array([-2.0]), np.array([[-2.0], [-2.0]]), np.array([-3.0, 1.0])),
                # change network: float(w[0] + hidden(x, W) @ w[1:]) -> rounded to 2 digits
                (np.array([0.1]), np.array([[3.0], [2.9]]), np.array([2.3, 0.1])),
            ),
            needs=("hidden",),
            drawing=NetworkSketch(arguments=(0, 1, 2)),
        ),
        FunctionItem(
            id="parameter_count",
            title="the number of parameters",
            points=2,
            inputs=(COUNT, COUNT),
            cases=((2, 2), (1, 1), (2, 5), (10, 1), (784, 100)),
        ),
        FunctionItem(
            id="as_expression",
            title="the network as an expression",
            points=3,
            inputs=(
                Matrices(rows="d+1", columns="h", entries=WHOLE),
                Vectors(size="h+1", entries=WHOLE),
                Variables(count="d"),
            ),
            dimensions=FEW,
            cases=(
                (np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0, -2.0]), (x, y)),
                (NO_BIASES, np.array([-1.0, 1.0, 1.0]), (x,)),
                (np.array([[1.0], [1.0], [-2.0], [3.0]]), np.array([2.0, -1.0]), (z, y, x)),
                # W has equal elements and w has equal elements
                (np.array([[2.0], [2.0]]), np.array([1.0, 1.0]), (x,)),
            ),
            trials=2,
        ),
        FunctionItem(
            id="activation_regions",
            title="which units are on",
            points=2,
            inputs=(Matrices(rows="d+1", columns="h", entries=WHOLE), Vectors(size="d", entries=WHOLE)),
            dimensions=SOME,
            cases=(
                (BIASES, POINT),
                (NO_BIASES, np.array([0.0])),
                (NO_BIASES, np.array([-2.0])),
                # W has equal elements
                (np.array([[0.0], [0.0]]), np.array([3.0])),
                # x has equal elements
                (np.array([[0.0], [2.0], [3.0]]), np.array([0.0, 0.0])),
                # change activation_regions: 0 -> 1
                (np.array([[1.0], [0.0]]), np.array([3.0])),
            ),
            needs=("hidden",),
        ),
    ),
)
