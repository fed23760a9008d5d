"""Marks that change when a gradebook is graded again, or would."""

from typing import NamedTuple


class ItemMove(NamedTuple):
    """An item whose points change."""

    item: str
    before: float | None
    after: float | None


class Move(NamedTuple):
    """A mark that changes, or would."""

    student: str
    exercise: str
    before: float | None
    """Points; None where there was no mark, or none is known."""
    after: float | None
    items: tuple[ItemMove, ...]
    """Because of which items."""
