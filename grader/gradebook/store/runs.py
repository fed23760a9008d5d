"""Begins and ends a run, and writes down each time something was graded in it."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from sqlalchemy import Connection, insert, select, update

from grader.gradebook.store.encoding import now
from grader.gradebook.store.rows import insert_new, insert_one, plain
from grader.gradebook.store.tables import attempt, exercise_version, grading, mark, run
from grader.model.outline import CourseOutline


class Outlined(Protocol):
    """A course, or as much of it as is loaded."""

    @property
    def outline(self) -> CourseOutline:
        """Its name, version, titles and points."""


class Tried(NamedTuple):
    """That something was graded, or that it could not be."""

    digest: str
    exercise: str
    key: str
    fault: str
    """Of the grader or the machine; empty if it was graded."""


def begin(connection: Connection, what: str, course_version: str, shard: str = "", plan: str = "") -> int:
    """The number of a new run."""
    row = {"started_at": now(), "what": what, "course_version": course_version, "shard": shard, "plan": plan}
    return insert_one(connection, run, row)


def end(connection: Connection, number: int) -> None:
    """The run has come to its end: everything was tried."""
    connection.execute(update(run).where(run.c.id == number).values(ended_at=now()))


def last_conditions(connection: Connection) -> str | None:
    """The conditions under which the newest mark was made; None before there is one.

    What a dry run has tried since then with another one is no mark.
    """
    of_marks = select(grading.c.setting).join(mark, mark.c.key == grading.c.key)
    return connection.scalar(of_marks.order_by(mark.c.id.desc()).limit(1))


def record_attempts(connection: Connection, number: int, tried: Iterable[Tried]) -> None:
    """Write down what was graded, or could not be."""
    if rows := [
        {"run": number, "at": now(), **attempted._asdict(), "fault": plain(attempted.fault)} for attempted in tried
    ]:
        connection.execute(insert(attempt), rows)


def record_versions(connection: Connection, course: Outlined, versions: dict[str, str]) -> None:
    """Write down the exercises as they are: name to hash."""
    rows = [
        {
            "hash": versions[exercise.name],
            "course": course.outline.name,
            "course_version": course.outline.version,
            "exercise": exercise.name,
            "position": position,
            "title": exercise.title,
            "max_score": exercise.points,
        }
        for position, exercise in enumerate(course.outline.exercises)
    ]
    insert_new(connection, exercise_version, rows)
