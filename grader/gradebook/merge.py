"""Joins the parts of a batch that was graded in several places; doing it again changes nothing."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, func, select

from grader.errors import UsageError
from grader.gradebook import handins, marks, runs
from grader.gradebook.database import reading
from grader.gradebook.insert import insert_new, insert_one
from grader.gradebook.marks import Mark
from grader.gradebook.tables import (
    attempt,
    conflict,
    exercise_version,
    grading,
    handin,
    item_result,
    mark,
    person,
    run,
    submission,
)
from grader.model.gradebook import Person

_ROWS_AT_ONCE = 1000


class Part(NamedTuple):
    """One part's gradebook."""

    where: str
    number: int
    of: int
    plan: str
    is_complete: bool
    """Whether a run over it came to its end."""
    course_version: str


def look_at(where: str) -> Part:
    """What a part says it is; UsageError if it is a whole gradebook, or several parts in one."""
    with reading(where) as connection:
        rows = connection.execute(select(run).order_by(run.c.id)).all()
    shards = {(row.shard, row.plan) for row in rows}
    if len(shards) != 1 or not rows[0].shard:
        raise UsageError(f"{where} is no part of a batch: it was not made by one `grade batch --shard I/N`")
    number, of = map(int, rows[0].shard.split("/"))
    is_complete = any(row.ended_at is not None for row in rows)
    return Part(where, number, of, rows[0].plan, is_complete, rows[-1].course_version)


def check(parts: Sequence[Part]) -> list[str]:
    """What is missing of the whole, in sentences; UsageError if the parts do not belong together."""
    first = parts[0]
    for one in parts:
        if (one.of, one.plan) != (first.of, first.plan):
            raise UsageError(f"{first.where} and {one.where} are parts of different batches")
    by_number: dict[int, Part] = {}
    for one in parts:
        if one.number in by_number:
            other = by_number[one.number].where
            raise UsageError(f"{other} and {one.where} are the same part, {one.number}/{one.of}")
        by_number[one.number] = one
    missing = [f"part {number}/{first.of} is missing" for number in range(1, first.of + 1) if number not in by_number]
    unfinished = [f"part {one.number}/{one.of} ({one.where}) did not come to its end" for one in parts]
    return missing + [said for said, one in zip(unfinished, parts, strict=True) if not one.is_complete]


def join(connection: Connection, part: Part) -> list[str]:
    """Add a part's rows to a gradebook; the keys of gradings that came out otherwise there."""
    shard = f"{part.number}/{part.of}"
    merged = select(run.c.id).where(run.c.what == "merge", run.c.shard == shard, run.c.plan == part.plan)
    was_merged = connection.scalar(merged) is not None
    number = runs.begin(connection, "merge", part.course_version, shard, part.plan)
    with reading(part.where) as source:
        for row in source.execute(select(person)):
            handins.record_person(connection, Person(**row._mapping))  # noqa: SLF001 - SQLAlchemy's public name
        for table in (submission, exercise_version):
            _copy(source, connection, table)
        differing = _copy_gradings(source, connection, number)
        numbers = {row.id: _handin(connection, row) for row in source.execute(select(handin).order_by(handin.c.id))}
        newest = select(func.max(mark.c.id)).group_by(mark.c.handin, mark.c.exercise)
        rows = source.execute(select(mark).where(mark.c.id.in_(newest)).order_by(mark.c.id))
        marks.record(connection, number, (Mark(numbers[row.handin], row.exercise, row.key) for row in rows))
        if not was_merged:
            _copy(source, connection, attempt, run=number, id=None)
    runs.end(connection, number)
    return differing


def _copy(source: Connection, target: Connection, table: Table, **instead: Any) -> None:
    for some in source.execute(select(table)).mappings().partitions(_ROWS_AT_ONCE):
        rows = [{name: value for name, value in {**row, **instead}.items() if name != "id"} for row in some]
        insert_new(target, table, rows)


def _copy_gradings(source: Connection, target: Connection, number: int) -> list[str]:
    differing = []
    for some in source.execute(select(grading)).mappings().partitions(_ROWS_AT_ONCE):
        keys = [row["key"] for row in some]
        known = select(grading.c.key, grading.c.result_hash).where(grading.c.key.in_(keys))
        before = {row.key: row.result_hash for row in target.execute(known)}
        new = [dict(row) for row in some if row["key"] not in before]
        insert_new(target, grading, new)
        wanted = {row["key"] for row in new}
        items = source.execute(select(item_result).where(item_result.c.key.in_(wanted))).mappings()
        insert_new(target, item_result, [dict(row) for row in items])
        others = [row for row in some if before.get(row["key"], row["result_hash"]) != row["result_hash"]]
        columns = ("key", "result_hash", "report")
        insert_new(target, conflict, [{"run": number, **{name: row[name] for name in columns}} for row in others])
        differing += [row["key"] for row in others]
    return differing


def _handin(connection: Connection, row: Any) -> int:
    """The number of a part's submission in the whole, where it is written down if it is new."""
    same = select(handin.c.id).where(
        handin.c.person == row.person,
        handin.c.digest == row.digest,
        handin.c.submitted_at.is_not_distinct_from(row.submitted_at),
    )
    known = connection.scalar(same)
    if known is not None:
        return int(known)
    return insert_one(
        connection, handin, {name: getattr(row, name) for name in ("person", "digest", "submitted_at", "notes")}
    )
