"""Everything in one table: CSV, JSON and Parquet say the same."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook.exports.csv import chunks as csv_chunks
from grader.gradebook.exports.json import chunks as json_chunks
from grader.gradebook.exports.long import Line, lines
from grader.gradebook.exports.parquet import write as write_parquet
from grader.model.book import BookRow
from grader.model.gradebook import Person
from grader.reports.clean import cell
from tests.gradebook.exports.conftest import handed_in


def parquet() -> Any:
    """The library that reads it, which is imported by who needs it: every worker of the tests imports this file."""
    return pytest.importorskip("pyarrow.parquet", reason="pyarrow, of coursegrade[parquet], is not installed")


def read_csv(rows: list[BookRow]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(csv_chunks(rows)).decode(), newline="")))


def read_json(rows: list[BookRow]) -> list[dict[str, Any]]:
    content = json.loads(b"".join(json_chunks(rows)))
    assert content["schema"] == "grade-book/1"
    dicts: list[dict[str, Any]] = content["lines"]
    return dicts


def read_parquet(rows: list[BookRow]) -> list[dict[str, Any]]:
    page = io.BytesIO()
    write_parquet(rows, page)
    dicts: list[dict[str, Any]] = parquet().read_table(page).to_pylist()
    return dicts


def test_a_line_for_each_item_of_each_attempt(twice: list[BookRow]) -> None:
    """Which attempt counts is told, and the points after the late policy stand with it only."""
    told = list(lines(twice))
    assert [(line.attempt, line.item, line.item_score, line.verdict, line.counts) for line in told] == [
        (1, "relu", 1.0, "PARTIAL", False),
        (1, "net", None, "SKIPPED", False),
        (2, "relu", 3.0, "CORRECT", True),
    ]
    assert [(line.score, line.points, line.submitted_at) for line in told] == [
        (None, None, "2026-11-01T12:00:00+00:00"),
        (None, None, "2026-11-01T12:00:00+00:00"),
        (3.0, 3.0, "2026-11-01T12:00:00+00:00"),
    ]


def test_lateness_and_excuses_are_told(book: list[BookRow]) -> None:
    told = {(line.student, line.exercise): line for line in lines(book)}
    late, excused = told["bob", "xor"], told["grace", "hessian"]
    assert (late.score, late.points, late.days_late, late.why) == (4.0, 3.6, 1, "1 day late: 10 % less")
    assert (excused.attempt, excused.excused, excused.counts, excused.points) == (None, True, False, None)
    assert not any(line.student == "emmy" for line in lines(book))


def test_json_and_parquet_are_the_lines(book: list[BookRow]) -> None:
    expected = [line._asdict() for line in lines(book)]
    assert read_json(book) == expected
    assert read_parquet(book) == expected


def test_csv_is_the_lines(book: list[BookRow]) -> None:
    """Empty for what is not known; numbers with all their digits."""
    for read, line in zip(read_csv(book), lines(book), strict=True):
        for name, value in line._asdict().items():
            if value is None:
                assert read[name] == ""
            elif isinstance(value, bool):
                assert read[name] == ("true" if value else "false")
            elif isinstance(value, float):
                assert float(read[name]) == value
            else:
                assert read[name] == cell(str(value))


def test_a_large_book_has_all_its_lines(twice: list[BookRow]) -> None:
    """However many are written at a time."""
    rows = [replace(twice[0], person=Person(f"s{number}")) for number in range(1000)]
    assert [line["student"] for line in read_csv(rows)] == [line.student for line in lines(rows)]


def test_an_empty_book_has_its_columns() -> None:
    assert b"".join(csv_chunks([])).decode() == ",".join(Line._fields) + "\r\n"
    assert read_json([]) == []
    assert read_parquet([]) == []


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8"), min_size=1))
def test_names_are_read_back(name: str, student: str) -> None:
    """As they are from JSON and Parquet, cleaned from CSV; and JSON holds no character that steers a terminal."""
    attempts = tuple(handed_in("x", 1.0))
    rows = [BookRow(Person(student, name), {}, attempts)]
    assert read_json(rows)[0]["name"] == name
    assert read_parquet(rows)[0]["student"] == student
    assert read_csv(rows)[0]["name"] == cell(name)
    assert b"".join(json_chunks(rows)).replace(b"\n", b"").decode("ascii").isprintable()


def test_half_a_surrogate_pair_is_shown() -> None:
    """It is no text, and neither Parquet nor most readers of JSON take it."""
    rows = [BookRow(Person("x", "a\ud800b"), {}, tuple(handed_in("x", 1.0)))]
    assert read_json(rows)[0]["name"] == read_parquet(rows)[0]["name"] == "a\\ud800b"


def test_parquet_writes_group_by_group(book: list[BookRow], monkeypatch: pytest.MonkeyPatch) -> None:
    """However few rows a group has, the table is the same."""
    monkeypatch.setattr("grader.gradebook.exports.parquet._GROUP", 2)
    page = io.BytesIO()
    write_parquet(book, page)
    assert parquet().ParquetFile(page).num_row_groups == len(list(lines(book))) / 2
    assert parquet().read_table(page).to_pylist() == [line._asdict() for line in lines(book)]
