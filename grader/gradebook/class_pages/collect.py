"""The rows of a book, one after the other, to what a page shows of the class: nothing of a row is held but that."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from grader.gradebook.late.policy import counting
from grader.gradebook.statistics.summarize import summarize
from grader.model.book import BookColumn, BookRow, Counted
from grader.model.class_book import ClassBook, Concern, Student, Want
from grader.model.gradebook import ItemMark
from grader.model.verdict import Verdict
from grader.reports.book_selection import FILTERS, by_name


def collect(rows: Iterable[BookRow], columns: Sequence[BookColumn]) -> ClassBook:
    """What the rows alone say; statistics take in each row with its items, after which nobody holds them."""
    seen = _Seen()
    statistics = summarize(counting(seen.passing(rows)))
    order = {column.name: place for place, column in enumerate(columns)}
    return ClassBook(
        columns=tuple(columns),
        students=tuple(sorted(seen.students, key=lambda student: by_name(student.row))),
        statistics=tuple(sorted(statistics, key=lambda one: order.get(one.exercise, len(order)))),
        days=dict(sorted(seen.days.items())),
        untimed=seen.untimed,
        concerns=tuple(seen.concerns),
    )


@dataclass
class _Seen:
    """What is kept while rows go by."""

    students: list[Student] = field(default_factory=list)
    days: Counter[date] = field(default_factory=Counter)
    untimed: int = 0
    concerns: list[Concern] = field(default_factory=list)

    def passing(self, rows: Iterable[BookRow]) -> Iterator[BookRow]:
        """The same rows, each looked at."""
        for row in rows:
            marks = frozenset(name for name, passes in FILTERS.items() if passes(row))
            self.students.append(Student(row.without_items, len(row.attempts), marks))
            self.concerns += _concerns(row)
            # One submission holds many exercises, of which each is an attempt
            times = {attempt.number: attempt.submitted_at for attempt in row.attempts}
            self.days.update(time.date() for time in times.values() if time is not None)
            self.untimed += sum(time is None for time in times.values())
            yield row


def _concerns(row: BookRow) -> Iterator[Concern]:
    for mark in row.counted.values():
        yield from _of_mark(row, mark)


def _of_mark(row: BookRow, mark: Counted) -> Iterator[Concern]:
    if mark.attempt is None or mark.excused:
        return
    if (by_hand := mark.attempt.override) is not None:  # it settles whatever was open in the exercise
        yield Concern(row.person, mark.exercise, "by hand", text=f"{by_hand.who}: {by_hand.why}")
        return
    for item in mark.attempt.items:
        if (want := _want(item)) is not None:
            yield Concern(row.person, mark.exercise, want, item.item)


def _want(item: ItemMark) -> Want | None:
    if item.verdict is Verdict.UNDECIDED:
        return "open" if item.is_open else "undecided"
    if item.verdict is Verdict.GRADER_ERROR:
        return "grader failed"
    return "not judged" if item.score is None else None
