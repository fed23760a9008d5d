"""Reference and misconceptions for `gradient_descent_nd`."""

from collections.abc import Callable, Sequence

import numpy as np
import sympy
from numpy.typing import NDArray

from grader import FixedPoint, GradientOf, Misconception, Satisfies

Array = NDArray[np.float64]
Function = Callable[[Array], Array]


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
    return [sympy.diff(f, variable) for variable in variables]


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
    return w - alpha * gradient(w)


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
    while True:
        w_next = step(gradient, w, alpha)
        if np.linalg.norm(w_next - w) < tol:
            return w_next
        w = w_next


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
    return bool(np.linalg.norm(gradient(w)) <= tol)


def sum_of_the_partial_derivatives(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> sympy.Expr:
    return sympy.Add(*gradient(f, variables))


def second_derivatives(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> list[sympy.Expr]:
    return [sympy.diff(f, variable, 2) for variable in variables]


def downhill_gradient(f: sympy.Expr, variables: Sequence[sympy.Symbol]) -> list[sympy.Expr]:
    return [-partial for partial in gradient(f, variables)]


def uphill(gradient: Function, w: Array, alpha: float) -> Array:
    return w + alpha * gradient(w)


def forgotten_alpha(gradient: Function, w: Array, alpha: float) -> Array:  # noqa: ARG001 - that is the misconception
    return w - gradient(w)


def only_the_change(gradient: Function, w: Array, alpha: float) -> Array:
    return -alpha * gradient(w)


def always_as_long_as_alpha(gradient: Function, w: Array, alpha: float) -> Array:
    slope = gradient(w)
    length = np.linalg.norm(slope)
    return w - alpha * slope / length if length else w


def entry_by_entry(gradient: Function, w: Array, alpha: float) -> Array:
    w = np.array(w, dtype=float)
    for place in range(len(w)):
        w[place] -= alpha * gradient(w)[place]
    return w


def stops_when_the_sum_is_small(gradient: Function, w: Array, alpha: float, tol: float) -> Array:
    while abs(np.sum(alpha * gradient(w))) >= tol:
        w = step(gradient, w, alpha)
    return w


def stops_when_one_entry_is_small(gradient: Function, w: Array, alpha: float, tol: float) -> Array:
    while np.all(np.abs(alpha * gradient(w)) >= tol):
        w = step(gradient, w, alpha)
    return w


def one_step_only(gradient: Function, w: Array, alpha: float, tol: float) -> Array:  # noqa: ARG001 - the fault
    return step(gradient, w, alpha)


def returns_the_start(gradient: Function, w: Array, alpha: float, tol: float) -> Array:
    gradient_descent(gradient, w, alpha, tol)
    return w


def largest_entry(gradient: Function, w: Array, tol: float) -> bool:
    return bool(np.max(np.abs(gradient(w))) <= tol)


def sum_of_the_entries(gradient: Function, w: Array, tol: float) -> bool:
    return bool(abs(np.sum(gradient(w))) <= tol)


def forgotten_root(gradient: Function, w: Array, tol: float) -> bool:
    return bool(np.sum(gradient(w) ** 2) <= tol)


misconceptions = (
    Misconception(
        of="gradient",
        wrong=sum_of_the_partial_derivatives,
        says="The partial derivatives are added up to one expression; the gradient keeps them apart, as a vector.",
    ),
    Misconception(
        of="gradient",
        wrong=second_derivatives,
        says="Each entry is a second derivative; the gradient holds the first ones.",
    ),
    Misconception(
        of="gradient",
        wrong=downhill_gradient,
        says="Every sign is reversed: the gradient points uphill, and it is the step that goes against it.",
    ),
    Misconception(
        of="step",
        wrong=uphill,
        says="The step goes uphill: to descend, alpha times the gradient is subtracted.",
    ),
    Misconception(
        of="step",
        wrong=forgotten_alpha,
        says="The step does not depend on alpha; the gradient is multiplied by the learning rate.",
    ),
    Misconception(
        of="step",
        wrong=only_the_change,
        says="This is only the change; the step leads to w plus that change.",
    ),
    Misconception(
        of="step",
        wrong=always_as_long_as_alpha,
        says="Every step has the length alpha: the gradient was divided by its norm, which loses how steep it is.",
    ),
    Misconception(
        of="step",
        wrong=entry_by_entry,
        says="Later entries step from a point whose first entries have moved; the whole gradient belongs to one point.",
    ),
    Misconception(
        of="gradient_descent",
        wrong=stops_when_the_sum_is_small,
        says="It stops where the entries of a step add up to 0: opposite signs cancel, but their squares do not.",
    ),
    Misconception(
        of="gradient_descent",
        wrong=stops_when_one_entry_is_small,
        says="It stops as soon as one entry of the step is small; the step is short only when all of them are.",
    ),
    Misconception(
        of="gradient_descent",
        wrong=one_step_only,
        says="It stops after one step; the steps go on until one is shorter than tol.",
    ),
    Misconception(
        of="gradient_descent",
        wrong=returns_the_start,
        says="It returns the point at which it started; the loop has to keep the point that it reached.",
    ),
    Misconception(
        of="stopped_by",
        wrong=largest_entry,
        says="Only the largest entry is held against tol; the Euclidean norm is larger where other entries are not 0.",
    ),
    Misconception(
        of="stopped_by",
        wrong=sum_of_the_entries,
        says="The entries are added up, so that opposite signs cancel; the norm adds up their squares.",
    ),
    Misconception(
        of="stopped_by",
        wrong=forgotten_root,
        says="The sum of the squares is held against tol; the norm is its square root.",
    ),
)


def _goes_against_the_gradient(next_w: Array, gradient: Function, w: Array, alpha: float) -> bool:
    """By alpha times its length, and straight against it: of a step of that length none goes down further."""
    slope, change = gradient(w), next_w - w
    steepness = sum(entry**2 for entry in slope)
    return (
        np.shape(next_w) == np.shape(w)
        and bool(np.isclose(sum(entry**2 for entry in change), alpha**2 * steepness))
        and bool(np.isclose(sum(change * slope), -alpha * steepness))
    )


def _is_flat(rest: Array, gradient: Function, w: Array, alpha: float, tol: float) -> bool:
    return np.shape(rest) == np.shape(w) and bool(alpha**2 * sum(entry**2 for entry in gradient(rest)) <= tol**2)


def _is_reached_from_the_second_point(rest: Array, gradient: Function, w: Array, alpha: float, tol: float) -> bool:
    second = w - alpha * gradient(w)
    return bool(np.allclose(rest, gradient_descent(gradient, second, alpha, tol), atol=1e-5))


def _is_true_where_it_is_short(stops: bool, gradient: Function, w: Array, tol: float) -> bool:  # noqa: FBT001 - a value
    return stops == bool(sum(entry**2 for entry in gradient(w)) <= tol**2)


laws = (
    GradientOf(gradient, "f", wrt="variables"),
    Satisfies("a step goes alpha times the gradient, straight down", step, _goes_against_the_gradient),
    FixedPoint(gradient_descent, step, at="w", within="tol"),
    Satisfies("at rest a step would be shorter than tol", gradient_descent, _is_flat),
    Satisfies("from the second point it ends at the same", gradient_descent, _is_reached_from_the_second_point),
    Satisfies("it stops where the sum of squares is at most tol^2", stopped_by, _is_true_where_it_is_short),
)
