"""Any weights with the smallest sum of squared errors are right, others are not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from grader.items.least_squares import least_squares_fault

Array = NDArray[np.float64]

TALL = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
TWINS = np.array([[1.0, 1.0, 1.0], [1.0, 2.0, 2.0], [1.0, 4.0, 4.0]])
Y = np.array([1.0, 0.0, 2.0])
WHOLE = st.integers(-5, 5).map(float)


def best(A: Array, y: Array) -> Array:
    """The smallest weights with the smallest sum of squares."""
    return np.asarray(np.linalg.pinv(A) @ y)


@given(A=arrays(np.float64, (4, 3), elements=WHOLE), y=arrays(np.float64, (4,), elements=WHOLE))
def test_a_minimiser_has_no_fault_whatever_the_rank(A: Array, y: Array) -> None:
    """The pseudo-inverse minimises, and so does every vector that differs from it by one that A maps to 0."""
    w = best(A, y)
    unseen = np.eye(3) - np.linalg.pinv(A) @ A
    assert least_squares_fault(A, y, w) is None
    assert least_squares_fault(A, y, w + unseen @ np.array([3.0, -7.0, 2.0])) is None


@given(A=arrays(np.float64, (4, 3), elements=WHOLE), d=arrays(np.float64, (3,), elements=WHOLE))
def test_weights_that_predict_otherwise_have_a_fault(A: Array, d: Array) -> None:
    """A step away from a minimiser counts exactly if it changes a prediction."""
    y = np.array([1.0, -2.0, 3.0, 4.0])
    assert (least_squares_fault(A, y, best(A, y) + d) is None) == bool(np.all(A @ d == 0))


def test_single_precision_is_near_enough() -> None:
    """Weights rounded to float32 are right, an error in the third digit is not."""
    w = best(TALL, Y)
    assert least_squares_fault(TALL, Y, w.astype(np.float32).astype(np.float64)) is None
    assert least_squares_fault(TALL, Y, w * 1.001) is not None


def test_wild_weights_do_not_widen_what_is_allowed() -> None:
    """A vector that A maps to 0, however large, does not hide a wrong fit behind it."""
    hidden = np.array([0.0, 1e9, -1e9])
    assert least_squares_fault(TWINS, Y, best(TWINS, Y) + hidden) is None
    assert least_squares_fault(TWINS, Y, best(TWINS, Y) + hidden + [0.1, 0.0, 0.0]) is not None


@pytest.mark.parametrize("size", [0, 1, 3])
def test_the_number_of_weights_is_told(size: int) -> None:
    """Weights without the column of ones are named as such, not as a wrong fit."""
    assert f"it has {size} entries" in str(least_squares_fault(TALL, Y, np.zeros(size)))


def test_what_is_left_can_be_checked_by_hand() -> None:
    """The evidence is the left side of the normal equations."""
    assert least_squares_fault(TALL, Y, np.zeros(2)) == "A'(Aw - y) is (-3, -4), not 0"
