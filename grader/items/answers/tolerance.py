"""How near is near enough."""

import numpy as np
from pydantic import Field

from grader.model.frozen import Frozen

_ROUNDINGS = 64
"""Roundings of the answer's own type that are forgiven when that type is shorter than double precision."""


class Tolerance(Frozen):
    """Largest error that still counts as right: `absolute + relative * scale`.

    The scale is the largest absolute value in the reference's answer, never the student's, so that a wild answer
    does not widen its own tolerance. The absolute part only forgives rounding where the reference is 0.
    """

    relative: float = Field(default=1e-6, ge=0, lt=0.1)
    """Share of the reference's scale."""
    absolute: float = Field(default=1e-12, ge=0)
    """Error that is forgiven even where the reference is 0; the default does not accept 3e-9 for 0."""

    def allowed(self, scale: float, dtype: np.dtype[np.generic], input_scale: float = 0.0) -> float:
        """The largest error that is right.

        Parameters
        ----------
        scale : float
            Largest absolute value in the reference's answer.
        dtype : numpy.dtype
            Type of the student's answer: single and half precision cannot be as near as double precision.
        input_scale : float
            Largest absolute value among the arguments: what rounding errors in single precision are relative to.
        """
        allowed = self.absolute + self.relative * scale
        if dtype.kind in "fc" and np.finfo(dtype).eps > np.finfo(np.float64).eps:  # type: ignore[type-var]
            rounding = _ROUNDINGS * float(np.finfo(dtype).eps) * max(scale, input_scale)  # type: ignore[type-var]
            return max(allowed, rounding)
        return allowed
