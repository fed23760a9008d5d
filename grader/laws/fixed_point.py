"""What one reference gives is left alone by another one."""

from typing import Any

import numpy as np
from pydantic import Field

from grader.laws.law import Function, Law, law
from grader.laws.values import call_of, named, value_at, value_by_name


@law
class FixedPoint(Law):
    """`step` leaves the value of `function` where it is: an iteration has come to rest.

    Parameters
    ----------
    function : callable
        The reference.
    step : callable
        Its parameters are `at` and some of those of `function`.
    at : str
        The parameter of `step` in the place of which the value is put.
    within : float or str
        How far it may still move: a number, or the name of the parameter of `function` that says it.
    """

    function: Function
    step: Function
    at: str = Field(kw_only=True)
    within: float | str = Field(default=1e-9, kw_only=True)

    @property
    def sentence(self) -> str:
        """What leaves it alone, and how far."""
        return f"{self.name} is left alone by {self.step.__name__}, up to {self.within}"

    def fault_at(self, *arguments: Any) -> str | None:
        """How far it is moved."""
        values, point = named(self.function, arguments), value_at(self.function, arguments)
        moved = value_by_name(self.step, {**values, self.at: point})
        before, after = np.asarray(point, dtype=float), np.asarray(moved, dtype=float)
        if before.shape != after.shape:
            return (
                f"{call_of(self.function, arguments)} has the shape {before.shape}, and {after.shape} when it is moved"
            )
        distance = float(np.linalg.norm(np.atleast_1d(after - before)))
        allowed = float(values[self.within]) if isinstance(self.within, str) else self.within
        if distance <= allowed:
            return None
        return f"{call_of(self.function, arguments)} is moved by {distance:.6g} more, and {allowed:g} is allowed"
