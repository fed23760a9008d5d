"""Slides "Training with the Square Loss" and "Gradient of the Risk": the risk of a network and its output weights."""

import numpy as np

from grader import Exercise, FunctionItem, Integers, Matrices, Reals, Tolerance, ValueItem, Vectors

NUMBER = Reals(low=-3, high=3, decimals=1)
NETWORK_AND_DATA = (
    Matrices(rows="d+1", columns="h", entries=NUMBER),
    Vectors(size="h+1", entries=NUMBER),
    Matrices(rows="n", columns="d", entries=NUMBER),
    Vectors(size="n", entries=NUMBER),
)
SOME = {"n": Integers(low=1, high=5), "d": Integers(low=1, high=3), "h": Integers(low=1, high=3)}

SLIDE_W = np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]])
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0.0, 1.0, 1.0, 0.0])
CASES = (
    (SLIDE_W, np.array([1.0, 2.0, -1.0]), CORNERS, XOR),
    (SLIDE_W, np.array([0.0, 1.0, -2.0]), CORNERS, XOR),
    (np.array([[1.0], [-2.0]]), np.array([0.0, 3.0]), np.array([[-1.0], [2.0], [0.0]]), np.array([4.0, -1.0, 1.0])),
)

exercise = Exercise(
    title="The square loss of a network",
    source='Lecture "Neural Networks", slides "Training with the Square Loss" and "Gradient of the Risk"',
    position=8,
    statement=r"""
A network with one hidden layer of $d'$ ReLU units gives, with $\mathrm{relu}(z) = \max(z, 0)$,

$$f(x; w, W) = w_0 + \sum_{i=1}^{d'} w_i h_i(x),
\qquad h_i(x) = \mathrm{relu}\Big(W_{0i} + \sum_{j=1}^d W_{ji} x_j\Big).$$

`W` has shape $(d+1, d')$ and its first row holds the biases; `w` has shape $(d'+1,)$ and its first entry is the bias.
The data are `X` of shape $(n, d)$, one point $x_i$ a row, without a column of ones, and the labels `y` of shape
$(n,)$, with $n \ge 1$. With the square loss the **risk** is the mean

$$R(W, w) = \frac{1}{n} \sum_{i=1}^n \big(f(x_i; w, W) - y_i\big)^2.$$

1. `risk(W, w, X, y)`: the number $R(W, w)$.
2. `gradient_output_weights(W, w, X, y)`: the gradient of $R$ with respect to $w$, with $W$ held fixed: the array of
   shape $(d'+1,)$ of $\frac{\partial R}{\partial w_0}, \frac{\partial R}{\partial w_1}, \dots$, in this order.
3. `has_closed_form()`: the sum of squares is to be made as small as possible over some of the parameters. For which of
   these does setting the gradient to 0 give a system of *linear* equations, whatever the data, so that a minimiser can
   be had by solving it? Return `{"a": ..., "b": ..., "c": ..., "d": ..., "e": ...}` with `True` or `False`.

   a) A linear predictor $w_0 + w_1 x_1 + \dots + w_d x_d$, over $w$.

   b) A predictor $w_0 + w_1 \varphi_1(x) + \dots + w_k \varphi_k(x)$ with given basis functions, over $w$.

   c) The network above, over $w$, with $W$ held fixed.

   d) The network above, over $W$, with $w$ held fixed.

   e) The network above, over $W$ and $w$ together.
""",
    items=(
        FunctionItem(
            id="risk",
            title="the risk of a network",
            points=3,
            inputs=NETWORK_AND_DATA,
            dimensions=SOME,
            cases=(
                *CASES,
                # an error of -0.052 has more than two digits
                (np.array([[0.5], [0.1], [0.7]]), np.array([0.3, 0.9]), np.array([[0.1, 0.3]]), np.array([1.0])),
                # W has equal elements and y has equal elements
                (np.array([[0.0], [0.0]]), np.array([2.0, -3.0]), np.array([[-3.0], [0.7]]), np.array([-1.0, -1.0])),
                # X has one element
                (np.array([[3.0], [0.0]]), np.array([-2.0, 0.5]), np.array([[2.1]]), np.array([2.7])),
                # w has equal elements
                (np.array([[1.9], [1.0]]), np.array([0.0, 0.0]), np.array([[2.0], [-0.3]]), np.array([0.5, -0.8])),
                # X has equal elements
                (
                    np.array([[-1.0, 2.1], [2.0, -0.7]]),
                    np.array([2.4, 0.6, -2.0]),
                    np.array([[-1.0], [-1.0]]),
                    np.array([-1.7, 2.0]),
                ),
            ),
        ),
        FunctionItem(
            id="gradient_output_weights",
            title="its gradient in the output weights",
            points=4,
            inputs=NETWORK_AND_DATA,
            dimensions=SOME,
            cases=(
                *CASES,
                # w has equal elements and X has one element
                (np.array([[-2.7], [2.0]]), np.array([0.7, 0.7]), np.array([[-1.0]]), np.array([0.0])),
                # X has equal elements
                (np.array([[-2.0], [1.0]]), np.array([-2.6, -3.0]), np.array([[1.0], [1.0]]), np.array([-2.0, 2.0])),
                # y has equal elements
                (
                    np.array([[-2.0], [0.0], [-1.0]]),
                    np.array([-1.0, 2.8]),
                    np.array([[-3.0, -2.8], [-3.0, 2.0]]),
                    np.array([1.0, 1.0]),
                ),
                # W has equal elements
                (
                    np.array([[2.0], [2.0]]),
                    np.array([-1.0, 2.0]),
                    np.array([[2.0], [-2.0], [1.0], [-1.9], [-1.0]]),
                    np.array([0.0, 1.1, -2.0, 1.1, 3.0]),
                ),
            ),
            tolerance=Tolerance(absolute=1e-9),  # what rounding leaves of a gradient that is 0
            needs=("risk",),
        ),
        ValueItem(
            id="has_closed_form",
            title="where linear equations give a minimiser",
            points=2,
            hint="Write down the prediction as a function of what is chosen: is it linear in that?",
        ),
    ),
)
