"""The surface of a network with one hidden layer of ReLU units, with the points at which it is looked at."""

from typing import Any

import numpy as np

from grader.items.answers.shapes import read_parts
from grader.items.drawings.sampling import Array, numbers_in, rounded, rounded_all
from grader.items.drawings.sketches import NetworkSketch
from grader.model.drawing import Network, NetworkPoint


def draw(sketch: NetworkSketch, answer: Any, arguments: tuple[Any, ...], expected: Any) -> Network | None:
    """The weights with the points; None for a network on anything but the plane."""
    if sketch.arguments is None:
        parts = read_parts(answer, ((3, "h"), ("h+1",))).parts
        if parts is None:
            return None
        gave = value(np.array(sketch.points), *parts)
        return _drawing(sketch, parts[0], parts[1], np.array(sketch.points), gave, np.array(sketch.targets))
    x, W, w = (np.asarray(arguments[index], dtype=np.float64) for index in sketch.arguments)
    number, wanted = numbers_in(answer, ()), numbers_in(expected, ())
    if len(x) != 2 or number is None or wanted is None:
        return None
    return _drawing(sketch, W, w, x[None, :], number[None], wanted[None])


def _drawing(sketch: NetworkSketch, W: Array, w: Array, points: Array, gave: Array, expected: Array) -> Network:
    return Network(
        hidden=tuple((rounded(bias), rounded(first), rounded(second)) for bias, first, second in W.T),
        output=rounded_all(w),
        points=tuple(
            NetworkPoint(point=(rounded(point[0]), rounded(point[1])), gave=rounded(own), expected=rounded(right))
            for point, own, right in zip(points, gave, expected, strict=True)
        ),
        level=sketch.level,
    )


def value(points: Array, W: Array, w: Array) -> Array:
    """The network at points, one a row."""
    hidden = np.maximum(W[0] + points @ W[1:], 0.0)
    outputs: Array = w[0] + hidden @ w[1:]
    return outputs
