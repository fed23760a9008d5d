"""Answers that are right or wrong as a whole: True and False, and texts."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from grader.items.answers.comparison import Comparison, is_wrong, note, wrong_kind
from grader.items.answers.show import brief
from grader.sandbox.late import BooleanAtom, Integer

# `_` anywhere, and `-` between two letters or digits only: a minus in front of a number is no hyphen
_BETWEEN_WORDS = re.compile(r"(?<=\w)[_-](?=\w)|_")
_NUMBER = note("truth", "It is a number; `bool(...)` makes it True or False.")


def is_truth(value: Any) -> bool:
    """Whether a value is True or False itself, in Python, NumPy or SymPy."""
    return isinstance(value, (bool, np.bool_, BooleanAtom))


def read_truth(answer: Any) -> bool | None:
    """The answer as a truth value; None if it is none. 0 and 1 count, other numbers do not."""
    answer = _unpack(answer)
    is_integer = isinstance(answer, (int, np.integer, Integer))
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


def compare_text(answer: Any, expected: str) -> Comparison:
    """Texts are the same up to case, and to what stands between their words: a space, `_` or `-`."""
    if not isinstance(answer, str):
        return wrong_kind(answer, "a text")
    if plain_text(answer) != plain_text(expected):
        return is_wrong(f"The answer {brief(answer)} is not right.")
    return Comparison()


def plain_text(text: str) -> str:
    """A text as it is compared: `strictly_convex` and `Strictly convex` are the same."""
    return " ".join(_BETWEEN_WORDS.sub(" ", text).casefold().split())
