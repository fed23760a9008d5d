"""How wrong numbers are, in units of what the tolerance allows: beyond 1 they are not right.

error_of        of one answer
largest_error   of other functions than the reference's, on the inputs that an exercise is checked with
rounding_error  of the reference itself in single precision

They say where a tolerance lies: it has to forgive rounding, and must not forgive a mistake.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.course.check.examine import DirectSession, examine_with_answers
from grader.items import FunctionItem, ValueItem
from grader.items.answers.expressions import is_expression
from grader.items.answers.read import NotNumbersError, Read, flatten_vector, read_numbers
from grader.items.answers.tolerance import Scale, Tolerance, allowed_error, input_scale, is_whole, scale_of
from grader.items.answers.truth_and_text import is_truth
from grader.judging.key import ExerciseKey
from grader.sandbox.client.outcome import Outcome, Returned


def error_of(answer: Any, expected: Any, tolerance: Tolerance, input_scale: float = 0.0) -> float | None:
    """The largest error among an answer's numbers, as a share of the largest one that is right.

    Infinite for an answer of another kind or shape; None where no decimal numbers are expected, so that nothing hangs
    on the tolerance.
    """
    with np.errstate(all="ignore"):
        return _error_of(answer, expected, tolerance, input_scale)


def _error_of(answer: Any, expected: Any, tolerance: Tolerance, input_scale: float) -> float | None:
    if is_truth(expected) or is_expression(expected):
        return None
    if isinstance(expected, dict):
        entries = answer if isinstance(answer, dict) else {}
        pairs = ((entries.get(key), value) for key, value in expected.items())
        return largest(_error_of(part, wanted, tolerance, input_scale) for part, wanted in pairs)
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
    has_parts = isinstance(answer, (list, tuple)) and len(answer) == len(expected)
    parts = answer if has_parts else [None] * len(expected)
    pairs = zip(parts, expected, strict=True)
    return largest(_error_of(part, wanted, tolerance, input_scale) for part, wanted in pairs)


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
    # nan for nan is no error, though their difference is nan
    same = (read.values == target.values) | (np.isnan(read.values) & np.isnan(target.values)) | is_whole(target)
    errors = np.where(same, 0.0, np.abs(read.values - target.values))
    allowed = np.broadcast_to(allowed_error(read, target, scale, tolerance, input_scale), errors.shape)
    # where nothing at all is allowed, every error is infinitely many times too large
    shares = np.divide(errors, allowed, out=np.full(errors.shape, math.inf), where=allowed > 0)
    largest_share = float(np.where(errors == 0, 0.0, shares).max(initial=0.0))
    return math.inf if math.isnan(largest_share) else largest_share


class Expected(NamedTuple):
    """One call of an item that compares numbers, with what the reference gives."""

    item: FunctionItem | ValueItem
    arguments: tuple[Any, ...]
    value: Any


def expected_numbers(key: ExerciseKey) -> list[Expected]:
    """All calls of such items on the first variant whose answer is decimal numbers."""
    numbers: list[Expected] = []
    for item in key.exercise.items:
        if isinstance(item, (FunctionItem, ValueItem)):
            _, calls = examine_with_answers(key, key.functions, item)
            expected = [Expected(item, call.arguments, _value(call.outcome)) for call in calls]
            # that the error of the reference's own value is known tells that there are decimal numbers in it
            numbers += [call for call in expected if error_of(call.value, call.value, item.tolerance) is not None]
    return numbers


def largest_error(functions: Mapping[str, Callable[..., Any]], expected: Sequence[Expected]) -> float | None:
    """The largest error of the functions, in units of the tolerance; infinite for what is no such number."""
    session = DirectSession(functions)
    return largest(_error(session, call, call.arguments) for call in expected)


def rounding_error(functions: Mapping[str, Callable[..., Any]], expected: Sequence[Expected]) -> float | None:
    """The largest error of single precision: arguments and result are rounded to it, and what is between follows.

    NumPy goes on in single precision where it is given nothing else. Sums in another order are not tried: what the
    order changes is the last digits of double precision, and single precision drops half of all digits. Calls that
    single precision cannot make are left out.
    """
    # as a stand-in for a right answer that was worked out in another way: the tolerance has to forgive that
    session = DirectSession({name: _in_single(function) for name, function in functions.items() if callable(function)})
    errors = [_error(session, call, _single(call.arguments)) for call in expected]
    return largest(error for error in errors if error is not None and math.isfinite(error))


def _error(session: DirectSession, call: Expected, arguments: tuple[Any, ...]) -> float | None:
    (outcome,) = session.call("", call.item.function, [arguments])
    scale = input_scale(call.arguments)
    return error_of(_value(outcome), call.value, call.item.tolerance, scale)


def _value(outcome: Outcome) -> Any:
    return outcome.value if isinstance(outcome, Returned) else None


def _in_single(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments: _single(function(*arguments))


def _single(value: Any) -> Any:
    """Decimal numbers in single precision, wherever they are; anything else as it is."""
    if isinstance(value, (list, tuple)):
        return type(value)(map(_single, value))
    if isinstance(value, dict):
        return {key: _single(entry) for key, entry in value.items()}
    if isinstance(value, (float, np.floating)):
        return np.float32(value)
    is_decimal = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    return value.astype(np.float32) if is_decimal else value
