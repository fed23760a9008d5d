"""How near is near enough."""

from typing import Any

import numpy as np
from pydantic import Field

from grader.model.frozen import Frozen

_ROUNDINGS = 64
"""Roundings of the answer's own type that are forgiven when that type is shorter than double precision."""
_LARGEST_ROUNDING = 0.01
_NEXT_WHOLE_NUMBER = 0.49


class Tolerance(Frozen):
    """Largest error that still counts as right: `absolute + relative * scale`.

    The scale is the largest absolute value in the reference's answer, never the student's, so that a wild answer
    does not widen its own tolerance. The absolute part only forgives rounding where the reference is 0.

    Where the reference gives whole numbers (`int`, or an array of an integer type) and no relative tolerance is
    stated, another whole number is never near enough: 10000001 is not 10000000.
    """

    relative: float = Field(default=1e-6, ge=0, lt=0.1)
    """Share of the reference's scale."""
    absolute: float = Field(default=1e-12, ge=0)
    """Error that is forgiven even where the reference is 0; the default does not accept 3e-9 for 0."""

    def allowed(self, scale: float, dtype: np.dtype[Any], input_scale: float = 0.0, *, is_whole: bool = False) -> float:
        """The largest error that is right.

        Parameters
        ----------
        scale : float
            Largest absolute value in the reference's answer.
        dtype : numpy.dtype
            Type of the student's answer: single and half precision cannot be as near as double precision.
        input_scale : float
            Largest absolute value among the arguments: what rounding errors in single precision are relative to.
        is_whole : bool
            Whether the reference's answer is of an integer type.
        """
        share = self.relative * scale
        if is_whole and "relative" not in self.model_fields_set:
            share = min(share, max(_NEXT_WHOLE_NUMBER, 1e-12 * scale))
        if dtype.kind not in "fc" or np.finfo(dtype).precision >= 15:
            return self.absolute + share
        rounding = min(_ROUNDINGS * float(np.finfo(dtype).eps), _LARGEST_ROUNDING) * max(scale, input_scale)
        return max(self.absolute + share, rounding)
