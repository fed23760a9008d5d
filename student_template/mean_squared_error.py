"""Minimizing the mean squared error: `grade show mean_squared_error` prints what is asked."""

from numpy.typing import ArrayLike


def risk(x: float, ys: ArrayLike) -> float:
    """The mean squared error of predicting every number by x.

    Parameters
    ----------
    x : float
        The prediction.
    ys : array_like of float, shape (n,)
        The data; n >= 1.

    Returns
    -------
    float
        R(x), in the square of the data's unit.
    """
    raise NotImplementedError


def risk_derivative(x: float, ys: ArrayLike) -> float:
    """The derivative of the mean squared error with respect to the prediction.

    Parameters
    ----------
    x : float
        The prediction at which to take the derivative.
    ys : array_like of float, shape (n,)
        The data; n >= 1.

    Returns
    -------
    float
        dR/dx at x, in the data's unit.
    """
    raise NotImplementedError


def gradient_descent_step(x: float, ys: ArrayLike, alpha: float) -> float:
    """Where one step of gradient descent on the mean squared error leads.

    Parameters
    ----------
    x : float
        Where the step starts.
    ys : array_like of float, shape (n,)
        The data; n >= 1.
    alpha : float
        The learning rate, >= 0.

    Returns
    -------
    float
        The next x.
    """
    raise NotImplementedError


def x1() -> float:
    """The point after the first step on the slide: y = (-4, -2, 2, 4), x0 = 4, alpha = 1/4.

    Returns
    -------
    float
        x1.
    """
    raise NotImplementedError


def x1_choice() -> str:
    """The letter of the answer to the slide's question, what is x1: a) -1, b) 0, c) 1, d) 2.

    Returns
    -------
    str
        One letter.
    """
    raise NotImplementedError


def minimizer(ys: ArrayLike) -> float:
    """The prediction with the smallest mean squared error.

    Parameters
    ----------
    ys : array_like of float, shape (n,)
        The data; n >= 1.

    Returns
    -------
    float
        The x at which R is smallest, in the data's unit.
    """
    raise NotImplementedError
