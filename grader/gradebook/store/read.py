"""Reads a gradebook: who has which mark for what, attempt by attempt. A few hundred students at a time."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from sys import intern

from sqlalchemy import Connection, Row, func, select

from grader.gradebook.store import marks
from grader.gradebook.store.encoding import from_text, unpack_score
from grader.gradebook.store.rows import rows_with
from grader.gradebook.store.tables import exercise_version, grading, handin, item_result, mark, override, person
from grader.model.book import BookColumn
from grader.model.feedback import Feedback
from grader.model.gradebook import Attempt, ItemMark, Override, Person
from grader.model.report import ExerciseScore
from grader.model.verdict import Verdict

_PERSONS_AT_ONCE = 200


def exercises(connection: Connection) -> list[BookColumn]:
    """The exercises that have marks, in the order of the course."""
    # An exercise that was changed has several versions: title and points are those of its last mark
    newest = select(func.max(mark.c.id)).group_by(mark.c.exercise)
    statement = (
        select(exercise_version)
        .join(grading, grading.c.version == exercise_version.c.hash)
        .join(mark, mark.c.key == grading.c.key)
        .where(mark.c.id.in_(newest))
        .order_by(exercise_version.c.position, exercise_version.c.exercise)
    )
    return [BookColumn(row.exercise, row.max_score, row.title) for row in connection.execute(statement)]


def ids(connection: Connection) -> list[str]:
    """Everybody's id."""
    return list(connection.scalars(select(person.c.id).order_by(person.c.id)))


def students(connection: Connection, only: str | None = None) -> Iterator[tuple[Person, tuple[Attempt, ...]]]:
    """Each person with all attempts, by exercise and number; persons in the order of their ids.

    Parameters
    ----------
    connection : Connection
        The gradebook.
    only : str, optional
        Id of the one person to read.
    """
    everybody = select(person).order_by(person.c.id)
    if only is not None:
        everybody = everybody.where(person.c.id == only)
    places = {column.name: index for index, column in enumerate(exercises(connection))}
    for some in connection.execute(everybody).partitions(_PERSONS_AT_ONCE):
        their_attempts = _attempts(connection, [student_row.id for student_row in some])
        for student_row in some:
            attempts = sorted(
                their_attempts[student_row.id], key=lambda attempt: (places[attempt.exercise], attempt.number)
            )
            yield Person(**student_row._mapping), tuple(attempts)  # noqa: SLF001 - SQLAlchemy's public name


def evidence(connection: Connection, student: str) -> list[tuple[Attempt, ExerciseScore]]:
    """Every attempt of one person with its part of the report."""
    return evidence_of(connection, [attempt for _, attempts in students(connection, student) for attempt in attempts])


def evidence_of(connection: Connection, attempts: Sequence[Attempt]) -> list[tuple[Attempt, ExerciseScore]]:
    """The attempts of some persons, in their order, each with its part of the report and with who has signed it."""
    persons = sorted({attempt.student for attempt in attempts})
    numbers = _numbers(connection, persons)
    keys = {(row.person, numbers[row.handin], row.exercise): row.key for row in _rows(connection, persons)}
    columns = select(grading.c.key, grading.c.report, grading.c.setting)
    rows = {row.key: row for row in rows_with(connection, columns, grading.c.key, keys.values())}
    graded = [(attempt, rows[keys[attempt.student, attempt.number, attempt.exercise]]) for attempt in attempts]
    return [
        (replace(attempt, signed_by=json.loads(row.setting).get("signed_by", "")), unpack_score(row.report))
        for attempt, row in graded
    ]


def notes(connection: Connection, student: str) -> dict[int, tuple[Feedback, ...]]:
    """What was not read of one person's attempts, and why, by their numbers; nothing for one that was read whole."""
    return notes_of(connection, [student]).get(student, {})


def notes_of(connection: Connection, persons: Sequence[str]) -> dict[str, dict[int, tuple[Feedback, ...]]]:
    """The same for some persons, by their ids; nothing for who has handed in nothing."""
    numbers = _numbers(connection, persons)
    statement = select(handin.c.id, handin.c.person, handin.c.notes).where(handin.c.person.in_(persons))
    found: dict[str, dict[int, tuple[Feedback, ...]]] = defaultdict(dict)
    for row in sorted(connection.execute(statement), key=lambda row: numbers[row.id]):
        if unread := tuple(map(Feedback.model_validate, json.loads(row.notes))):
            found[row.person][numbers[row.id]] = unread
    return found


def _attempts(connection: Connection, persons: Sequence[str]) -> Mapping[str, list[Attempt]]:
    rows = _rows(connection, persons)
    items = _items(connection, [row.key for row in rows])
    by_hand = _overrides(connection, persons)
    numbers = _numbers(connection, persons)
    by_person: dict[str, list[Attempt]] = defaultdict(list)
    for row in rows:
        by_person[row.person].append(
            Attempt(
                student=row.person,
                exercise=intern(row.exercise),  # one text for all, as for the files: a book holds every student
                number=numbers[row.handin],
                submitted_at=from_text(row.submitted_at),
                digest=intern(row.digest),
                score=row.score,
                max_score=row.max_score,
                items=tuple(items[row.key]),
                override=by_hand.get((row.person, row.exercise)),
            )
        )
    return by_person


def _rows(connection: Connection, persons: Sequence[str]) -> "Sequence[Row[tuple[object, ...]]]":
    """The grading that counts, for each exercise of each submission."""
    newest = marks.newest().join(handin, handin.c.id == mark.c.handin).where(handin.c.person.in_(persons))
    statement = (
        select(
            handin.c.person,
            handin.c.id.label("handin"),
            handin.c.digest,
            handin.c.submitted_at,
            mark.c.exercise,
            grading.c.key,
            grading.c.score,
            grading.c.max_score,
        )
        .join(handin, handin.c.id == mark.c.handin)
        .join(grading, grading.c.key == mark.c.key)
        .where(mark.c.id.in_(newest))
    )
    return connection.execute(statement).all()  # type: ignore[return-value]


def _items(connection: Connection, keys: Sequence[str]) -> Mapping[str, list[ItemMark]]:
    by_key: dict[str, list[ItemMark]] = defaultdict(list)
    for row in rows_with(connection, select(item_result).order_by(item_result.c.position), item_result.c.key, keys):
        codes = tuple(row.codes.split())
        verdict = Verdict(row.verdict)
        by_key[row.key].append(ItemMark(row.item, row.score, row.max_score, verdict, codes, row.seconds))
    return by_key


def _overrides(connection: Connection, persons: Sequence[str]) -> dict[tuple[str, str], Override]:
    """The last change by hand, by person and exercise."""
    statement = select(override).where(override.c.person.in_(persons)).order_by(override.c.id)
    found = {}
    for row in connection.execute(statement):
        at = from_text(row.at)
        assert at is not None  # noqa: S101 - the column is never empty
        # In the order of their numbers, so that the last one stays
        found[row.person, row.exercise] = Override(row.score, row.who, row.why, at)
    return found


def _numbers(connection: Connection, persons: Sequence[str]) -> dict[int, int]:
    """The place of each submission among those of its person: by time, or as they came where one has no time."""
    statement = select(handin.c.id, handin.c.person, handin.c.submitted_at).where(handin.c.person.in_(persons))
    of_person: dict[str, list[tuple[str | None, int]]] = defaultdict(list)
    for row in connection.execute(statement.order_by(handin.c.id)):
        of_person[row.person].append((row.submitted_at, row.id))
    return {number: count for each in of_person.values() for count, number in enumerate(_in_order(each), start=1)}


def _in_order(handed: Sequence[tuple[str | None, int]]) -> list[int]:
    """Numbers of submissions that came in this order, each with its time."""
    if any(time is None for time, _ in handed):
        return [number for _, number in handed]
    # As texts: they are written so that they sort as the times do (`to_text`)
    return [number for _, number in sorted((time or "", number) for time, number in handed)]
