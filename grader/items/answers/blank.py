"""What an answer has to look like, and nothing else of it: where nobody may know the expected one, its form is told."""

from __future__ import annotations

from typing import Any

from grader.items.answers.convert import UnlikeError, zero_like
from grader.items.answers.expressions import is_expression
from grader.sandbox.late import sympy

FORM = frozenset(f"answer.{code}" for code in ("none", "type", "shape", "dtype", "length", "keys", "option", "text"))
"""Codes of the problems that an answer has whatever is expected, as long as that is of this form."""


def blank(expected: Any) -> Any:
    """A value of the same kind, shape and keys that tells nothing else; None for a kind that has none.

    Truth values become False, numbers 0, texts empty, expressions a symbol that nobody uses; sets lose their elements.
    """
    if isinstance(expected, dict):
        return {key: blank(value) for key, value in expected.items()}
    if isinstance(expected, (set, frozenset)):
        return type(expected)()
    if is_expression(expected) and not expected.is_number:
        return sympy.Symbol("_")
    try:
        return zero_like(expected)
    except UnlikeError:
        return None
