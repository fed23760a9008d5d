"""Whole numbers and decimal numbers."""

from __future__ import annotations

import functools
import itertools
from fractions import Fraction
from random import Random
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from grader.items.domains.domain import Domain, Sizes


def _int_if_whole(number: float) -> float:
    return int(number) if number.is_integer() else number


Bound = Annotated[float, Field(allow_inf_nan=False), AfterValidator(_int_if_whole)]


class _Range(Domain):
    """Numbers from `low` to `high`, both included."""

    low: Bound
    """Smallest number."""
    high: Bound
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
    low: int
    """Smallest number."""
    high: int
    """Largest number."""

    def draw(self, rng: Random, sizes: Sizes) -> int:
        """A Python int."""
        return rng.randint(self.low, self.high)


class Reals(_Range):
    """Decimal numbers from `low` to `high` with few digits, so that evidence can be read.

    Every other one has no more digits than the bounds: between whole bounds it is whole.
    """

    kind: Literal["reals"] = "reals"
    """Always `reals`."""
    decimals: int = Field(default=2, ge=1, le=6)
    """Digits behind the point."""

    @model_validator(mode="after")
    def _bounds_can_be_drawn(self) -> Self:
        for name in ("low", "high"):
            bound = getattr(self, name)
            if (_exact(bound) * 10**self.decimals).denominator != 1:
                raise ValueError(
                    f"{name} = {bound} has more digits behind the point than the {self.decimals} that are drawn: "
                    "raise `decimals`, or round it"
                )
        return self

    def draw(self, rng: Random, sizes: Sizes) -> float:
        """A Python float."""
        unit: int = 10 ** rng.choice((_digits(self.low, self.high), self.decimals))
        return rng.randint(_count(self.low, unit), _count(self.high, unit)) / unit


# kept, since a large matrix is made of a thousand numbers between the same bounds
@functools.lru_cache
def _digits(low: float, high: float) -> int:
    """Digits that the bounds have behind the point."""
    return next(n for n in itertools.count() if all(_exact(end) * 10**n % 1 == 0 for end in (low, high)))


@functools.lru_cache
def _count(bound: float, unit: int) -> int:
    """A bound, counted in so many parts of 1."""
    return int(_exact(bound) * unit)


def _exact(number: float) -> Fraction:
    """The decimal that was typed: 0.29 is 29/100, and not the float next to it."""
    return Fraction(str(number))
