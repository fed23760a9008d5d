"""One of the values that the author lists."""

from __future__ import annotations

from random import Random
from typing import Any, Literal

from pydantic import Field

from grader.items.domains.domain import Domain, Sizes


class Choices(Domain):
    """One of a few values: numbers, expressions, functions given by expressions. The simplest comes first."""

    kind: Literal["choices"] = "choices"
    """Always `choices`."""
    values: tuple[Any, ...] = Field(min_length=1)
    """What is drawn from."""

    def draw(self, rng: Random, sizes: Sizes) -> Any:
        """One of the values."""
        return rng.choice(self.values)
