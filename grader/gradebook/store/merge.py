"""Joins the parts of a batch that was graded in several places; doing it again changes nothing."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from grader.errors import UsageError
from grader.gradebook.store import gradings, marks, runs, submissions
from grader.gradebook.store.database import reading
from grader.gradebook.store.marks import Mark
from grader.gradebook.store.rows import insert_new, rows_with
from grader.gradebook.store.submissions import Entry
from grader.gradebook.store.tables import (
    attempt,
    conflict,
    exercise_version,
    grading,
    handin,
    item_result,
    mark,
    override,
    person,
    run,
    submission,
)
from grader.model.counted import counted
from grader.model.gradebook import Person

_ROWS_AT_ONCE = 500
_PERSONS_AT_ONCE = 200


class Part(NamedTuple):
    """One part's gradebook."""

    where: str
    number: int
    of: int
    plan: str
    is_complete: bool
    """Whether a run over it came to its end."""
    course_version: str
    without_mark: int
    """Exercises of submissions that could not be graded."""


def look_at(where: str) -> Part:
    """What a part says it is; UsageError if it is a whole gradebook, or several parts in one."""
    with reading(where) as connection:
        rows = connection.execute(select(run).order_by(run.c.id)).all()
        without_mark = _without_mark(connection)
    if len({row.shard for row in rows}) != 1 or not rows[0].shard or any(row.what == "merge" for row in rows):
        raise UsageError(f"{where} is no part of a batch: it was not made by one `grade batch --shard I/N`")
    number, of = map(int, rows[0].shard.split("/"))
    plan = rows[-1].plan  # the class may have grown since the first run
    is_complete = any(row.ended_at is not None for row in rows if row.plan == plan)
    return Part(where, number, of, plan, is_complete, rows[-1].course_version, without_mark)


def _without_mark(connection: Connection) -> int:
    """Exercises of submissions that have no mark."""
    handed = connection.scalar(select(func.count()).select_from(handin)) or 0
    asked = connection.scalar(select(func.count(exercise_version.c.exercise.distinct()))) or 0
    marked = select(mark.c.handin, mark.c.exercise).distinct().subquery()
    return int(handed * asked - (connection.scalar(select(func.count()).select_from(marked)) or 0))


def check(parts: Sequence[Part]) -> list[str]:
    """What is missing of the whole, in sentences; UsageError if the parts do not belong together."""
    first = parts[0]
    for part in parts:
        if (part.of, part.plan) != (first.of, first.plan):
            raise UsageError(f"{first.where} and {part.where} are parts of different batches")
    by_number: dict[int, Part] = {}
    for part in parts:
        if part.number in by_number:
            other = by_number[part.number].where
            raise UsageError(f"{other} and {part.where} are the same part, {part.number}/{part.of}")
        by_number[part.number] = part
    missing = [f"part {number}/{first.of} is missing" for number in range(1, first.of + 1) if number not in by_number]
    for part in parts:
        if not part.is_complete:
            missing.append(f"part {part.number}/{part.of} ({part.where}) did not come to its end")
        if part.without_mark:
            count = counted(part.without_mark, "exercise")
            missing.append(
                f"part {part.number}/{part.of} ({part.where}) has {count} of submissions that could not be graded"
            )
    return missing


def join(connection: Connection, part: Part) -> list[str]:
    """Add a part's rows to a gradebook; the keys of gradings that came out otherwise there."""
    number = runs.begin(connection, "merge", part.course_version, f"{part.number}/{part.of}", part.plan)
    with reading(part.where) as source:
        people = source.execute(select(person)).mappings()
        submissions.record_people(connection, [Person(**row) for row in people])
        # In this order: each row is there before another one refers to it
        for packed in source.execute(select(submission)).partitions(_ROWS_AT_ONCE):
            submissions.record_files(connection, {row.digest: row.files for row in packed})
        for some in source.execute(select(exercise_version)).mappings().partitions(_ROWS_AT_ONCE):
            insert_new(connection, exercise_version, [dict(row) for row in some])
        differing = _copy_gradings(source, connection, number)
        numbers = _copy_handins(source, connection)
        rows = source.execute(select(mark).where(mark.c.id.in_(marks.newest())).order_by(mark.c.id))
        theirs = [Mark(numbers[row.handin], row.exercise, row.key) for row in rows]
        # A mark that counted here and was replaced since does not come back because an old part is merged again
        before = marks.ever(connection, numbers.values())
        marks.record(connection, number, [their_mark for their_mark in theirs if their_mark not in before])
        _copy_attempts(source, connection, number)
        _copy_conflicts(source, connection, number)
        _copy_overrides(source, connection)
    runs.end(connection, number)
    return differing


def _copy_gradings(source: Connection, target: Connection, number: int) -> list[str]:
    differing = []
    for some in source.execute(select(grading)).mappings().partitions(_ROWS_AT_ONCE):
        before = gradings.results(target, [row["key"] for row in some])
        new = [dict(row) for row in some if row["key"] not in before]
        insert_new(target, grading, new)
        items = rows_with(source, select(item_result), item_result.c.key, [row["key"] for row in new])
        insert_new(target, item_result, [dict(row._mapping) for row in items])  # noqa: SLF001 - SQLAlchemy's public name
        others = [row for row in some if before.get(row["key"], row["result_hash"]) != row["result_hash"]]
        columns = ("key", "result_hash", "report")
        insert_new(target, conflict, [{"run": number, **{name: row[name] for name in columns}} for row in others])
        differing += [row["key"] for row in others]
    return differing


def _copy_handins(source: Connection, target: Connection) -> dict[int, int]:
    """Number in the part to number in the whole; a person's submissions stay in their order."""
    numbers: dict[int, int] = {}
    columns = [handin.c[name] for name in Entry._fields]
    for some in source.execute(select(person.c.id).order_by(person.c.id)).scalars().partitions(_PERSONS_AT_ONCE):
        theirs = select(handin.c.id, *columns).where(handin.c.person.in_(some)).order_by(handin.c.id)
        rows = source.execute(theirs).all()
        new_numbers = submissions.record_entries(target, [Entry(*row[1:]) for row in rows])
        numbers.update(zip([row.id for row in rows], new_numbers, strict=True))
    return numbers


def _copy_attempts(source: Connection, target: Connection, number: int) -> None:
    """Those that are not there yet."""
    telling = (attempt.c.key, attempt.c.at, attempt.c.fault)
    for some in source.execute(select(attempt).order_by(attempt.c.id)).mappings().partitions(_ROWS_AT_ONCE):
        known = rows_with(target, select(*telling), attempt.c.key, [row["key"] for row in some])
        there = {tuple(row) for row in known}
        rows = [dict(row) for row in some if (row["key"], row["at"], row["fault"]) not in there]
        insert_new(target, attempt, [_of_run(row, number) for row in rows])


def _copy_conflicts(source: Connection, target: Connection, number: int) -> None:
    for some in source.execute(select(conflict)).mappings().partitions(_ROWS_AT_ONCE):
        insert_new(target, conflict, [_of_run(row, number) for row in some])


def _copy_overrides(source: Connection, target: Connection) -> None:
    """Changes by hand that are not there yet."""
    columns = [column for column in override.c if column.name != "id"]
    there = {tuple(row) for row in target.execute(select(*columns))}
    rows = source.execute(select(*columns).order_by(override.c.id)).mappings()
    insert_new(target, override, [dict(row) for row in rows if tuple(row.values()) not in there])


def _of_run(row: Mapping[Any, Any], number: int) -> dict[str, Any]:
    """A row of a run in the part, as one of a run in the whole."""
    return {name: value for name, value in row.items() if name != "id"} | {"run": number}
