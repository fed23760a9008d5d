"""Reasons why a function is convex or concave, as students give them: a name, and what shows it.

("second derivative", 12*x**2)        it is f'', which is nowhere below 0
("hessian", Matrix([[2, 0], [0, 2]])) it is f's Hessian, which is positive semi-definite everywhere
("pieces", [(1, 0), (-1, 0)])         f is the largest of these affine functions (slope, intercept)
("squares", [x - y, x + 1])           f is the sum of their squares, up to an affine function
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison
from grader.items.answers.structures import compare_matrix
from grader.items.evidence.expressions import check_expression
from grader.items.evidence.finding import refused
from grader.items.evidence.pieces import check_pieces
from grader.items.evidence.read import pair_of
from grader.items.evidence.squares import check_squares
from grader.items.statements import IsConvex

_KINKS = (sympy.Abs, sympy.Max, sympy.Min, sympy.Piecewise, sympy.sign, sympy.Heaviside)


def read_reason(evidence: Any) -> tuple[str, Any] | None:
    """The name of a reason and what is given for it; None if it is not of that form."""
    pair = pair_of(evidence)
    if pair is None or not isinstance(pair[0], str):
        return None
    return " ".join(pair[0].lower().replace("_", " ").replace("-", " ").split()), pair[1]


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


def check_reason(name: str, data: Any, statement: IsConvex) -> Comparison:
    """Whether what is given shows the statement."""
    return _CHECKS[name](data, statement)


def _second_derivative(data: Any, statement: IsConvex) -> Comparison:
    expected = sympy.diff(statement.expression, statement.variables[0], 2)
    return check_expression(data, expected, statement.variables)


def _hessian(data: Any, statement: IsConvex) -> Comparison:
    if not isinstance(data, (MatrixBase, np.ndarray, list, tuple)):
        return refused("it is no matrix")
    expected = sympy.hessian(statement.expression, statement.variables)
    rows = [list(row) for row in data] if isinstance(data, np.ndarray) and data.shape == expected.shape else data
    return compare_matrix(rows, expected, partial(check_expression, variables=statement.variables))


_CHECKS: dict[str, Callable[[Any, IsConvex], Comparison]] = {
    "second derivative": _second_derivative,
    "hessian": _hessian,
    "pieces": check_pieces,
    "squares": check_squares,
}
REASONS = tuple(_CHECKS)
