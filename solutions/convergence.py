"""Reference and misconceptions for `convergence`."""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import sympy
from numpy.typing import ArrayLike, NDArray

from grader import FixedPoint, Misconception, Satisfies

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


def _is_the_first_that_does_not_come_nearer(bound: float, a: float) -> bool:
    """Of steps from 1 on a x^2 / 2: the bound leads to -1, which is as far away, and shorter steps end nearer."""
    shares = np.array([0.001, 0.5, 0.999, 1, 1.001])
    distances = abs(1 - shares * bound * a)
    return bound > 0 and bool(np.all(np.sign(np.round(distances - 1, 9)) == [-1, -1, -1, 0, 1]))


def _network_between_two_minima(t: float) -> float:
    """Weights of which both ends compute XOR, with the hidden units swapped: a chord of the risk that is at 0."""
    W, w = np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]]), np.array([1.0, -2.0])
    W, w = (1 - t) * W + t * W[:, ::-1], (1 - t) * w + t * w[::-1]
    bits = np.array([[1, a, b] for a in (0, 1) for b in (0, 1)])
    return float(np.mean((np.maximum(bits @ W, 0) @ w - [0, 1, 1, 0]) ** 2))


_SITUATIONS: dict[str, tuple[float, list[Callable[[float], float]]]] = {
    "parabola": (0.1, [lambda x: x**2]),
    "parabola_long_step": (1.1, [lambda x: x**2]),
    "absolute_value": (0.1, [abs]),
    "hinge": (0.1, [lambda x: max(1 - x, 0)]),
    "two_valleys": (0.1, [lambda x: x**4 / 4 - x**2 / 2]),
    "waves": (0.1, [math.cos]),
    "mean_squared_error": (0.25, [lambda x: sum((x - y) ** 2 for y in (-4, -2, 2, 4)) / 4]),
    "rounded_absolute_value": (1.5, [lambda x: math.sqrt(1 + x**2)]),
    "bowl": (0.15, [lambda x: x**2, lambda y: 5 * y**2]),
    "bowl_long_step": (0.25, [lambda x: x**2, lambda y: 5 * y**2]),
    "network": (0.1, [_network_between_two_minima]),
}
"""The learning rate, and the function along some lines: a kink, a dip and the greatest curvature are seen there."""


def _fulfils_the_conditions(is_guaranteed: bool, name: str) -> bool:  # noqa: FBT001 - a value
    """By second differences over h^2: they near f'', except at a kink, where they grow as h gets smaller."""
    alpha, lines = _SITUATIONS[name]
    places, h = np.linspace(-4, 4, 65), 1 / 64
    coarse, fine = (
        np.array([(f(x + h) - 2 * f(x) + f(x - h)) / h**2 for f in lines for x in places]) for h in (h, h / 2)
    )
    is_smooth = bool(np.all(abs(fine) < 1.5 * abs(coarse) + 1))
    is_convex = bool(np.min(fine) > -1e-6)
    return is_guaranteed == (is_smooth and is_convex and alpha < 2 / np.max(fine))


def _leads_to_the_target(start: float, f: sympy.Expr, target: float) -> bool:
    is_far = abs(start - target) >= 0.5 - 1e-9
    return is_far and abs(_after_many_steps(f, start, 0.05) - target) < 1e-3


def _is_where_many_steps_lead(rest: float, f: sympy.Expr, start: float, alpha: float) -> bool:
    return abs(_after_many_steps(f, start, alpha) - rest) < 1e-3


def _after_many_steps(f: sympy.Expr, place: float, alpha: float) -> float:
    for _ in range(1000):
        place = _one_step(f, place, alpha)
    return place


def _one_step(f: sympy.Expr, place: float, alpha: float) -> float:
    """The slope by a difference: of f itself, whatever is said of its derivative."""
    function, h = _in_floats(f), 1e-6
    return place - alpha * float(function(place + h) - function(place - h)) / (2 * h)


@cache
def _in_floats(f: sympy.Expr) -> Callable[[float], float]:
    function: Callable[[float], float] = sympy.lambdify(X, f, "math")
    return function


laws = (
    Satisfies(
        "shorter steps come nearer, and longer ones do not", largest_step, _is_the_first_that_does_not_come_nearer
    ),
    Satisfies("differences show the conditions of the theorem", guaranteed, _fulfils_the_conditions),
    Satisfies("many steps lead from there to the target", start_reaching, _leads_to_the_target),
    FixedPoint(stuck_at, _one_step, at="place", within=1e-6),
    Satisfies("many steps lead there", stuck_at, _is_where_many_steps_lead),
)
