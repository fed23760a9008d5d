"""At least one drawing of every kind, made as items make them, and what its alt text has to say."""

from typing import Any, NamedTuple

import numpy as np
import sympy

from grader import ExpressionFunction
from grader.items.answers.tolerance import Tolerance
from grader.items.drawings.chord import draw_chord
from grader.items.drawings.form import draw_vectors
from grader.items.drawings.sketch import Sketch
from grader.items.drawings.sketches import (
    ChordSketch,
    DescentSketch,
    FitSketch,
    FormSketch,
    NetworkSketch,
    TangentSketch,
)
from grader.items.drawings.table import table
from grader.items.evidence.exact_numbers import read_vector
from grader.items.statements import IsConvex
from grader.model.any_drawing import Drawing

x, y, t = sympy.symbols("x y t")
CORNERS, XOR = ((0, 0), (0, 1), (1, 0), (1, 1)), (0, 1, 1, 0)
BOWL = ExpressionFunction.of_vectors((x, y), (2 * x - 2, 2 * y))
IN_LINE = ExpressionFunction.of_vectors((x,), (2 * x - 2,))
SLOPE = ExpressionFunction((x,), 2 * x - 6)
SLIDE_W, SLIDE_OUTPUT = np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0, -2.0])
ABSCISSAE = np.linspace(-2, 3, 200)
MANY = np.column_stack([ABSCISSAE, 1 + 2 * ABSCISSAE + np.cos(40 * ABSCISSAE)])
MATRIX = np.arange(600.0).reshape(20, 30)
OTHER = MATRIX + np.where((MATRIX == 377) | (MATRIX == 378), 0.5, 0.0)
COLUMN = np.array([[0.0], [1.0], [2.0]])


class Example(NamedTuple):
    """A drawing, and parts of its alt text."""

    drawing: Drawing
    says: tuple[str, ...]


def _of(sketch: Sketch, answer: Any, *arguments: Any, expected: Any = None, says: tuple[str, ...]) -> Example:
    return _drawn(sketch.draw(answer, arguments, expected), says)


def _drawn(drawing: Drawing | None, says: tuple[str, ...]) -> Example:
    assert drawing is not None
    return Example(drawing, says)


def _rows(*rows: list[int]) -> Any:
    return [read_vector(row, len(row)) for row in rows]


EXAMPLES = {
    "chord above": _of(ChordSketch(curve=x**3), (0, 2, 0.5), says=("x**3", "(2, 8)", "at 4", "3 above the graph")),
    "chord below": _of(ChordSketch(curve=x**3), (-2, 1, 0.25), says=("chord runs", "below the graph")),
    "gap": _of(
        ChordSketch(chord=(1, 2, 3)), -0.25, ExpressionFunction((t,), t**2), 0, 1, 0.5,
        says=("graph of t**2", "At t = 0.5", "0.25 above the graph", "You gave a gap of -0.25"),
    ),
    "chord in the plane": _drawn(
        draw_chord(((0, 0), (1, 1), 0.5), IsConvex(expression=x**2 + y**2, variables=(x, y))),
        ("At 0.5 of the way from a to b the chord is at 1", "0.5 above the graph"),
    ),
    "descent": _of(DescentSketch(), 0.5, SLOPE, 0, 0.25, 1e-6, says=("from 0", "comes to 3", "you gave 0.5")),
    "descent far off": _of(DescentSketch(), 1e9, SLOPE, 0, 0.25, says=("you gave 1e+09", "outside of the picture")),
    "descent in a line of vectors": _of(DescentSketch(), np.array([0.0]), IN_LINE, np.array([3.0]), 0.25,
                                        says=("from 3", "comes to 1")),
    "step": _of(DescentSketch(answer="step"), 6.0, SLOPE, 0, 0.25, says=("one step from 0 leads to 1.5", "you gave 6")),
    "count": _of(DescentSketch(answer="count"), 2, SLOPE, 0, 0.25, expected=5, says=("5 steps", "You gave 2", "2.25")),
    "start": _of(DescentSketch(answer="start", rate=0.05), -0.5, x**4 / 4 - x**2 / 2, 1,
                 says=("from -0.5, the start that you gave", "gets to -1", "target is 1")),
    "step on a mean squared error": _of(DescentSketch(answer="step", function=1, start=0), 2, 0, np.array([0.0, 2.0]),
                                        0.25, says=("leads to 0.5", "you gave 2")),
    "descent in the plane": _of(DescentSketch(), [0, 0], BOWL, np.array([0.0, 2.0]), 0.25,
                                says=("level sets", "from (0, 2)", "you gave (0, 0)")),
    "step in the plane": _of(DescentSketch(answer="step"), [9e5, 0], BOWL, [0, 2], 0.25,
                             says=("leads to (0.5, 1)", "(9e+05, 0), which is outside of the picture")),
    "xor": _of(NetworkSketch(points=CORNERS, targets=XOR, level=0.5), (SLIDE_W, np.array([1.0, 1.0, -2.0])),
               says=("At (0, 0) it is 1 instead of 0", "4 of 4 are wrong", "0.5")),
    "xor by zeros": _of(NetworkSketch(points=CORNERS, targets=XOR, level=0.5), (np.zeros((3, 1)), [0, 0]),
                        says=("At (0, 1) it is 0 instead of 1", "No line parts", "2 of 4 are wrong")),
    "value of a network": _of(NetworkSketch(arguments=(0, 1, 2)), 3.0, [1, 2], SLIDE_W, SLIDE_OUTPUT, expected=-1.0,
                              says=("At (1, 2) you gave 3 instead of -1",)),
    "tangent line": _of(TangentSketch(answer="line", at=2), 2 * x, x**2, x, 1, expected=2 * x - 1,
                        says=("f = x**2", "tangent line", "graph is at 1 and yours at 2", "do not meet")),
    "tangent parabola": _of(TangentSketch(answer="parabola", at=2), 1 + x + x**2, sympy.exp(x), x, 0,
                            expected=1 + x + x**2 / 2, says=("yours 3", "graph 2.718", "right one 2.5")),
    "slope": _of(TangentSketch(answer="slope", curve=1, at=0), -1, 0, [0, 2], expected=-2,
                 says=("mean squared error", "yours 1", "the right one 0")),
    "curvature": _of(TangentSketch(answer="curvature", curve=x**4), 4 * x**3, says=("bent by f''", "x0 = 1")),
    "form": _of(FormSketch(answer="vector"), [1, 1], [[0, 1], [1, 0]], says=("[[0, 1], [1, 0]]", "hatching", "is 2")),
    "negative direction": _of(FormSketch(answer="truth"), True, [[0, 0], [0, -1]], says=("v = (0, 1)", "-1, below 0")),
    "form of three rows": _of(FormSketch(answer="vector"), [1, 0, 0], np.diag([2, 1, -1]), says=("(1, 0, 0)", "is 2")),
    "two vectors": _drawn(draw_vectors(([1, 0], [0, 1]), _rows([1, 2], [2, 1])), ("(1, 0)", "(0, 1)", "above 0")),
    "line": _of(FitSketch(), [0, 0], COLUMN, [1, 3, 5], says=("3 points", "sum of squares is 35", "possible is 0")),
    "regression of many points": _of(FitSketch(), [0, 1], MANY[:, :1], MANY[:, 1], says=("200 points", "60 are shown")),
    "constant": _of(FitSketch(points=None, values=0), 1.0, [-4, -2, 2, 9], says=("is 99", "is 98.75")),
    "fit with basis functions": _of(
        FitSketch(basis=2), [0, 0, 1], COLUMN, [1.0, 0.0, 2.0], [ExpressionFunction((x,), x**k, takes_point=True)
                                                                 for k in (1, 2)], says=("3 points",)),
    "vector": _drawn(table([1, 2, 3.5], np.array([1.0, 2, 3]), Tolerance(), shows=True),
                     ("vector of 3", "1 of 3 entries differ", "[2] is 3.5, 3 was expected")),
    "matrix": _drawn(table(OTHER, MATRIX, Tolerance(), shows=True),
                     ("20 by 30", "2 of 600", "[12][17] is 377.5, 377 was expected", "Rows 7 to 16")),
    "numbers of which the expected ones are not shown": _drawn(
        table([0, 1, 1, 1], np.array([0.0, 1, 2, 3]), Tolerance(), shows=False), ("2 of 4", "[2] is 1")),
}  # fmt: skip
