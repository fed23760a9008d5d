"""Basis functions: `grade show basis_functions` prints what is asked."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


def why_two_steps() -> set[str]:
    """Why the basis functions are chosen first and the weights are fitted then: what holds out of a) to f).

    Returns
    -------
    set of str
        The letters.
    """
    raise NotImplementedError
