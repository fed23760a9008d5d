"""Linear basis functions: `grade show linear_basis` prints what is asked."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def collapse(W: ArrayLike, w: ArrayLike) -> NDArray[np.float64]:
    """The single linear predictor that two layers without an activation equal.

    Parameters
    ----------
    W : array_like of float, shape (d + 1, h)
        Weights of the first layer, one column for each of its h units; the first row holds their biases.
    w : array_like of float, shape (h + 1,)
        Weights of the second layer; the first entry is its bias.

    Returns
    -------
    ndarray of float, shape (d + 1,)
        Weights of the single predictor; the first entry is its bias.
    """
    raise NotImplementedError


def is_linear_boundary() -> bool:
    """Whether the decision boundary of two layers without an activation is that of a linear predictor.

    Returns
    -------
    bool
        `collapse` is the evidence.
    """
    raise NotImplementedError


def parameters_wasted(d: int, hidden: int) -> int:
    """How many parameters two layers without an activation have more than the linear predictor that they equal.

    Parameters
    ----------
    d : int
        Dimension of the input, at least 1.
    hidden : int
        Number of units of the first layer, at least 1.

    Returns
    -------
    int
        Biases are counted everywhere.
    """
    raise NotImplementedError
