"""Vectors: arrays, lists or tuples of numbers."""

from __future__ import annotations

from random import Random
from typing import Any, Literal

import numpy as np
from pydantic import Field

from grader.items.domains.domain import Domain, Size, Sizes, resolve
from grader.items.domains.numbers import Integers, Reals


class Vectors(Domain):
    """Vectors of numbers: float64 arrays of shape (size,) unless another container is named."""

    kind: Literal["vectors"] = "vectors"
    """Always `vectors`."""
    size: Size
    """How many numbers: a number, or a named dimension of the item."""
    entries: Integers | Reals = Field(discriminator="kind")
    """What each number is drawn from."""
    container: Literal["array", "list", "tuple"] = "array"
    """What holds the numbers."""

    def draw(self, rng: Random, sizes: Sizes) -> Any:
        """One vector."""
        return self._contain([self.entries.draw(rng, sizes) for _ in range(resolve(self.size, sizes))])

    def _contain(self, numbers: list[float]) -> Any:
        if self.container == "array":
            return np.array(numbers, dtype=np.float64)
        return numbers if self.container == "list" else tuple(numbers)
