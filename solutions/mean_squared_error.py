"""Reference and misconceptions for `mean_squared_error`."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader import DerivativeOf, Equals, Minimises, Misconception, Satisfies

Array = NDArray[np.float64]


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
    return float(np.mean((x - np.asarray(ys)) ** 2))


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
    return float(2 * np.mean(x - np.asarray(ys)))


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
    return x - alpha * risk_derivative(x, ys)


def x1() -> float:
    """The point after the first step on the slide: y = (-4, -2, 2, 4), x0 = 4, alpha = 1/4.

    Returns
    -------
    float
        x1.
    """
    return gradient_descent_step(4, np.array([-4.0, -2.0, 2.0, 4.0]), 1 / 4)  # a student's own part is given arrays


def x1_choice() -> str:
    """The letter of the answer to the slide's question, what is x1: a) -1, b) 0, c) 1, d) 2.

    Returns
    -------
    str
        One letter.
    """
    return "d"


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
    return float(np.mean(np.asarray(ys)))


def sum_instead_of_mean(x: float, ys: ArrayLike) -> float:
    return float(np.sum((x - np.asarray(ys)) ** 2))


def absolute_instead_of_squared(x: float, ys: ArrayLike) -> float:
    return float(np.mean(np.abs(x - np.asarray(ys))))


def root_of_the_mean(x: float, ys: ArrayLike) -> float:
    return float(np.sqrt(risk(x, ys)))


def dropped_factor_two(x: float, ys: ArrayLike) -> float:
    return float(np.mean(x - np.asarray(ys)))


def forgotten_mean(x: float, ys: ArrayLike) -> float:
    return float(2 * np.sum(x - np.asarray(ys)))


def lost_inner_sign(x: float, ys: ArrayLike) -> float:
    return -risk_derivative(x, ys)


def forgotten_alpha(x: float, ys: ArrayLike, alpha: float) -> float:  # noqa: ARG001 - that is the misconception
    return x - risk_derivative(x, ys)


def uphill(x: float, ys: ArrayLike, alpha: float) -> float:
    return x + alpha * risk_derivative(x, ys)


def only_the_change(x: float, ys: ArrayLike, alpha: float) -> float:
    return -alpha * risk_derivative(x, ys)


def x1_without_factor_two() -> float:
    return 4 - 1 / 4 * dropped_factor_two(4, (-4, -2, 2, 4))


def x1_uphill() -> float:
    return uphill(4, (-4, -2, 2, 4), 1 / 4)


def x1_without_alpha_or_mean() -> float:
    return forgotten_alpha(4, (-4, -2, 2, 4), 1 / 4)


def at_the_minimum() -> str:
    return "b"


def median(ys: ArrayLike) -> float:
    return float(np.median(np.asarray(ys)))


misconceptions = (
    Misconception(
        of="risk",
        wrong=sum_instead_of_mean,
        says="The squared errors are added up but not divided by n; the mean squared error is their mean.",
    ),
    Misconception(
        of="risk",
        wrong=absolute_instead_of_squared,
        says="The errors enter by their absolute value; the mean squared error squares them.",
    ),
    Misconception(
        of="risk",
        wrong=root_of_the_mean,
        says="A square root was taken at the end; that is the root mean squared error, not the mean squared error.",
    ),
    Misconception(
        of="risk_derivative",
        wrong=dropped_factor_two,
        says="Every value is half of the derivative: the factor 2 from differentiating the square is missing.",
    ),
    Misconception(
        of="risk_derivative",
        wrong=forgotten_mean,
        says="Every value is n times the derivative: the 1/n of the mean stays when the sum is differentiated.",
    ),
    Misconception(
        of="risk_derivative",
        wrong=lost_inner_sign,
        says="The sign is reversed: d/dx of (x - y)^2 is 2 (x - y), and of (y - x)^2 it is -2 (y - x), the same.",
    ),
    Misconception(
        of="gradient_descent_step",
        wrong=forgotten_alpha,
        says="The step does not depend on alpha; the derivative is multiplied by the learning rate.",
    ),
    Misconception(
        of="gradient_descent_step",
        wrong=uphill,
        says="The step goes uphill: to descend, alpha times the derivative is subtracted.",
    ),
    Misconception(
        of="gradient_descent_step",
        wrong=only_the_change,
        says="This is only the change; the step leads to x plus that change.",
    ),
    Misconception(
        of="x1",
        wrong=x1_without_factor_two,
        says="This is what comes out when the factor 2 is missing in the derivative.",
    ),
    Misconception(
        of="x1",
        wrong=x1_uphill,
        says="This step goes uphill: to descend, alpha times the derivative is subtracted.",
    ),
    Misconception(
        of="x1",
        wrong=x1_without_alpha_or_mean,
        says="This is what comes out when alpha is left out, or when the 1/n of the mean is.",
    ),
    Misconception(
        of="x1_choice",
        wrong=at_the_minimum,
        says="That is the minimum itself; one step of gradient descent goes only a part of the way.",
    ),
    Misconception(
        of="minimizer",
        wrong=median,
        says="This is the median, which minimizes the mean absolute error; the squared error has another minimizer.",
    ),
)


def _is_the_variance_and_the_bias(value: float, x: float, ys: Array) -> bool:
    return bool(np.isclose(value, np.var(ys) + (x - sum(ys) / len(ys)) ** 2))


def _comes_nearer_to_the_mean(next_x: float, x: float, ys: Array, alpha: float) -> bool:
    """The distance to the mean is multiplied by 1 - 2 alpha: half of it goes for alpha = 1/4."""
    mean = sum(ys) / len(ys)
    return bool(np.isclose(next_x - mean, (1 - 2 * alpha) * (x - mean)))


def _has_as_much_on_both_sides(x: float, ys: Array) -> bool:
    return bool(np.isclose(sum(y - x for y in ys), 0, atol=1e-9))


laws = (
    Satisfies("the risk is the variance and the square of x - mean", risk, _is_the_variance_and_the_bias),
    DerivativeOf(risk_derivative, risk, wrt="x"),
    Satisfies("a step takes off 2 alpha of the way to the mean", gradient_descent_step, _comes_nearer_to_the_mean),
    Equals(x1, "gradient_descent_step(4, np.array([-4.0, -2.0, 2.0, 4.0]), 1 / 4)"),
    Equals(x1, "4 / 2"),  # the mean is 0, and alpha = 1/4 goes half of the way to it
    Equals(x1_choice, "'abcd'[[-1, 0, 1, 2].index(x1())]"),
    Minimises(minimizer, risk, at="x"),
    Satisfies("the deviations from the minimiser cancel", minimizer, _has_as_much_on_both_sides),
)
