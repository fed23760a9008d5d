"""The largest error that is right, number by number, and which of an answer's numbers keep to it."""

import math
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from grader.items.answers.exact import SKIPPING, Exact, exact_difference, is_skipped
from grader.items.answers.read import Read
from grader.items.answers.scale import Scale, largest_of
from grader.items.answers.tolerance import Tolerance, coarse_rounding

_ROUNDING = 16 * float(np.finfo(np.float64).eps)
"""What a few operations in double precision lose, relative to the largest number among what goes in and comes out."""
_LINEAR_ALGEBRA = 1e-12
"""Share of an array's scale that rounding may put on a whole number in it."""
_NEAR_WHOLE, _NEAR_WHOLE_IF_COARSE = 1e-3, 0.49
"""A float that is a whole number up to rounding is no further from it; n / 3 is further from n // 3."""
_NO_ROUNDING = 1e-100
"""Rounding of numbers about 1 leaves 1e-16, the square of that 1e-32; what is below this was meant to be so small."""
_SMALLEST = float(np.finfo(np.float64).smallest_subnormal)
_LARGEST_FLOAT = int(np.finfo(np.float64).max)


def allowed_error(read: Read, target: Read, scale: Scale, tolerance: Tolerance, input_scale: float) -> Scale:
    """The largest error of an answer in floats that is right.

    Parameters
    ----------
    read, target : Read
        The student's answer and the reference's.
    scale : float or ndarray
        What errors are relative to, as `scale_of` gives it.
    tolerance : Tolerance
        How near is near enough.
    input_scale : float
        Largest absolute value among the arguments.

    Returns
    -------
    float or ndarray
        For all numbers, or for each of them.
    """
    allowed = tolerance.allowed(scale, read.dtype, input_scale)
    if not isinstance(scale, float):  # what cancels in a list is rounded as what it was worked out from
        allowed = allowed + _ROUNDING * min(input_scale, largest_of(scale))
    if not tolerance.states("absolute") and np.any(scale < _NO_ROUNDING):
        allowed = _where_all_is_tiny(allowed, read, scale, tolerance)
    if target.exact is not None and not tolerance.states("relative"):
        allowed = _near_whole(allowed, read, target, scale, tolerance)
    return allowed


def agree(read: Read, target: Read, scale: Scale, tolerance: Tolerance, input_scale: float) -> NDArray[np.bool_]:
    """Which numbers are right: within what is allowed, equal where both are exact, both the same infinity, both nan."""
    if _are_integers(read, target) and not tolerance.model_fields_set:
        return np.asarray(read.exact == target.exact)
    values, expected = read.values, target.values
    allowed = allowed_error(read, target, scale, tolerance, input_scale)
    right: NDArray[np.bool_] = np.asarray(np.abs(values - expected) <= allowed)
    right |= (values == expected) | (np.isnan(values) & np.isnan(expected))
    return right if target.exact is None else _agree_exactly(right, read, target, tolerance)


def is_whole(target: Read) -> NDArray[np.bool_]:
    """Which numbers of the reference are of an integer type."""
    if target.exact is None or target.exact.dtype != object:
        return np.full(target.values.shape, target.exact is not None)
    whole = [type(number) is int for number in target.exact.ravel().tolist()]
    return np.array(whole, dtype=bool).reshape(target.values.shape)


def _are_integers(read: Read, target: Read) -> bool:
    """Whether both are of the same integer type, so that NumPy compares them exactly."""
    if read.exact is None or target.exact is None:
        return False
    return bool(read.exact.dtype == target.exact.dtype != object)


def _where_all_is_tiny(allowed: Scale, read: Read, scale: Scale, tolerance: Tolerance) -> Scale:
    """Without the absolute part where neither number is 0 or a rounding of it."""
    is_tiny = (read.values != 0) & (np.abs(read.values) < _NO_ROUNDING) & (scale > 0) & (scale < _NO_ROUNDING)
    tiny: NDArray[np.float64] = np.where(is_tiny, tolerance.relative * scale + _SMALLEST, allowed)
    return tiny


def _near_whole(allowed: Scale, read: Read, target: Read, scale: Scale, tolerance: Tolerance) -> Scale:
    """What is allowed, but never as much as lies between whole numbers where one is asked for."""
    size = np.abs(np.where(np.isfinite(target.values), target.values, 0.0))
    share = tolerance.relative * size + _LINEAR_ALGEBRA * np.maximum(scale, 1.0)
    nearest = np.minimum(share, _NEAR_WHOLE)
    if coarse_rounding(read.dtype):
        nearest = np.minimum(allowed, _NEAR_WHOLE_IF_COARSE)
    if tolerance.states("absolute"):
        nearest = np.maximum(nearest, tolerance.absolute)
    near: NDArray[np.float64] = np.where(is_whole(target), nearest, allowed)
    return near


def _agree_exactly(right: NDArray[np.bool_], read: Read, target: Read, tolerance: Tolerance) -> NDArray[np.bool_]:
    """What is right in floats, decided anew where the reference is exact and floats do not tell."""
    assert target.exact is not None  # noqa: S101 - the caller has looked
    if read.exact is None and largest_of(target.values) <= SKIPPING and np.isfinite(target.values).all():
        return right
    exact = [None] * right.size if read.exact is None else read.exact.ravel().tolist()
    answers = zip(exact, read.values.ravel().tolist(), target.exact.ravel().tolist(), strict=True)
    decided = [
        is_near if expected is None else _is_right(is_near, number, value, expected, tolerance)
        for is_near, (number, value, expected) in zip(right.ravel().tolist(), answers, strict=True)
    ]
    return np.array(decided, dtype=bool).reshape(right.shape)


def _is_right(near: bool, exact: Exact | None, value: complex, expected: Exact, tolerance: Tolerance) -> bool:  # noqa: FBT001
    """Whether an answer is right for an exact number: it is exact itself, or a float that is near enough or not."""
    allowed = tolerance.allowed_of_exact(expected)
    if exact is not None:
        difference = exact_difference(exact, expected)
        return near if difference is None else abs(difference) <= allowed
    if not is_skipped(expected) and -_LARGEST_FLOAT <= expected <= _LARGEST_FLOAT:
        return near
    return isinstance(value, float) and math.isfinite(value) and abs(Fraction(value) - expected) <= allowed
