"""Everything in one long table: a line for each item of each attempt of each student."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from grader.model.book import BookRow, Counted
from grader.model.gradebook import Attempt, ItemMark, Person


class Line(NamedTuple):
    """One item; the fields that concern the attempt, the exercise or the student stand in each of their lines."""

    student: str
    name: str
    email: str
    number: str
    exercise: str
    attempt: int | None
    submitted_at: str | None
    digest: str | None
    score: float | None
    max_score: float | None
    overridden: float | None
    counts: bool
    points: float | None
    days_late: int | None
    excused: bool
    why: str
    item: str | None
    item_score: float | None
    item_max_score: float | None
    verdict: str | None
    codes: str
    seconds: float | None


def lines(rows: Iterable[BookRow]) -> Iterator[Line]:
    """The lines of all students; an attempt without items, and work that is only excused, have one line."""
    for row in rows:
        for attempt in row.attempts:
            counted = row.counted.get(attempt.exercise)
            for item in attempt.items or (None,):
                yield _line(row.person, attempt.exercise, attempt, counted, item)
        for exercise, counted in row.counted.items():
            if counted.attempt is None:
                yield _line(row.person, exercise, None, counted, None)


def _line(who: Person, exercise: str, attempt: Attempt | None, counted: Counted | None, item: ItemMark | None) -> Line:
    counts = counted is not None and attempt is not None and counted.attempt == attempt
    return Line(
        student=who.id,
        name=who.name,
        email=who.email,
        number=who.number,
        exercise=exercise,
        attempt=attempt.number if attempt else None,
        submitted_at=attempt.submitted_at.isoformat() if attempt and attempt.submitted_at else None,
        digest=attempt.digest if attempt else None,
        score=attempt.score if attempt else None,
        max_score=attempt.max_score if attempt else None,
        overridden=attempt.override.score if attempt and attempt.override else None,
        counts=counts,
        points=counted.after if counted and counts else None,
        days_late=counted.days_late if counted and counts else None,
        excused=counted is not None and counted.excused,
        why=counted.why if counted and (counts or attempt is None) else "",
        item=item.item if item else None,
        item_score=item.score if item else None,
        item_max_score=item.max_score if item else None,
        verdict=item.verdict.value if item else None,
        codes=" ".join(item.codes) if item else "",
        seconds=item.seconds if item else None,
    )
