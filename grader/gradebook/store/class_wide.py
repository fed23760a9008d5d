"""What a gradebook says of a class beside its marks: faults, conflicts, examples of misconceptions, the course."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, Select, func, select

from grader.gradebook.store import marks
from grader.gradebook.store.encoding import from_text, unpack_score
from grader.gradebook.store.rows import rows_with
from grader.gradebook.store.tables import (
    attempt,
    conflict,
    exercise_version,
    grading,
    handin,
    item_result,
    mark,
    person,
    run,
)
from grader.model.class_book import Concern, Example
from grader.model.gradebook import Person
from grader.model.report import ExerciseScore

_PREFIX = "misconception."
_LOOKED_AT = 5
"""Of so many submissions that hold a misconception the plainest evidence is taken: to read all takes long."""


def course_of_marks(connection: Connection) -> str:
    """Name and version of the course of the newest mark; empty before there is one."""
    statement = (
        select(exercise_version.c.course, exercise_version.c.course_version)
        .join(grading, grading.c.version == exercise_version.c.hash)
        .join(mark, mark.c.key == grading.c.key)
        .order_by(mark.c.id.desc())
        .limit(1)
    )
    row = connection.execute(statement).first()
    return "" if row is None else f"{row.course} {row.course_version}"


def last_graded(connection: Connection) -> datetime | None:
    """When the last run ended."""
    return from_text(connection.scalar(select(func.max(run.c.ended_at))))


def faults(connection: Connection) -> Iterator[Concern]:
    """What the grader or the machine failed on the last time that it was tried."""
    newest = select(func.max(attempt.c.id)).group_by(attempt.c.digest, attempt.c.exercise)
    statement = (
        select(person, attempt.c.exercise, attempt.c.fault, attempt.c.id.label("attempt"))
        .join(handin, handin.c.person == person.c.id)
        .join(attempt, attempt.c.digest == handin.c.digest)
        .where(attempt.c.id.in_(newest), attempt.c.fault != "")
        .order_by(person.c.id, attempt.c.id)
        .distinct()
    )
    for row in connection.execute(statement):
        yield Concern(Person(*row[:5]), row.exercise, "grader failed", text=row.fault)


def conflicts(connection: Connection) -> Iterator[Concern]:
    """Gradings that came out otherwise when they were made again."""
    statement = (
        select(person, exercise_version.c.exercise, exercise_version.c.position)
        .join(handin, handin.c.person == person.c.id)
        .join(grading, grading.c.digest == handin.c.digest)
        .join(exercise_version, exercise_version.c.hash == grading.c.version)
        .where(grading.c.key.in_(select(conflict.c.key)))
        .order_by(person.c.id, exercise_version.c.position)
        .distinct()
    )
    for row in connection.execute(statement):
        yield Concern(Person(*row[:5]), row.exercise, "differs", text="the same work was graded otherwise another time")


def examples(connection: Connection) -> list[Example]:
    """One for each misconception that somebody holds in what counts: the shortest of a few, whoever's it is."""
    wanted: dict[tuple[str, str], list[str]] = defaultdict(list)
    statement = (
        select(item_result.c.codes, item_result.c.key, exercise_version.c.exercise)
        .join(grading, grading.c.key == item_result.c.key)
        .join(exercise_version, exercise_version.c.hash == grading.c.version)
        .where(item_result.c.codes.contains(_PREFIX), grading.c.key.in_(_counting()))
        .order_by(item_result.c.key, item_result.c.position)  # hashes: an order that says nothing of anybody
    )
    for row in connection.execute(statement):
        for code in row.codes.split():
            keys = wanted[row.exercise, code]
            if code.startswith(_PREFIX) and row.key not in keys and len(keys) < _LOOKED_AT:
                keys.append(row.key)
    reports = rows_with(
        connection,
        select(grading.c.key, grading.c.report),
        grading.c.key,
        [key for keys in wanted.values() for key in keys],
    )
    read = {row.key: unpack_score(row.report) for row in reports}
    return [_plainest(exercise, code, [read[key] for key in keys]) for (exercise, code), keys in wanted.items() if keys]


def _counting() -> Select[tuple[str]]:
    return select(mark.c.key).where(mark.c.id.in_(marks.newest()))


def _plainest(exercise: str, code: str, reports: list[ExerciseScore]) -> Example:
    """What students may see comes before what they may not, a short evidence before a long one."""
    name = code.removeprefix(_PREFIX)
    candidates = [
        Example(exercise, name, said.text, item.witness.text if item.witness else "", item.visibility == "public")
        for report in reports
        for item in report.items
        for said in item.feedback
        if said.code == code
    ]
    return min(candidates, key=lambda one: (not one.is_public, not one.witness, len(one.witness), one.witness))
