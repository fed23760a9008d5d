"""Gradient descent in one variable: `grade show gradient_descent` prints what is asked."""

from collections.abc import Callable


def direction(slope: float) -> int:
    """The direction in which a function falls.

    Parameters
    ----------
    slope : float
        The function's derivative at the point.

    Returns
    -------
    int
        -1 for left, 1 for right, 0 where the derivative is 0.
    """
    raise NotImplementedError


def step(derivative: Callable[[float], float], x: float, alpha: float) -> float:
    """Where one step of gradient descent leads.

    Parameters
    ----------
    derivative : callable
        The derivative of the function: takes a number, gives a number.
    x : float
        Where the step starts.
    alpha : float
        The learning rate, >= 0.

    Returns
    -------
    float
        The next x.
    """
    raise NotImplementedError


def gradient_descent(derivative: Callable[[float], float], x: float, alpha: float, tol: float) -> float:
    """The point at which gradient descent comes to rest.

    Parameters
    ----------
    derivative : callable
        The derivative of the function: takes a number, gives a number.
    x : float
        Where the descent starts.
    alpha : float
        The learning rate, > 0.
    tol : float
        The descent stops at a step that is shorter than this.

    Returns
    -------
    float
        The last point, up to 1e-4.
    """
    raise NotImplementedError


def iterations_until(derivative: Callable[[float], float], x: float, alpha: float, tol: float) -> int:
    """How many steps of gradient descent it takes until the slope is small.

    Parameters
    ----------
    derivative : callable
        The derivative of the function: takes a number, gives a number.
    x : float
        Where the descent starts, x_0.
    alpha : float
        The learning rate, > 0.
    tol : float
        What the absolute value of the derivative has to be at most.

    Returns
    -------
    int
        The smallest k >= 0 with |f'(x_k)| <= tol.
    """
    raise NotImplementedError
