"""Reference and misconceptions for `basis_functions`."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader import Minimises, Misconception, Satisfies, least_squares_fault

Array = NDArray[np.float64]
Basis = Sequence[Callable[..., Any]]


def design_matrix(X: ArrayLike, basis: Sequence[Callable[..., float]]) -> NDArray[np.float64]:
    """The values of the basis functions at each point, behind a column of ones.

    Parameters
    ----------
    X : array_like of float, shape (n, d)
        The points, one a row, without a column of ones.
    basis : sequence of k callables
        The basis functions; each maps a point of shape (d,) to a number: `phi(x)`, or `phi(*x)` with its d numbers.

    Returns
    -------
    ndarray of float, shape (n, k + 1)
        Row i is (1, phi_1(x_i), ..., phi_k(x_i)).
    """
    return np.array([[1.0, *(phi(*x) for phi in basis)] for x in np.asarray(X)])


def predict(x: ArrayLike, basis: Sequence[Callable[..., float]], w: ArrayLike) -> float:
    """The prediction at one point.

    Parameters
    ----------
    x : array_like of float, shape (d,)
        The point.
    basis : sequence of k callables
        The basis functions; each maps a point of shape (d,) to a number: `phi(x)`, or `phi(*x)` with its d numbers.
    w : array_like of float, shape (k + 1,)
        The weights; the first entry is the bias.

    Returns
    -------
    float
        H(x; w).
    """
    return float(design_matrix(np.asarray([x]), basis)[0] @ np.asarray(w))


def fit(X: ArrayLike, y: ArrayLike, basis: Sequence[Callable[..., float]]) -> NDArray[np.float64]:
    """Weights with the smallest sum of squared errors.

    Parameters
    ----------
    X : array_like of float, shape (n, d)
        The points, one a row, without a column of ones.
    y : array_like of float, shape (n,)
        What is to be predicted.
    basis : sequence of k callables
        The basis functions; each maps a point of shape (d,) to a number: `phi(x)`, or `phi(*x)` with its d numbers.

    Returns
    -------
    ndarray of float, shape (k + 1,)
        The first entry is the bias.
    """
    A = design_matrix(X, basis)
    return np.asarray(np.linalg.solve(A.T @ A, A.T @ np.asarray(y)))


def why_two_steps() -> set[str]:
    """Why the basis functions are chosen first and the weights are fitted then: what holds out of a) to f).

    Returns
    -------
    set of str
        The letters.
    """
    return {"a", "b", "c"}


def without_ones(X: ArrayLike, basis: Basis) -> Array:
    return design_matrix(X, basis)[:, 1:]


def ones_last(X: ArrayLike, basis: Basis) -> Array:
    return np.roll(design_matrix(X, basis), -1, axis=1)


def a_row_for_each_function(X: ArrayLike, basis: Basis) -> Array:
    return design_matrix(X, basis).T


def without_bias(x: ArrayLike, basis: Basis, w: ArrayLike) -> float:
    return predict(x, basis, np.asarray(w) * (np.arange(np.size(w)) > 0))


def bias_last(x: ArrayLike, basis: Basis, w: ArrayLike) -> float:
    return predict(x, basis, np.roll(np.asarray(w), 1))


def fit_without_ones(X: ArrayLike, y: ArrayLike, basis: Basis) -> Array:
    return np.asarray(np.linalg.pinv(without_ones(X, basis)) @ np.asarray(y))


def _fits_without_ones(w: Array, X: Array, y: Array, basis: Basis) -> bool:
    return least_squares_fault(without_ones(X, basis), y, w) is None


def fit_without_basis(X: ArrayLike, y: ArrayLike, basis: Basis) -> Array:  # noqa: ARG001 - that is the misconception
    return np.asarray(np.linalg.pinv(_with_ones(np.asarray(X))) @ np.asarray(y))


def _fits_without_basis(w: Array, X: Array, y: Array, basis: Basis) -> bool:  # noqa: ARG001 - the same
    return least_squares_fault(_with_ones(X), y, w) is None


def _with_ones(X: Array) -> Array:
    return np.column_stack([np.ones(len(X)), X])


def fit_with_bias_last(X: ArrayLike, y: ArrayLike, basis: Basis) -> Array:
    return np.roll(fit(X, y, basis), -1)


def _fits_with_bias_last(w: Array, X: Array, y: Array, basis: Basis) -> bool:
    return least_squares_fault(design_matrix(X, basis), y, np.roll(w, 1)) is None


def two_steps_fit_better() -> set[str]:
    return {"a", "b", "c", "d"}


def labels_are_not_needed() -> set[str]:
    return {"a", "b", "c", "e"}


def boundary_stays_linear() -> set[str]:
    return {"a", "b", "c", "f"}


def _letters(answer: Any) -> set[str]:
    is_readable = isinstance(answer, (str, set, frozenset, list, tuple))
    return {str(letter).casefold() for letter in answer} if is_readable else set()


def _chooses_d(answer: Any) -> bool:
    return "d" in _letters(answer)


def _chooses_e(answer: Any) -> bool:
    return "e" in _letters(answer)


def _chooses_f(answer: Any) -> bool:
    return "f" in _letters(answer)


misconceptions = (
    Misconception(
        of="design_matrix",
        wrong=without_ones,
        says="The column of ones is missing; the bias needs a column as well.",
    ),
    Misconception(
        of="design_matrix",
        wrong=ones_last,
        says="The ones are in the last column; the bias is the first entry of w, so its column comes first.",
    ),
    Misconception(
        of="design_matrix",
        wrong=a_row_for_each_function,
        says="Each basis function has a row and each point a column; in a design matrix each point has a row.",
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
        of="fit",
        wrong=fit_without_ones,
        explains=_fits_without_ones,
        says="These weights fit best without a bias; the design matrix also has a column of ones.",
    ),
    Misconception(
        of="fit",
        wrong=fit_without_basis,
        explains=_fits_without_basis,
        says="These weights fit best to the coordinates of x themselves; the basis functions are not used.",
    ),
    Misconception(
        of="fit",
        wrong=fit_with_bias_last,
        explains=_fits_with_bias_last,
        says="With the last entry of w as the bias these weights fit best; here the bias is the first entry.",
    ),
    Misconception(
        of="why_two_steps",
        wrong=two_steps_fit_better,
        explains=_chooses_d,
        says="d) is among the letters, but one step chooses from more: what two steps reach, it could reach as well.",
    ),
    Misconception(
        of="why_two_steps",
        wrong=labels_are_not_needed,
        explains=_chooses_e,
        says="e) is among the letters, but the sum of squares holds the labels, and the second step makes it small.",
    ),
    Misconception(
        of="why_two_steps",
        wrong=boundary_stays_linear,
        explains=_chooses_f,
        says="f) is among the letters, but linear in w is not linear in x: with squares a boundary can be a circle.",
    ),
)


def _has_a_row_for_each_point(A: Array, X: Array, basis: Basis) -> bool:
    rows = [[1.0, *(phi(point) for phi in basis)] for point in X]
    return np.shape(A) == np.shape(rows) and bool(np.allclose(A, rows))


def _has_the_functions_as_slopes(value: float, x: Array, basis: Basis, w: Array) -> bool:
    """It is 0 for w = 0, and a step of 1 in one weight adds what belongs to it: 1, or the value of its function."""
    slopes = [predict(x, basis, w + axis) - value for axis in np.eye(len(w))]
    at_zero = predict(x, basis, np.zeros(len(w)))
    return bool(np.allclose([at_zero, *slopes], [0, 1, *(phi(x) for phi in basis)]))


def _sum_of_squares(w: Array, X: Array, y: Array, basis: Basis) -> float:
    return float(sum(error**2 for error in _errors_of(w, X, y, basis)))


def _leaves_errors_that_cancel(w: Array, X: Array, y: Array, basis: Basis) -> bool:
    """In all, and with the values of each basis function as their weight: the normal equations."""
    errors = _errors_of(w, X, y, basis)
    weights: list[Any] = [np.ones(len(X)), *([phi(x) for x in X] for phi in basis)]
    return bool(np.allclose([sum(np.multiply(errors, weight)) for weight in weights], 0, atol=1e-6))


def _errors_of(w: Array, X: Array, y: Array, basis: Basis) -> list[float]:
    bias, *weights = w
    return [
        bias + sum(weight * phi(x) for weight, phi in zip(weights, basis, strict=True)) - label
        for x, label in zip(X, y, strict=True)
    ]


def _hold_on_small_data(letters: set[str]) -> bool:
    """With one bump as basis function. Of all data a), b), d), e) and f) speak, so that one example refutes them."""
    places = np.linspace(-4, 4, 17)
    labels = _bump(places, 2) + _bump(places, -2)

    def loss(center: float, weights: Array) -> float:
        return float(np.sum((weights[0] + weights[1] * _bump(places, center) - labels) ** 2))

    def best(center: float, labels: Array) -> Array:
        ones_and_bump = np.stack([np.ones(len(places)), _bump(places, center)], axis=1)
        return np.asarray(np.linalg.lstsq(ones_and_bump, labels, rcond=None)[0])

    u, v = np.array([1.0, -2.0]), np.array([-3.0, 0.5])
    centers = (-2.0, 0.0, 2.0)
    left, right = (-2.0, best(-2, labels)), (2.0, best(2, labels))  # mirror images, with 0 half-way between them
    in_one_step = min(loss(center, best(center, labels)) for center in centers)
    circle = {point: point[0] ** 2 + point[1] ** 2 - 1 for point in ((-1, 0), (1, 0), (0, 0))}
    holds = {
        "a": np.allclose([1, 2] @ u + [1, 2] @ v, [1, 2] @ (u + v)),
        "b": all(loss(center, (u + v) / 2) <= (loss(center, u) + loss(center, v)) / 2 for center in centers),
        "c": loss(0, (left[1] + right[1]) / 2) > (loss(*left) + loss(*right)) / 2,
        "d": all(loss(center, best(center, labels)) <= in_one_step for center in centers),
        "e": all(np.allclose(best(center, labels), best(center, -labels)) for center in centers),
        "f": circle[-1, 0] == circle[1, 0] == circle[0, 0] == 0,  # a line through two points holds what lies between
    }
    return set(letters) == {letter for letter, is_true in holds.items() if is_true}


def _bump(x: Any, center: float) -> Any:
    return np.exp(-((x - center) ** 2))


laws = (
    Satisfies("row i holds 1 and the functions at point i", design_matrix, _has_a_row_for_each_point),
    Satisfies("the values of the functions are the slopes of H in w", predict, _has_the_functions_as_slopes),
    Minimises(fit, _sum_of_squares, at="w"),
    Satisfies("the errors of the best weights cancel along each column", fit, _leaves_errors_that_cancel),
    Satisfies("the letters are of what no example refutes", why_two_steps, _hold_on_small_data),
)
