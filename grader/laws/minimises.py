"""What one reference gives makes another one smallest."""

import math
from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
from pydantic import Field

from grader.laws.law import Function, Law, law
from grader.laws.values import call_of, named, value_at, value_by_name

_LENGTHS = (1e-3, 1e-2, 0.1, 1.0, 10.0)
"""How far from the point others are tried: nearer ones tell whether the slope is 0, farther ones other valleys."""


@law
class Minimises(Law):
    """`function` gives the point at which `objective` is smallest in the argument `at`.

    Parameters
    ----------
    function : callable
        The reference, whose value is a number or an array.
    objective : callable
        What is smallest there: a reference, or a function written for this. Its parameters are `at` and some of those
        of `function`.
    at : str
        The parameter of `objective` in the place of which the point is put.
    """

    function: Function
    objective: Function
    at: str = Field(kw_only=True)

    @property
    def sentence(self) -> str:
        """What is smallest, and in what."""
        return f"{self.name} minimises {self.objective.__name__} in {self.at}"

    def fault_at(self, *arguments: Any) -> str | None:
        """A point that is better."""
        values, point = named(self.function, arguments), value_at(self.function, arguments)
        lowest = self._height(values, point)
        if math.isnan(lowest):
            return f"{call_of(self.function, arguments)} gives nan for {self.objective.__name__}"
        for other in _around(point):
            try:
                height = self._height(values, other)
            except (ValueError, ArithmeticError):  # outside of the objective's domain
                continue
            if not (lowest <= height + 1e-12 * max(1.0, abs(height)) or math.isnan(height)):
                said = f"{call_of(self.function, arguments)} gives {lowest:.9g}"
                return f"{said} for {self.objective.__name__}, but {other} gives {height:.9g}"
        return None

    def _height(self, values: dict[str, Any], point: Any) -> float:
        return float(value_by_name(self.objective, {**values, self.at: point}))


def _around(point: Any) -> Iterator[Any]:
    """Points near and far, along each axis and along the diagonals."""
    center = np.asarray(point, dtype=float)
    axes = [*np.eye(center.size), np.ones(center.size), np.resize([1.0, -1.0], center.size)]
    for length, direction, side in product(_LENGTHS, axes, (-1.0, 1.0)):
        moved = center + side * length * direction.reshape(center.shape)
        yield float(moved) if moved.ndim == 0 else moved
