"""A gradebook of any earlier version opens, and says what it said. `data/` holds one as each version has made it."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from grader.gradebook.store import migrations
from grader.gradebook.store.database import reading, writing
from grader.gradebook.store.read import evidence, students
from grader.gradebook.store.tables import metadata
from tests.gradebook.conftest import MARKS

DATA = Path(__file__).parent / "data"
VERSIONS = sorted(path.name.split("_")[0] for path in (Path(migrations.__file__).parent / "versions").glob("0*.py"))


def test_there_is_one_of_each_version() -> None:
    """Whoever writes a migration adds `sqlite3 book.db .dump` of a gradebook with the new tables."""
    assert sorted(path.stem for path in DATA.glob("*.sql")) == VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_a_gradebook_of_an_earlier_version(tmp_path: Path, version: str) -> None:
    """It is brought up to the tables of this version, and its marks and their evidence are all there."""
    path = tmp_path / "book.db"
    with sqlite3.connect(path) as raw:
        raw.executescript((DATA / f"{version}.sql").read_text(encoding="utf-8"))
    raw.close()
    with writing(str(path)):
        pass
    with reading(str(path)) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        attempts_of = {
            student.id: {attempt.exercise: attempt for attempt in attempts}
            for student, attempts in students(connection)
        }
        assert {name: tuple(attempt.score for attempt in of.values()) for name, of in attempts_of.items()} == {
            "s0000": MARKS["both"],
            "s0001": MARKS["first"],
        }
        by_hand = attempts_of["s0001"]["square"].override
        assert by_hand is not None
        assert (by_hand.score, by_hand.who, by_hand.why) == (1.5, "Eva", "the statement was ambiguous")
        shown = {attempt.exercise: score for attempt, score in evidence(connection, "s0001")}
        assert shown["square"].items[0].witness is not None
