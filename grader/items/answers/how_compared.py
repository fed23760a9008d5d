"""How an answer is compared, in a sentence: what `compare` does, for the student who does it by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.items.answers.expressions import is_expression
from grader.items.answers.read import NotNumbersError, read_numbers
from grader.items.answers.tolerance import Tolerance, is_whole
from grader.items.answers.truth_and_text import is_truth
from grader.sandbox.late import MatrixBase


def how_compared(expected: Any, tolerance: Tolerance) -> str:
    """What is right where this value is expected, in sentences; empty where nothing but the same thing is."""
    return " ".join(dict.fromkeys(_sentences(expected, tolerance)))


def how_near(tolerance: Tolerance, size: str = "the expected one") -> str:
    """When a number is right, in words: `if it is off by at most 1e-6 of the expected one plus 1e-12`."""
    share = f"{_short(tolerance.relative)} of {size}" if tolerance.relative else ""
    most = " plus ".join(filter(None, [share, _short(tolerance.absolute) if tolerance.absolute else ""]))
    return f"if it is off by at most {most}" if most else "if it is equal"


def _short(number: float) -> str:
    """`1e-6` and not `1e-06`."""
    digits, _, power = f"{number:g}".partition("e")
    return f"{digits}e{int(power)}" if power else digits


def _sentences(expected: Any, tolerance: Tolerance) -> list[str]:
    if is_truth(expected) or expected is None:
        return []
    if isinstance(expected, str):
        return ["A text is right whatever its case, and with spaces, hyphens or underscores between its words."]
    if is_expression(expected) and not expected.is_number:
        return ["An expression is right if it is the same function, however it is written."]
    if isinstance(expected, MatrixBase):
        return _of_parts(list(expected.flat()), tolerance)
    try:
        return _of_numbers(expected, tolerance)
    except NotNumbersError:
        parts = expected.values() if isinstance(expected, dict) else expected
        return _of_parts(list(parts), tolerance) if isinstance(expected, (dict, list, tuple, set, frozenset)) else []


def _of_parts(parts: list[Any], tolerance: Tolerance) -> list[str]:
    return [sentence for part in parts for sentence in _sentences(part, tolerance)]


def _of_numbers(expected: Any, tolerance: Tolerance) -> list[str]:
    numbers = read_numbers(expected)
    if np.all(is_whole(numbers)) and not tolerance.model_fields_set:
        return ["A whole number has to be equal; a float is right for it up to rounding."]
    size = "the largest entry expected" if isinstance(expected, np.ndarray) and expected.ndim else "the expected one"
    return [f"A number is right {how_near(tolerance, size)}."]
