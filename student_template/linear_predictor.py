"""Linear predictors: `grade show linear_predictor` prints what is asked."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError
