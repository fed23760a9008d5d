"""True and false."""

from typing import Any

import numpy as np
import sympy

from grader.items.answers.comparison import Comparison, is_wrong, note
from grader.items.answers.kinds import wrong_kind

_NUMBER = note("truth", "It is a number; `bool(...)` makes it True or False.")


def is_truth(value: Any) -> bool:
    """Whether a value is True or False itself, in Python, NumPy or SymPy."""
    return isinstance(value, (bool, np.bool_)) or value is sympy.true or value is sympy.false


def read_truth(answer: Any) -> bool | None:
    """The answer as a truth value; None if it is none. 0 and 1 count, other numbers do not."""
    answer = _unpack(answer)
    is_integer = isinstance(answer, (int, np.integer, sympy.Integer))
    return bool(answer) if is_truth(answer) or (is_integer and answer in {0, 1}) else None


def compare_truth(answer: Any, *, expected: bool) -> Comparison:
    """Whether the answer says the same as the reference."""
    truth = read_truth(answer)
    if truth is None:
        return wrong_kind(answer, "True or False")
    if truth is not expected:
        return is_wrong(f"The answer {truth} is not right.")
    return Comparison(notes=() if is_truth(_unpack(answer)) else (_NUMBER,))


def _unpack(answer: Any) -> Any:
    return answer[()] if isinstance(answer, np.ndarray) and answer.shape == () else answer
