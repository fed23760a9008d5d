"""What counts of a student's attempts, and what lateness costs: applied when marks are shown, never when they are made.

A change of policy therefore needs no grading. A day is a day on the clock of the due date's time zone, so that work
that is due on Sunday at 23:59 is one day late on Monday at 23:59, also in the night in which the clock is changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches

from grader.model.book import BookRow, Counted
from grader.model.gradebook import Attempt, Person
from grader.model.late import Deadline, Extension, Policy


def rows(
    book: Iterable[tuple[Person, Sequence[Attempt]]], policy: Policy, exercises: Sequence[str] = ()
) -> Iterator[BookRow]:
    """The rows of a book, one student after the other."""
    for person, attempts in book:
        yield row(person, attempts, policy, exercises)


def row(person: Person, attempts: Sequence[Attempt], policy: Policy, exercises: Sequence[str] = ()) -> BookRow:
    """One student's row, from all of the student's attempts, those at one exercise ordered by number.

    A student who is excused from all exercises is so from those that are named, also without an attempt.
    """
    tried: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        tried.setdefault(attempt.exercise, []).append(attempt)
    by_exercise = {exercise: counted(group, policy, person) for exercise, group in tried.items()}
    excused = policy.excused.get(person.id, frozenset())
    for exercise in exercises if excused is True else sorted(excused):
        if exercise not in by_exercise:
            by_exercise[exercise] = Counted(exercise, None, None, None, excused=True, why="excused")
    return BookRow(person, by_exercise, tuple(attempts))


def counting(rows: Iterable[BookRow]) -> Iterator[Attempt]:
    """The attempts that count, of everybody who is not excused: those that statistics are made of."""
    for book_row in rows:
        for mark in book_row.counted.values():
            if mark.attempt is not None and not mark.excused:
                yield mark.attempt


def strangers(policy: Policy, students: Iterable[str]) -> tuple[str, ...]:
    """A sentence for each student whom the policy names and the book does not have: a slip would go unnoticed."""
    known = set(students)
    sentences = []
    for name in sorted((policy.extensions.keys() | policy.excused.keys()) - known):
        near = get_close_matches(name, known, 1)
        sentences.append(f"the late policy names {name!r}, who is not in the book{f'; {near[0]!r} is' if near else ''}")
    return tuple(sentences)


def counted(attempts: Sequence[Attempt], policy: Policy, person: Person) -> Counted:
    """What counts of the attempts at one exercise, of which there is at least one, ordered by number.

    An attempt without a time is taken to be in time. A mark that was given by hand is final: lateness costs nothing.
    With `best`, attempts whose points are not known cannot count if there is one whose points are.
    """
    exercise = attempts[-1].exercise
    deadline = policy.deadline(exercise)
    extension = policy.extension(person.id, exercise)
    tried = [_late(attempt, deadline, extension) for attempt in attempts]
    last = tried[-1]
    if policy.is_excused(person.id, exercise):
        return Counted(exercise, last.attempt, last.before, None, last.days_late, excused=True, why="excused")
    return last if deadline.counts == "last" else _best(tried)


def due(deadline: Deadline, extension: Extension | None) -> datetime | None:
    """When the work of a student is due; an extension never makes it earlier."""
    if deadline.due is None or extension is None:
        return deadline.due
    # On the clock of the due date's zone, as the days of lateness are
    own = deadline.due + extension if isinstance(extension, timedelta) else extension
    return max(deadline.due, own, key=_instant)


def days_late(handed_in: datetime, due: datetime, grace: timedelta) -> int:
    """Begun days between the due date and the moment, or 0 within the grace period."""
    moment = handed_in.astimezone(UTC)
    if moment <= _instant(due) + grace:
        return 0
    # A day has 23 or 25 hours when the clock is changed: a first guess in spans of 24 hours, then by the clock.
    # The guess is never too high: n spans of 24 hours always end later than n - 1 days on the clock
    days = max(1, (moment - _instant(due)).days)
    while moment > _instant(due + timedelta(days=days)):
        days += 1
    return days


def _best(tried: Sequence[Counted]) -> Counted:
    """The attempt with the most points; of equals, the last."""
    # `max` takes the first of equals: the last attempt, seen from the end
    best = max(reversed(tried), key=lambda mark: (mark.after is not None, mark.after or 0.0))
    said = [best.why] if best.why else []
    if len(tried) > 1 and best.attempt is not None:
        said.append(f"attempt {best.attempt.number} is the best of {len(tried)}")
    if best.after is not None and any(mark.after is None for mark in tried):
        said.append("another one could not be marked")
    return replace(best, why="; ".join(said))


def _late(attempt: Attempt, deadline: Deadline, extension: Extension | None) -> Counted:
    """The attempt with what lateness costs."""
    points = attempt.counted
    whole = Counted(attempt.exercise, attempt, points, points)
    if attempt.override is not None:
        return replace(whole, why=f"given by hand by {attempt.override.who}: {attempt.override.why}")
    own = due(deadline, extension)
    if own is None:
        return whole
    if attempt.submitted_at is None:
        return replace(whole, is_untimed=True, why="the time of handing in is not known: taken to be in time")
    days = days_late(attempt.submitted_at, own, deadline.grace)
    if not days:
        return whole
    percent = min(days * deadline.percent_per_day, deadline.most)
    after = None if points is None else points * (1 - percent / 100)
    why = f"{days} day{'s' * (days > 1)} late: {percent:g} % less"
    return Counted(attempt.exercise, attempt, points, after, days, why=why)


def _instant(local: datetime) -> datetime:
    """The moment that a time on the clock stands for; of the two that an hour that comes twice has, the later.

    In UTC, because Python compares two times of one zone by their clocks.
    """
    return max(local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
