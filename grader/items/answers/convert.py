"""A student's answer in the reference's form, so that the reference's own code can go on with it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.items.answers.expressions import is_expression, read_expression
from grader.items.answers.read import NotNumbersError, Numbers, Read, flatten_vector, read_numbers
from grader.items.answers.truth_and_text import read_truth
from grader.sandbox.late import MatrixBase, sympy


class UnlikeError(ValueError):
    """An answer that cannot take the place of the reference's."""


def like(answer: Any, expected: Any) -> Any:
    """The answer as a value of the reference's type and shape.

    UnlikeError for one of another kind or shape, and for numbers that are not finite.
    """
    if isinstance(expected, (bool, np.bool_)):
        return _unless_none(read_truth(answer))
    if isinstance(expected, (tuple, list)):
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
    if isinstance(expected, (tuple, list)):
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


def _like_each(answer: Any, expected: Any) -> Any:
    if isinstance(answer, np.ndarray) and answer.ndim:
        answer = list(answer)
    answer = flatten_vector(answer, 1)  # a SymPy row or column is a list of its entries here
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
    if isinstance(expected, np.ndarray) and expected.dtype == object and expected.ndim:
        return _like_objects(answer, expected)
    try:
        given, wanted = read_numbers(answer), read_numbers(expected)
    except NotNumbersError as error:
        raise UnlikeError from error
    # a complex answer for a real one is unlike; whole numbers and decimals are both read as float64, and are alike
    if given.values.shape != wanted.values.shape or given.values.dtype != wanted.values.dtype:
        raise UnlikeError
    if wanted.exact is not None and (exact := _exactly(given)) is not None:
        return _of_exact(exact, expected)
    if not np.all(np.isfinite(given.values)):  # the reference's code goes on with it, and inf and nan decide nothing
        raise UnlikeError
    return given.values if isinstance(expected, np.ndarray) else given.values.item()


def _like_objects(answer: Any, expected: NDArray[Any]) -> NDArray[Any]:
    parts = answer.tolist() if isinstance(answer, (np.ndarray, MatrixBase)) else answer
    # `np.array` of a list of lists would take them for axes; assigned to a slice, an entry may be anything
    entries = np.empty(expected.size, dtype=object)
    entries[:] = _flat(_like_each(parts, expected.tolist()), expected.ndim)
    return entries.reshape(expected.shape)


def _flat(parts: list[Any], dimensions: int) -> list[Any]:
    return parts if dimensions <= 1 else [entry for part in parts for entry in _flat(part, dimensions - 1)]


def _exactly(given: Read) -> Numbers | None:
    """The answer's whole numbers and fractions, and floats that are whole; None where an entry is another number."""
    if given.exact is not None and given.exact.dtype != object:
        return given.exact
    exact = np.empty(given.values.size, dtype=object)
    known = [None] * exact.size if given.exact is None else given.exact.ravel().tolist()
    for index, (number, value) in enumerate(zip(known, given.values.ravel().tolist(), strict=True)):
        if number is None and not (isinstance(value, float) and value.is_integer()):
            return None
        exact[index] = int(value) if number is None else number
    return exact.reshape(given.values.shape)


def _of_exact(exact: Numbers, expected: Any) -> Any:
    """Exact numbers in the reference's type, as far as that has room for them."""
    if isinstance(expected, np.ndarray):
        return _of_integers(exact, expected.dtype)
    number = exact.item()
    if isinstance(expected, Fraction):
        return Fraction(number)
    if isinstance(expected, Decimal):
        return Decimal(number.numerator) / number.denominator if number.denominator > 1 else Decimal(int(number))
    try:
        return float(number) if number.denominator > 1 else int(number)
    except OverflowError as error:  # a fraction beyond all floats
        raise UnlikeError from error


def _of_integers(exact: Numbers, dtype: np.dtype[Any]) -> Numbers:
    """Of the reference's type where the numbers fit; of Python's where they are too large, floats for fractions."""
    try:
        whole = exact.astype(dtype)
    except OverflowError:
        return exact
    return whole if np.array_equal(whole.astype(object), exact.astype(object)) else exact.astype(np.float64)
