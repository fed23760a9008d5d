"""Gradient descent on a graph, or on level sets: the right iterates beside the student's."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np

from grader.items.drawings.sampling import Array, Function, curve_of, graph_of, numbers_in, rounded, widened
from grader.items.drawings.sketches import DescentSketch
from grader.model.any_drawing import Drawing
from grader.model.drawing import Descent, DescentPlane, Graph
from grader.sandbox.functions import ExpressionFunction, VectorFunction

_MOST_STEPS = 1000
_FIRST, _MOST_SHOWN = 16, 24
_AT_REST = 1e-6
_FAR_AWAY = 1e6
_BEYOND = 0.2
_IN_REACH = 4.0
"""An answer further from the right iterates than so many times their spread lies outside of the picture."""
_GRID = 17

Step = Callable[[Array], Array]


def draw(sketch: DescentSketch, answer: Any, arguments: tuple[Any, ...], expected: Any) -> Drawing | None:
    """In one variable or two; None in more."""
    function = arguments[sketch.function]
    rate = float(arguments[sketch.rate] if isinstance(sketch.rate, int) else sketch.rate)
    start = np.atleast_1d(np.asarray(arguments[sketch.start], dtype=np.float64))
    if isinstance(function, VectorFunction) and len(function.variables) == 2 and sketch.answer in {"end", "step"}:
        given = numbers_in(answer, (2,))
        return None if given is None else _in_plane(sketch, function, start, rate, given)
    number = numbers_in(np.ravel(answer)[0] if isinstance(function, VectorFunction) else answer, ())
    if number is None:
        return None
    return _on_line(sketch, _slope(function), float(start[0]), rate, float(number), expected)


def _on_line(sketch: DescentSketch, slope: Function, start: float, rate: float, gave: float, expected: Any) -> Descent:
    def step(iterate: Array) -> Array:
        return np.asarray(iterate - rate * slope(iterate))

    if sketch.answer == "start":
        own = [float(iterate[0]) for iterate in _path(step, np.array([gave]), _MOST_STEPS)]
        return _descent("start", slope, right=[], given=own, gave=gave, target=start)
    right = [float(iterate[0]) for iterate in _path(step, np.array([start]), _steps(sketch, expected))]
    given = [gave]
    if sketch.answer == "count":
        far = [float(iterate[0]) for iterate in _path(step, np.array([start]), min(max(int(gave), 0), _MOST_STEPS))]
        given = far[-1:]
    elif sketch.answer == "step":
        given = [start, gave]
    return _descent(sketch.answer, slope, right, given, gave, None)


def _steps(sketch: DescentSketch, expected: Any) -> int:
    """How many steps are right: one, or as many as are asked for, or until it rests."""
    if sketch.answer == "step":
        return 1
    return min(int(expected), _MOST_STEPS) if sketch.answer == "count" else _MOST_STEPS


def _in_plane(sketch: DescentSketch, gradient: VectorFunction, start: Array, rate: float, gave: Array) -> DescentPlane:
    right = _path(lambda iterate: iterate - rate * gradient(iterate), start, _steps(sketch, None))
    given = [start, gave] if sketch.answer == "step" else [gave]
    corners = [_range([iterate[axis] for iterate in right], gave[axis]) for axis in (0, 1)]
    side = max(high - low for low, high in corners)  # as wide as high, so that steps stand across the level sets
    (left, low), (right_end, high) = zip(*(_square(corner, side) for corner in corners), strict=True)
    return DescentPlane(
        asked="step" if sketch.answer == "step" else "end",
        low=(rounded(left), rounded(low)),
        high=(rounded(right_end), rounded(high)),
        heights=_heights(gradient, np.linspace(left, right_end, _GRID), np.linspace(low, high, _GRID)),
        right=tuple((rounded(iterate[0]), rounded(iterate[1])) for iterate in _thinned(right)),
        steps=len(right) - 1,
        given=tuple((rounded(iterate[0]), rounded(iterate[1])) for iterate in given),
    )


def _slope(function: Any) -> Function:
    """The derivative: given as such, as a gradient of one variable, or to be worked out."""
    if isinstance(function, VectorFunction):
        (entry,) = function.entries
        return ExpressionFunction(function.variables, entry)
    return function if isinstance(function, ExpressionFunction) else curve_of(function).slope


def _path(step: Step, start: Array, most: int) -> list[Array]:
    """The iterates from the start on, until they rest or run away."""
    iterates = [start]
    while len(iterates) <= most and np.abs(iterates[-1]).max() <= _FAR_AWAY:
        following = step(iterates[-1])
        iterates.append(following)
        if most == _MOST_STEPS and np.abs(following - iterates[-2]).max() < _AT_REST:
            break
    return iterates


def _descent(
    asked: Literal["end", "step", "count", "start"],
    slope: Function,
    right: list[float],
    given: list[float],
    gave: float,
    target: float | None,
) -> Descent:
    firm = right or [given[0], *([target] if target is not None else [])]
    low, high = firm_range = _range(firm, given[-1])
    return Descent(
        asked=asked,
        graph=_integrated(slope, *firm_range),
        right=tuple(map(rounded, _thinned(right))),
        steps=max(len(right or given) - 1, 0),
        given=tuple(rounded(iterate) for iterate in _thinned(given) if asked != "start" or low <= iterate <= high),
        gave=rounded(gave),
        target=None if target is None else rounded(target),
    )


def _thinned(iterates: Sequence[Any]) -> list[Any]:
    """The first ones, some of the others, and the last."""
    if len(iterates) <= _MOST_SHOWN:
        return list(iterates)
    later = np.linspace(_FIRST, len(iterates) - 1, _MOST_SHOWN - _FIRST).round().astype(int)
    return [*iterates[:_FIRST], *(iterates[index] for index in later)]


def _range(right: Sequence[float], gave: float) -> tuple[float, float]:
    """What is shown along one axis: the right iterates, and the answer if it is not far from them."""
    spread = max(max(right) - min(right), 1.0)
    is_near = min(right) - _IN_REACH * spread <= gave <= max(right) + _IN_REACH * spread
    return widened([*right, gave] if is_near else right, _BEYOND, least=1.0)


def _square(ends: tuple[float, float], side: float) -> tuple[float, float]:
    middle = (ends[0] + ends[1]) / 2
    return middle - side / 2, middle + side / 2


def _integrated(slope: Function, low: float, high: float) -> Graph:
    """The function with this derivative, by Simpson's rule, up to a constant: 0 is its lowest value."""

    def heights(abscissae: Array) -> Array:
        return _antiderivative(slope, abscissae)

    return graph_of(lambda abscissae: heights(abscissae) - np.min(heights(abscissae)), low, high)


def _antiderivative(slope: Callable[[Array], Any], abscissae: Array) -> Array:
    middles = (abscissae[:-1] + abscissae[1:]) / 2
    ends, between = (np.broadcast_to(np.asarray(slope(at), dtype=float), at.shape) for at in (abscissae, middles))
    pieces = np.diff(abscissae) * (ends[:-1] + 4 * between + ends[1:]) / 6
    return np.concatenate([[0.0], np.cumsum(pieces)])


def _heights(gradient: VectorFunction, xs: Array, ys: Array) -> tuple[tuple[float, ...], ...]:
    """Up from the lower left corner, then to the right along each row."""
    along, up = (ExpressionFunction(gradient.variables, entry) for entry in gradient.entries)
    left = _antiderivative(lambda at: up(np.full_like(at, xs[0]), at), ys)

    def row(height: float, y: float) -> Array:
        return height + _antiderivative(lambda at: along(at, np.full_like(at, y)), xs)

    rows = [row(height, y) for height, y in zip(left, ys, strict=True)]
    lowest = min(float(heights.min()) for heights in rows)
    return tuple(tuple(float(f"{height:.4g}") + 0.0 for height in heights - lowest) for heights in rows)
