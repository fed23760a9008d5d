"""A chord that shows that a function is not convex."""

from typing import Any

import sympy

from grader.items.evidence.exact import read_exact, read_point, shown
from grader.items.statements import IsConvex

_FORM = "it is no triple (a, b, t) of two points and a number, all of them rational"


def is_chord(evidence: Any) -> bool:
    """Whether it has the form of a chord, right or wrong."""
    return isinstance(evidence, (list, tuple)) and len(evidence) == 3 and not isinstance(evidence[0], str)


def chord_fault(evidence: Any, statement: IsConvex) -> str | None:
    """Why a triple (a, b, t) does not refute the statement, with the numbers; None if it does."""
    from grader.maths.convexity import Witness, verify  # noqa: PLC0415 - only such an answer needs it

    dimension = len(statement.variables)
    if not is_chord(evidence):
        return _FORM
    a, b = (read_point(point, dimension) for point in evidence[:2])
    t = read_exact(evidence[2])
    if a is None or b is None or t is None:
        return _FORM
    if not 0 <= t <= 1:
        return f"t is {shown(t)}, which is not between 0 and 1"
    if verify(Witness(statement.claim, a, b, t), statement.expression, statement.variables, statement.domain or None):
        return None
    between = tuple((1 - t) * one + t * other for one, other in zip(a, b, strict=True))
    on_chord = (1 - t) * _value(statement, a) + t * _value(statement, b)
    return f"at (1-t) a + t b the chord is at {shown(on_chord)} and the graph at {shown(_value(statement, between))}"


def _value(statement: IsConvex, point: tuple[sympy.Rational, ...]) -> sympy.Expr:
    return statement.expression.subs(dict(zip(statement.variables, point, strict=True)))
