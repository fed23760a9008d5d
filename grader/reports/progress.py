"""The course's exercises with what the work in a folder has earned of each, as far as it was graded.

Neural Networks (version 1)

  xor           The XOR problem             changed since   2.5 / 10
  convexity     Convex functions           not tried yet     - / 16

Graded: 2.5 of 26 points, last at 14:03.
"""

from collections.abc import Sequence
from typing import NamedTuple

from grader.model.report import ExerciseScore, ItemScore
from grader.model.verdict import Verdict
from grader.reports.clean import one_line
from grader.reports.terminal import Page
from grader.reports.words import absence, number, points_here

_WIDEST = 100
_GAP = "  "
_NARROWEST_TITLE = 18
"""Where there is less room beside a name, its title stands below it."""


class Progress(NamedTuple):
    """How far the work is with one exercise."""

    name: str
    title: str
    most: float
    """Points that can be earned."""
    score: ExerciseScore | None = None
    """What it earned when it was last graded; None if it never was."""
    has_changed: bool = False
    """Whether the work is not what was graded then."""

    @property
    def state(self) -> str:
        """In words, where the points do not say it."""
        if self.score is None:
            return "not tried yet"
        if self.has_changed:
            return "changed since"
        return "not started" if all(map(_is_missing, self.score.items)) else ""

    @property
    def points(self) -> str:
        """Earned, and to earn."""
        return f"- / {number(self.most)}" if self.score is None else points_here(self.score.items)


def render(heading: str, rows: Sequence[Progress], last: str, *, width: int, color: bool, unicode: bool) -> str:
    """The table in at most `width` columns, each title below its name where there is no room beside it.

    Parameters
    ----------
    heading : str
        The course.
    rows : sequence of Progress
        Its exercises.
    last : str
        When something was graded last, in words.
    width, color, unicode
        What the terminal can show.
    """
    page = Page(min(width, _WIDEST), color=color, unicode=unicode)
    page.hang(page.text(one_line(heading), "bold"), page.text(""), page.text(_GAP))
    page.line()
    columns = _Columns(page, rows)
    for row in rows:
        _show(page, columns, row)
    page.line()
    earned = sum(row.score.score or 0.0 for row in rows if row.score is not None)
    most = sum(row.most for row in rows)
    foot = page.text(f"Graded: {number(earned)} of {number(most)} points, last {last}.")
    page.hang(foot, page.text(""), page.text(_GAP))
    return str(page)


class _Columns:
    """The widths that rows share."""

    def __init__(self, page: Page, rows: Sequence[Progress]) -> None:
        self.name = max((page.text(one_line(row.name)).cell_len for row in rows), default=0)
        self.state = max((len(row.state) for row in rows), default=0)
        self.points = max((len(row.points) for row in rows), default=0)
        self.title = page.width - self.name - self.state - self.points - 4 * len(_GAP)


def _show(page: Page, columns: _Columns, row: Progress) -> None:
    name, title = page.text(f"{_GAP}{one_line(row.name)}"), page.text(one_line(row.title), "dim")
    right = page.text(f"{row.state:>{columns.state}}{_GAP}{row.points:>{columns.points}}")
    if columns.title < _NARROWEST_TITLE:
        page.spread(name, right)
        page.hang(title, page.text(2 * _GAP), page.text(2 * _GAP))
        return
    name.pad_right(len(_GAP) + columns.name + len(_GAP) - name.cell_len)
    first, *rest = page.wrap(title, columns.title)
    page.spread(name + first, right)
    for line in rest:
        page.line(page.text(" " * name.cell_len), line)


def _is_missing(item: ItemScore) -> bool:
    # Of an item that shows nothing the verdict tells it, of one that only the instructor grades what is said
    return item.verdict is Verdict.MISSING or bool(absence(item))
