"""The square loss of a network: `grade show square_loss` prints what is asked."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


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
    raise NotImplementedError


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
    raise NotImplementedError


def has_closed_form() -> dict[str, bool]:
    """Where a minimiser of the square loss can be had from linear equations, for a) to e) of the statement.

    Returns
    -------
    dict of str to bool
        With the keys "a" to "e".
    """
    raise NotImplementedError
