"""The statistics of a course in a terminal.

    xor                                          40 students, mean 6.1 / 8
      Cronbach's alpha 0.71 (0.60 to 0.79), standard error of measurement 0.65 points (0.58 to 0.72)
        item     max  difficulty  item-rest  upper-lower  not tried  seconds
        relu       3        0.91       0.45         0.33        2 %     0.02
      misconception no_bias: 12 students (30 %), in net
      ! net: students who earn more in the other items earn less here (r = -0.20): its key or its statement ...

A dash stands for a number that too few students, or equal ones, cannot give.
"""

from collections.abc import Iterator, Sequence

from grader.model.statistics import Estimate, ExerciseStatistics, ItemStatistics
from grader.reports.clean import one_line
from grader.reports.grid import show_grid
from grader.reports.terminal import Page
from grader.reports.words import number

_HEAD = ("item", "max", "difficulty", "item-rest", "upper-lower", "not tried", "seconds")
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
    page.spread(page.text(one_line(one.exercise), "bold"), page.text(_size(one)))
    for sentence in _whole(one):
        page.hang(page.text(sentence), page.text("  "), page.text("    "))
    head = [page.text(title, "dim") for title in _HEAD]
    show_grid(page, head, [[page.text(cell) for cell in _cells(item)] for item in one.items], indent=4)
    for held in one.misconceptions:
        where = ", ".join(map(one_line, held.items))
        said = f"misconception {one_line(held.name)}: {_students(held.students)} ({_percent(held.share)}), in {where}"
        page.hang(page.text(said), page.text("  "), page.text("    "))
    for remark in one.remarks:
        page.hang(page.text(one_line(remark.text, limit=1000)), page.text("  ! ", "red"), page.text("    "))


def _size(one: ExerciseStatistics) -> str:
    mean = "" if one.mean is None else f", mean {number(one.mean)} / {number(one.max_score)}"
    return f"{_students(one.students)}{mean}"


def _whole(one: ExerciseStatistics) -> Iterator[str]:
    """What is said of the exercise as a whole, and why where something is not."""
    left = one.students - one.complete
    if left:
        yield f"{_students(left)} without known points in every item: left out of what concerns the whole."
    if one.alpha is not None and one.error is not None:
        yield (
            f"Cronbach's alpha {_estimate(one.alpha)}, standard error of measurement {_estimate(one.error)} points; "
            f"{one.alpha.level:.0%} intervals from {one.alpha.resamples} resamples.".replace("%", " %")
        )
    elif one.complete < one.fewest:
        yield f"Fewer than {one.fewest} students with known points: neither discrimination nor reliability is told."
    else:
        yield "No reliability: it takes two items, and students with different points."


def _cells(item: ItemStatistics) -> tuple[str, ...]:
    return (
        one_line(item.item),
        number(item.max_score),
        *(_decimal(value) for value in (item.difficulty, item.item_rest, item.upper_lower)),
        "-" if item.not_tried is None else _percent(item.not_tried),
        "-" if item.seconds is None else f"{item.seconds:.2g}",
    )


def _decimal(value: float | None) -> str:
    return "-" if value is None else f"{round(value, 2) + 0.0:.2f}"


def _estimate(estimate: Estimate) -> str:
    return f"{_decimal(estimate.value)} ({_decimal(estimate.low)} to {_decimal(estimate.high)})"


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def _students(count: int) -> str:
    return f"{count} student{'s' * (count != 1)}"
