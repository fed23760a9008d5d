"""The base of every domain, and sizes that several arguments share."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from random import Random
from typing import Annotated, Any

from pydantic import Field

from grader.model.frozen import Frozen

_SIZE = re.compile(r"(?P<name>[a-z]+)(\+(?P<more>[0-9]+))?\Z")

Size = Annotated[int, Field(ge=0)] | Annotated[str, Field(pattern=r"^[a-z]+(\+[0-9]+)?$")]
"""A number, or a named dimension of the item, such as `"d"` or `"d+1"`."""
Sizes = Mapping[str, int]


class Domain(Frozen, ABC):
    """A set of arguments, with a way to draw from it."""

    @abstractmethod
    def draw(self, rng: Random, sizes: Sizes) -> Any:
        """One element.

        Parameters
        ----------
        rng : random.Random
            Where all randomness comes from, by `randint` and `choice`: smaller arguments are made of smaller draws.
        sizes : mapping of str to int
            The item's named dimensions, drawn before.
        """


def resolve(size: int | str, sizes: Sizes) -> int:
    """The number that a size stands for."""
    if isinstance(size, int):
        return size
    name, more = split(size)
    return sizes[name] + more


def split(size: str) -> tuple[str, int]:
    """Name and addend of a named size: `"d+1"` is d and 1."""
    parts = _SIZE.match(size)
    assert parts is not None  # noqa: S101 - the model has checked the pattern
    return parts["name"], int(parts["more"] or 0)
