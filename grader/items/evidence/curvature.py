"""Reasons why a function is convex or concave, as students give them: a name, and what shows it.

("second derivative", 12*x**2)        it is f'', which is nowhere below 0
("hessian", Matrix([[2, 0], [0, 2]])) it is f's Hessian, which is positive semi-definite everywhere
("pieces", [(1, 0), (-1, 0)])         f is the largest of these affine functions (slope, intercept)
("squares", [x - y, x + 1])           f is the sum of their squares, up to an affine function
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.expressions import compare_expression, read_expression
from grader.items.answers.matrices import compare_matrix
from grader.items.evidence.exact import read_point
from grader.items.statements import IsConvex
from grader.maths import equivalence

_KINKS = (sympy.Abs, sympy.Max, sympy.Min, sympy.Piecewise, sympy.sign, sympy.Heaviside)
Fault = Callable[[Any, IsConvex], str | None]


def read_reason(evidence: Any) -> tuple[str, Any] | None:
    """The name of a reason and what is given for it; None if it is not of that form."""
    is_named = isinstance(evidence, (list, tuple)) and len(evidence) == 2 and isinstance(evidence[0], str)
    return (evidence[0].strip().lower().replace("_", " "), evidence[1]) if is_named else None


def can_show(name: str, statement: IsConvex) -> bool:
    """Whether a reason of this name can show the statement at all."""
    expression, variables = statement.expression, statement.variables
    is_smooth, is_line = not expression.has(*_KINKS), len(variables) == 1
    if name in {"second derivative", "hessian"}:
        return is_smooth and is_line == (name == "second derivative")
    is_strict = statement.claim.startswith("strictly")
    if name == "pieces":
        return is_line and not is_strict and expression.has(*_KINKS)
    return name == "squares" and is_smooth and "convex" in statement.claim and expression.is_polynomial(*variables)


def reason_fault(name: str, data: Any, statement: IsConvex) -> str | None:
    """Why what is given does not show the statement; None if it does."""
    return _FAULTS[name](data, statement)


def _second_derivative(data: Any, statement: IsConvex) -> str | None:
    expected = sympy.diff(statement.expression, statement.variables[0], 2)
    return _said(compare_expression(data, expected).problem)


def _hessian(data: Any, statement: IsConvex) -> str | None:
    if not isinstance(data, (MatrixBase, list, tuple)):
        return "it is no matrix"
    expected = sympy.hessian(statement.expression, statement.variables)
    return _said(compare_matrix(data, expected, compare_expression).problem)


def _pieces(data: Any, statement: IsConvex) -> str | None:
    rows = list(data) if isinstance(data, (list, tuple, np.ndarray)) else []
    pieces = [read_point(row, 2) for row in rows] or [None]
    if None in pieces:
        return "it is no list of pairs (slope, intercept) of rational numbers"
    (x,) = statement.variables
    lines = [slope * x + intercept for slope, intercept in pieces]  # type: ignore[misc]
    is_convex = "convex" in statement.claim
    whole = sympy.Max(*lines) if is_convex else sympy.Min(*lines)
    found = equivalence.compare(whole, statement.expression)
    if found.verdict == "equal":
        return None
    place = "" if found.witness is None else f" at {x} = {found.witness.point.get(x, 0)}"
    return f"the {'largest' if is_convex else 'smallest'} of these affine functions is not the function{place}"


def _squares(data: Any, statement: IsConvex) -> str | None:
    variables = statement.variables
    parts = [read_expression(part) for part in data] if isinstance(data, (list, tuple)) else []
    affine = [part for part in parts if part is not None and _is_affine(part, variables)]
    if not affine or len(affine) < len(parts):
        return "it is no list of affine expressions"
    rest = sympy.expand(statement.expression - sum(part**2 for part in affine))
    return None if _is_affine(rest, variables) else "the function minus their squares is not affine"


def _is_affine(expression: sympy.Expr, variables: tuple[sympy.Symbol, ...]) -> bool:
    return expression.free_symbols <= set(variables) and bool(
        expression.is_polynomial(*variables) and sympy.Poly(expression, *variables).total_degree() <= 1
    )


def _said(problem: Any) -> str | None:
    return None if problem is None else str(problem.text)


_FAULTS: dict[str, Fault] = {
    "second derivative": _second_derivative,
    "hessian": _hessian,
    "pieces": _pieces,
    "squares": _squares,
}
REASONS = tuple(_FAULTS)
