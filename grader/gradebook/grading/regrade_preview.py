"""What dry runs of `grade regrade` have found, from what they keep in the gradebook: nothing is run or judged.

Of a course that was changed once more since, or changed back, it knows nothing: whoever shows it says so.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from grader.gradebook.grading.regrade import move_between
from grader.gradebook.store import marks
from grader.gradebook.store.encoding import from_text
from grader.gradebook.store.tables import attempt, handin, mark, run
from grader.model.class_book import Preview


def preview(connection: Connection) -> Preview | None:
    """The marks that would change; None if no regrade has graded anything since they were made."""
    rows = _graded_since(connection)
    at = max((moment for row in rows if (moment := from_text(row.at)) is not None), default=None)
    if at is None:
        return None
    changed = [row for row in rows if row.found != row.key]
    moves = (move_between(connection, row.person, row.exercise, row.key, row.found, {}) for row in changed)
    return Preview(at, tuple(move for move in moves if move is not None))


def _graded_since(connection: Connection) -> Sequence[Row[Any]]:
    """The marks that count, each with the last grading of the same work by a regrade behind it."""
    newest = (
        select(func.max(attempt.c.id))
        .join(run, run.c.id == attempt.c.run)
        .where(run.c.what == "regrade", attempt.c.fault == "")
        .group_by(attempt.c.digest, attempt.c.exercise)
    )
    statement = (
        select(handin.c.person, mark.c.exercise, mark.c.key, attempt.c.key.label("found"), attempt.c.at)
        .join(mark, mark.c.handin == handin.c.id)
        .join(attempt, (attempt.c.digest == handin.c.digest) & (attempt.c.exercise == mark.c.exercise))
        .where(mark.c.id.in_(marks.newest()), attempt.c.id.in_(newest), attempt.c.run > mark.c.run)
        .order_by(handin.c.person, handin.c.id, mark.c.id)
    )
    return connection.execute(statement).all()  # type: ignore[return-value]
