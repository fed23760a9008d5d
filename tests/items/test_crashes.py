"""Exceptions that students often meet get a sentence; the messages are those of the libraries that are installed."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy

from grader.items.crashes import hint

x = sympy.Symbol("x")
ones: Any = np.ones
nothing: Any = None
number: Any = 3.0
items: Any = [1, 2]


def unbound() -> Any:
    """A local variable that has no value."""
    if not items:
        local = 1
    return local


CRASHES: dict[str, tuple[Callable[[], Any], str, str]] = {
    "broadcast": (lambda: ones(2) + ones(3), "shapes", "shapes (2,) and (3,)"),
    "dot": (lambda: np.dot(ones((2, 3)), ones(2)), "shapes", "shapes (2,3) and (2,)"),
    "matmul": (lambda: ones((2, 3)) @ ones(2), "shapes", "B has 2 where A has 3"),
    "join": (lambda: np.hstack((ones((2, 2)), ones(2))), "shapes", "a[:, None]"),
    "None in a sum": (lambda: nothing + 1, "none", "without `return`"),
    "None indexed": (lambda: nothing[0], "none", "without `return`"),
    "None's attribute": (lambda: nothing.shape, "none", "without `return`"),
    "math of an array": (lambda: math.exp(ones(2)), "math_on_array", "`numpy` has the same"),
    "float of an array": (lambda: float(ones(2)), "math_on_array", "one number"),
    "math of a symbol": (lambda: math.exp(x), "math_on_symbol", "sympy.exp"),
    "numpy of a symbol": (lambda: np.exp(x), "math_on_symbol", "sympy.exp"),
    "max of an array": (lambda: max(0, ones(2)), "truth_of_array", "np.maximum"),
    "max of a symbol": (lambda: max(0, x), "truth_of_symbol", "sympy.Max"),
    "range of a float": (lambda: range(number), "whole_number", "`//`"),
    "index of a float": (lambda: items[number], "whole_number", "`//`"),
    "array's index of a float": (lambda: ones(3)[number], "whole_number", "`//`"),
    "list minus list": (lambda: items - items, "list_arithmetic", "np.asarray"),
    "list times float": (lambda: items * 0.5, "list_arithmetic", "np.asarray"),
    "minus a list": (lambda: -items, "list_arithmetic", "np.asarray"),
    "a list's shape": (lambda: items.shape, "list_attribute", "np.asarray"),
    "no such name": (lambda: undefined, "name", "`undefined`"),  # type: ignore[name-defined]  # noqa: F821
    "a local name": (unbound, "local", "`local`"),
    "a number called": (lambda: number(4), "not_a_function", "`*`"),
    "singular": (lambda: np.linalg.inv(np.zeros((2, 2))), "singular", "lstsq"),
    "an array's end": (lambda: ones(3)[3], "index", "3 - 1"),
    "a list's end": (lambda: items[2], "index", "n - 1"),
}


@pytest.mark.parametrize("name", CRASHES)
def test_a_known_exception_is_explained(name: str) -> None:
    """With the shapes or the name that are in the message."""
    crash, code, says = CRASHES[name]
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one it is, is the point
        crash()
    found = hint(f"{caught.type.__name__}: {caught.value}")
    assert found is not None
    assert found.code == f"crash.hint.{code}"
    assert says in found.text


def test_an_unknown_exception_is_left_alone() -> None:
    """No sentence is better than a wrong one."""
    assert hint("ValueError: my own message") is None
    assert hint("KeyError: 'a'") is None


def test_a_message_cannot_fill_the_sentence() -> None:
    """The student's code may raise an exception with any message."""
    found = hint("ValueError: shapes (" + "9" * 10_000 + "{1}) and (2,) not aligned")
    assert found is not None
    assert len(found.text) < 300
