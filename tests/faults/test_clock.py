"""A clock that is moved back between runs, and times in the past: the order is that in which things came."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import pytest

from grader.gradebook.store import encoding
from tests.gradebook.commands import Here
from tests.gradebook.conftest import files_of, rows_of, write_course


class Back(datetime):
    """A clock that goes backwards: each time it is asked, a year more."""

    asked = 0

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        """The present moment, as it thinks."""
        cls.asked += 1
        return datetime(2026, 1, 1, tzinfo=tz) - timedelta(days=365 * cls.asked)


def history(here: Here) -> None:
    """A class that is graded, hands in again, sees a changed exercise, and has a mark changed by hand, twice."""
    assert here.batch().exit_code == 0
    for name, content in files_of("both", "again").items():
        (here.work / "s0003" / name).write_bytes(content)
    assert here.batch().exit_code == 0
    write_course(here.course, version="2", points=5)
    assert here("regrade", here.book, "--course", here.course).exit_code == 0
    for points in ("1", "2"):
        assert here("override", here.book, "s0001", "square", points, "--why", "x", "--who", "Eva").exit_code == 0


def test_a_clock_that_goes_back(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gradebook says the same as one that was made with a clock that goes forward."""
    history(here)
    wanted, shown = rows_of(here.book), here("book", here.book).stdout
    here.book.unlink()
    write_course(here.course)
    for name, content in files_of("none", 3).items():
        (here.work / "s0003" / name).write_bytes(content)
    monkeypatch.setattr(encoding, "datetime", Back)
    history(here)
    assert Back.asked > 10
    assert rows_of(here.book) == wanted
    assert here("book", here.book).stdout == shown


@pytest.mark.parametrize("year", [1970, 9999])
def test_times_of_submissions_far_away(here: Here, year: int) -> None:
    """An attempt of another century is an attempt."""
    at = datetime(year, 1, 2, 3, 4, 5, tzinfo=UTC).strftime("%Y-%m-%dT%H-%M-%S+0000")
    folder = here.work / "s0009" / at
    folder.mkdir(parents=True)
    for name, content in files_of("both", 9).items():
        (folder / name).write_bytes(content)
    assert here.batch().exit_code == 0
    before = rows_of(here.book)
    assert {row[2] for row in before if row[0] == "s0009"} == {f"{year}-01-02T03:04:05.000000+00:00"}
    assert here.batch().exit_code == 0
    assert rows_of(here.book) == before
