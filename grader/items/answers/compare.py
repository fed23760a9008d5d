"""The entry of the ladder: how an answer is compared follows from what the reference returned."""

from functools import partial
from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison
from grader.items.answers.expressions import compare_expression, compare_matrix
from grader.items.answers.numbers import compare_numbers
from grader.items.answers.structures import compare_mapping, compare_sequence, compare_set, compare_text
from grader.items.answers.tolerance import Tolerance
from grader.items.answers.truth import compare_truth


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
    """
    if isinstance(expected, (bool, np.bool_)) or expected is sympy.true or expected is sympy.false:
        return compare_truth(answer, expected=bool(expected))
    if isinstance(expected, str):
        return compare_text(answer, expected)
    again = partial(compare, tolerance=tolerance, input_scale=input_scale)
    if isinstance(expected, dict):
        return compare_mapping(answer, expected, again)
    if isinstance(expected, (set, frozenset)):
        return compare_set(answer, expected)
    if isinstance(expected, MatrixBase):
        return compare_matrix(answer, expected)
    if isinstance(expected, sympy.Expr) and not expected.is_number:
        return compare_expression(answer, expected)
    if isinstance(expected, (list, tuple)) and not _is_numeric(expected):
        return compare_sequence(answer, expected, again)
    return compare_numbers(answer, expected, tolerance, input_scale)


def _is_numeric(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(_is_numeric, value))
    return not isinstance(value, (bool, str, dict, np.bool_)) and (
        not isinstance(value, sympy.Basic) or value.is_number
    )
