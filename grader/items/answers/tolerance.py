"""How near is near enough: the author's tolerance, what errors are relative to, and which numbers are right.

Tolerance      what an author states           allowed_error  the largest error that is right, number by number
input_scale    the size of the arguments       agree          which of an answer's numbers are right
scale_of       the size of the reference's
"""

import math
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from grader.items.answers.read import SKIPPING, Exact, Read, exact_difference, is_skipped
from grader.model.frozen import Frozen

Scale = float | NDArray[np.float64]
"""What errors are relative to: one size for all numbers of an answer, or one for each."""

_ROUNDINGS_IF_COARSE = 64
"""Roundings of the answer's own type that are forgiven when that type is shorter than double precision."""
_LARGEST_ROUNDING = 0.01
"""Share that they never exceed: 64 roundings of half precision, which has 3 digits, would be 6 %."""
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


class Tolerance(Frozen):
    """Largest error that still counts as right: `absolute + relative * scale`.

    A tolerance belongs to one number. The scale is the absolute value of the number that the reference gives, never
    the student's, so that a wild answer does not widen its own tolerance. In a list, tuple or dictionary each number
    has its own: 125000 does not forgive an error of 0.25 in the number beside it. An array (NumPy's, or a SymPy matrix)
    is one vector or matrix, and has one scale, its largest absolute value: rounding in linear algebra is relative to
    that. So a reference returns an array for what is one vector, and a list or tuple for numbers that stand side by
    side.

    The absolute part forgives rounding where the reference is about 0. If all that the reference gives is small, such
    as 6.6e-34, state `absolute=0`; what is below 1e-100 is never taken for rounding.

    Whole numbers and fractions are exact: where the reference gives an int, a Fraction, a Decimal, a SymPy integer or
    rational, or an array of an integer type, an answer of one of these types has to be equal, whatever its size. A
    float is right for a whole number if it is that number, up to rounding, and for a fraction within the tolerance. A
    tolerance that is stated, `relative` or `absolute`, is granted to exact answers as well: `Tolerance(relative=0.02)`
    takes 1010 for 1000.
    """

    relative: float = Field(default=1e-6, ge=0, lt=0.1)
    """Share of the reference's scale."""
    absolute: float = Field(default=1e-12, ge=0)
    """Error that is forgiven even where the reference is 0; the default does not accept 3e-9 for 0."""

    def allowed(self, scale: Scale, dtype: np.dtype[Any], input_scale: float = 0.0) -> Scale:
        """The largest error that is right.

        Parameters
        ----------
        scale : float or ndarray
            What errors in the reference's answer are relative to, for all or for each of its numbers.
        dtype : numpy.dtype
            Type of the student's answer: single and half precision cannot be as near as double precision.
        input_scale : float
            Largest absolute value among the arguments: what rounding errors in single precision are relative to.
        """
        share = self.absolute + self.relative * scale
        rounding = coarse_rounding(dtype)
        return share if not rounding else _larger(share, rounding * _larger(scale, input_scale))

    def allowed_of_exact(self, expected: Exact) -> Fraction:
        """The largest error of an exact answer: none but what the author has stated."""
        absolute = self.absolute if self.states("absolute") else 0.0
        relative = self.relative if self.states("relative") else 0.0
        return Fraction(absolute) + Fraction(relative) * abs(Fraction(expected))

    def states(self, field: str) -> bool:
        """Whether the author has stated this field."""
        return field in self.model_fields_set

    @staticmethod
    def for_rounding() -> "Tolerance":
        """Room for rounding in double precision only, as if nothing had been stated: exact numbers have to be equal."""
        return Tolerance.model_construct(set(), relative=1e-9)


@cache
def coarse_rounding(dtype: np.dtype[Any]) -> float:
    """Share that rounding may change where a type is shorter than double precision; 0 where it is not."""
    if dtype.kind not in "fc" or np.finfo(dtype).precision >= 15:
        return 0.0
    return min(_ROUNDINGS_IF_COARSE * float(np.finfo(dtype).eps), _LARGEST_ROUNDING)


def _larger(left: Scale, right: Scale) -> Scale:
    if isinstance(left, float) and isinstance(right, float):
        return max(left, right)
    larger: NDArray[np.float64] = np.maximum(left, right)
    return larger


def input_scale(arguments: Any) -> float:
    """Largest absolute value among the numbers in the arguments; 0 if there is none."""
    if isinstance(arguments, (list, tuple)):
        return max(map(input_scale, arguments), default=0.0)
    if isinstance(arguments, (int, float, np.number, np.ndarray)) and np.asarray(arguments).dtype.kind in "iuf":
        return float(np.abs(np.asarray(arguments, dtype=np.float64)).max(initial=0.0))
    return 0.0


def scale_of(expected: Any, values: NDArray[Any]) -> Scale:
    """What errors in the reference's answer are relative to.

    Parameters
    ----------
    expected : object
        The reference's answer: an array is one vector or matrix, the parts of a list or tuple are numbers apart.
    values : ndarray
        The same, read as numbers.

    Returns
    -------
    float or ndarray
        The largest absolute value of an array, and a number's own; for a list or tuple, one for each entry.
    """
    if not isinstance(expected, (list, tuple)):
        return largest_of(values)
    if values.ndim <= 1:
        return np.abs(np.where(np.isfinite(values), values, 0.0))
    scales = np.zeros(values.shape)
    for index, part in enumerate(expected):
        scales[index] = scale_of(part, values[index])
    return scales


def largest_of(values: NDArray[Any]) -> float:
    """The largest absolute value of a finite entry; 0 if there is none."""
    sizes = np.abs(values)
    largest = float(sizes.max(initial=0.0))
    return largest if np.isfinite(largest) else float(sizes.max(initial=0.0, where=np.isfinite(sizes)))


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
    if _are_integers(read, target) and not tolerance.model_fields_set:  # the quick way for arrays of whole numbers
        return np.asarray(read.exact == target.exact)
    values, expected = read.values, target.values
    allowed = allowed_error(read, target, scale, tolerance, input_scale)
    right: NDArray[np.bool_] = np.asarray(np.abs(values - expected) <= allowed)
    # inf - inf is nan, and nan is within nothing: what is the same infinity, or not a number either, is told apart
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
    # single precision has no digits left for the parts of a large number: below one half it is still the nearest one
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
    if exact is not None:  # `near` would take 2**60 - 1 for 2**60: as floats they are the same
        difference = exact_difference(exact, expected)
        return near if difference is None else abs(difference) <= allowed
    # a float for a whole number beyond 2**53 is held against it as the fraction that the float is, without rounding
    if not is_skipped(expected) and -_LARGEST_FLOAT <= expected <= _LARGEST_FLOAT:
        return near
    return isinstance(value, float) and math.isfinite(value) and abs(Fraction(value) - expected) <= allowed
