"""Grades again what is in a gradebook: with a changed exercise, another grader, or another sandbox.

First everything is graded and compared; only then do the new marks count, if they are to.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import Connection, func, select
from sqlalchemy import Engine as Database

from grader.gradebook.grading.context import Context
from grader.gradebook.grading.grade import Work
from grader.gradebook.store import gradings, marks
from grader.gradebook.store.encoding import unpack_files
from grader.gradebook.store.marks import Mark
from grader.gradebook.store.submissions import NO_FILES
from grader.gradebook.store.tables import grading, handin, item_result, mark, submission
from grader.model.move import ItemMove, Move

_AT_ONCE = 50


def stored(database: Database) -> Iterator[list[Work]]:
    """Every submission in the gradebook whose files are there, a few at a time."""
    last = 0
    while True:
        statement = (
            select(handin.c.id, handin.c.digest, submission.c.files)
            .join(submission, submission.c.digest == handin.c.digest)
            # From the last number on, with no statement open in between: results are written before the next are read
            .where(handin.c.id > last, submission.c.files != NO_FILES)
            .order_by(handin.c.id)
            .limit(_AT_ONCE)
        )
        with database.connect() as connection:
            rows = connection.execute(statement).all()
        if not rows:
            return
        yield [Work(row.id, row.digest, unpack_files(row.files)) for row in rows]
        last = rows[-1].id


def count(database: Database) -> tuple[int, int]:
    """How many submissions there are whose files are there, and how many of which only a signed report is."""
    of_all = select(func.count()).select_from(handin)
    without = of_all.join(submission, submission.c.digest == handin.c.digest).where(submission.c.files == NO_FILES)
    with database.connect() as connection:
        everything, reports = (int(connection.scalar(statement) or 0) for statement in (of_all, without))
    return everything - reports, reports


def moves(database: Database, context: Context, former: Mapping[str, Mapping[str, str]]) -> Iterator[Move]:
    """The marks that differ from what the run has found, in the order in which the work was handed in.

    Parameters
    ----------
    database : Database
        The gradebook.
    context : Context
        The run.
    former : mapping of str to mapping of str to str
        For each exercise, ids that items had before, with those that they have now.
    """
    with database.connect() as connection:
        everything = connection.execute(select(handin.c.id, handin.c.person, handin.c.digest).order_by(handin.c.id))
        for some in everything.partitions(_AT_ONCE):
            before = _last(connection, [row.id for row in some])
            for row in some:
                for exercise, key in context.keys(row.digest).items():
                    old = before.get((row.id, exercise))
                    if old == key:
                        continue
                    if move := move_between(connection, row.person, exercise, old, key, former.get(exercise, {})):
                        yield move


def apply(context: Context) -> None:
    """From now on the gradings of this run count."""
    with context.database.connect() as connection:
        rows = connection.execute(select(handin.c.id, handin.c.digest).order_by(handin.c.id)).all()
    # All are read first: no statement is open on SQLite's file while marks are written to it.
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        wanted = [Mark(row.id, name, key) for row in some for name, key in context.keys(row.digest).items()]
        with context.database.begin() as connection:
            there = gradings.known(connection, {mark.key for mark in wanted})
            marks.record(connection, context.run, [mark for mark in wanted if mark.key in there])


def _last(connection: Connection, handins: Sequence[int]) -> dict[tuple[int, str], str]:
    """Key of the grading that counts, by submission and exercise."""
    newest = marks.newest().where(mark.c.handin.in_(handins))
    statement = select(mark.c.handin, mark.c.exercise, mark.c.key).where(mark.c.id.in_(newest))
    return {(row.handin, row.exercise): row.key for row in connection.execute(statement)}


def move_between(
    connection: Connection, student: str, exercise: str, old: str | None, key: str, former: Mapping[str, str]
) -> Move | None:
    """How one mark changes from a grading to another; None if its points stay, or nothing new is known."""
    after = connection.execute(select(grading.c.score).where(grading.c.key == key)).first()
    if after is None:
        return None
    before = None if old is None else connection.scalar(select(grading.c.score).where(grading.c.key == old))
    items_before = {} if old is None else _items(connection, old)
    items_before = {former.get(name, name): points for name, points in items_before.items()}
    items_after = _items(connection, key)
    changed = tuple(
        ItemMove(name, items_before.get(name), items_after.get(name))
        for name in dict.fromkeys([*items_before, *items_after])
        if items_before.get(name) != items_after.get(name)
    )
    # Also where the sum stays: one item more and another less is something to look at
    return Move(student, exercise, before, after.score, changed) if changed or before != after.score else None


def _items(connection: Connection, key: str) -> dict[str, float | None]:
    statement = select(item_result.c.item, item_result.c.score).where(item_result.c.key == key)
    return {row.item: row.score for row in connection.execute(statement.order_by(item_result.c.position))}
