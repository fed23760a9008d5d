"""A small book: a good student, a late one, one who is excused, one whose points are not known, one who left early."""

from datetime import UTC, datetime, timedelta

import pytest

from grader.gradebook.late.policy import row
from grader.model.book import BookColumn, BookRow
from grader.model.gradebook import Attempt, Person
from grader.model.late import Deadline, Policy
from grader.model.verdict import Verdict
from tests.gradebook.made import attempt, mark

DUE = datetime(2026, 11, 1, 12, tzinfo=UTC)
POLICY = Policy(Deadline(DUE, percent_per_day=10), excused={"grace": frozenset({"hessian"})})
COLUMNS = (BookColumn("xor", 4.0, "The XOR problem"), BookColumn("hessian", 2.0))

PERSONS = {
    "ada": Person("ada", "Lovelace, Ada", "ada@x.org", "1815", "17"),
    "bob": Person("bob", "Bób “B” O'Hara", "bob@x.org", "1900", "18"),
    "grace": Person("grace", "Hopper, Grace", "grace@x.org", "1906", "19"),
    "kurt": Person("kurt", "Kurt Gödel", "kurt@x.org", "1931", "20"),
    "emmy": Person("emmy", "Emmy Noether", "emmy@x.org", "1882", "21"),
}


def handed_in(student: str, xor: float | None, hessian: float | None = None, *, late: int = 0) -> list[Attempt]:
    """Both exercises, in the order of the store; the second only if it has points."""
    at = DUE + timedelta(days=late)
    items = [mark("relu", xor, 3.0), mark("net", 1.0, codes=["misconception.no_bias"], seconds=0.25)]
    attempts = [attempt(student, items, at=at)]
    if hessian is not None:
        attempts.insert(0, attempt(student, [mark("matrix", hessian, 2.0)], exercise="hessian", at=at))
    return attempts


def small_book() -> list[BookRow]:
    """Ada good, Bob late, Grace excused from the second exercise, Kurt's first one open, Emmy without any."""
    attempts = {
        "ada": handed_in("ada", 2.5, 2.0),
        "bob": handed_in("bob", 3.0, 0.0, late=1),
        "grace": handed_in("grace", 0.0),
        "kurt": handed_in("kurt", None, 2.0),
        "emmy": [],
    }
    return [row(person, attempts[name], POLICY) for name, person in PERSONS.items()]


@pytest.fixture
def book() -> list[BookRow]:
    """The rows."""
    return small_book()


@pytest.fixture
def twice() -> list[BookRow]:
    """One student with two attempts, one of them skipped in part."""
    first = attempt("ada", [mark("relu", 1.0, 3.0), mark("net", None, verdict=Verdict.SKIPPED)], at=DUE)
    return [row(PERSONS["ada"], [first, attempt("ada", [mark("relu", 3.0, 3.0)], number=2, at=DUE)], POLICY)]
