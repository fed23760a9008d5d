"""Errors in units of the tolerance: beyond 1 is what the comparison calls wrong."""

import math
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from grader.course.check.numeric_error import error_of
from grader.items.answers.compare import compare
from grader.items.answers.tolerance import Tolerance

PERCENT = Tolerance(relative=0.01, absolute=0.0)


@pytest.mark.parametrize(
    ("answer", "expected", "error"),
    [
        (2.0, 2.0, 0.0),
        (2.01, 2.0, 0.5),
        (2.04, 2.0, 2.0),
        ([1.0, 4.04], np.array([1.0, 4.0]), 1.0),
        ((1.0, [2.0, 2.01]), (1.0, np.array([2.0, 2.0])), 0.5),
        ((125000.0, 0.26), (125000.0, 0.25), 4.0),
        ([3, 2.01], [7, 2.0], 0.5),
        ({"a": 2.01, "b": "text"}, {"a": 2.0, "b": "another"}, 0.5),
        (math.inf, math.inf, 0.0),
        (math.nan, 2.0, math.inf),
        ([2.0, 2.0], 2.0, math.inf),
        ("two", 2.0, math.inf),
        (None, (2.0, 2.0), math.inf),
        (1.0, {"a": 2.0}, math.inf),
        (0.5, 0.0, math.inf),
    ],
)
def test_how_wrong_numbers_are(answer: Any, expected: Any, error: float) -> None:
    """The largest error of all parts; infinite for another kind or shape."""
    assert error_of(answer, expected, PERCENT) == pytest.approx(error)


@pytest.mark.parametrize("expected", [True, 3, np.array([1, 2]), "text", sympy.Symbol("x"), sympy.Rational(1, 2), None])
def test_nothing_hangs_on_the_tolerance(expected: Any) -> None:
    """Where no decimal numbers are expected there is no such error."""
    assert error_of(expected, expected, PERCENT) is None


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_beyond_one_is_wrong(answer: float, expected: float, scale: float) -> None:
    """The comparison draws the line at the same place."""
    error = error_of(answer, expected, PERCENT, scale)
    assert error is not None
    if abs(error - 1) > 1e-9:
        assert compare(answer, expected, PERCENT, scale).agrees == (error < 1)


def test_single_precision_is_forgiven_its_own_rounding() -> None:
    """As it is when answers are graded: the error is measured in what is allowed for its type."""
    strict = Tolerance(relative=1e-12)
    third = 1 / 3
    rounded = error_of(np.float32(third), third, strict)
    as_double = error_of(float(np.float32(third)), third, strict)
    assert rounded is not None
    assert as_double is not None
    assert rounded < 1 < as_double
