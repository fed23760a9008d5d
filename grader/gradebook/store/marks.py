"""Says which grading counts for what was handed in. A mark is never overwritten: a new one follows, with its reason."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Select, func, insert, select

from grader.gradebook.store.rows import rows_with
from grader.gradebook.store.tables import exercise_version, grading, mark


class Mark(NamedTuple):
    """The grading that counts for one exercise of one submission from now on."""

    handin: int
    exercise: str
    key: str


def record(connection: Connection, run: int, marks: Iterable[Mark], reason: str = "") -> None:
    """Write down those of the marks that are not the last ones already, each with a reason, or what has changed."""
    given = list(marks)
    last_keys = last(connection, (new_mark.handin for new_mark in given))
    rows: list[dict[str, object]] = []
    for new_mark in given:
        before = last_keys.get((new_mark.handin, new_mark.exercise))
        if before != new_mark.key:
            changed = "handed in" if before is None else _difference(connection, before, new_mark.key)
            why = reason or changed
            rows.append({**new_mark._asdict(), "run": run, "why": why})
            last_keys[new_mark.handin, new_mark.exercise] = new_mark.key  # the same may be given twice
    if rows:
        connection.execute(insert(mark), rows)


def last(connection: Connection, handins: Iterable[int]) -> dict[tuple[int, str], str]:
    """Key of the grading that counts for some submissions, by submission and exercise."""
    return {(mark.handin, mark.exercise): mark.key for mark in _in_order(connection, handins)}


def newest() -> "Select[tuple[int]]":
    """The number of the mark that counts, for each exercise of each submission."""
    return select(func.max(mark.c.id)).group_by(mark.c.handin, mark.c.exercise)


def ever(connection: Connection, handins: Iterable[int]) -> set[Mark]:
    """All that counts for some submissions, or did before."""
    return set(_in_order(connection, handins))


def _in_order(connection: Connection, handins: Iterable[int]) -> Iterator[Mark]:
    """The marks of some submissions; of each of them, in the order in which they were made."""
    statement = select(mark.c.handin, mark.c.exercise, mark.c.key).order_by(mark.c.id)
    return (Mark(*row) for row in rows_with(connection, statement, mark.c.handin, handins))


def _difference(connection: Connection, before: str, after: str) -> str:
    """What has changed between two gradings of the same work."""
    statement = (
        select(grading.c.key, grading.c.version, grading.c.setting, exercise_version.c.course_version)
        .join(exercise_version, exercise_version.c.hash == grading.c.version)
        .where(grading.c.key.in_([before, after]))
    )
    rows = {row.key: row for row in connection.execute(statement)}
    old, new = rows[before], rows[after]
    changes: list[str] = []
    if old.version != new.version:
        changes.append(f"the exercise was changed (course {old.course_version} to {new.course_version})")
    changes += _settings(json.loads(old.setting), json.loads(new.setting))
    return "; ".join(changes) or "graded again"


def _settings(old: dict[str, object], new: dict[str, object]) -> Sequence[str]:
    return [f"{name} {old.get(name)} to {value}" for name, value in new.items() if old.get(name) != value]
