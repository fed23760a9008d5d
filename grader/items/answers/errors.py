"""How wrong numbers are, in units of what the tolerance allows: beyond 1 they are not right."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from grader.items.answers.expressions import is_expression
from grader.items.answers.read import NotNumbersError, Read, flatten_vector, read_numbers
from grader.items.answers.tolerance import Scale, Tolerance, allowed_error, is_whole, scale_of
from grader.items.answers.truth_and_text import is_truth


def error_of(answer: Any, expected: Any, tolerance: Tolerance, input_scale: float = 0.0) -> float | None:
    """The largest error among an answer's numbers, as a share of the largest one that is right.

    Infinite for an answer of another kind or shape; None where no decimal numbers are expected, so that nothing hangs
    on the tolerance.
    """
    with np.errstate(all="ignore"):
        return _error(answer, expected, tolerance, input_scale)


def _error(answer: Any, expected: Any, tolerance: Tolerance, input_scale: float) -> float | None:
    if is_truth(expected) or is_expression(expected):
        return None
    if isinstance(expected, dict):
        there = answer if isinstance(answer, dict) else {}
        pairs = ((there.get(key), value) for key, value in expected.items())
        return largest(_error(one, other, tolerance, input_scale) for one, other in pairs)
    try:
        target = read_numbers(expected)
    except NotNumbersError:
        return _of_parts(answer, expected, tolerance, input_scale)
    if is_whole(target).all() and target.values.size:
        return None
    return _of_numbers(answer, target, scale_of(expected, target.values), tolerance, input_scale)


def _of_parts(answer: Any, expected: Any, tolerance: Tolerance, input_scale: float) -> float | None:
    if not isinstance(expected, (list, tuple)):
        return None
    there = answer if isinstance(answer, (list, tuple)) and len(answer) == len(expected) else [None] * len(expected)
    return largest(_error(one, other, tolerance, input_scale) for one, other in zip(there, expected, strict=True))


def largest(errors: Iterable[float | None]) -> float | None:
    """The largest of the errors that there are."""
    return max((error for error in errors if error is not None), default=None)


def _of_numbers(answer: Any, target: Read, scale: Scale, tolerance: Tolerance, input_scale: float) -> float:
    """Whole numbers do not hang on the tolerance, so that those among the others are left out."""
    try:
        read = read_numbers(flatten_vector(answer, target.values.ndim))
    except NotNumbersError:
        return math.inf
    if read.values.shape != target.values.shape:
        return math.inf
    same = (read.values == target.values) | (np.isnan(read.values) & np.isnan(target.values)) | is_whole(target)
    errors = np.where(same, 0.0, np.abs(read.values - target.values))
    allowed = np.broadcast_to(allowed_error(read, target, scale, tolerance, input_scale), errors.shape)
    shares = np.divide(errors, allowed, out=np.full(errors.shape, math.inf), where=allowed > 0)
    largest_share = float(np.where(errors == 0, 0.0, shares).max(initial=0.0))
    return math.inf if math.isnan(largest_share) else largest_share
