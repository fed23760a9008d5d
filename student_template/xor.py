"""The XOR problem: `grade show xor` prints what is asked."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


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
    raise NotImplementedError


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
    raise NotImplementedError


def slide_outputs() -> NDArray[np.float64]:
    """The outputs of the slide's network, W = [[0, -1], [1, 1], [1, 1]] and w = (0, 1, -2).

    Returns
    -------
    ndarray of float, shape (4,)
        On the points (0, 0), (0, 1), (1, 0), (1, 1), in this order.
    """
    raise NotImplementedError


def xor_weights() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights of a network with one hidden layer of ReLU units that computes XOR.

    Returns
    -------
    W : ndarray of float, shape (3, h)
        Weights of the h hidden units, one column each; the first row holds their biases.
    w : ndarray of float, shape (h + 1,)
        Weights of the output; the first entry is its bias.
    """
    raise NotImplementedError


def no_linear_predictor() -> NDArray[np.float64]:
    """Coefficients that prove that no linear predictor computes XOR.

    Returns
    -------
    ndarray of float, shape (4,)
        One for each of the points (0, 0), (0, 1), (1, 0), (1, 1), in this order: they cancel every (1, x_i), but
        not the y_i.
    """
    raise NotImplementedError
