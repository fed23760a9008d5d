"""The book in words, for every format: cells with a letter for what is special about a mark."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from grader.model.book import BookColumn, BookRow
from grader.reports.clean import one_line
from grader.reports.words import number, students

_LEGEND = {"L": "late", "H": "by hand", "EX": "excused", "?": "not known or open", "-": "not handed in"}


class Lines(NamedTuple):
    """A table of harmless texts, each line with the name first and the total last."""

    head: list[str]
    """Names of the columns."""
    possible: list[str]
    """Points that can be earned."""
    students: list[list[str]]
    """A line for each student."""
    means: list[str]
    """Means of the points that are known."""
    legend: str
    """How many students there are, and what the letters mean that occur."""


def book_lines(rows: Sequence[BookRow], columns: Sequence[BookColumn]) -> Lines:
    """The rows in their order."""
    lines = [[_name(row), *(_cell(row, column.name) for column in columns), _total(row)] for row in rows]
    means = [_mean([row.points(column.name) for row in rows]) for column in columns]
    used = {mark for line in lines for cell in line[1:] for mark in _LEGEND if cell.endswith(mark)}
    said = [f"{mark} {meaning}" for mark, meaning in _LEGEND.items() if mark in used]
    return Lines(
        head=["student", *(one_line(column.name) for column in columns), "total"],
        possible=["of", *(number(column.max_score) for column in columns), number(_sum(columns))],
        students=lines,
        means=["mean", *means, _mean([row.total for row in rows if row.counted])],
        legend="; ".join([students(len(rows)), *said]),
    )


def _name(row: BookRow) -> str:
    who = row.person
    return one_line(f"{who.name} ({who.id})" if who.name and who.name != who.id else who.id, limit=60)


def _cell(row: BookRow, exercise: str) -> str:
    """The points with a letter for what is special about them."""
    one = row.counted.get(exercise)
    if one is None or (one.attempt is None and not one.excused):
        return "-"
    if one.excused:
        return "EX"
    if one.after is None:
        return "?"
    by_hand = "H" if one.attempt is not None and one.attempt.override is not None else ""
    return f"{number(one.after)}{'L' if one.days_late else ''}{by_hand}"


def _total(row: BookRow) -> str:
    return number(row.total) if row.counted else "-"


def _sum(columns: Sequence[BookColumn]) -> float:
    return math.fsum(column.max_score for column in columns)


def _mean(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return number(math.fsum(known) / len(known)) if known else "-"
