"""How near is near enough."""

from typing import Any

import numpy as np
import pytest
import sympy

from grader.items.answers.compare import compare
from grader.items.answers.scale import input_scale
from grader.items.answers.tolerance import Tolerance

LARGE = np.array([1e3, 2e3])
TABLE: list[tuple[Any, Any, bool, str]] = [
    (3e-9, 0.0, False, "a small gradient is not 0"),
    (1e-17, 0.0, True, "rounding around 0"),
    (np.sin(np.pi), 0.0, True, "rounding around 0"),
    (1 + 1e-9, 1.0, True, "rounding"),
    (1 + 1e-4, 1.0, False, "four digits are not enough"),
    (1e12 * (1 + 1e-9), 1e12, True, "relative, not absolute"),
    (1e-12, 1.0001e-8, False, "relative for small references as well"),
    (LARGE + 1e-4, LARGE, True, "the scale is the largest entry of the reference"),
    ([1e-4, 1e3], [0.0, 1e3], True, "also for its zeros: they are rounded relative to the others"),
    ([1e9, 1.001], [1.0, 1.0], False, "a wild answer does not widen its own tolerance"),
    ([1e300, 1.0], [-1e300, 1.0], False, "a difference that overflows"),
    (10_000_001, 10_000_000, False, "another whole number"),
    (10_000_001.0, 10_000_000, False, "another whole number, as a float"),
    (10_000_000.0001, 10_000_000, True, "a whole number up to rounding"),
    (np.array([10_000_001, 1]), np.array([10_000_000, 1]), False, "another whole number in an array"),
    (10_000_001.0, 10_000_000.0, True, "a measured number, to six digits"),
    (2.652528598121911e32, sympy.factorial(30), True, "a large whole number that was worked out with floats"),
    (sympy.Integer(10_000_001), sympy.Integer(10_000_000), False, "SymPy's whole numbers"),
    (np.float32(1) / np.float32(3), 1 / 3, True, "single precision"),
    (np.float32(1e7) + np.float32(2), 1e7 + 3, True, "single precision far out"),
    (np.float32(1.001), 1.0, False, "single precision is no licence"),
    (np.float16(0.1), 0.1, True, "half precision"),
    (np.float16(1.05), 1.0, False, "half precision is no licence"),
]


@pytest.mark.parametrize(("answer", "expected", "is_right", "why"), TABLE)
def test_near_enough(answer: Any, expected: Any, is_right: bool, why: str) -> None:  # noqa: FBT001 - a table's column
    """The default tolerance, case by case."""
    assert compare(answer, expected, Tolerance()).agrees is is_right, why


def test_an_author_s_tolerance_counts_for_whole_numbers_too() -> None:
    """A stated relative tolerance replaces the rule that whole numbers have to be right."""
    assert compare(1_010, 1_000, Tolerance(relative=0.02)).agrees
    assert not compare(1_030, 1_000, Tolerance(relative=0.02)).agrees


def test_single_precision_is_relative_to_the_arguments() -> None:
    """10.1 - 10 is 0.1 up to roundings of 10.1, which are much larger than those of 0.1."""
    answer = np.float32(10.1) - np.float32(10)
    assert not compare(answer, 0.1, Tolerance()).agrees or abs(float(answer) - 0.1) < 1e-6
    assert compare(answer, 0.1, Tolerance(), input_scale=10.1).agrees


@pytest.mark.parametrize(
    ("arguments", "scale"),
    [
        ((), 0.0),
        ((1, -3.5, True, "9"), 3.5),
        ((np.array([-128], dtype=np.int8), [2, (7,)]), 128.0),
        ((np.int8(-128), sympy.Symbol("x"), np.array([True]), np.zeros(0)), 128.0),
    ],
)
def test_scale_of_arguments(arguments: Any, scale: float) -> None:
    """The largest number among them; what is no number does not count."""
    assert input_scale(arguments) == scale
