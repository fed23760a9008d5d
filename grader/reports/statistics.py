"""The statistics of a course in a terminal.

    xor                                                           40 students
      Mean 6.1 of 8 points, standard deviation 1.2.
      Cronbach's alpha 0.71 (0.60 to 0.79), standard error of measurement 0.65 points (0.58 to 0.72)
        item     max  difficulty  item-rest  upper-lower  not tried  seconds
        relu       3        0.91       0.45         0.33        2 %     0.02
      misconception no_bias: 12 students (30 %), in net
      ! net: students who earn more in the other items earn less here (r = -0.20): its key or its statement ...

A dash stands for a number that too few students, or equal ones, cannot give.
"""

from collections.abc import Sequence

from grader.model.statistics import ExerciseStatistics
from grader.reports.clean import one_line
from grader.reports.grid import show_grid
from grader.reports.statistics_lines import HEAD, held, item_cells, whole
from grader.reports.terminal import Page
from grader.reports.words import students

_WIDEST = 100


def render(
    statistics: Sequence[ExerciseStatistics], *, width: int = 80, color: bool = False, unicode: bool = True
) -> str:
    """All exercises in at most `width` columns; without escape sequences unless `color`, in ASCII unless `unicode`."""
    page = Page(min(width, _WIDEST), color=color, unicode=unicode)
    if not statistics:
        page.line(page.text("No attempt to tell statistics of."))
    for place, one in enumerate(statistics):
        if place:
            page.line()
        _exercise(page, one)
    return str(page)


def _exercise(page: Page, one: ExerciseStatistics) -> None:
    page.spread(page.text(one_line(one.exercise), "bold"), page.text(students(one.students)))
    for sentence in whole(one):
        page.hang(page.text(sentence), page.text("  "), page.text("    "))
    rows = [[(cell, "") for cell in item_cells(item)] for item in one.items]
    show_grid(page, [(title, "dim") for title in HEAD], rows, indent=4)
    for misconception in one.misconceptions:
        page.hang(page.text(held(misconception)), page.text("  "), page.text("    "))
    for remark in one.remarks:
        page.hang(page.text(one_line(remark.text, limit=1000)), page.text("  ! ", "red"), page.text("    "))
