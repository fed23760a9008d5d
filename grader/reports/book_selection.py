"""Which rows of a book are shown, and in which order."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from grader.errors import UsageError
from grader.model.book import BookRow
from grader.model.gradebook import ItemMark
from grader.model.verdict import Verdict

FILTERS: Mapping[str, Callable[[BookRow], bool]] = {
    "late": lambda row: any(mark.days_late for mark in row.counted.values()),
    "untimed": lambda row: any(mark.is_untimed for mark in row.counted.values()),
    "unknown": lambda row: row.total is None,
    "excused": lambda row: any(mark.excused for mark in row.counted.values()),
    "overridden": lambda row: any(attempt.override is not None for attempt in row.attempts),
    "undecided": lambda row: _has(row, Verdict.UNDECIDED),
    "open": lambda row: any(item.is_open for item in _items(row)),
    "failed": lambda row: _has(row, Verdict.GRADER_ERROR),
    "absent": lambda row: not row.attempts,
}
"""Name to what a row must have to be shown."""


def select(
    rows: Iterable[BookRow], *, sort: str = "name", reverse: bool = False, only: Sequence[str] = (), match: str = ""
) -> list[BookRow]:
    """The rows that pass every filter and hold a text, sorted, and without their items: all are held at a time.

    Parameters
    ----------
    rows : iterable of BookRow
        One a student.
    sort : str
        `name`, `id`, `total`, or the name of an exercise. Points that are not known come first, the highest last.
    reverse : bool
        The other way round.
    only : sequence of str
        Names of `FILTERS`.
    match : str
        A part of the student's id, name, email or number, in any case.

    Raises
    ------
    UsageError
        If there is no such filter, or no exercise of that name to sort by.
    """
    for name in only:
        if name not in FILTERS:
            raise UsageError(f"there is no filter {name!r}; the filters are {', '.join(FILTERS)}")
    wanted = (row for row in rows if all(FILTERS[name](row) for name in only) and _matches(row, match.casefold()))
    # One row after the other, as the filters look at items and those of a whole class do not fit in memory
    chosen = [row.without_items for row in wanted]
    # Where no row is left, there is nothing by which a name could be known, and nothing to sort
    if sort not in {"name", "id", "total"} and chosen and not any(sort in row.counted for row in chosen):
        raise UsageError(f"the book cannot be sorted by {sort!r}; use name, id, total or the name of an exercise")
    return sorted(chosen, key=lambda row: _key(row, sort), reverse=reverse)


def by_name(row: BookRow) -> tuple[str, str]:
    """What rows are sorted by where nobody asks for something else."""
    return ((row.person.name or row.person.id).casefold(), row.person.id)


def _key(row: BookRow, sort: str) -> tuple[float, str, str]:
    if sort == "id":
        return (0.0, row.person.id, "")
    if sort == "name":
        return (0.0, *by_name(row))
    points = row.total if sort == "total" else row.points(sort)
    return (float("-inf") if points is None else points, *by_name(row))


def _matches(row: BookRow, text: str) -> bool:
    who = row.person
    return any(text in field.casefold() for field in (who.id, who.name, who.email, who.number))


def _has(row: BookRow, verdict: Verdict) -> bool:
    return any(item.verdict is verdict for item in _items(row))


def _items(row: BookRow) -> list[ItemMark]:
    counted = (mark.attempt for mark in row.counted.values() if mark.attempt is not None)
    return [item for attempt in counted for item in attempt.items]
