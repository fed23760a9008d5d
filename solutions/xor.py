"""Reference and misconceptions for `xor`."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader import Equals, Misconception, Satisfies

Array = NDArray[np.float64]

POINTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def relu(z: Any) -> Any:
    """The rectified linear unit, max(z, 0).

    Parameters
    ----------
    z : float or array_like of float, any shape

    Returns
    -------
    float or ndarray of float, the shape of z
        max(z, 0), elementwise.
    """
    return np.maximum(z, 0)


def network(x: ArrayLike, W: ArrayLike, w: ArrayLike) -> float:
    """The output of a network with one hidden layer of ReLU units.

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
    x, W, w = np.asarray(x), np.asarray(W), np.asarray(w)
    return float(w[0] + relu(W[0] + x @ W[1:]) @ w[1:])


def slide_outputs() -> NDArray[np.float64]:
    """The outputs of the slide's network, W = [[0, -1], [1, 1], [1, 1]] and w = (0, 1, -2).

    Returns
    -------
    ndarray of float, shape (4,)
        On the points (0, 0), (0, 1), (1, 0), (1, 1), in this order.
    """
    W, w = xor_weights()
    return np.array([network(x, W, w) for x in POINTS])


def xor_weights() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights of a network with one hidden layer of ReLU units that computes XOR.

    Returns
    -------
    W : ndarray of float, shape (3, h)
        Weights of the h hidden units, one column each; the first row holds their biases.
    w : ndarray of float, shape (h + 1,)
        Weights of the output; the first entry is its bias.
    """
    return np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0, -2.0])


def no_linear_predictor() -> NDArray[np.float64]:
    """Coefficients that prove that no linear predictor computes XOR.

    Returns
    -------
    ndarray of float, shape (4,)
        One for each of the points (0, 0), (0, 1), (1, 0), (1, 1), in this order: they cancel every (1, x_i), but
        not the y_i.
    """
    return np.array([1.0, -1.0, -1.0, 1.0])


def relu_as_abs(z: Any) -> Any:
    return np.abs(z)


def relu_as_step(z: Any) -> Any:
    return (np.asarray(z) > 0) * 1.0


def relu_negated(z: Any) -> Any:
    return np.minimum(z, 0)


def bias_row_last(x: ArrayLike, W: ArrayLike, w: ArrayLike) -> float:
    W = np.asarray(W)
    return network(x, np.vstack([W[-1:], W[:-1]]), w)


def output_bias_last(x: ArrayLike, W: ArrayLike, w: ArrayLike) -> float:
    return network(x, W, np.roll(np.asarray(w), 1))


def no_activation(x: ArrayLike, W: ArrayLike, w: ArrayLike) -> float:
    x, W, w = np.asarray(x), np.asarray(W), np.asarray(w)
    return float(w[0] + (W[0] + x @ W[1:]) @ w[1:])


def activated_output(x: ArrayLike, W: ArrayLike, w: ArrayLike) -> float:
    return max(network(x, W, w), 0.0)


def forgotten_biases(x: ArrayLike, W: ArrayLike, w: ArrayLike) -> float:
    W, w = np.array(W, dtype=float), np.array(w, dtype=float)
    W[0], w[0] = 0, 0
    return network(x, W, w)


def outputs_with_abs() -> NDArray[np.float64]:
    W, w = xor_weights()
    return np.asarray(w[0] + np.abs(W[0] + POINTS @ W[1:]) @ w[1:])


def outputs_without_activation() -> NDArray[np.float64]:
    W, w = xor_weights()
    return np.array([no_activation(x, W, w) for x in POINTS])


def weights_with_bias_row_last() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    W, w = xor_weights()
    return np.vstack([W[1:], W[:1]]), w


def weights_with_output_bias_last() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    W, w = xor_weights()
    return W, np.roll(w, -1)


def _computes_xor(W: NDArray[np.float64], w: NDArray[np.float64]) -> bool:
    outputs = [network(x, W, w) for x in POINTS]
    return bool(np.allclose(outputs, [0, 1, 1, 0], rtol=0, atol=1e-6))


def _would_with_its_last_row_first(W: NDArray[np.float64], w: NDArray[np.float64]) -> bool:
    return _computes_xor(np.roll(W, 1, axis=0), w)


def _would_with_its_last_entry_first(W: NDArray[np.float64], w: NDArray[np.float64]) -> bool:
    return _computes_xor(W, np.roll(w, 1))


def all_zero() -> NDArray[np.float64]:
    return np.zeros(4)


def labels_as_coefficients() -> NDArray[np.float64]:
    return np.array([0.0, 1.0, 1.0, 0.0])


misconceptions = (
    Misconception(
        of="relu",
        wrong=relu_as_abs,
        says="Negative numbers come out positive, as with the absolute value; ReLU makes them 0.",
    ),
    Misconception(
        of="relu",
        wrong=relu_as_step,
        says="Positive numbers come out as 1, as with a step function; ReLU leaves them as they are.",
    ),
    Misconception(
        of="relu",
        wrong=relu_negated,
        says="It keeps the negative numbers: that is min(z, 0), while ReLU is max(z, 0).",
    ),
    Misconception(
        of="network",
        wrong=bias_row_last,
        says="The last row of W was taken for the biases; here they are in the first row.",
    ),
    Misconception(
        of="network",
        wrong=output_bias_last,
        says="The last entry of w was taken for the bias; here it is the first entry.",
    ),
    Misconception(
        of="network",
        wrong=no_activation,
        says="The hidden units are not passed through ReLU; without it two layers are only a linear predictor.",
    ),
    Misconception(
        of="network",
        wrong=activated_output,
        says="The output is passed through ReLU as well; only the hidden units are.",
    ),
    Misconception(
        of="network",
        wrong=forgotten_biases,
        says="The biases, the first row of W and the first entry of w, are not added.",
    ),
    Misconception(
        of="slide_outputs",
        wrong=outputs_with_abs,
        says="This is what comes out when ReLU is taken for the absolute value.",
    ),
    Misconception(
        of="slide_outputs",
        wrong=outputs_without_activation,
        says="This is what comes out when the hidden units are not passed through ReLU.",
    ),
    Misconception(
        of="xor_weights",
        wrong=weights_with_bias_row_last,
        explains=_would_with_its_last_row_first,
        says="With the last row of W as the biases these weights compute XOR; here the biases are in the first row.",
    ),
    Misconception(
        of="xor_weights",
        wrong=weights_with_output_bias_last,
        explains=_would_with_its_last_entry_first,
        says="With the last entry of w as the bias these weights compute XOR; here the bias is the first entry.",
    ),
    Misconception(
        of="no_linear_predictor",
        wrong=all_zero,
        says="With all coefficients 0 both sums are 0, which contradicts nothing.",
    ),
    Misconception(
        of="no_linear_predictor",
        wrong=labels_as_coefficients,
        says="These are the labels y themselves; the coefficients also have to cancel every (1, x_i).",
    ),
)


def _is_the_larger_of_itself_and_zero(value: Any, z: Any) -> bool:
    """It is not below 0 or below z, and it is one of the two."""
    return np.shape(value) == np.shape(z) and bool(np.all(np.minimum(value, value - z) == 0))


def _has_the_units_as_slopes(value: float, x: Array, W: Array, w: Array) -> bool:
    """It is 0 for w = 0, and a step of 1 in one weight adds what belongs to it: 1, or the value of its unit."""
    slopes = [network(x, W, w + axis) - value for axis in np.eye(len(w))]
    return bool(np.allclose([network(x, W, np.zeros(len(w))), *slopes], [0, 1, *_units(x, W)]))


def _gives_xor_of_two_bits(weights: tuple[Array, Array]) -> bool:
    W, w = weights
    outputs = [w[0] + sum(w[1:] * _units((a, b), W)) for a in (0, 1) for b in (0, 1)]
    return bool(np.allclose(outputs, [0, 1, 1, 0], rtol=0, atol=1e-6))


def _units(x: ArrayLike, W: Array) -> Array:
    """Each hidden unit, written out."""
    sums = (
        bias + sum(weight * entry for weight, entry in zip(weights, np.asarray(x), strict=True))
        for bias, *weights in W.T
    )
    return np.array([z if z > 0 else 0.0 for z in sums])


def _cancels_all_but_xor(coefficients: Array) -> bool:
    """The sum of the coefficients, those where the first bit is 1 and where the second one is; and those of XOR."""
    at_00, at_01, at_10, at_11 = coefficients
    return bool(at_00 + at_01 + at_10 + at_11 == at_10 + at_11 == at_01 + at_11 == 0 != at_01 + at_10)


laws = (
    Satisfies("ReLU is 0 or z, and not below either", relu, _is_the_larger_of_itself_and_zero),
    Satisfies("the units are the slopes of f in w", network, _has_the_units_as_slopes),
    Equals(
        slide_outputs,
        "np.array([network(np.array(x), np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0, -2.0])) "
        "for x in ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))])",
    ),
    Equals(slide_outputs, "np.array([a != b for a in (0, 1) for b in (0, 1)], dtype=float)"),
    Satisfies("the network is 1 exactly where the bits differ", xor_weights, _gives_xor_of_two_bits),
    Satisfies("the coefficients cancel every (1, x_i), and not y", no_linear_predictor, _cancels_all_but_xor),
)
