"""Reference and misconceptions for `linear_predictor`."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader import Minimises, Misconception, Satisfies, least_squares_fault

Array = NDArray[np.float64]


def augment(x: ArrayLike) -> NDArray[np.float64]:
    """The augmented vector Aug(x) = (1, x_1, ..., x_d).

    Parameters
    ----------
    x : array_like of float, shape (d,)
        A point; d >= 1.

    Returns
    -------
    ndarray of float, shape (d + 1,)
    """
    return np.concatenate([[1.0], np.asarray(x, dtype=np.float64)])


def predict(x: ArrayLike, w: ArrayLike) -> float:
    """The prediction of a linear predictor.

    Parameters
    ----------
    x : array_like of float, shape (d,)
        A point.
    w : array_like of float, shape (d + 1,)
        The weights; the first entry is the bias.

    Returns
    -------
    float
        H(x; w), a number of any sign.
    """
    return float(augment(x) @ np.asarray(w))


def fit(X: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
    """Weights with the smallest sum of squared errors.

    Parameters
    ----------
    X : array_like of float, shape (n, d)
        The points, one a row, without a column of ones; n >= 1 and d >= 1.
    y : array_like of float, shape (n,)
        What is to be predicted.

    Returns
    -------
    ndarray of float, shape (d + 1,)
        Any minimiser; the first entry is the bias.
    """
    A = _design(np.asarray(X))
    return np.asarray(np.linalg.lstsq(A.T @ A, A.T @ np.asarray(y), rcond=None)[0])


def crosses_once(w: ArrayLike, a: ArrayLike, b: ArrayLike) -> bool:
    """Whether the decision boundary H(x; w) = 0 cuts the segment from a to b.

    Parameters
    ----------
    w : array_like of float, shape (d + 1,)
        The weights; the first entry is the bias.
    a, b : array_like of float, shape (d,)
        The ends of the segment.

    Returns
    -------
    bool
        True if a and b lie strictly on different sides of the boundary.
    """
    return predict(a, w) * predict(b, w) < 0


def _design(X: Array) -> Array:
    return np.column_stack([np.ones(len(X)), X])


def one_last(x: ArrayLike) -> Array:
    return np.concatenate([np.asarray(x), [1.0]])


def zero_in_front(x: ArrayLike) -> Array:
    return np.concatenate([[0.0], np.asarray(x)])


def not_augmented(x: ArrayLike) -> Any:
    return x


def without_bias(x: ArrayLike, w: ArrayLike) -> float:
    return float(np.asarray(x) @ np.asarray(w)[1:])


def bias_last(x: ArrayLike, w: ArrayLike) -> float:
    return float(one_last(x) @ np.asarray(w))


def sign_only(x: ArrayLike, w: ArrayLike) -> float:
    return float(np.sign(predict(x, w)))


def fit_without_ones(X: ArrayLike, y: ArrayLike) -> Array:
    return np.asarray(np.linalg.pinv(np.asarray(X)) @ np.asarray(y))


def _fits_without_ones(w: Array, X: Array, y: Array) -> bool:
    return least_squares_fault(X, y, w) is None


def fit_with_zero_bias(X: ArrayLike, y: ArrayLike) -> Array:
    return np.concatenate([[0.0], fit_without_ones(X, y)])


def _fits_with_zero_bias(w: Array, X: Array, y: Array) -> bool:
    return bool(w.size == X.shape[1] + 1 and w[0] == 0 and _fits_without_ones(w[1:], X, y))


def fit_with_bias_last(X: ArrayLike, y: ArrayLike) -> Array:
    return np.roll(fit(X, y), -1)


def _fits_with_bias_last(w: Array, X: Array, y: Array) -> bool:
    return least_squares_fault(_design(X), y, np.roll(w, 1)) is None


def solve_with_the_inverse(X: ArrayLike, y: ArrayLike) -> Array:
    A = _design(np.asarray(X))
    return np.asarray(np.linalg.solve(A.T @ A, A.T @ np.asarray(y)))


def _fits_where_the_inverse_exists(w: Array, X: Array, y: Array) -> bool:
    A = _design(X)
    return bool(np.linalg.matrix_rank(A) < A.shape[1]) or least_squares_fault(A, y, w) is None


def end_on_the_boundary_counts(w: ArrayLike, a: ArrayLike, b: ArrayLike) -> bool:
    return predict(a, w) * predict(b, w) <= 0


def same_side(w: ArrayLike, a: ArrayLike, b: ArrayLike) -> bool:
    return predict(a, w) * predict(b, w) > 0


def boundary_through_the_origin(w: ArrayLike, a: ArrayLike, b: ArrayLike) -> bool:
    return without_bias(a, w) * without_bias(b, w) < 0


misconceptions = (
    Misconception(
        of="augment",
        wrong=one_last,
        says="The 1 comes last; the bias is the first entry of w, so the number that it multiplies comes first.",
    ),
    Misconception(
        of="augment",
        wrong=zero_in_front,
        says="A 0 is put in front of x; multiplied by 0 the bias would have no effect.",
    ),
    Misconception(
        of="augment",
        wrong=not_augmented,
        says="The vector comes back as it was; augmenting makes it one entry longer.",
    ),
    Misconception(
        of="predict",
        wrong=without_bias,
        says="The bias, the first entry of w, is not added.",
    ),
    Misconception(
        of="predict",
        wrong=bias_last,
        says="The last entry of w was taken for the bias; here it is the first entry.",
    ),
    Misconception(
        of="predict",
        wrong=sign_only,
        says="Only the sign is given, which is how a predictor classifies; the prediction is the number itself.",
    ),
    Misconception(
        of="fit",
        wrong=fit_without_ones,
        explains=_fits_without_ones,
        says="X was used without a column of ones, so this predictor has no bias.",
    ),
    Misconception(
        of="fit",
        wrong=fit_with_zero_bias,
        explains=_fits_with_zero_bias,
        says="The bias is always 0 and only the other weights are fitted; the bias is fitted together with them.",
    ),
    Misconception(
        of="fit",
        wrong=fit_with_bias_last,
        explains=_fits_with_bias_last,
        says="With the last entry of w as the bias these weights fit best; here the bias is the first entry.",
    ),
    Misconception(
        of="fit.dependent_columns",
        wrong=solve_with_the_inverse,
        explains=_fits_where_the_inverse_exists,
        says="Here A'A is singular: it has no inverse, and yet the normal equations have solutions.",
    ),
    Misconception(
        of="crosses_once",
        wrong=end_on_the_boundary_counts,
        says="A segment with an end on the boundary counts as cut; its ends have to lie strictly on different sides.",
    ),
    Misconception(
        of="crosses_once",
        wrong=same_side,
        says="It says True where both ends are on the same side; there the segment does not meet the boundary.",
    ),
    Misconception(
        of="crosses_once",
        wrong=boundary_through_the_origin,
        says="The sides are told without the bias, as if every boundary went through the origin.",
    ),
)


def _has_a_one_in_front(augmented: Array, x: Array) -> bool:
    return [*augmented] == [1, *x]


def _has_the_weights_as_slopes(value: float, x: Array, w: Array) -> bool:
    """The bias is the prediction at 0, and a step of 1 along an axis adds the weight that belongs to it."""
    slopes = [predict(x + axis, w) - value for axis in np.eye(len(x))]
    return bool(np.allclose([predict(np.zeros(len(x)), w), *slopes], w))


def _sum_of_squares(w: Array, X: Array, y: Array) -> float:
    return float(sum(error**2 for error in _errors_of(w, X, y)))


def _leaves_errors_that_cancel(w: Array, X: Array, y: Array) -> bool:
    """In all, and with each coordinate as their weight: the normal equations."""
    errors = _errors_of(w, X, y)
    sums = [sum(errors), *(sum(np.multiply(errors, column)) for column in X.T)]
    return bool(np.allclose(sums, 0, atol=1e-6))


def _errors_of(w: Array, X: Array, y: Array) -> list[float]:
    bias, *weights = w
    return [
        bias + sum(weight * entry for weight, entry in zip(weights, x, strict=True)) - label
        for x, label in zip(X, y, strict=True)
    ]


def _has_the_boundary_between_its_ends(crosses: bool, w: Array, a: Array, b: Array) -> bool:  # noqa: FBT001 - a value
    """The line from a to b is on the boundary at the share t of the way that solves H(a) + t (H(b) - H(a)) = 0."""
    at_a, at_b = _errors_of(w, np.array([a, b]), np.zeros(2))
    return crosses == (at_a != at_b and 0 < at_a / (at_a - at_b) < 1)


laws = (
    Satisfies("Aug(x) is a one and x behind it", augment, _has_a_one_in_front),
    Satisfies("the bias is H(0; w), and the weights are the slopes of H", predict, _has_the_weights_as_slopes),
    Minimises(fit, _sum_of_squares, at="w"),
    Satisfies("the errors of the best weights cancel along each column", fit, _leaves_errors_that_cancel),
    Satisfies("the segment is cut between its ends", crosses_once, _has_the_boundary_between_its_ends),
)
