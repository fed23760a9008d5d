"""The book in a terminal: what is shown of whom, and in which order."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from grader.errors import UsageError
from grader.model.book import BookColumn, BookRow, Counted
from grader.model.gradebook import Override, Person
from grader.model.verdict import Verdict
from grader.reports.book_selection import FILTERS, select
from grader.reports.clean import is_harmless
from grader.reports.gradebook_terminal import show_book
from tests.gradebook.made import attempt, mark

COLUMNS = (BookColumn("xor", 4.0, "The XOR problem"), BookColumn("hessian", 2.0))
BY_HAND = Override(2.0, "ada", "an oral exam", datetime(2026, 11, 1, tzinfo=UTC))


def counted(exercise: str, after: float | None, days: int = 0, override: Override | None = None) -> Counted:
    verdict = Verdict.UNDECIDED if after == 3.5 else None
    graded = attempt("x", [mark("f", after, 4.0, verdict)], exercise=exercise, override=override)
    return Counted(exercise, graded, after, after, days)


def row(name: str, *counts: Counted, full: str = "") -> BookRow:
    attempts = tuple(mark.attempt for mark in counts if mark.attempt is not None)
    return BookRow(Person(name, full, f"{name}@x.org", f"n-{name}"), {mark.exercise: mark for mark in counts}, attempts)


ADA = row("ada", counted("xor", 3.5), counted("hessian", 2.0), full="Zoe Lovelace")
BOB = row("bob", counted("xor", 3.6, 1), counted("hessian", 2.0, override=BY_HAND))
EVE = row("eve", counted("xor", None), Counted("hessian", None, None, None, excused=True), full="Eve")
DAN = row("dan")
ROWS = [ADA, BOB, EVE, DAN]


def names(rows: list[BookRow]) -> str:
    return " ".join(row.person.id for row in rows)


def test_a_line_for_each_student() -> None:
    """With what is special about each mark, and the means of what is known."""
    lines = [line.split() for line in show_book(ROWS, COLUMNS).splitlines()]
    assert lines[0] == ["student", "xor", "hessian", "total"]
    assert lines[1] == ["of", "4", "2", "6"]
    assert lines[2:6] == [
        ["Zoe", "Lovelace", "(ada)", "3.5", "2", "5.5"],
        ["bob", "3.6L", "2H", "5.6"],
        ["Eve", "(eve)", "?", "EX", "?"],
        ["dan", "-", "-", "-"],
    ]
    assert lines[6] == ["mean", "3.55", "2", "5.55"]
    assert " ".join(word for line in lines[8:] for word in line) == (
        "4 students; L late; H by hand; EX excused; ? not known or open; - not handed in"
    )


def test_rows_are_held_without_what_is_not_shown() -> None:
    """Every student of a large class is: marks, letters and filters are the same without items."""
    shown = select(ROWS, sort="id")
    assert [row.attempts for row in shown] == [()] * 4
    assert not [
        mark for row in shown for mark in row.counted.values() if mark.attempt is not None and mark.attempt.items
    ]
    assert show_book(shown, COLUMNS) == show_book(sorted(ROWS, key=lambda row: row.person.id), COLUMNS)
    assert select(shown, sort="id") == shown


def test_only_what_occurs_is_explained() -> None:
    assert show_book([ADA], COLUMNS).endswith("\n1 student\n")


SORTS = {
    ("name", False): "bob dan eve ada",
    ("id", False): "ada bob dan eve",
    ("id", True): "eve dan bob ada",
    ("total", True): "bob ada dan eve",
    ("xor", False): "dan eve ada bob",
}


@pytest.mark.parametrize(("order", "expected"), SORTS.items(), ids=map(str, SORTS))
def test_rows_are_sorted(order: tuple[str, bool], expected: str) -> None:
    assert names(select(ROWS, sort=order[0], reverse=order[1])) == expected


FILTERED = {
    "late": "bob", "untimed": "", "unknown": "eve", "excused": "eve", "overridden": "bob", "undecided": "ada",
    "open": "", "failed": "eve", "absent": "dan",
}  # fmt: skip


@pytest.mark.parametrize("name", FILTERS)
def test_rows_are_filtered(name: str) -> None:
    assert names(select(ROWS, only=[name])) == FILTERED[name]


def test_who_has_open_points_is_found() -> None:
    """They are not known, and not for a fault of the grader; an undecided answer that counts for now is none."""
    waiting = attempt("gus", [mark("f", None, 4.0, Verdict.UNDECIDED)], exercise="xor")
    gus = row("gus", Counted("xor", waiting, None, None))
    assert names(select([*ROWS, gus], only=["open"])) == "gus"
    assert names(select([*ROWS, gus], only=["undecided"])) == "gus ada"
    assert "failed" not in show_book([gus], COLUMNS)


def test_who_was_taken_to_be_in_time_is_marked_and_found() -> None:
    """What is guessed does not look like what is known."""
    gus = row("gus", replace(counted("xor", 3.0), is_untimed=True), counted("hessian", 2.0))
    assert names(select([*ROWS, gus], only=["untimed"])) == "gus"
    shown = show_book([gus], COLUMNS, width=100)
    assert ["gus", "3T", "2", "5"] in [line.split() for line in shown.splitlines()]
    assert "1 student; T time not known, taken to be in time" in shown


MATCHES = {"LOVE": "ada", "bob@x": "bob", "n-eve": "eve", "dan": "dan", "x.org": "bob dan eve ada", "nobody": ""}


@pytest.mark.parametrize(("text", "expected"), MATCHES.items())
def test_students_are_found_by_a_part_of_their_name(text: str, expected: str) -> None:
    assert names(select(ROWS, match=text)) == expected


def test_filters_add_up() -> None:
    assert names(select(ROWS, only=["unknown", "late"])) == ""


def test_what_there_is_not_is_told() -> None:
    with pytest.raises(UsageError, match="no filter 'bad'; the filters are late, untimed, unknown"):
        select(ROWS, only=["bad"])
    with pytest.raises(UsageError, match="cannot be sorted by 'claims'"):
        select(ROWS, sort="claims")
    assert select([], sort="claims") == []


@pytest.mark.parametrize("width", [30, 40, 80])
def test_many_exercises_go_on_below(width: int) -> None:
    """Each with the students' names again; no line is too long and no exercise is lost."""
    columns = [BookColumn(f"exercise_{k}", 4.0) for k in range(12)]
    whole = row("a student with a name that is much too long", *(counted(column.name, 1.0) for column in columns))
    shown = show_book([whole], columns, width=width)
    assert max(map(cell_len, shown.split("\n"))) <= width
    assert all(column.name in shown for column in columns)
    assert shown.count("a studen") > 1


def test_it_is_80_columns_wide_if_nothing_else_is_said() -> None:
    """A name that fits just so is not cut."""
    rows = [[row("x" * length, counted("xor", 1.0))] for length in range(40, 80)]
    assert [show_book(each, COLUMNS) for each in rows] == [show_book(each, COLUMNS, width=80) for each in rows]
    assert any(show_book(each, COLUMNS) != show_book(each, COLUMNS, width=79) for each in rows)


def test_names_are_harmless(attack: str) -> None:
    shown = show_book([row(attack, counted("xor", 1.0), full=attack)], COLUMNS)
    assert all(is_harmless(character) for character in shown.replace("\n", ""))
    assert max(map(cell_len, shown.split("\n"))) <= 80


def test_an_empty_book_has_its_head() -> None:
    assert show_book([], COLUMNS).split()[:4] == ["student", "xor", "hessian", "total"]


def test_ascii_is_ascii() -> None:
    long = row("漢字" * 40, counted("xor", 1.0))
    assert show_book([long], COLUMNS, unicode=False).isascii()
