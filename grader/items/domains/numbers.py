"""Whole numbers and decimal numbers."""

from __future__ import annotations

from random import Random
from typing import Literal, Self

from pydantic import Field, model_validator

from grader.items.domains.domain import Domain, Sizes


class _Range(Domain):
    """Numbers from `low` to `high`, both included."""

    low: int
    """Smallest number."""
    high: int
    """Largest number."""

    @model_validator(mode="after")
    def _is_not_empty(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"low = {self.low} is above high = {self.high}, so there is no number to draw")
        return self


class Integers(_Range):
    """Whole numbers from `low` to `high`, both included."""

    kind: Literal["integers"] = "integers"
    """Always `integers`."""

    def draw(self, rng: Random, sizes: Sizes) -> int:
        """A Python int."""
        return rng.randint(self.low, self.high)


class Reals(_Range):
    """Decimal numbers from `low` to `high` with few digits, so that evidence can be read; every other one is whole."""

    kind: Literal["reals"] = "reals"
    """Always `reals`."""
    decimals: int = Field(default=2, ge=1, le=6)
    """Digits behind the point."""

    def draw(self, rng: Random, sizes: Sizes) -> float:
        """A Python float."""
        unit: int = 10 ** rng.choice((0, self.decimals))
        return rng.randint(self.low * unit, self.high * unit) / unit
