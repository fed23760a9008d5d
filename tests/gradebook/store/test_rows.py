"""Rows by more keys than a database takes at once."""

from pathlib import Path

import pytest
from sqlalchemy import insert, select

from grader.gradebook.store.database import reading, writing
from grader.gradebook.store.rows import rows_with
from grader.gradebook.store.tables import person


@pytest.mark.parametrize("count", [0, 1, 500, 501, 40_000])
def test_each_is_found_once(tmp_path: Path, count: int) -> None:
    """Also one that is named twice; one that is not there is not found. SQLite takes 32766 values in a statement."""
    where = str(tmp_path / "book.db")
    ids = [f"s{number:05}" for number in range(count)]
    with writing(where) as book, book.begin() as connection:
        rows = [{"id": student, "name": "", "email": "", "number": "", "external": ""} for student in [*ids, "other"]]
        connection.execute(insert(person), rows)
    with reading(where) as connection:
        people = rows_with(connection, select(person.c.id), person.c.id, [*ids, *ids[:3], "nobody"])
        assert [row.id for row in people] == ids
