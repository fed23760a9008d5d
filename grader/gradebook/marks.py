"""Says which grading counts for what was handed in. A mark is never overwritten: a new one follows, with its reason."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Select, func, insert, select

from grader.gradebook.tables import exercise_version, grading, mark


class Mark(NamedTuple):
    """The grading that counts for one exercise of one submission from now on."""

    handin: int
    exercise: str
    key: str


def record(connection: Connection, run: int, marks: Iterable[Mark]) -> None:
    """Write down those of the marks that are not the last ones already, each with what has changed."""
    for one in marks:
        before = connection.scalar(
            select(mark.c.key)
            .where(mark.c.handin == one.handin, mark.c.exercise == one.exercise)
            .order_by(mark.c.id.desc())
            .limit(1)
        )
        if before != one.key:
            why = "handed in" if before is None else _difference(connection, before, one.key)
            connection.execute(insert(mark).values(**one._asdict(), run=run, why=why))


def newest() -> "Select[tuple[int]]":
    """The number of the mark that counts, for each exercise of each submission."""
    return select(func.max(mark.c.id)).group_by(mark.c.handin, mark.c.exercise)


def was(connection: Connection, one: Mark) -> bool:
    """Whether this grading counts for this submission, or did before."""
    same = select(mark.c.id).where(mark.c.handin == one.handin, mark.c.exercise == one.exercise, mark.c.key == one.key)
    return connection.scalar(same.limit(1)) is not None


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
