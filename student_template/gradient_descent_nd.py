"""Gradient descent in several variables: `grade show gradient_descent_nd` prints what is asked."""

from collections.abc import Callable, Sequence

import numpy as np
import sympy
from numpy.typing import NDArray


def gradient(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> list[sympy.Expr]:
    """The partial derivatives of a function.

    Parameters
    ----------
    f : Expr
        An expression in the variables.
    variables : sequence of Symbol, length d

    Returns
    -------
    list of Expr, length d
        The derivatives of f with respect to the variables, in their order.
    """
    raise NotImplementedError


def step(
    gradient: Callable[[NDArray[np.float64]], NDArray[np.float64]], w: NDArray[np.float64], alpha: float
) -> NDArray[np.float64]:
    """Where one step of gradient descent leads.

    Parameters
    ----------
    gradient : callable
        The gradient of the function: takes an array of shape (d,), or its d numbers, and gives an array of shape (d,).
    w : ndarray of float, shape (d,)
        Where the step starts.
    alpha : float
        The learning rate, >= 0.

    Returns
    -------
    ndarray of float, shape (d,)
        The next w.
    """
    raise NotImplementedError


def gradient_descent(
    gradient: Callable[[NDArray[np.float64]], NDArray[np.float64]], w: NDArray[np.float64], alpha: float, tol: float
) -> NDArray[np.float64]:
    """The point at which gradient descent comes to rest.

    Parameters
    ----------
    gradient : callable
        The gradient of the function: takes an array of shape (d,), or its d numbers, and gives an array of shape (d,).
    w : ndarray of float, shape (d,)
        Where the descent starts.
    alpha : float
        The learning rate, > 0.
    tol : float
        The descent stops at a step whose Euclidean norm is smaller than this.

    Returns
    -------
    ndarray of float, shape (d,)
        The last point, each entry up to 1e-4.
    """
    raise NotImplementedError


def stopped_by(
    gradient: Callable[[NDArray[np.float64]], NDArray[np.float64]], w: NDArray[np.float64], tol: float
) -> bool:
    """Whether gradient descent that stops at short gradients stops at a point.

    Parameters
    ----------
    gradient : callable
        The gradient of the function: takes an array of shape (d,), or its d numbers, and gives an array of shape (d,).
    w : ndarray of float, shape (d,)
        The point.
    tol : float
        What the Euclidean norm of the gradient has to be at most.

    Returns
    -------
    bool
    """
    raise NotImplementedError
