"""Reasons why a function is convex or concave, as students give them: a name, and what shows it.

("second derivative", 12*x**2)        it is f'', which is nowhere below 0
("hessian", Matrix([[2, 0], [0, 2]])) it is f's Hessian, which is positive semi-definite everywhere
("pieces", [(1, 0), (-1, 0)])         f is the largest of these affine functions (slope, intercept)
("squares", [x - y, x + 1])           f is the sum of their squares, up to an affine function

With the coefficients of each of these in a column of C, the last one says that C C' = H/2 for the Hessian H of f.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison
from grader.items.answers.expressions import read_expression
from grader.items.answers.structures import compare_matrix
from grader.items.evidence import SHOWS, not_proved, refused, up_to_rounding
from grader.items.evidence.exact_numbers import (
    SECONDS,
    Number,
    Rows,
    approximate_sign_of,
    as_expression,
    as_fraction,
    eps_of,
    pair_of,
    parts_of,
    read_number,
    sign_of,
)
from grader.items.evidence.pieces import check_pieces
from grader.items.evidence.products import allowed_share, first_difference, fits, multiply
from grader.items.evidence.rounded_expressions import check_expression, named
from grader.items.statements import IsConvex
from grader.maths.deadline import within
from grader.maths.decimals import as_typed

_FORM = "it is no list of affine expressions"
_REST = "the function minus their squares is not affine"
# where a function has no second derivative, so that none shows anything
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


def check_reason(name: str, reason: Any, statement: IsConvex) -> Comparison:
    """Whether what is given shows the statement, which itself is known to be true."""
    return _CHECKS[name](reason, statement)


def _second_derivative(derivative: Any, statement: IsConvex) -> Comparison:
    expected = sympy.diff(statement.expression, statement.variables[0], 2)
    return check_expression(derivative, expected, statement.variables)


def _hessian(hessian: Any, statement: IsConvex) -> Comparison:
    if not isinstance(hessian, (MatrixBase, np.ndarray, list, tuple)):
        return refused("it is no matrix")
    expected = sympy.hessian(statement.expression, statement.variables)
    # rows of an array's own numbers: `tolist` would make Python's floats of single precision, and its rounding unknown
    is_array = isinstance(hessian, np.ndarray) and hessian.shape == expected.shape
    rows = [list(row) for row in hessian] if is_array else hessian
    return compare_matrix(rows, expected, partial(check_expression, variables=statement.variables))


def check_squares(squares: Any, statement: IsConvex) -> Comparison:
    """Whether the function minus the squares is affine; with coefficients in floats, up to their rounding."""
    parts = [named(read_expression(part), statement.variables) for part in chain.from_iterable(_rows(squares))]
    affine = [part for part in parts if part is not None]
    if not affine or len(affine) < len(parts):
        return refused(_FORM)
    in_time = within(SECONDS, _checked, affine, statement)
    return in_time or not_proved("The squares could not be compared with the function in time.", agrees=False)


def _rows(squares: Any) -> list[list[Any]]:
    """The entries of a list; those of a row or a column in a row of their own."""
    return [parts_of(part) or [part] for part in parts_of(squares) or []]


def _checked(parts: list[sympy.Expr], statement: IsConvex) -> Comparison:
    columns = [_slopes(part, statement.variables) for part in parts]
    if None in columns:
        return refused(_FORM)
    C: Rows = [list(row) for row in zip(*columns, strict=True)]
    half = sympy.hessian(as_typed(statement.expression), statement.variables) / 2
    entries = [[read_number(entry) for entry in row] for row in half.tolist()]
    if any(entry is None for row in entries for entry in row):  # of degree 3, and more
        return refused(_REST)
    eps = eps_of(list(chain(*C)))
    matrix: Rows = entries  # type: ignore[assignment]
    is_rational = all(isinstance(number.value, Fraction) for number in chain(*C, *matrix))
    return _check_rational(C, matrix, eps) if eps or is_rational else _check_irrational(C, matrix)


def _slopes(part: sympy.Expr, variables: tuple[sympy.Symbol, ...]) -> list[Number] | None:
    """The coefficients of an affine expression; None for any other."""
    slopes = [read_number(sympy.expand(sympy.diff(sympy.expand(part), variable))) for variable in variables]
    known = [slope for slope in slopes if slope is not None]
    return known if len(known) == len(variables) and part.free_symbols <= set(variables) else None


def _check_rational(C: Rows, matrix: Rows, eps: float) -> Comparison:
    # C C' is L D L' with D = 1, and its rounding has the same bound
    L, A = ([[as_fraction(number) for number in row] for row in part] for part in (C, matrix))
    if any(value is None for row in chain(L, A) for value in row):
        return not_proved("The squares could not be compared with the function exactly.", agrees=False)
    ones = [Fraction(1)] * len(L[0])
    if first_difference(L, ones, A) is None:  # type: ignore[arg-type]
        return SHOWS
    off = {(row, column): value - A[row][column] for row, column, value in multiply(L, ones)}  # type: ignore[arg-type, operator]
    scales = [sum((value**2 for value in row), Fraction(0)) for row in L]  # type: ignore[operator]
    if eps and fits(off, scales, allowed_share(len(ones), eps)):
        return up_to_rounding("The function minus their squares is affine up to the rounding of the coefficients.")
    return refused(_REST)


def _check_irrational(C: Rows, matrix: Rows) -> Comparison:
    rows = [[as_expression(number) for number in row] for row in C]
    gaps = [
        sum(left * right for left, right in zip(rows[row], rows[column], strict=True)) - as_expression(entry)
        for row, line in enumerate(matrix)
        for column, entry in enumerate(line)
    ]
    signs = [sign_of(gap) for gap in gaps]
    if any(signs):  # one of them is proved not to be 0
        return refused(_REST)
    if None not in signs:
        return SHOWS
    agrees = all(approximate_sign_of(gap) == 0 for gap in gaps)
    return not_proved("That the function is a sum of these squares could not be proved.", agrees=agrees)


_CHECKS: dict[str, Callable[[Any, IsConvex], Comparison]] = {
    "second derivative": _second_derivative,
    "hessian": _hessian,
    "pieces": check_pieces,
    "squares": check_squares,
}
REASONS = tuple(_CHECKS)
