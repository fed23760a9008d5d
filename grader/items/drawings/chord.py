"""A chord beside a graph: whether it dips below, and by how much."""

from typing import TYPE_CHECKING, Any

from grader.items.drawings.sampling import (
    Array,
    Function,
    curve_of,
    graph_of,
    height_at,
    label,
    numbers_in,
    rounded,
    widened,
)
from grader.items.drawings.sketches import ChordSketch
from grader.model.drawing import Chord
from grader.sandbox.functions import ExpressionFunction

if TYPE_CHECKING:
    from grader.items.statements import IsConvex

_BEYOND = 0.15
"""Share of the chord's length by which the graph goes on behind its ends."""


def draw(sketch: ChordSketch, answer: Any, arguments: tuple[Any, ...], expected: Any) -> Chord | None:
    """The chord and the graph over it."""
    curve = curve_of(arguments[sketch.curve] if isinstance(sketch.curve, int) else sketch.curve)
    numbers = numbers_in(answer, (3,) if sketch.chord is None else ())
    if numbers is None:
        return None
    words = (curve.name, "x" if curve.source is None else str(curve.source.variables[0]))
    if sketch.chord is None:
        a, b, t = map(float, numbers)
        return _drawing(curve.function, (a, b, t), words)
    a, b, t = (float(arguments[index]) for index in sketch.chord)
    return _drawing(curve.function, (a, b, t), words, gave=float(numbers))


def draw_chord(evidence: Any, statement: "IsConvex") -> Chord | None:
    """The student's chord for a claim; in several variables along the way from one end to the other."""
    from grader.items.evidence.chord import read_chord  # noqa: PLC0415 - the sketch needs none of it

    function = ExpressionFunction(statement.variables, statement.expression)
    chord = read_chord(evidence, len(statement.variables))
    if chord is None:
        return None
    a, b, t = chord
    name = label(statement.expression)
    if len(statement.variables) == 1:
        return _drawing(function, (a[0], b[0], t), (name, str(statement.variables[0])))

    def along(shares: Array) -> Any:
        return function(*[(1 - shares) * first + shares * last for first, last in zip(a, b, strict=True)])

    return _drawing(along, (0.0, 1.0, t), (name, "share of the way from a to b"))


def _drawing(
    function: Function, chord: tuple[float, float, float], words: tuple[str, str], gave: float | None = None
) -> Chord | None:
    a, b, t = chord
    if not -1 <= t <= 2:  # it is looked at far outside of what can be seen
        return None
    at = (1 - t) * a + t * b
    first, last, graph_height = (height_at(function, abscissa) for abscissa in (a, b, at))
    low, high = widened((a, b, at), _BEYOND, least=1e-3)
    return Chord(
        function=words[0],
        axis=words[1],
        graph=graph_of(function, low, high),
        ends=((rounded(a), rounded(first)), (rounded(b), rounded(last))),
        at=rounded(at),
        chord_height=rounded((1 - t) * first + t * last),
        graph_height=rounded(graph_height),
        gave=None if gave is None else rounded(gave),
    )
