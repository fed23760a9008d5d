"""Opens a gradebook for reading, with the late policy on top."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click
from sqlalchemy import Connection

from grader.cli.group import collect_from_now_on
from grader.errors import UsageError
from grader.gradebook.late.file import read_policy
from grader.gradebook.late.policy import rows, strangers
from grader.gradebook.store.database import reading
from grader.gradebook.store.read import exercises, ids, students
from grader.model.book import BookColumn, BookRow
from grader.model.late import Policy


class Book(NamedTuple):
    """What a gradebook says, after what lateness costs."""

    connection: Connection
    columns: list[BookColumn]
    rows: Iterator[BookRow]

    def within(self, names: Sequence[str]) -> "Book":
        """The book of some exercises only, or of all if none is named; UsageError for one that is not in it."""
        known = [column.name for column in self.columns]
        for name in names:
            if name not in known:
                raise UsageError(f"there is no exercise {name!r} in the gradebook; there are {', '.join(known)}")
        if not names:
            return self
        columns = [column for column in self.columns if column.name in names]
        return Book(self.connection, columns, (row.within(names) for row in self.rows))


@contextlib.contextmanager
def open_book(gradebook: str, late: Path | None, student: str | None = None) -> Iterator[Book]:
    """The book, or the part of one student; the rows are read as they are asked for.

    Whom the late policy names and the gradebook does not know is told on the standard error output.
    """
    collect_from_now_on()
    with reading(gradebook) as connection:
        columns = exercises(connection)
        names = tuple(column.name for column in columns)
        policy = read_policy(late, names) if late else Policy()
        for sentence in strangers(policy, ids(connection)) if late else ():
            click.echo(sentence, err=True)
        yield Book(connection, columns, rows(students(connection, student), policy, names))
