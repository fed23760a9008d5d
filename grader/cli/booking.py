"""Opens a gradebook for reading, with the late policy on top."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from grader.gradebook.database import reading
from grader.gradebook.late import rows
from grader.gradebook.late_file import read_policy
from grader.gradebook.read import exercises, students
from grader.model.book import BookColumn, BookRow
from grader.model.late import Policy


class Book(NamedTuple):
    """What a gradebook says, after what lateness costs."""

    connection: Connection
    columns: list[BookColumn]
    rows: Iterator[BookRow]


@contextlib.contextmanager
def open_book(gradebook: str, late: Path | None, student: str | None = None) -> Iterator[Book]:
    """The book, or the part of one student; the rows are read as they are asked for."""
    with reading(gradebook) as connection:
        columns = exercises(connection)
        policy = read_policy(late, tuple(one.name for one in columns)) if late else Policy()
        yield Book(connection, columns, rows(students(connection, student), policy))
