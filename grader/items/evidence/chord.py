"""A chord that shows that a function is not convex (or concave, or strictly so).

A chord in floats is the chord between the binary fractions that they hold: one that runs below the graph does so by
more than rounding. Against a strict claim a chord may also touch the graph, which rounding hides; so a chord in floats
that does not refute is looked at again as the decimals, fractions and roots that its floats stand for.
"""

from typing import Any, NamedTuple

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison
from grader.items.evidence import SHOWS, not_proved, refused, up_to_rounding
from grader.items.evidence.exact_numbers import (
    SECONDS,
    Number,
    approximate_sign_of,
    as_expression,
    as_fraction,
    parts_of,
    read_vector,
    shown,
    sign_of,
)
from grader.items.evidence.rounded_expressions import stands_for
from grader.items.statements import IsConvex
from grader.maths.deadline import within
from grader.maths.size import is_bounded

_FORM = "it is no triple (a, b, t) of two points and a number, all of them real"
Point = tuple[sympy.Expr, ...]


class Chord(NamedTuple):
    """Its ends, and the share of the way at which it is looked at."""

    a: Point
    b: Point
    t: sympy.Expr


class _Heights(NamedTuple):
    """The chord and the graph at (1-t) a + t b; a clause instead where there is no such height."""

    chord: sympy.Expr = sympy.nan
    graph: sympy.Expr = sympy.nan
    fault: str = ""


def is_chord(evidence: Any) -> bool:
    """Whether it has the form of a chord, right or wrong."""
    parts = _parts(evidence)
    return parts is not None and len(parts) == 3 and not isinstance(parts[0], str)


def check_chord(evidence: Any, statement: IsConvex) -> Comparison:
    """Whether a triple (a, b, t) refutes the statement; the numbers are told if it does not."""
    numbers = _read(evidence, len(statement.variables))
    if numbers is None:
        return refused(_FORM)
    chord = _chord([as_expression(number) for number in numbers])
    eps = max(number.eps for number in numbers)
    checked = _check(chord, statement, eps)
    near = _chord([stands_for(number) for number in numbers])
    if (checked.agrees and not checked.undecided) or near == chord:
        return checked
    if _check(near, statement, 0.0) == SHOWS:
        return up_to_rounding(
            f"The chord shows it up to rounding: from {_text(near.a)} to {_text(near.b)}, t = {near.t}."
        )
    return checked


def read_chord(evidence: Any, dimension: int) -> tuple[list[float], list[float], float] | None:
    """The chord (a, b, t) in floats, as it is drawn; None for what is no chord. OverflowError for too large numbers."""
    numbers = _read(evidence, dimension)
    fractions = None if numbers is None else list(map(as_fraction, numbers))
    if fractions is None or None in fractions:
        return None
    *points, t = (float(value) for value in fractions if value is not None)
    return points[:dimension], points[dimension:], t


def _parts(evidence: Any) -> list[Any] | None:
    """The three parts; of an array of three numbers in whatever shape, its entries."""
    is_array = isinstance(evidence, (np.ndarray, MatrixBase))
    if is_array and np.size(evidence) == 3:
        return list(evidence.ravel()) if isinstance(evidence, np.ndarray) else list(evidence.flat())
    return parts_of(evidence)


def _read(evidence: Any, dimension: int) -> list[Number] | None:
    """The entries of a, those of b, and t, one behind the other."""
    parts = _parts(evidence)
    if parts is None or len(parts) != 3:
        return None
    a, b, t = (read_vector(part, size) for part, size in zip(parts, (dimension, dimension, 1), strict=True))
    return None if a is None or b is None or t is None else [*a, *b, *t]


def _chord(numbers: list[sympy.Expr]) -> Chord:
    dimension = len(numbers) // 2  # of 2 n + 1 numbers
    return Chord(tuple(numbers[:dimension]), tuple(numbers[dimension:-1]), numbers[-1])


def _check(chord: Chord, statement: IsConvex, eps: float) -> Comparison:
    """In a process of its own where a power of a huge number, or a tower of exponentials, may take all the time."""
    if _is_quick(chord, statement):
        return _checked(chord, statement, eps)
    in_time = within(SECONDS, _checked, chord, statement, eps)
    return in_time or not_proved("The chord could not be worked out in time.", agrees=False)


def _is_quick(chord: Chord, statement: IsConvex) -> bool:
    """Whether everything is a fraction of a size that is known beforehand: then no process of its own is worth it."""
    if not all(part.is_Rational for part in (*chord.a, *chord.b, chord.t)):
        return False
    points = (dict(zip(statement.variables, point, strict=True)) for point in (chord.a, chord.b, _between(chord)))
    return all(is_bounded(statement.expression, point) for point in points)


def _between(chord: Chord) -> Point:
    return tuple((1 - chord.t) * a + chord.t * b for a, b in zip(chord.a, chord.b, strict=True))


def _checked(chord: Chord, statement: IsConvex, eps: float) -> Comparison:
    if all(part.is_Rational for part in (*chord.a, *chord.b, chord.t)) and _is_witness(chord, statement):
        return SHOWS
    # by its sign, for t may be a root; what is not proved to be outside is taken to be inside, and looked at further
    if -1 in {sign_of(chord.t), sign_of(1 - chord.t)}:
        return refused(f"t is {shown(chord.t, eps)}, which is not between 0 and 1")
    heights = _heights(chord, statement)
    return refused(heights.fault) if heights.fault else _check_gap(heights, chord, statement, eps)


def _is_witness(chord: Chord, statement: IsConvex) -> bool:
    from grader.maths.convexity import Witness, verify  # noqa: PLC0415 - only such an answer needs it

    # the checker of the prover's own counterexamples: it knows nothing of how this one was found
    witness = Witness(statement.claim, *chord)
    return verify(witness, statement.expression, statement.variables, statement.domain or None)


def _heights(chord: Chord, statement: IsConvex) -> _Heights:
    """At the point between the ends."""
    from grader.maths.convexity.question import read  # noqa: PLC0415 - as above

    expression, domain = read(statement.expression, statement.variables, statement.domain or None, ()).problem()
    for name, point in (("a", chord.a), ("b", chord.b)):
        if any(_is_left_out(value, part) for value, part in zip(point, domain.ranges, strict=True)):
            return _Heights(fault=f"{name} is no point of the domain")
    values = [
        expression.subs(dict(zip(domain.symbols, point, strict=True))) for point in (chord.a, chord.b, _between(chord))
    ]
    if any(value.has(sympy.zoo, sympy.nan, sympy.oo) or value.is_real is False for value in values):
        return _Heights(fault="the function has no value at a, at b, or between them")
    return _Heights((1 - chord.t) * values[0] + chord.t * values[1], values[2])


def _is_left_out(value: sympy.Expr, part: sympy.Interval) -> bool:
    return bool(part.contains(value) == sympy.false)


def _check_gap(heights: _Heights, chord: Chord, statement: IsConvex, eps: float) -> Comparison:
    gap = heights.chord - heights.graph
    # A convex function has its chords above its graph: a gap below 0 refutes it. A strictly convex one has them apart,
    # except at the ends, where every chord touches.
    side = 1 if "convex" in statement.claim else -1
    may_touch = statement.claim.startswith("strictly") and chord.a != chord.b and chord.t not in {0, 1}
    proved = sign_of(side * gap)
    if proved == -1 or (proved == 0 and may_touch):
        return SHOWS
    if proved is None:
        agrees = approximate_sign_of(side * gap) == -1
        return not_proved("The chord could not be told from the graph with certainty.", agrees=agrees)
    return refused(_compared(heights, gap, eps))


def _compared(heights: _Heights, gap: sympy.Expr, eps: float) -> str:
    chord, graph = shown(heights.chord, eps), shown(heights.graph, eps)
    apart = f", {shown(sympy.Abs(gap), eps)} apart" if chord == graph and gap != 0 else ""
    return f"at (1-t) a + t b the chord is at {chord} and the graph at {graph}{apart}"


def _text(point: Point) -> str:
    return str(point[0]) if len(point) == 1 else f"({', '.join(map(str, point))})"
