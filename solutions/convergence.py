"""Reference and misconceptions for `convergence`."""

import numpy as np
import sympy
from numpy.typing import ArrayLike, NDArray

from grader import Misconception

X = sympy.Symbol("x")
FARTHEST = 100
"""Answers beyond this are explained by no misconception."""
GUARANTEED = {
    "parabola": True,
    "parabola_long_step": False,
    "absolute_value": False,
    "hinge": False,
    "two_valleys": False,
    "waves": False,
    "mean_squared_error": True,
    "rounded_absolute_value": True,
    "bowl": True,
    "bowl_long_step": False,
    "network": False,
}


def largest_step(a: float) -> float:
    """The bound below which every learning rate makes gradient descent on f(x) = a x^2 / 2 converge.

    Parameters
    ----------
    a : float
        The curvature of f, > 0.

    Returns
    -------
    float
        The bound, which itself is too large.
    """
    return 2 / a


def guaranteed(name: str) -> bool:
    """Whether the theorem promises that gradient descent converges to a global minimum.

    Parameters
    ----------
    name : str
        The name of a situation, such as "parabola" or "hinge".

    Returns
    -------
    bool
    """
    return GUARANTEED[name]


def start_reaching(f: sympy.Expr, target: float) -> float:
    """A starting point from which gradient descent with learning rate 0.05 converges to a local minimum.

    Parameters
    ----------
    f : Expr
        An expression in the symbol x; not convex.
    target : float
        A local minimum of f.

    Returns
    -------
    float
        A starting point that is at least 0.5 away from the target.
    """
    starts = (target - 0.5, target + 0.5)
    return next(start for start in starts if abs(stuck_at(f, start, 0.05) - target) < 1e-3)


def stuck_at(f: sympy.Expr, start: float, alpha: float) -> float:
    """The point at which gradient descent comes to rest.

    Parameters
    ----------
    f : Expr
        An expression in the symbol x; not convex.
    start : float
        Where the descent starts.
    alpha : float
        The learning rate, > 0.

    Returns
    -------
    float
        A point with derivative 0, up to 1e-3.
    """
    slope = sympy.lambdify(X, sympy.diff(f, X), "math")
    place = start
    while abs(slope(place)) > 1e-9:
        place = place - alpha * slope(place)
    return float(place)


def one_step_to_the_minimum(a: float) -> float:
    return 1 / a


def longer_where_it_is_steep(a: float) -> float:
    return a / 2


def the_same_for_all(a: float) -> float:  # noqa: ARG001 - that is the misconception
    return 2


def convex_is_enough(name: str) -> bool:
    return name in {"absolute_value", "hinge"} or guaranteed(name)


def any_step(name: str) -> bool:
    return name in {"parabola_long_step", "bowl_long_step"} or guaranteed(name)


def any_valley(name: str) -> bool:
    return name in {"two_valleys", "waves", "network"} or guaranteed(name)


def least_curvature(name: str) -> bool:
    return name == "bowl_long_step" or guaranteed(name)


def the_target_itself(f: sympy.Expr, target: float) -> float:  # noqa: ARG001 - that is the misconception
    return target


def top_of_the_hill(f: sympy.Expr, target: float) -> float:  # noqa: ARG001 - that is the misconception
    return 0


def behind_a_hill(f: sympy.Expr, target: float) -> float:  # noqa: ARG001 - that is the misconception
    return -target


def _is_near(start: NDArray[np.float64], f: sympy.Expr, target: float) -> bool:  # noqa: ARG001 - an `explains`
    return bool(abs(start - target) < 0.5)


def _is_on_top(start: NDArray[np.float64], f: sympy.Expr, target: float) -> bool:  # noqa: ARG001 - an `explains`
    if abs(start) > FARTHEST:
        return False
    before, here, behind = _heights(f, [float(start) - 0.01, float(start), float(start) + 0.01])
    return bool(max(before, behind) < here)


def _is_behind_a_hill(start: NDArray[np.float64], f: sympy.Expr, target: float) -> bool:
    if abs(start) > FARTHEST:
        return False
    return bool(np.any(np.diff(_heights(f, np.linspace(float(start), target, 51))) > 1e-12))


def _heights(f: sympy.Expr, places: ArrayLike) -> NDArray[np.float64]:
    return np.asarray(sympy.lambdify(X, f)(np.asarray(places, dtype=float)))


def one_step_only(f: sympy.Expr, start: float, alpha: float) -> float:
    return start - alpha * float(sympy.diff(f, X).subs(X, start))


def slope_without_absolute_value(f: sympy.Expr, start: float, alpha: float) -> float:
    slope = sympy.lambdify(X, sympy.diff(f, X), "math")
    place = start
    while slope(place) > 1e-9:
        place = place - alpha * slope(place)
    return float(place)


def the_lowest_point(f: sympy.Expr, start: float, alpha: float) -> float:  # noqa: ARG001 - that is the misconception
    places = np.linspace(-10, 10, 2001)
    return float(places[np.argmin(_heights(f, places))])


def _is_as_low_as_can_be(answer: object, f: sympy.Expr, start: float, alpha: float) -> bool:
    if not isinstance(answer, (int, float)) or not -FARTHEST <= answer <= FARTHEST:
        return False
    lowest = the_lowest_point(f, start, alpha)
    here, there = _heights(f, [float(answer), lowest])
    return bool(here <= there + 1e-4)


misconceptions = (
    Misconception(
        of="largest_step",
        wrong=one_step_to_the_minimum,
        says="With this alpha one step leads to the minimum; longer steps overshoot it, and may still come nearer.",
    ),
    Misconception(
        of="largest_step",
        wrong=longer_where_it_is_steep,
        says="The bound grows with a; but the more the graph curves, the sooner a step overshoots.",
    ),
    Misconception(
        of="largest_step",
        wrong=the_same_for_all,
        says="The bound does not depend on a; but the more the graph curves, the sooner a step overshoots.",
    ),
    Misconception(
        of="guaranteed",
        wrong=convex_is_enough,
        says="Functions with a kink are taken in as well; they are convex, but the theorem also asks for a derivative.",
    ),
    Misconception(
        of="guaranteed",
        wrong=any_step,
        says="The learning rate is not looked at; a convex function does not keep long steps from growing longer.",
    ),
    Misconception(
        of="guaranteed",
        wrong=any_valley,
        says="Functions that are not convex are taken in as well; there gradient descent may end in a local minimum.",
    ),
    Misconception(
        of="guaranteed",
        wrong=least_curvature,
        says="The step fits the direction in which the bowl curves least; it has to fit where it curves most.",
    ),
    Misconception(
        of="start_reaching",
        wrong=the_target_itself,
        explains=_is_near,
        says="This start is at the target, or almost; ask from how far away the descent still leads there.",
    ),
    Misconception(
        of="start_reaching",
        wrong=top_of_the_hill,
        explains=_is_on_top,
        says="This start is on top of a hill, where the slope is 0: gradient descent does not move from there.",
    ),
    Misconception(
        of="start_reaching",
        wrong=behind_a_hill,
        explains=_is_behind_a_hill,
        says="Between this start and the target there is a hill, and gradient descent does not climb.",
    ),
    Misconception(
        of="stuck_at",
        wrong=one_step_only,
        says="This is the point after one step; the descent goes on until the slope is almost 0.",
    ),
    Misconception(
        of="stuck_at",
        wrong=slope_without_absolute_value,
        says="It stops at once where f falls to the right: the slope there is a negative number, below any tolerance.",
    ),
    Misconception(
        of="stuck_at",
        wrong=the_lowest_point,
        explains=_is_as_low_as_can_be,
        says="These are points at which f is smallest; gradient descent sees the slope only, and may rest elsewhere.",
    ),
)
