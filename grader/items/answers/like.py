"""A student's answer in the reference's form, so that the reference's own code can go on with it."""

from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.expressions import is_expression, read_expression
from grader.items.answers.read import NotNumbersError, read_numbers
from grader.items.answers.truth import read_truth


class UnlikeError(ValueError):
    """An answer that cannot take the place of the reference's."""


def like(answer: Any, expected: Any) -> Any:
    """The answer as a value of the reference's type and shape.

    UnlikeError for one of another kind or shape, and for numbers that are not finite.
    """
    if isinstance(expected, (bool, np.bool_)):
        return _unless_none(read_truth(answer))
    if isinstance(expected, (tuple, list)) and not _is_numbers(expected):
        return _like_each(answer, expected)
    if isinstance(expected, MatrixBase):
        return _like_matrix(answer, expected)
    if is_expression(expected):  # the second derivative of x**2 is a number, and a wrong one need not be
        return _like_expression(answer)
    if isinstance(expected, str):
        return answer if isinstance(answer, str) else _unless_none(None)
    return _like_numbers(answer, expected)


def zero_like(expected: Any) -> Any:
    """Zero in the reference's type and shape: False, 0, an array of zeros; UnlikeError where there is none."""
    if isinstance(expected, (bool, np.bool_)):
        return False
    if isinstance(expected, (tuple, list)) and not _is_numbers(expected):
        return type(expected)(map(zero_like, expected))
    if isinstance(expected, MatrixBase):
        return expected * 0
    if is_expression(expected):
        return sympy.Integer(0)
    return "" if isinstance(expected, str) else _like_numbers(_zeros(expected), expected)


def _zeros(expected: Any) -> Any:
    try:
        return np.zeros_like(read_numbers(expected).values)
    except NotNumbersError as error:
        raise UnlikeError from error


def _unless_none(value: Any) -> Any:
    if value is None:
        raise UnlikeError
    return value


def _is_numbers(expected: Any) -> bool:
    try:
        read_numbers(expected)
    except NotNumbersError:
        return False
    return True


def _like_each(answer: Any, expected: Any) -> Any:
    if not isinstance(answer, (tuple, list)) or len(answer) != len(expected):
        raise UnlikeError
    return type(expected)(like(*pair) for pair in zip(answer, expected, strict=True))


def _like_matrix(answer: Any, expected: MatrixBase) -> Any:
    if not isinstance(answer, MatrixBase) or answer.shape != expected.shape:
        raise UnlikeError
    return answer


def _like_expression(answer: Any) -> Any:
    expression = _unless_none(read_expression(answer))
    if expression.is_number and not expression.is_finite:
        raise UnlikeError
    return expression


def _like_numbers(answer: Any, expected: Any) -> Any:
    try:
        given, wanted = read_numbers(answer).values, read_numbers(expected).values
    except NotNumbersError as error:
        raise UnlikeError from error
    if given.shape != wanted.shape or given.dtype != wanted.dtype or not np.all(np.isfinite(given)):
        raise UnlikeError
    if isinstance(expected, np.ndarray):
        return given
    return given.tolist() if isinstance(expected, (list, tuple)) else given.item()
