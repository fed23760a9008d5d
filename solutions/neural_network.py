"""Reference and misconceptions for `neural_network`."""

from itertools import product
from typing import Any

import numpy as np
import sympy
from numpy.typing import ArrayLike, NDArray

from grader import Misconception, Satisfies

Array = NDArray[np.float64]
Symbols = tuple[sympy.Symbol, ...]


def hidden(x: ArrayLike, W: ArrayLike) -> NDArray[np.float64]:
    """The hidden units of a network with one hidden layer.

    Parameters
    ----------
    x : array_like of float, shape (d,)
        The input.
    W : array_like of float, shape (d + 1, h)
        Weights of the h hidden units, one column each; the first row holds their biases.

    Returns
    -------
    ndarray of float, shape (h,)
        What each unit gives, after ReLU.
    """
    return np.maximum(_before_relu(x, W), 0)


def network(x: ArrayLike, W: ArrayLike, w: ArrayLike) -> float:
    """The output of a network with one hidden layer.

    Parameters
    ----------
    x : array_like of float, shape (d,)
        The input.
    W : array_like of float, shape (d + 1, h)
        Weights of the h hidden units, one column each; the first row holds their biases.
    w : array_like of float, shape (h + 1,)
        Weights of the output; the first entry is its bias.

    Returns
    -------
    float
        f(x; w, W).
    """
    w = np.asarray(w)
    return float(w[0] + hidden(x, W) @ w[1:])


def parameter_count(d: int, hidden: int) -> int:
    """How many parameters a network with one hidden layer has.

    Parameters
    ----------
    d : int
        Dimension of the input, at least 1.
    hidden : int
        Number of hidden units, at least 1.

    Returns
    -------
    int
        The entries of W and of w, biases included.
    """
    return (d + 1) * hidden + (hidden + 1)


def as_expression(W: ArrayLike, w: ArrayLike, variables: tuple[sympy.Symbol, ...]) -> sympy.Expr:
    """The network as a SymPy expression in its inputs.

    Parameters
    ----------
    W : array_like of float, shape (d + 1, h)
        Weights of the h hidden units, one column each; the first row holds their biases. Whole numbers.
    w : array_like of float, shape (h + 1,)
        Weights of the output; the first entry is its bias. Whole numbers.
    variables : tuple of d Symbols
        The inputs x_1, ..., x_d, in this order.

    Returns
    -------
    Expr
        f in these variables.
    """
    return _expression(W, w, variables, lambda z: sympy.Max(z, 0))


def activation_regions(W: ArrayLike, x: ArrayLike) -> NDArray[np.bool_]:
    """Which hidden units are on at a point.

    Parameters
    ----------
    W : array_like of float, shape (d + 1, h)
        Weights of the h hidden units, one column each; the first row holds their biases.
    x : array_like of float, shape (d,)
        The point.

    Returns
    -------
    ndarray of bool, shape (h,)
        True for each unit whose value before ReLU is above 0.
    """
    return hidden(x, W) > 0


def _before_relu(x: ArrayLike, W: ArrayLike) -> Array:
    W = np.asarray(W)
    return np.asarray(W[0] + np.asarray(x) @ W[1:])


def _expression(W: ArrayLike, w: ArrayLike, variables: Symbols, activation: Any) -> sympy.Expr:
    W, w = sympy.Matrix(np.asarray(W).astype(int)), [int(entry) for entry in np.asarray(w)]
    units = (sympy.Matrix([[1, *variables]]) * W).applyfunc(activation)
    return w[0] + units.dot(sympy.Matrix(w[1:]))


def without_relu(x: ArrayLike, W: ArrayLike) -> Array:
    return _before_relu(x, W)


def sigmoid_units(x: ArrayLike, W: ArrayLike) -> Array:
    return np.asarray(1 / (1 + np.exp(-_before_relu(x, W))))


def bias_row_last(x: ArrayLike, W: ArrayLike) -> Array:
    return hidden(x, np.roll(np.asarray(W), 1, axis=0))


def without_hidden_biases(x: ArrayLike, W: ArrayLike) -> Array:
    return np.asarray(np.maximum(np.asarray(x) @ np.asarray(W)[1:], 0))


def relu_on_the_output(x: ArrayLike, W: ArrayLike, w: ArrayLike) -> float:
    return max(network(x, W, w), 0.0)


def without_output_bias(x: ArrayLike, W: ArrayLike, w: ArrayLike) -> float:
    return float(hidden(x, W) @ np.asarray(w)[1:])


def output_bias_last(x: ArrayLike, W: ArrayLike, w: ArrayLike) -> float:
    return network(x, W, np.roll(np.asarray(w), 1))


def linear_network(x: ArrayLike, W: ArrayLike, w: ArrayLike) -> float:
    w = np.asarray(w)
    return float(w[0] + _before_relu(x, W) @ w[1:])


def without_biases_or_without_w(d: int, hidden: int) -> int:
    return d * hidden + hidden


def output_bias_not_counted(d: int, hidden: int) -> int:
    return (d + 1) * hidden + hidden


def expression_without_relu(W: ArrayLike, w: ArrayLike, variables: Symbols) -> sympy.Expr:
    return _expression(W, w, variables, lambda z: z)


def expression_with_relu_on_top(W: ArrayLike, w: ArrayLike, variables: Symbols) -> sympy.Expr:
    return sympy.Max(as_expression(W, w, variables), 0)


def expression_with_variables_reversed(W: ArrayLike, w: ArrayLike, variables: Symbols) -> sympy.Expr:
    return as_expression(W, w, variables[::-1])


def on_at_zero(W: ArrayLike, x: ArrayLike) -> NDArray[np.bool_]:
    return _before_relu(x, W) >= 0


def off_units(W: ArrayLike, x: ArrayLike) -> NDArray[np.bool_]:
    return _before_relu(x, W) <= 0


def on_without_biases(W: ArrayLike, x: ArrayLike) -> NDArray[np.bool_]:
    return without_hidden_biases(x, W) > 0


def places_of_units_on(W: ArrayLike, x: ArrayLike) -> NDArray[np.intp]:
    return np.flatnonzero(activation_regions(W, x))


misconceptions = (
    Misconception(
        of="hidden",
        wrong=without_relu,
        says="Negative values come through: the units are not passed through ReLU.",
    ),
    Misconception(
        of="hidden",
        wrong=sigmoid_units,
        says="The units are passed through the sigmoid, which lies between 0 and 1; here the activation is ReLU.",
    ),
    Misconception(
        of="hidden",
        wrong=bias_row_last,
        says="The last row of W was taken for the biases; here they are in the first row.",
    ),
    Misconception(
        of="hidden",
        wrong=without_hidden_biases,
        says="The biases, the first row of W, are not added.",
    ),
    Misconception(
        of="network",
        wrong=relu_on_the_output,
        says="The output is passed through ReLU as well, so that it is never negative; only the hidden units are.",
    ),
    Misconception(
        of="network",
        wrong=without_output_bias,
        says="The bias of the output, the first entry of w, is not added.",
    ),
    Misconception(
        of="network",
        wrong=output_bias_last,
        says="The last entry of w was taken for the bias; here it is the first entry.",
    ),
    Misconception(
        of="network",
        wrong=linear_network,
        says="The hidden units are not passed through ReLU; without it two layers are only a linear predictor.",
    ),
    Misconception(
        of="parameter_count",
        wrong=without_biases_or_without_w,
        says="W has as many entries, and W and w have as many without the biases; all of both are parameters.",
    ),
    Misconception(
        of="parameter_count",
        wrong=output_bias_not_counted,
        says="One is missing for every d and every number of units: the output has a bias too.",
    ),
    Misconception(
        of="as_expression",
        wrong=expression_without_relu,
        says="This is the network without ReLU, a linear expression; the hidden units have a kink where they go on.",
    ),
    Misconception(
        of="as_expression",
        wrong=expression_with_relu_on_top,
        says="The output is passed through ReLU as well; only the hidden units are.",
    ),
    Misconception(
        of="as_expression",
        wrong=expression_with_variables_reversed,
        says="The variables are taken from the last to the first; the second row of W belongs to the first of them.",
    ),
    Misconception(
        of="activation_regions",
        wrong=on_at_zero,
        says="A unit with z = 0 counts as on; it is on only where z is above 0.",
    ),
    Misconception(
        of="activation_regions",
        wrong=off_units,
        says="It names the units that are off; asked for are those that are on.",
    ),
    Misconception(
        of="activation_regions",
        wrong=on_without_biases,
        says="Which units are on is told without their biases, the first row of W.",
    ),
    Misconception(
        of="activation_regions",
        wrong=places_of_units_on,
        says="These are the places of the units that are on; asked for is a truth value for each unit, on or off.",
    ),
)


def _is_relu_of_the_sums(units: Array, x: Array, W: Array) -> bool:
    """No unit is below 0 or below its sum, and it is one of the two."""
    sums = _sums(x, W)
    return np.shape(units) == np.shape(sums) and bool(np.allclose(np.minimum(units, units - sums), 0))


def _has_the_units_as_slopes(value: float, x: Array, W: Array, w: Array) -> bool:
    """It is 0 for w = 0, and a step of 1 in one weight adds what belongs to it: 1, or the value of its unit."""
    slopes = [network(x, W, w + axis) - value for axis in np.eye(len(w))]
    units = [max(z, 0) for z in _sums(x, W)]
    return bool(np.allclose([network(x, W, np.zeros(len(w))), *slopes], [0, 1, *units]))


def _counts_all_entries(count: int, d: int, hidden: int) -> bool:
    return bool(count == np.zeros((d + 1, hidden)).size + np.zeros(hidden + 1).size)


def _gives_the_output(expression: sympy.Expr, W: Array, w: Array, variables: Symbols) -> bool:
    function = sympy.lambdify(variables, expression, "math")
    return all(
        bool(np.isclose(function(*x), w[0] + sum(w[1:] * np.maximum(_sums(np.array(x), W), 0))))
        for x in product((-2.0, -0.5, 0.0, 1.0, 3.0), repeat=len(variables))
    )


def _is_true_above_zero(is_on: NDArray[np.bool_], W: Array, x: Array) -> bool:
    return [*is_on] == [z > 0 for z in _sums(x, W)]


def _sums(x: Array, W: Array) -> Array:
    """What each unit gets, before ReLU."""
    return np.array(
        [bias + sum(weight * entry for weight, entry in zip(weights, x, strict=True)) for bias, *weights in W.T]
    )


laws = (
    Satisfies("each unit is 0 or its sum, and not below either", hidden, _is_relu_of_the_sums),
    Satisfies("the units are the slopes of f in w", network, _has_the_units_as_slopes),
    Satisfies("it is how many entries W and w have", parameter_count, _counts_all_entries),
    Satisfies("the expression has the network's values", as_expression, _gives_the_output),
    Satisfies("the units above 0 are on", activation_regions, _is_true_above_zero),
)
