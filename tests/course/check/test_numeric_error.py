"""How wrong an answer is, in units of what its tolerance allows."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy

from grader import Exercise, FunctionItem, Integers, Reals, Tolerance, ValueItem
from grader.course.check.numeric_error import error_of, expected_numbers, largest_error, rounding_error
from grader.judging.key import ExerciseKey

TOLERANCE = Tolerance(relative=1e-6)
X = sympy.Symbol("x")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (2, 2),
        (3, 2),
        (True, True),
        (False, True),
        ("a", "a"),
        ("b", "a"),
        (X, 1.5 * X),
        ([1, 2], [1, 3]),
        ({}, {}),
        (1, None),
    ],
    ids=str,
)
def test_nothing_hangs_on_the_tolerance(answer: Any, expected: Any) -> None:
    """Where no decimal number is expected."""
    assert error_of(answer, expected, TOLERANCE) is None


@pytest.mark.parametrize(
    ("answer", "expected", "error"),
    [
        (1.5, 1.5, 0),
        (1.5 * (1 + 1e-6), 1.5, 1),
        (1.5 * (1 - 3e-6), 1.5, 3),
        (-1.5 * (1 + 2e-6), -1.5, 2),
        (math.nan, math.nan, 0),
        (math.inf, math.inf, 0),
        (math.nan, 1.5, math.inf),
        (1.5, math.nan, math.inf),
        (1.5, math.inf, math.inf),
        (-math.inf, math.inf, math.inf),
        ([1.5], 1.5, math.inf),
        (1.5, [1.5], math.inf),
        ("a", 1.5, math.inf),
        (None, 1.5, math.inf),
        ([2.5, 2.5], [2.5, 2.5, 2.5], math.inf),
        (np.array([2.5, 2.5 * (1 + 2e-6)]), np.array([2.5, 2.5]), 2),
        ([3, 2.5], [1, 2.5], 0),
        ([3, 2.5 * (1 + 2e-6)], [1, 2.5], 2),
        (np.array([]), np.array([]), 0),
        ((1.5, "a"), (1.5, "a"), 0),
        ((1.5, "b"), (1.5, "a"), 0),
        ((1.5 * (1 + 4e-6), "a"), (1.5, "a"), 4),
        ([[1.5], [2.5, 3.5]], [[1.5], [2.5, 3.5]], 0),
        ([[1.5 * (1 + 2e-6)], [2.5, 3.5 * (1 + 1e-6)]], [[1.5], [2.5, 3.5]], 2),
        ([[1.5], [2.5]], [[1.5], [2.5, 3.5]], math.inf),
        ([[1.5]], [[1.5], [2.5, 3.5]], math.inf),
        (5, [[1.5], [2.5, 3.5]], math.inf),
        ({"a": 1.5, "b": 2.5 * (1 + 3e-6)}, {"a": 1.5, "b": 2.5}, 3),
        ({"a": 1.5 * (1 + 3e-6), "b": 2.5}, {"a": 1.5, "b": 2.5}, 3),
        ({"a": 1.5, "b": 2.5, "c": 9.5}, {"a": 1.5, "b": 2.5}, 0),
        ({"a": 1.5}, {"a": 1.5, "b": 2.5}, math.inf),
        (1.5, {"a": 1.5}, math.inf),
    ],
    ids=str,
)
def test_the_largest_error(answer: Any, expected: Any, error: float) -> None:
    """Of all numbers that are no whole ones; infinite for what has another shape, or is none."""
    assert error_of(answer, expected, TOLERANCE) == pytest.approx(error, rel=1e-3)


def halves() -> ExerciseKey:
    """An exercise whose items give decimal numbers, whole ones, and numbers that single precision cannot hold."""
    items = (
        FunctionItem(id="half", title="t", points=1, inputs=(Reals(low=1, high=2),), tolerance=TOLERANCE),
        FunctionItem(id="twice", title="t", points=1, inputs=(Integers(low=1, high=9),)),
        ValueItem(id="third", title="t", points=1, tolerance=TOLERANCE),
    )
    functions: dict[str, Callable[..., Any]] = {
        "half": lambda x: x / 2,
        "twice": lambda n: 2 * n,
        "third": lambda: 1 / 3,
    }
    exercise = Exercise(title="t", source="s", statement="s", items=items)
    return ExerciseKey("halves", exercise, functions, where="solutions/halves.py")


def test_what_is_compared() -> None:
    """Every call of the items that expect decimal numbers."""
    expected = expected_numbers(halves())
    assert {call.item.id for call in expected} == {"half", "third"}
    assert [(call.arguments, call.value) for call in expected if call.item.id == "third"] == [((), 1 / 3)]
    assert all(call.value == call.arguments[0] / 2 for call in expected if call.item.id == "half")
    assert len(expected) > 10


def test_errors_of_other_functions() -> None:
    """The largest of all calls; one that fails is infinitely wrong."""
    key = halves()
    expected = expected_numbers(key)
    assert largest_error(key.functions, expected) == 0
    near = {**key.functions, "third": lambda: 1 / 3 * (1 + 5e-6)}
    assert largest_error(near, expected) == pytest.approx(5, rel=1e-3)
    assert largest_error({**near, "half": lambda x: x / 0}, expected) == math.inf
    assert largest_error(near, []) is None


def test_single_precision_is_an_error_of_rounding() -> None:
    """Of arguments and of results; a call that it cannot make is left out."""
    key = halves()
    expected = expected_numbers(key)
    error = rounding_error(key.functions, expected)
    assert error is not None
    assert 0.001 < error < 0.2
    large = {**key.functions, "third": lambda: 1e300}
    assert rounding_error(large, [call for call in expected if call.item.id == "third"]) is None
