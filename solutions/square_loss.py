"""Reference and misconceptions for `square_loss`."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader import GradientOf, Misconception, Satisfies

Array = NDArray[np.float64]


def risk(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> float:
    """The mean square loss of a network with one hidden layer of ReLU units.

    Parameters
    ----------
    W : array_like of float, shape (d + 1, h)
        Weights of the h hidden units, one column each; the first row holds their biases.
    w : array_like of float, shape (h + 1,)
        Weights of the output; the first entry is its bias.
    X : array_like of float, shape (n, d)
        The points, one a row, without a column of ones; n >= 1.
    y : array_like of float, shape (n,)
        The labels.

    Returns
    -------
    float
        R(W, w), in the square of the labels' unit.
    """
    return float(np.mean(_errors(W, w, X, y) ** 2))


def gradient_output_weights(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
    """The gradient of the risk with respect to the output weights w, with W held fixed.

    Parameters
    ----------
    W : array_like of float, shape (d + 1, h)
        Weights of the h hidden units, one column each; the first row holds their biases.
    w : array_like of float, shape (h + 1,)
        Weights of the output, at which to take the gradient; the first entry is its bias.
    X : array_like of float, shape (n, d)
        The points, one a row, without a column of ones; n >= 1.
    y : array_like of float, shape (n,)
        The labels.

    Returns
    -------
    ndarray of float, shape (h + 1,)
        dR/dw_0, dR/dw_1, ...
    """
    w = np.asarray(w, dtype=np.float64)
    # R is quadratic in w, so the central difference is the derivative itself, for a step of any size; taken of `risk`,
    # it follows a student's own risk
    return np.array([(risk(W, w + step, X, y) - risk(W, w - step, X, y)) / 2 for step in np.eye(w.size)])


def has_closed_form() -> dict[str, bool]:
    """Where a minimiser of the square loss can be had from linear equations, for a) to e) of the statement.

    Returns
    -------
    dict of str to bool
        With the keys "a" to "e".
    """
    return {"a": True, "b": True, "c": True, "d": False, "e": False}


def _hidden(W: ArrayLike, X: ArrayLike) -> Array:
    """The hidden units at each point, behind a column of ones; shape (n, h + 1)."""
    W, X = np.asarray(W), np.asarray(X)
    return np.column_stack([np.ones(len(X)), np.maximum(W[0] + X @ W[1:], 0)])


def _errors(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> Array:
    return np.asarray(_hidden(W, X) @ np.asarray(w) - np.asarray(y))


def sum_instead_of_mean(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> float:
    return float(np.sum(_errors(W, w, X, y) ** 2))


def half_of_the_mean(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> float:
    return risk(W, w, X, y) / 2


def absolute_loss(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> float:
    return float(np.mean(np.abs(_errors(W, w, X, y))))


def every_pair(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> float:
    return float(np.mean((_errors(W, w, X, np.zeros(len(np.asarray(X))))[:, np.newaxis] - np.asarray(y)) ** 2))


def risk_without_relu(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> float:
    W, w = np.asarray(W), np.asarray(w)
    return float(np.mean((w[0] + (W[0] + np.asarray(X) @ W[1:]) @ w[1:] - np.asarray(y)) ** 2))


def risk_without_output_bias(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> float:
    w = np.asarray(w)
    return risk(W, np.concatenate([[0.0], w[1:]]), X, y)


def dropped_factor_two(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> Array:
    return gradient_output_weights(W, w, X, y) / 2


def forgotten_mean(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> Array:
    return gradient_output_weights(W, w, X, y) * np.size(y)


def reversed_sign(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> Array:
    return -gradient_output_weights(W, w, X, y)


def bias_left_out(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> Array:
    return gradient_output_weights(W, w, X, y)[1:]


def outer_derivative_only(W: ArrayLike, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> Array:
    return np.full(np.size(w), 2 * np.mean(_errors(W, w, X, y)))


def all_have_one() -> dict[str, bool]:
    return dict.fromkeys("abcde", True)


def no_network_has_one() -> dict[str, bool]:
    return {"a": True, "b": True, "c": False, "d": False, "e": False}


def only_linear_predictors_have_one() -> dict[str, bool]:
    return {"a": True, "b": False, "c": False, "d": False, "e": False}


def one_layer_at_a_time_has_one() -> dict[str, bool]:
    return {"a": True, "b": True, "c": True, "d": True, "e": False}


misconceptions = (
    Misconception(
        of="risk",
        wrong=sum_instead_of_mean,
        says="The squared errors are added up but not divided by n; the risk is their mean.",
    ),
    Misconception(
        of="risk",
        wrong=half_of_the_mean,
        says="Every value is half of the risk: some put a factor 1/2 before the square loss, but here there is none.",
    ),
    Misconception(
        of="risk",
        wrong=absolute_loss,
        says="The errors enter by their absolute value; the square loss squares them.",
    ),
    Misconception(
        of="risk",
        wrong=every_pair,
        says="Every output is compared with every label: a column (n, 1) minus an array (n,) is an array (n, n).",
    ),
    Misconception(
        of="risk",
        wrong=risk_without_relu,
        says="The hidden units are not passed through ReLU, so this is the risk of a linear predictor.",
    ),
    Misconception(
        of="risk",
        wrong=risk_without_output_bias,
        says="The bias of the output, the first entry of w, is not added.",
    ),
    Misconception(
        of="gradient_output_weights",
        wrong=dropped_factor_two,
        says="Every entry is half of the derivative: the factor 2 from differentiating the square is missing.",
    ),
    Misconception(
        of="gradient_output_weights",
        wrong=forgotten_mean,
        says="Every entry is n times the derivative: the 1/n of the mean stays when the sum is differentiated.",
    ),
    Misconception(
        of="gradient_output_weights",
        wrong=reversed_sign,
        says="The sign is reversed: of (f - y)^2 the derivative is 2 (f - y) times that of f.",
    ),
    Misconception(
        of="gradient_output_weights",
        wrong=bias_left_out,
        says="The derivative with respect to the bias is missing; w has one more entry than there are hidden units.",
    ),
    Misconception(
        of="gradient_output_weights",
        wrong=outer_derivative_only,
        says="All entries are the same: the square is differentiated, but f inside it is not, as the chain rule asks.",
    ),
    Misconception(
        of="has_closed_form",
        wrong=all_have_one,
        says="With W free the prediction is not linear in what is chosen: ReLU lies between W and the output.",
    ),
    Misconception(
        of="has_closed_form",
        wrong=no_network_has_one,
        says="With W held fixed the hidden units are given functions of x, as basis functions are.",
    ),
    Misconception(
        of="has_closed_form",
        wrong=only_linear_predictors_have_one,
        says="What counts is whether the prediction is linear in w, not whether it is linear in x.",
    ),
    Misconception(
        of="has_closed_form",
        wrong=one_layer_at_a_time_has_one,
        says="Each layer alone is marked as linear, but the weights in W act through ReLU, those in w do not.",
    ),
)


def _is_the_mean_of_squared_errors(value: float, W: Array, w: Array, X: Array, y: Array) -> bool:
    squares = [(_output(x, W, w) - label) ** 2 for x, label in zip(X, y, strict=True)]
    return bool(np.isclose(value, sum(squares) / len(squares)))


def _moves_with_the_bias(value: float, W: Array, w: Array, X: Array, y: Array) -> bool:
    """Labels that are 3 larger need an output bias that is 3 larger; labels that are met by 3 too low leave 9."""
    outputs = np.array([_output(x, W, w) for x in X])
    moved = risk(W, w + 3 * np.eye(len(w))[0], X, y + 3)
    return bool(np.allclose([moved, risk(W, w, X, outputs), risk(W, w, X, outputs + 3)], [value, 0, 9]))


def _output(x: Any, W: Any, w: Any) -> Any:
    """f(x; w, W), written out."""
    sums = (bias + sum(weight * entry for weight, entry in zip(weights, x, strict=True)) for bias, *weights in W.T)
    return w[0] + sum(weight * max(z, 0) for weight, z in zip(w[1:], sums, strict=True))


def _are_linear_in_what_is_chosen(answers: dict[str, bool]) -> bool:
    """On an example. What is linear keeps sums: h(p + q) = h(p) + h(q)."""
    W, w, x = np.array([[1.0], [-2.0]]), np.array([2.0, -1.0]), np.array([3.0])
    predictions: dict[str, Callable[[Array], Any]] = {
        "a": lambda p: p[0] + p[1] * x[0],
        "b": lambda p: p[0] + p[1] * x[0] ** 2,
        "c": lambda p: _output(x, W, p[:2]),
        "d": lambda p: _output(x, p[2:].reshape(2, 1), w - [2, 0]),
        "e": lambda p: _output(x, p[2:].reshape(2, 1), p[:2]),
    }
    p, q = np.array([1.0, -1.0, 2.0, 1.0]), np.array([0.5, 3.0, -1.0, -2.0])
    return answers == {letter: bool(np.isclose(h(p + q), h(p) + h(q))) for letter, h in predictions.items()}


laws = (
    Satisfies("the risk is the mean of the squared errors", risk, _is_the_mean_of_squared_errors),
    Satisfies("the risk is kept where bias and labels move alike", risk, _moves_with_the_bias),
    GradientOf(gradient_output_weights, risk, wrt="w"),
    Satisfies("linear equations are where h is linear", has_closed_form, _are_linear_in_what_is_chosen),
)
