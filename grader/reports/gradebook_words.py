"""The book and its statistics in words and cells, as every format shows them; no text in here can do harm."""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from grader.model.book import BookColumn, BookRow, Counted
from grader.model.gradebook import Attempt, Person
from grader.model.statistics import Estimate, ExerciseStatistics, ItemStatistics, Prevalence
from grader.reports.clean import one_line
from grader.reports.words import number, points, students

_LEGEND = {
    "L": "late",
    "T": "time not known, taken to be in time",
    "H": "by hand",
    "EX": "excused",
    "?": "not known or open",
    "-": "not handed in",
}
"""What stands behind a mark, or in its place, and what it means."""
ITEM_HEAD = ("item", "max", "difficulty", "item-rest", "upper-lower", "not tried", "seconds")
"""What the cells of an item's statistics are."""


class BookLines(NamedTuple):
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


def book_lines(rows: Sequence[BookRow], columns: Sequence[BookColumn]) -> BookLines:
    """The rows in their order."""
    lines = [[student_name(row.person), *(_cell(row, column.name) for column in columns), _total(row)] for row in rows]
    means = [_mean([row.points(column.name) for row in rows]) for column in columns]
    used = {letter for line in lines for cell in line[1:] for letter in _LEGEND if cell.endswith(letter)}
    meanings = [f"{letter} {meaning}" for letter, meaning in _LEGEND.items() if letter in used]
    return BookLines(
        head=["student", *(one_line(column.name) for column in columns), "total"],
        possible=["of", *(number(column.max_score) for column in columns), number(_sum(columns))],
        students=lines,
        # Who has handed in nothing has a total of 0 that nobody earned, and would only pull the mean down
        means=["mean", *means, _mean([row.total for row in rows if row.counted])],
        legend="; ".join([students(len(rows)), *meanings]),
    )


def student_name(person: Person) -> str:
    """Name and id of a student."""
    has_name = person.name and person.name != person.id
    return one_line(f"{person.name} ({person.id})" if has_name else person.id, limit=60)


def _cell(row: BookRow, exercise: str) -> str:
    """The points with a letter for what is special about them."""
    mark = row.counted.get(exercise)
    if mark is None or (mark.attempt is None and not mark.excused):
        return "-"
    if mark.excused:
        return "EX"
    if mark.after is None:
        return "?"
    by_hand = "H" if mark.attempt is not None and mark.attempt.override is not None else ""
    return f"{number(mark.after)}{'L' if mark.days_late else ''}{'T' if mark.is_untimed else ''}{by_hand}"


def _total(row: BookRow) -> str:
    return number(row.total) if row.counted else "-"


def _sum(columns: Sequence[BookColumn]) -> float:
    return math.fsum(column.max_score for column in columns)


def _mean(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return number(math.fsum(known) / len(known)) if known else "-"


def what_counts(row: BookRow, mark: Counted) -> str:
    """The points that count in an exercise, which attempt they are of, and what lateness cost."""
    if mark.excused or mark.attempt is None:
        return f"{mark.exercise}: {mark.why or 'nothing handed in'}"
    attempts = sum(attempt.exercise == mark.exercise for attempt in row.attempts)
    which = f", attempt {mark.attempt.number} of {attempts}" if attempts > 1 else ""
    less = f" instead of {number(mark.before)}" if mark.before != mark.after else ""
    why = f" ({mark.why})" if mark.why else ""
    return f"{mark.exercise}: {points(mark.after, mark.attempt.max_score)}{less}{which}{why}"


def attempt_title(attempt: Attempt) -> str:
    """Which attempt it is, from when, who has signed it, and who has changed its mark by hand."""
    when = f" · {moment(attempt.submitted_at)}" if attempt.submitted_at else ""
    changed = attempt.override
    by_hand = f" · by hand {number(changed.score)}, {changed.who}: {changed.why}" if changed else ""
    signed = f" · signed by {attempt.signed_by}" if attempt.signed_by else ""
    return f"{attempt.exercise}, attempt {attempt.number}{when}{signed}{by_hand}"


def moment(at: datetime) -> str:
    """Day, minute and time zone."""
    return f"{at:%Y-%m-%d %H:%M} {at.tzname() or ''}".rstrip()


def exercise_sentences(exercise: ExerciseStatistics) -> Iterator[str]:
    """What is said of the exercise as a whole, and why where something is not."""
    if exercise.mean is not None:
        spread = "" if exercise.deviation is None else f", standard deviation {number(exercise.deviation)}"
        yield f"Mean {number(exercise.mean)} of {number(exercise.max_score)} points{spread}."
    left_out = exercise.students - exercise.complete
    if left_out:
        yield f"{students(left_out)} without known points in every item: left out of what concerns the whole."
    if exercise.alpha is not None and exercise.error is not None:
        yield (
            f"Cronbach's alpha {_estimate(exercise.alpha)}, "
            f"standard error of measurement {_estimate(exercise.error)} points; "
            f"{percent(exercise.alpha.level)} intervals from {exercise.alpha.resamples} resamples."
        )
    elif exercise.complete < exercise.fewest:
        fewest = exercise.fewest
        yield f"Fewer than {fewest} students with known points: neither discrimination nor reliability is told."
    else:
        yield "No reliability: it takes two items, and students with different points."


def item_cells(item: ItemStatistics) -> tuple[str, ...]:
    """The numbers of an item, under `ITEM_HEAD`; a dash for one that is not told."""
    return (
        one_line(item.item),
        number(item.max_score),
        *(decimal(value) for value in (item.difficulty, item.item_rest, item.upper_lower)),
        "-" if item.not_tried is None else percent(item.not_tried),
        "-" if item.seconds is None else f"{item.seconds:.2g}",
    )


def misconception_sentence(misconception: Prevalence) -> str:
    """Who holds a misconception, and where it was seen."""
    name, items = one_line(misconception.name), ", ".join(map(one_line, misconception.items))
    return f"misconception {name}: {students(misconception.students)} ({percent(misconception.share)}), in {items}"


def decimal(value: float | None) -> str:
    """A number with two decimals; a dash where it is not told."""
    # Adding 0.0 makes the -0.0 that rounding may give a 0.0: no student is shown "-0.00".
    return "-" if value is None else f"{round(value, 2) + 0.0:.2f}"


def _estimate(estimate: Estimate) -> str:
    return f"{decimal(estimate.value)} ({decimal(estimate.low)} to {decimal(estimate.high)})"


def percent(share: float) -> str:
    """A share in whole percent."""
    return f"{100 * share:.0f} %"
