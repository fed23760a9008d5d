"""A line or a parabola at a point of a graph, with the slope or the curvature that the student gives."""

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from grader.items.drawings.sampling import (
    Curve,
    Function,
    curve_of,
    graph_of,
    height_at,
    numbers_in,
    of_student,
    rounded,
)
from grader.items.drawings.sketches import TangentSketch
from grader.model.drawing import Tangent
from grader.sandbox.functions import ExpressionFunction
from grader.sandbox.late import sympy

if TYPE_CHECKING:
    from grader.items.statements import IsConvex

_REACH = 2.0
"""So far to both sides of the point."""
_PLACES = (1.0, 0.0, -1.0, 0.5, 2.0, -2.0)
"""Where a second derivative may be looked at, the first place first at which it is wrong."""
_DIFFERS = 1e-3


def draw(sketch: TangentSketch, answer: Any, arguments: tuple[Any, ...], expected: Any) -> Tangent | None:
    """The graph with the student's line or parabola, and the right one where the evidence shows it."""
    curve = curve_of(arguments[sketch.curve] if isinstance(sketch.curve, int) else sketch.curve)
    if sketch.answer == "curvature":
        return draw_curvature(answer, curve, shows=expected is not None)
    at = float(arguments[-1 if sketch.at is None else sketch.at])
    given, right = (None if value is None else _touching(sketch, value, curve, at) for value in (answer, expected))
    if given is None:
        return None
    return _drawing("parabola" if sketch.answer == "parabola" else "line", curve, at, given, right)


def _touching(sketch: TangentSketch, answer: Any, curve: Curve, at: float) -> Function | None:
    """The line or parabola that an answer gives."""
    if sketch.answer != "slope":
        return None if curve.source is None else of_student(answer, curve.source.variables[0])
    slope = numbers_in(answer, ())
    return None if slope is None else _parabola(at, height_at(curve.function, at), float(slope), 0.0)


def draw_reason(derivative: Any, statement: "IsConvex") -> Tangent | None:
    """The student's second derivative as the reason of a claim; the right one is not shown."""
    curve = curve_of(ExpressionFunction(statement.variables, statement.expression))
    return draw_curvature(derivative, curve, shows=False)


def draw_curvature(answer: Any, curve: Curve, *, shows: bool) -> Tangent | None:
    """The parabola that the student's second derivative bends, at a place where it is wrong."""
    if curve.source is None or (given := of_student(answer, curve.source.variables[0])) is None:
        return None
    true = ExpressionFunction(curve.source.variables, sympy.diff(curve.source.expression, curve.source.variables[0], 2))
    for at in _PLACES:
        height, slope, bent, right = (height_at(function, at) for function in (*curve[:2], given, true))
        if np.isfinite([height, slope, bent, right]).all() and abs(bent - right) > _DIFFERS * (1 + abs(right)):
            parabolas = [_parabola(at, height, slope, curvature) for curvature in (bent, right)]
            return _drawing("curvature", curve, at, parabolas[0], parabolas[1] if shows else None)
    return None


def _parabola(at: float, height: float, slope: float, curvature: float) -> Function:
    return lambda abscissae: height + slope * (abscissae - at) + curvature / 2 * (abscissae - at) ** 2


def _drawing(
    asked: Literal["line", "parabola", "curvature"],
    curve: Curve,
    at: float,
    given: Function,
    right: Function | None,
) -> Tangent:
    low, high = at - _REACH, at + _REACH
    return Tangent(
        asked=asked,
        function=curve.name,
        graph=graph_of(curve.function, low, high),
        at=rounded(at),
        height=rounded(height_at(curve.function, at)),
        given=graph_of(given, low, high),
        right=None if right is None else graph_of(right, low, high),
    )
