"""Slide "Linear Basis Functions": two layers without an activation are one linear predictor."""

import numpy as np

from grader import ClaimItem, Exercise, FunctionItem, Integers, Matrices, Reals, Vectors

NUMBER = Reals(low=-3, high=3, decimals=1)
COUNT = Integers(low=1, high=12)

exercise = Exercise(
    title="Linear basis functions",
    source='Lecture "Neural Networks", slide "Linear Basis Functions"',
    position=4,
    statement=r"""
Here the basis functions are themselves linear predictors, $\varphi_i(x) = W_{0i} + \sum_{j=1}^d W_{ji} x_j$ for
$i = 1, \dots, d'$, and a second linear predictor is put on top of them:

$$f(x; w, W) = w_0 + \sum_{i=1}^{d'} w_i \, \varphi_i(x).$$

These are two layers of a network without any activation. `W` has shape $(d+1, d')$: column $i$ belongs to $\varphi_i$,
and the first row holds the biases $W_{0i}$. `w` has shape $(d'+1,)$, and its first entry is the bias $w_0$.

1. `collapse(W, w)`: the weights $v$, an array of shape $(d+1,)$ with the bias $v_0$ first, of the single linear
   predictor that gives the same as both layers: $v_0 + v_1 x_1 + \dots + v_d x_d = f(x; w, W)$ for every $x$.
2. `is_linear_boundary()`: for every `W` and `w`, is the decision boundary $\{x : f(x; w, W) = 0\}$ also the decision
   boundary of some linear predictor? `True` or `False`. It counts in full together with its evidence, which is
   `collapse`.
3. `parameters_wasted(d, hidden)`: how many numbers the two layers have more than the single linear predictor that
   does the same, for inputs of dimension `d` and a number `hidden` of basis functions, both at least 1. Every entry of
   `W` and `w` counts, the biases too, and so do all weights of the single predictor, with its bias.
""",
    items=(
        FunctionItem(
            id="collapse",
            title="two linear layers as one",
            points=4,
            inputs=(Matrices(rows="d+1", columns="h", entries=NUMBER), Vectors(size="h+1", entries=NUMBER)),
            dimensions={"d": Integers(low=1, high=3), "h": Integers(low=1, high=4)},
            cases=(
                (np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 1.0]]), np.array([5.0, 2.0, -1.0])),
                (np.array([[1.0], [2.0]]), np.array([0.0, 3.0])),
                (np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0, -2.0])),
                # w has equal elements
                (np.array([[2.0], [0.0]]), np.array([0.0, 0.0])),
                # W has equal elements
                (np.array([[-1.0], [-1.0]]), np.array([3.0, 0.0])),
            ),
        ),
        ClaimItem(
            id="is_linear_boundary",
            title="is the boundary of both layers linear?",
            points=1,
            evidence="collapse",
            hint="Multiply the sums out: which powers of x come up?",
        ),
        FunctionItem(
            id="parameters_wasted",
            title="parameters that gain nothing",
            points=3,
            inputs=(COUNT, COUNT),
            cases=((2, 2), (1, 1), (2, 5), (10, 1), (3, 100)),
        ),
    ),
)
