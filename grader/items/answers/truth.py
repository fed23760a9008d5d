"""True and false."""

from typing import Any

import numpy as np
import sympy

from grader.items.answers.comparison import Comparison, differs, note
from grader.items.answers.kinds import wrong_kind


def read_truth(answer: Any) -> bool | None:
    """The answer as a truth value; None if it is none. 0 and 1 count, other numbers do not."""
    if isinstance(answer, np.ndarray) and answer.shape == ():
        answer = answer[()]
    if isinstance(answer, (bool, np.bool_)):
        return bool(answer)
    if answer is sympy.true or answer is sympy.false:
        return answer is sympy.true
    is_integer = isinstance(answer, (int, np.integer, sympy.Integer))
    return bool(answer) if is_integer and answer in {0, 1} else None


def compare_truth(answer: Any, *, expected: bool) -> Comparison:
    """Whether the answer says the same as the reference."""
    truth = read_truth(answer)
    if truth is None:
        return wrong_kind(answer, "True or False")
    if truth is not expected:
        return differs("value", f"The answer {truth} is not right.")
    if isinstance(answer, (bool, np.bool_)) or answer is sympy.true or answer is sympy.false:
        return Comparison()
    return Comparison(notes=(note("truth", "It is a number; `bool(...)` makes it True or False."),))
