"""Marks and days in bins."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from grader.reports.class_page.bars import Bar
from grader.reports.words import number

_MOST_BINS = 13
_MOST_DAYS = 60
"""With more days between the first and the last, several stand in one bar: a wrong clock may lie by decades."""


class Bin(NamedTuple):
    """Marks from one number to another."""

    low: float
    high: float
    many: int


def of_marks(marks: Sequence[float], most: float) -> list[Bin]:
    """Bins of equal, round widths from 0 to the points that can be earned: the lower end, the upper end, how many.

    A bin holds its lower end; the last one holds both.
    """
    width = _round_width(most)
    count = max(1, math.ceil(most / width - 1e-9))
    held = [0] * count
    for mark in marks:
        held[min(count - 1, max(0, math.floor(mark / width + 1e-9)))] += 1
    return [Bin(place * width, min(most, (place + 1) * width), many) for place, many in enumerate(held)]


def _round_width(most: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, ..., or a tenth of those, of which few enough reach that far."""
    power = 10.0 ** math.floor(math.log10(most / _MOST_BINS)) if most > 0 else 1.0
    return next(power * step for step in (1, 2, 5, 10) if most <= power * step * _MOST_BINS * (1 + 1e-9))


def merged(bins: Sequence[Bin], fewest: int) -> list[Bin]:
    """Neighbours put together until each bin holds at least so many; none if all together are fewer."""
    done: list[Bin] = []
    low, held = (bins[0].low if bins else 0.0), 0
    for _, high, many in bins:
        held += many
        if held >= fewest:
            done.append(Bin(low, high, held))
            low, held = high, 0
    if done and bins[-1].high > done[-1].high:  # the last ones are too few for a bin of their own
        low, _, many = done.pop()
        done.append(Bin(low, bins[-1].high, many + held))
    return done


def mark_bars(bins: Sequence[Bin]) -> list[Bar]:
    """The bins with their names."""
    ends = [(number(low), number(high), many) for low, high, many in bins]
    return [Bar(f"{low} to {high}", f"{low}–{high}", many) for low, high, many in ends]


def day_bars(days: Mapping[date, int]) -> tuple[list[Bar], int]:
    """A bar for each day from the first to the last, or for several, and how many days a bar is."""
    first, last = min(days), max(days)
    step = -(-((last - first).days + 1) // _MOST_DAYS)
    held = [0] * ((last - first).days // step + 1)
    for day, many in days.items():
        held[(day - first).days // step] += many
    starts = [first + timedelta(days=place * step) for place in range(len(held))]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), last]
    spans = zip(starts, ends, held, strict=True)
    return [Bar(_days(start, end), start.isoformat()[5:], many) for start, end, many in spans], step


def _days(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
