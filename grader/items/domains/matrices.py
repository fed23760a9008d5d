"""Matrices of numbers as float64 arrays."""

from __future__ import annotations

from random import Random
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from grader.items.domains.domain import Domain, Size, Sizes, resolve
from grader.items.domains.numbers import Integers, Reals


class Matrices(Domain):
    """Float64 arrays of shape (rows, columns)."""

    kind: Literal["matrices"] = "matrices"
    """Always `matrices`."""
    rows: Size
    """How many rows: a number, or a named dimension of the item."""
    columns: Size
    """How many columns: a number, or a named dimension of the item."""
    entries: Integers | Reals = Field(discriminator="kind")
    """What each entry is drawn from."""

    def draw(self, rng: Random, sizes: Sizes) -> NDArray[np.float64]:
        """One matrix."""
        rows, columns = resolve(self.rows, sizes), resolve(self.columns, sizes)
        return _array([self.entries.draw(rng, sizes) for _ in range(rows * columns)], rows, columns)


class SymmetricMatrices(Domain):
    """Symmetric float64 arrays: any symmetric ones, and Gram matrices B'B of every rank, in equal parts.

    Gram matrices are positive semi-definite, and singular ones are as frequent as regular ones: plain random
    matrices are almost never either.
    """

    kind: Literal["symmetric_matrices"] = "symmetric_matrices"
    """Always `symmetric_matrices`."""
    size: Size
    """How many rows and columns: a number, or a named dimension of the item."""
    entries: Integers
    """What the entries (of B, for a Gram matrix) are drawn from: whole numbers, so that rank and signs are exact."""

    def draw(self, rng: Random, sizes: Sizes) -> NDArray[np.float64]:
        """One matrix."""
        size = resolve(self.size, sizes)
        rank = rng.choice((None, rng.randint(0, size)))
        count = size * size if rank is None else rank * size
        return _symmetric([self.entries.draw(rng, sizes) for _ in range(count)], size, rank)


def _array(numbers: list[Any], rows: int, columns: int) -> NDArray[np.float64]:
    return np.array(numbers, dtype=np.float64).reshape(rows, columns)


def _symmetric(numbers: list[Any], size: int, rank: int | None) -> NDArray[np.float64]:
    if rank is not None:
        factor = _array(numbers, rank, size)
        return factor.T @ factor
    square = _array(numbers, size, size)
    return np.triu(square) + np.triu(square, 1).T
