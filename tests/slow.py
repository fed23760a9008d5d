"""What the default run of the tests leaves to `make test-all` and CI; see Checks in CONTRIBUTING.md."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import pytest

ALL_EXAMPLES = os.environ.get("GRADER_EXAMPLES") == "all"
"""Whether a property is asked of all its examples."""
LEAST_EXAMPLES = 5


def examples(count: int) -> int:
    """Of how many examples a property is asked: of a quarter of them by default."""
    return count if ALL_EXAMPLES else max(count // 4, min(count, LEAST_EXAMPLES))


def one_in(step: int, rows: Iterable[Any]) -> list[Any]:
    """The rows of a table, of which the first of every so many is not slow."""
    return [_row(row, is_slow=number % step != 0) for number, row in enumerate(rows)]


def rest_slow(rows: Iterable[Any], kind: Callable[[Any], object]) -> list[Any]:
    """The rows of a table, of which the first of each kind is not slow."""
    firsts: dict[object, Any] = {}
    return [_row(row, is_slow=firsts.setdefault(kind(row), row) is not row) for row in rows]


def _row(row: Any, *, is_slow: bool) -> Any:
    values = row if type(row) is tuple else (row,)
    return pytest.param(*values, marks=[pytest.mark.slow] if is_slow else [])
