"""What went up and down since the last report: a line for whoever has just changed something.

    Since last time (12 minutes ago): xor +3 (relu, network), convexity -1 (x3_witness)

It is no part of a report, which says the same of the same work whatever was there before.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from grader.model.counted import counted
from grader.model.report import ExerciseScore
from grader.reports.words import number

_NOTHING = 1e-9
"""A difference that is nothing but rounding."""


def changes(before: Mapping[str, ExerciseScore], now: Iterable[ExerciseScore]) -> str:
    """What went up and down, exercise by exercise; empty if nothing did.

    Items that are new, or whose points were or are not known, went neither way.

    Parameters
    ----------
    before : mapping of str to ExerciseScore
        The exercises as they were, by name.
    now : iterable of ExerciseScore
        The exercises as they are.
    """
    changed = (_change(before[exercise.id], exercise) for exercise in now if exercise.id in before)
    return ", ".join(filter(None, changed))


def moves(before: ExerciseScore, now: ExerciseScore) -> dict[str, float]:
    """Item by item what went up or, below 0, down."""
    old = {item.id: item.score for item in before.items}
    differences = {
        item.id: item.score - earlier
        for item in now.items
        if item.score is not None and (earlier := old.get(item.id)) is not None
    }
    return {name: points for name, points in differences.items() if abs(points) > _NOTHING}


def _change(before: ExerciseScore, now: ExerciseScore) -> str:
    moved = moves(before, now)
    up = {name: points for name, points in moved.items() if points > 0}
    down = {name: points for name, points in moved.items() if points < 0}
    parts = [_part(sign, part) for sign, part in (("+", up), ("-", down)) if part]
    return " ".join([now.id, *parts]) if parts else ""


def _part(sign: str, moves: Mapping[str, float]) -> str:
    return f"{sign}{number(abs(sum(moves.values())))} ({', '.join(moves)})"


def ago(seconds: float) -> str:
    """How long ago something was, in the largest unit that fits: `12 minutes ago`."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return f"{counted(int(seconds // length), unit)} ago"
    return "just now" if seconds < 1 else f"{counted(int(seconds), 'second')} ago"


def clock(moment: datetime, now: datetime) -> str:
    """A moment as people say it: the time of today, and the day before the time of another one."""
    return f"{moment:%H:%M}" if moment.date() == now.date() else f"{moment:%d %b %H:%M}"
