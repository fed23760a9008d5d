"""How near is near enough."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from grader.items.answers.compare import compare
from grader.items.answers.tolerance import Tolerance, input_scale

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
    (np.array([1e-4, 1e3]), np.array([0.0, 1e3]), True, "also for its zeros: they are rounded relative to the others"),
    ([1e-4, 1e3], [0.0, 1e3], False, "the numbers of a list stand side by side"),
    ([1e9, 1.001], [1.0, 1.0], False, "a wild answer does not widen its own tolerance"),
    ([1e300, 1.0], [-1e300, 1.0], False, "a difference that overflows"),
    (10_000_001, 10_000_000, False, "another whole number"),
    (10_000_001.0, 10_000_000, False, "another whole number, as a float"),
    (10_000_000.0001, 10_000_000, True, "a whole number up to rounding"),
    (np.array([10_000_001, 1]), np.array([10_000_000, 1]), False, "another whole number in an array"),
    (10_000_001.0, 10_000_000.0, True, "a measured number, to six digits"),
    (2.652528598121911e32, sympy.factorial(30), False, "the float next to a large whole number is not it"),
    (2.0**62, 2**62, True, "a float that is the whole number"),
    (sympy.Integer(10_000_001), sympy.Integer(10_000_000), False, "SymPy's whole numbers"),
    ((125000.0, 0.5), (125000.0, 0.25), False, "each number of a tuple has a tolerance of its own"),
    ({"a": 1e15, "b": 0.5}, {"a": 1e15, "b": 0.25}, False, "and each of a dictionary"),
    ([[1e15, 0.5]], [[1e15, 0.25]], False, "and of lists in lists"),
    ((LARGE, LARGE / 1e7 + 1e-6), (LARGE, LARGE / 1e7), False, "two arrays are not one"),
    ([LARGE + 1e-4, 0.25], [LARGE, 0.25], True, "an array in a list is one vector"),
    (sympy.Matrix([1e-4, 1e3]), sympy.Matrix([0.0, 1e3]), True, "a SymPy matrix is one matrix"),
    (sympy.Matrix([sympy.Rational(1, 10**5), 1000]), sympy.Matrix([0, 1000]), False, "but exact where both are"),
    (np.array([1e-10, 1e6]), np.array([0, 10**6]), True, "linear algebra in floats, for an array of whole numbers"),
    (np.array([1e-3, 1e6]), np.array([0, 10**6]), False, "which is no licence"),
    (3333333.3333, 3333333, False, "n / 3 is not n // 3"),
    (1e-301, -1e-301, False, "what is so small is no rounding"),
    (0.0, 1e-301, True, "0 is what rounding makes of it"),
    (Fraction(1, 10**13), Fraction(2, 10**13), False, "fractions are exact"),
    (2e-13, Fraction(1, 10**13), True, "a float for a fraction has the tolerance"),
    (Decimal(1) / 3, Fraction(1, 3), True, "a Decimal that was rounded"),
    (Decimal("0.3333"), Fraction(1, 3), False, "a Decimal as it was written"),
    (Decimal("19.98"), Decimal("19.99"), False, "a price"),
    (Fraction(1 / 3), Fraction(1, 3), True, "a float in the dress of a fraction"),
    (sympy.Rational(1 / 3), sympy.Rational(1, 3), True, "the same in SymPy"),
    (10**400, 10**400 + 1, False, "beyond all floats"),
    (float("inf"), 10**400, False, "no number at all"),
    ([10**400, 0.5], [10**400, 0.5], True, "beyond all floats, in a list"),
    ([10**400 + 1, 0.5], [10**400, 0.5], False, "beyond all floats, off by one in a list"),
    (sympy.Add(2**60, -1, evaluate=False), 2**60 - 1, True, "a sum that SymPy has not carried out"),
    (sympy.Add(2**60, -1, evaluate=False), 2**60, False, "a sum that SymPy has not carried out, off by one"),
    (np.array([2**64 - 1], dtype=np.uint64), np.array([2**64 - 2], dtype=np.uint64), False, "unsigned"),
    (np.array([2**62]), np.array([2**62 + 1], dtype=np.uint64), False, "signed and unsigned"),
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
    ("tolerance", "answer", "expected", "is_right"),
    [
        (Tolerance(relative=1e-6), 2**60 - 1, 2**60, True),
        (Tolerance(relative=0), 2**60 - 1, 2**60, False),
        (Tolerance(absolute=2), 2**60 - 2, 2**60, True),
        (Tolerance(absolute=2), 2**60 - 3, 2**60, False),
        (Tolerance(absolute=2), 998.5, 1_000, True),
        (Tolerance(relative=0.01), Fraction(199, 600), Fraction(1, 3), True),
        (Tolerance(relative=0.01), 10**400 + 10**397, 10**400, True),
        (Tolerance(relative=0.01), [1_000, 1], [1_001, 2], False),
        (Tolerance(absolute=0), 6.6e-34, -6.6e-34, False),
        (Tolerance.for_rounding(), 10_000_001, 10_000_000, False),
        (Tolerance.for_rounding(), 0.1 + 0.2, 0.3, True),
    ],
    ids=str,
)
def test_what_is_stated_is_granted_to_exact_numbers(
    tolerance: Tolerance,
    answer: Any,
    expected: Any,
    is_right: bool,  # noqa: FBT001 - a table's column
) -> None:
    """It counts for whole numbers and fractions, relative to each; what is not stated does not."""
    assert compare(answer, expected, tolerance).agrees is is_right


def test_what_cancels_in_a_list_is_rounded_as_what_it_comes_from() -> None:
    """1e6 - 1e6 in another order leaves 1e-10 beside a sum of 2e6; a small argument forgives nothing of the kind."""
    assert compare([1e-10, 2e6], [0.0, 2e6], Tolerance(), input_scale=1e6).agrees
    assert not compare([1e-10, 2e6], [0.0, 2e6], Tolerance(), input_scale=3.0).agrees
    assert not compare([1e-6, 2e6], [0.0, 2e6], Tolerance(), input_scale=1e6).agrees


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
