"""The entry of the ladder: how an answer is compared follows from what the reference returned."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from grader.errors import AuthoringError
from grader.items.answers.comparison import Comparison, name_kind, wrong_kind
from grader.items.answers.expressions import is_expression
from grader.items.answers.numbers import compare_numbers
from grader.items.answers.read import NotNumbersError, Read, read_numbers
from grader.items.answers.structures import compare_mapping, compare_matrix, compare_sequence, compare_set
from grader.items.answers.tolerance import Tolerance, largest_of, scale_of
from grader.items.answers.truth_and_text import compare_text, compare_truth, is_truth
from grader.sandbox.late import MatrixBase


def compare(answer: Any, expected: Any, tolerance: Tolerance, input_scale: float = 0.0) -> Comparison:
    """The first rung of the ladder on which the answer fails, or agreement with notes.

    Parameters
    ----------
    answer : object
        The student's answer, as it came over the wire: plain data, never a live object.
    expected : object
        The reference's answer; its kind decides what is asked for.
    tolerance : Tolerance
        How near is near enough, for numbers.
    input_scale : float
        Largest absolute value among the arguments.

    Raises
    ------
    AuthoringError
        If the reference's answer is of a kind that nothing can be compared with. No answer of a student's raises.
    """
    if type(expected) is int and type(answer) is int and answer == expected:  # cheaper, and the most frequent answer
        return Comparison()
    with np.errstate(all="ignore"):  # of a wild answer: what overflows is inf, and agrees with nothing
        return _compare(answer, expected, tolerance, input_scale)


def _compare(
    answer: Any, expected: Any, tolerance: Tolerance, input_scale: float, scale: float | None = None
) -> Comparison:
    """Compare; `scale` is that of the matrix of which this is an entry.

    The order of the questions decides: what is asked first would pass for what is asked further down. True is an int,
    a SymPy number is an expression, a matrix of numbers could be read as numbers, and a list of numbers as a list.
    """
    if isinstance(expected, np.ndarray) and not expected.ndim:
        expected = expected[()]
    if is_truth(expected):
        return compare_truth(answer, expected=bool(expected))
    if isinstance(expected, str):
        return compare_text(answer, expected)
    if is_expression(expected) and not (expected.is_number and _is_no_function(answer)):
        from grader.items.answers.compare_expressions import compare_expression  # noqa: PLC0415 - needs SymPy

        return compare_expression(answer, expected)
    compare_part = partial(_compare, tolerance=tolerance, input_scale=input_scale)
    if isinstance(expected, dict):
        return compare_mapping(answer, expected, compare_part)
    if isinstance(expected, (set, frozenset)):
        return compare_set(answer, expected, compare_part)
    if isinstance(expected, MatrixBase):
        return compare_matrix(answer, expected, partial(compare_part, scale=_scale_of_matrix(expected)))
    if (target := _numbers(expected)) is not None:
        own_scale = scale_of(expected, target.values) if scale is None else scale
        return compare_numbers(answer, target, own_scale, tolerance, input_scale)
    if isinstance(expected, (list, tuple, np.ndarray)):
        return compare_sequence(answer, expected, compare_part)
    return _compare_other(answer, expected)


def _scale_of_matrix(expected: MatrixBase) -> float:
    """The largest absolute value among its numbers: it is one matrix, though entries that are functions have none."""
    numbers = filter(None, map(_numbers, expected.flat()))
    return max((largest_of(number.values) for number in numbers), default=0.0)


def _is_no_function(answer: Any) -> bool:
    """Whether an answer is to be read as a number where the reference is one; x - x is a function that is 0."""
    return not is_expression(answer) or bool(answer.is_number)


def _numbers(expected: Any) -> Read | None:
    try:
        return read_numbers(expected)
    except NotNumbersError:
        return None


def _compare_other(answer: Any, expected: Any) -> Comparison:
    """None, which a misconception may give."""
    if expected is None:
        return Comparison() if answer is None else wrong_kind(answer, "None")
    fault = f"an answer cannot be compared with {name_kind(expected)}"
    raise AuthoringError("the reference", fault, "Let it return numbers, arrays, expressions, texts or truth values")
