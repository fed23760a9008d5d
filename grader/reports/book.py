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

from collections.abc import Sequence

from grader.model.book import BookColumn, BookRow
from grader.reports.book_lines import book_lines
from grader.reports.grid import show_grid
from grader.reports.terminal import Page


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
    lines = book_lines(rows, columns)
    grey = (lines.head, lines.possible, lines.means)
    head, possible, means = ([(cell, "dim") for cell in line] for line in grey)
    students = [[(cell, "red" if cell == "?" else "") for cell in line] for line in lines.students]
    show_grid(page, head, [possible, *students, means])
    page.line()
    page.hang(page.text(lines.legend, "dim"), page.text(""), page.text("  "))
    return str(page)
