"""The errors of other answers than the reference's, on the inputs that an exercise is checked with.

They say where a tolerance lies: it has to forgive rounding, and must not forgive a mistake.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.course.check.direct import DirectSession
from grader.course.check.examine import examine_with_answers
from grader.items import FunctionItem, ValueItem
from grader.items.answers.errors import error_of, largest
from grader.items.answers.tolerance import input_scale
from grader.judging.key import ExerciseKey
from grader.sandbox.outcome import Outcome, Returned


class Expected(NamedTuple):
    """One call of an item that compares numbers, with what the reference gives."""

    item: FunctionItem | ValueItem
    arguments: tuple[Any, ...]
    value: Any


def expected_numbers(key: ExerciseKey) -> list[Expected]:
    """All calls of such items on the first variant whose answer is decimal numbers."""
    found: list[Expected] = []
    for item in key.exercise.items:
        if isinstance(item, (FunctionItem, ValueItem)):
            _, calls = examine_with_answers(key, key.functions, item)
            made = (Expected(item, one.arguments, _value(one.outcome)) for one in calls)
            found += [one for one in made if error_of(one.value, one.value, one.item.tolerance) is not None]
    return found


def largest_error(functions: Mapping[str, Callable[..., Any]], expected: Sequence[Expected]) -> float | None:
    """The largest error of the functions, in units of the tolerance; infinite for what is no such number."""
    session = DirectSession(functions)
    return largest(_error(session, one, one.arguments) for one in expected)


def rounding_error(functions: Mapping[str, Callable[..., Any]], expected: Sequence[Expected]) -> float | None:
    """The largest error of single precision: arguments and result are rounded to it, and what is between follows.

    NumPy goes on in single precision where it is given nothing else. Sums in another order are not tried: what the
    order changes is the last digits of double precision, and single precision drops half of all digits. Calls that
    single precision cannot make are left out.
    """
    session = DirectSession({name: _in_single(function) for name, function in functions.items() if callable(function)})
    errors = [_error(session, one, _single(one.arguments)) for one in expected]
    return largest(error for error in errors if error is not None and math.isfinite(error))


def _error(session: DirectSession, one: Expected, arguments: tuple[Any, ...]) -> float | None:
    (outcome,) = session.call("", one.item.function, [arguments])
    scale = input_scale(one.arguments)
    return error_of(_value(outcome), one.value, one.item.tolerance, scale)


def _value(outcome: Outcome) -> Any:
    return outcome.value if isinstance(outcome, Returned) else None


def _in_single(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments: _single(function(*arguments))


def _single(value: Any) -> Any:
    """Decimal numbers in single precision, wherever they are; anything else as it is."""
    if isinstance(value, (list, tuple)):
        return type(value)(map(_single, value))
    if isinstance(value, dict):
        return {key: _single(one) for key, one in value.items()}
    if isinstance(value, (float, np.floating)):
        return np.float32(value)
    is_decimal = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    return value.astype(np.float32) if is_decimal else value
