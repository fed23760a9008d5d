"""The statistics of an exercise in words, for every format."""

from collections.abc import Iterator

from grader.model.statistics import Estimate, ExerciseStatistics, ItemStatistics, Prevalence
from grader.reports.clean import one_line
from grader.reports.words import number, students

HEAD = ("item", "max", "difficulty", "item-rest", "upper-lower", "not tried", "seconds")
"""What the cells of an item are."""


def whole(one: ExerciseStatistics) -> Iterator[str]:
    """What is said of the exercise as a whole, and why where something is not."""
    if one.mean is not None:
        spread = "" if one.deviation is None else f", standard deviation {number(one.deviation)}"
        yield f"Mean {number(one.mean)} of {number(one.max_score)} points{spread}."
    left = one.students - one.complete
    if left:
        yield f"{students(left)} without known points in every item: left out of what concerns the whole."
    if one.alpha is not None and one.error is not None:
        yield (
            f"Cronbach's alpha {_estimate(one.alpha)}, standard error of measurement {_estimate(one.error)} points; "
            f"{_percent(one.alpha.level)} intervals from {one.alpha.resamples} resamples."
        )
    elif one.complete < one.fewest:
        yield f"Fewer than {one.fewest} students with known points: neither discrimination nor reliability is told."
    else:
        yield "No reliability: it takes two items, and students with different points."


def item_cells(item: ItemStatistics) -> tuple[str, ...]:
    """The numbers of an item, under `HEAD`; a dash for one that is not told."""
    return (
        one_line(item.item),
        number(item.max_score),
        *(_decimal(value) for value in (item.difficulty, item.item_rest, item.upper_lower)),
        "-" if item.not_tried is None else _percent(item.not_tried),
        "-" if item.seconds is None else f"{item.seconds:.2g}",
    )


def held(one: Prevalence) -> str:
    """Who holds a misconception, and where it was seen."""
    where = ", ".join(map(one_line, one.items))
    return f"misconception {one_line(one.name)}: {students(one.students)} ({_percent(one.share)}), in {where}"


def _decimal(value: float | None) -> str:
    return "-" if value is None else f"{round(value, 2) + 0.0:.2f}"


def _estimate(estimate: Estimate) -> str:
    return f"{_decimal(estimate.value)} ({_decimal(estimate.low)} to {_decimal(estimate.high)})"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
