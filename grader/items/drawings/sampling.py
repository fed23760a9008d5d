"""Numbers of a drawing: rounded, so that no last digit of a machine shows, and sampled from expressions.

Expressions that came from a student are worked out here only by the evaluator of known heads, never by compiling them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.items.answers.expressions import read_expression
from grader.items.answers.shapes import Shape, read_parts
from grader.model.drawing import LARGEST, Graph
from grader.sandbox.functions import ExpressionFunction, evaluator
from grader.sandbox.late import sympy

Array = NDArray[np.float64]
Function = Callable[[Array], Any]

_DIGITS = 6
"""Far more than a picture shows, far fewer than machines differ in."""
_SAMPLES = 81
_LONGEST_LABEL = 60


def rounded(number: Any) -> float:
    """To six digits; -0.0 is 0.0."""
    return float(f"{float(number):.{_DIGITS}g}") + 0.0


def rounded_all(numbers: Any) -> tuple[float, ...]:
    """The same of each number in a row."""
    return tuple(map(rounded, np.asarray(numbers, dtype=np.float64).ravel()))


def numbers_in(answer: Any, shape: Shape) -> Array | None:
    """The answer as an array of that shape; None where it is none, or not of finite real numbers."""
    parts = read_parts(answer, (shape,)).parts
    return None if parts is None else parts[0]


def graph_of(function: Function, low: float, high: float, samples: int = _SAMPLES) -> Graph:
    """Heights of a function; None for one that is no finite number, or has no room in a picture."""
    abscissae = np.linspace(low, high, samples)
    heights = np.broadcast_to(np.asarray(function(abscissae)), abscissae.shape)
    return Graph(low=rounded(low), high=rounded(high), heights=tuple(map(_height, heights.tolist())))


def _height(value: Any) -> float | None:
    number = value if isinstance(value, (int, float)) else np.nan
    return rounded(number) if abs(number) <= LARGEST else None


def widened(numbers: Sequence[float], share: float, least: float = 1.0) -> tuple[float, float]:
    """The range of some numbers, wider by a share of its length at each end."""
    low, high = min(numbers), max(numbers)
    middle, half = (low + high) / 2, max(high - low, least) * (0.5 + share)
    return middle - half, middle + half


class Curve(NamedTuple):
    """A function of one variable that the author or the arguments name."""

    function: Function
    slope: Function
    name: str
    """In a few signs; empty where it takes more."""
    source: ExpressionFunction | None = None
    """What it comes from; None for a function of numbers."""


def curve_of(given: Any) -> Curve:
    """The curve that an argument or the author gives; ValueError for what is none of one variable.

    An expression, or a function that is one; an array of numbers stands for the mean squared error of predicting them
    by x.
    """
    if isinstance(given, (np.ndarray, list, tuple)):
        numbers = np.asarray(given, dtype=np.float64).ravel()[:, None]
        return Curve(
            lambda abscissae: np.mean((abscissae - numbers) ** 2, axis=0),
            lambda abscissae: 2 * np.mean(abscissae - numbers, axis=0),
            "the mean squared error",
        )
    source = given if isinstance(given, ExpressionFunction) else ExpressionFunction(_variables_of(given), given)
    (variable,) = source.variables
    slope = ExpressionFunction(source.variables, sympy.diff(source.expression, variable))
    return Curve(source, slope, label(source.expression), source)


def _variables_of(expression: sympy.Expr) -> tuple[sympy.Symbol, ...]:
    return tuple(expression.free_symbols) or (sympy.Symbol("x"),)


def height_at(function: Function, abscissa: float) -> float:
    """The value at one place; nan where it is no real number."""
    value = np.asarray(function(np.array([abscissa]))).ravel()[0]
    return float(value) if np.isrealobj(value) else np.nan


def of_student(answer: Any, variable: sympy.Symbol) -> Function | None:
    """The student's expression as a function; None where it is none, too large, or in other symbols."""
    from grader.maths.size import too_large  # noqa: PLC0415 - needs SymPy, as few drawings do

    expression = read_expression(answer)
    if expression is None or too_large(expression) is not None:
        return None
    own = {symbol: variable for symbol in expression.free_symbols if symbol.name == variable.name}
    if set(own) != expression.free_symbols:
        return None
    work_out = evaluator(expression.xreplace(own), (variable,))
    return lambda abscissae: work_out((abscissae,))


def label(expression: Any) -> str:
    """The author's expression in a few signs; empty for one that is too long for a picture."""
    text = str(expression)
    return text if len(text) <= _LONGEST_LABEL else ""
