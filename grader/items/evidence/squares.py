"""Affine expressions as evidence that a function is convex: it is the sum of their squares, up to an affine function.

With the coefficients of each expression in a column of C, that is C C' = H/2 for the Hessian H of the function.
"""

from fractions import Fraction
from itertools import chain
from typing import Any

import sympy

from grader.items.answers.comparison import Comparison
from grader.items.answers.expressions import read_expression
from grader.items.evidence.expressions import named
from grader.items.evidence.finding import SHOWS, not_proved, refused, up_to_rounding
from grader.items.evidence.numbers import Number, as_expression, as_fraction, eps_of, read_number
from grader.items.evidence.product import first_difference, multiply
from grader.items.evidence.read import Rows, parts_of
from grader.items.evidence.rounding import allowed_share, fits
from grader.items.evidence.signs import SECONDS, approximate_sign_of, sign_of
from grader.items.statements import IsConvex
from grader.maths.deadline import within
from grader.maths.decimals import as_typed

_FORM = "it is no list of affine expressions"
_REST = "the function minus their squares is not affine"


def check_squares(data: Any, statement: IsConvex) -> Comparison:
    """Whether the function minus the squares is affine; with coefficients in floats, up to their rounding."""
    parts = [named(read_expression(part), statement.variables) for part in chain.from_iterable(_rows(data))]
    affine = [part for part in parts if part is not None]
    if not affine or len(affine) < len(parts):
        return refused(_FORM)
    in_time = within(SECONDS, _checked, affine, statement)
    return in_time or not_proved("The squares could not be compared with the function in time.", agrees=False)


def _rows(data: Any) -> list[list[Any]]:
    """The entries of a list; those of a row or a column in a row of their own."""
    return [parts_of(part) or [part] for part in parts_of(data) or []]


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
        sum(one * other for one, other in zip(rows[row], rows[column], strict=True)) - as_expression(entry)
        for row, line in enumerate(matrix)
        for column, entry in enumerate(line)
    ]
    signs = [sign_of(gap) for gap in gaps]
    if any(signs):
        return refused(_REST)
    if None not in signs:
        return SHOWS
    agrees = all(approximate_sign_of(gap) == 0 for gap in gaps)
    return not_proved("That the function is a sum of these squares could not be proved.", agrees=agrees)
