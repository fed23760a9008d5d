"""The book in a terminal: a line for each student, a column for each exercise.

    student              xor  hessian  total
    of                     4        2      6
    Hopper, Grace          1       EX      1
    Lovelace, Ada        3.5        2    5.5
    O'Hara, Bob         3.6L        0    3.6
    mean                 2.7        1   3.37

    3 students; L late; EX excused

A course of more exercises than fit goes on below, with the names again.
"""

import math
from collections.abc import Sequence

from rich.text import Text

from grader.model.book import BookColumn, BookRow
from grader.reports.clean import one_line
from grader.reports.grid import show_grid
from grader.reports.terminal import Page
from grader.reports.words import number

_LEGEND = {"L": "late", "H": "by hand", "EX": "excused", "?": "not known", "-": "not handed in"}


def render(
    rows: Sequence[BookRow],
    columns: Sequence[BookColumn],
    *,
    width: int = 80,
    color: bool = False,
    unicode: bool = True,
) -> str:
    """The rows in their order; without escape sequences unless `color`, in ASCII unless `unicode`."""
    page = Page(width, color=color, unicode=unicode)
    head = ["student", *(one_line(column.name) for column in columns), "total"]
    possible = ["of", *(number(column.max_score) for column in columns), number(_sum(columns))]
    lines = [[_name(row), *(_cell(row, column.name) for column in columns), _total(row)] for row in rows]
    means = ["mean", *(_mean([row.points(column.name) for row in rows]) for column in columns)]
    means.append(_mean([row.total for row in rows if row.counted]))
    dim = [[page.text(cell, "dim") for cell in line] for line in (head, possible, means)]
    show_grid(page, dim[0], [dim[1], *([_styled(page, cell) for cell in line] for line in lines), dim[2]])
    page.line()
    used = {mark for line in lines for cell in line[1:] for mark in _LEGEND if cell.endswith(mark)}
    said = [f"{mark} {meaning}" for mark, meaning in _LEGEND.items() if mark in used]
    page.hang(page.text("; ".join([_students(len(rows)), *said]), "dim"), page.text(""), page.text("  "))
    return str(page)


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


def _styled(page: Page, cell: str) -> Text:
    return page.text(cell, "red" if cell == "?" else "")


def _sum(columns: Sequence[BookColumn]) -> float:
    return math.fsum(column.max_score for column in columns)


def _mean(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return number(math.fsum(known) / len(known)) if known else "-"


def _students(count: int) -> str:
    return f"{count} student{'s' * (count != 1)}"
