"""Neural networks: `grade show neural_network` prints what is asked."""

import numpy as np
import sympy
from numpy.typing import ArrayLike, NDArray


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError
