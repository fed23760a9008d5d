"""How near is near enough."""

from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from grader.items.answers.exact import Exact
from grader.items.answers.scale import Scale
from grader.model.frozen import Frozen

_ROUNDINGS = 64
"""Roundings of the answer's own type that are forgiven when that type is shorter than double precision."""
_LARGEST_ROUNDING = 0.01


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
    return min(_ROUNDINGS * float(np.finfo(dtype).eps), _LARGEST_ROUNDING)


def _larger(one: Scale, other: Scale) -> Scale:
    if isinstance(one, float) and isinstance(other, float):
        return max(one, other)
    larger: NDArray[np.float64] = np.maximum(one, other)
    return larger
