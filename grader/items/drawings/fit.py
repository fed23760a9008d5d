"""Points and the curve that was fitted to them, beside the one with the smallest sum of squares."""

from typing import Any

import numpy as np

from grader.items.drawings.sampling import Array, Function, graph_of, numbers_in, rounded, widened
from grader.items.drawings.sketches import FitSketch
from grader.model.drawing import Fit

_BEYOND = 0.1
_MOST_POINTS = 60
_EXACT = 1e-15
"""Share of the values' own sum of squares that rounding leaves of a fit through all points."""


def draw(sketch: FitSketch, answer: Any, arguments: tuple[Any, ...], expected: Any) -> Fit | None:
    """The points, the student's curve and the best one."""
    y = np.asarray(arguments[sketch.values], dtype=np.float64)
    x = _places(sketch, arguments, len(y))
    if x is None or not len(y):
        return None
    A = _design(sketch, x, arguments)
    numbers = numbers_in(answer, () if sketch.points is None else (A.shape[1],))
    if numbers is None:
        return None
    w, best = np.atleast_1d(numbers), np.asarray(np.linalg.lstsq(A, y, rcond=None)[0], dtype=np.float64)
    curves = [_curve(sketch, weights, arguments) for weights in (w, best)]
    low, high = widened(x.tolist(), _BEYOND)
    samples = 41 if sketch.basis is not None else 2
    kept = np.linspace(0, len(y) - 1, min(len(y), _MOST_POINTS)).round().astype(int)
    heights = A @ w
    return Fit(
        points=tuple((rounded(abscissa), rounded(value)) for abscissa, value in zip(x[kept], y[kept], strict=True)),
        count=len(y),
        predicted=tuple(map(rounded, heights[kept])),
        given=graph_of(curves[0], low, high, samples),
        given_squares=_squares(heights, y),
        best=graph_of(curves[1], low, high, samples),
        best_squares=_squares(A @ best, y),
    )


def _places(sketch: FitSketch, arguments: tuple[Any, ...], count: int) -> Array | None:
    """Where the points are; None if they have several coordinates. Of values alone, their numbers from 1 on."""
    if sketch.points is None:
        return np.arange(1.0, count + 1)
    X = np.asarray(arguments[sketch.points], dtype=np.float64)
    return X[:, 0] if X.ndim == 2 and X.shape == (count, 1) else None


def _design(sketch: FitSketch, x: Array, arguments: tuple[Any, ...]) -> Array:
    ones = np.ones_like(x)
    if sketch.points is None:
        return ones[:, None]
    basis = [x] if sketch.basis is None else [phi(x) for phi in _taken_apart(arguments[sketch.basis])]
    return np.column_stack([ones, *(np.broadcast_to(column, x.shape) for column in basis)])


def _curve(sketch: FitSketch, weights: Array, arguments: tuple[Any, ...]) -> Function:
    return lambda abscissae: _design(sketch, abscissae, arguments) @ weights


def _squares(heights: Array, y: Array) -> float:
    squares = float(np.sum((heights - y) ** 2))
    return rounded(squares) if squares > _EXACT * np.sum(y**2) else 0.0


def _taken_apart(basis: Any) -> list[Function]:
    """The basis functions for an array of numbers, of which each is a point of its own."""
    return [lambda points, phi=phi: np.array([float(phi(point)) for point in points]) for phi in basis]  # type: ignore[misc]
