"""Canvas gradebooks, new and filled in."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.gradebook.exports import canvas
from grader.model.book import BookColumn, BookRow
from grader.model.gradebook import Person
from grader.reports.clean import cell
from tests.gradebook.exports.conftest import COLUMNS

EXPORTED = """\
\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,The XOR problem (4711),hessian (4712),Essay (4713),Final Score
    Points Possible,,,,,4,2,10,(read only)
"Lovelace, Ada",17,1815,ada,Monday,,,9,71
Bob,1018,1900,bob,"Monday, Tuesday",1,1,"8",
"=cmd|' /C calc'!A0",19,1906,grace,Monday,0,,,
Kurt,20,,,Friday,3,,,50
"Student, Test",99,,abcdef,,,,,
"""


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_new_gradebook(book: list[BookRow]) -> None:
    """Late points are reduced, what is not known or not handed in is empty, the excused are EX."""
    made = canvas.new(book, COLUMNS)
    assert cells(made.content) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "The XOR problem", "hessian"],
        ["    Points Possible", "", "", "", "", "4", "2"],
        ["Lovelace, Ada", "17", "1815", "ada", "", "3.5", "2"],
        ["Bób “B” O'Hara", "18", "1900", "bob", "", "3.6", "0"],
        ["Hopper, Grace", "19", "1906", "grace", "", "1", "EX"],
        ["Kurt Gödel", "20", "1931", "kurt", "", "", "2"],
        ["Emmy Noether", "21", "1882", "emmy", "", "", ""],
    ]


def test_an_exported_gradebook_is_filled_in(book: list[BookRow]) -> None:
    """By the first id that is there: Bob's number and Kurt's Canvas id; all the rest is as it was."""
    made = canvas.filled(book, COLUMNS, EXPORTED.encode())
    expected = (
        EXPORTED.replace("Monday,,,9", "Monday,3.5,2,9")
        .replace('Tuesday",1,1', 'Tuesday",3.6,0')
        .replace("Monday,0,,,", "Monday,1,EX,,")
        .replace("Friday,3,,", "Friday,3,2,")
    )
    assert made.content.decode() == expected
    assert made.notes == (
        "emmy: not in the file, or not told apart there",
        "kurt: points are not known; what the file had is kept",
    )


def test_filling_in_twice_changes_nothing(book: list[BookRow]) -> None:
    once = canvas.filled(book, COLUMNS, EXPORTED.encode())
    assert canvas.filled(book, COLUMNS, once.content) == once


def test_a_new_gradebook_can_be_filled_in(book: list[BookRow]) -> None:
    made = canvas.new(book, COLUMNS)
    assert canvas.filled(book, COLUMNS, made.content).content == made.content


def test_exercises_without_a_column_are_named(book: list[BookRow]) -> None:
    """Also where two columns have the title: a guess would be somebody's wrong mark."""
    claims = BookColumn("claims", 5.0, "Claims")
    made = canvas.filled(book, (*COLUMNS, claims), EXPORTED.replace("Essay", "hessian").encode())
    assert made.notes[0] == "hessian, Claims: no column of this title in the file, or several"


def test_a_file_without_any_column_is_told(book: list[BookRow]) -> None:
    with pytest.raises(UsageError, match=r"no column for 'Claims'; its other columns are 'The XOR problem \(4711\)'"):
        canvas.filled(book, [BookColumn("claims", 5.0, "Claims")], EXPORTED.encode())


def test_a_row_that_two_students_could_be_is_nobody_s(book: list[BookRow]) -> None:
    doubled = EXPORTED + "Another,17,7,other,,,,,\n"
    made = canvas.filled(book, COLUMNS, doubled.encode())
    assert made.content.decode().endswith("Another,17,7,other,,,,,\n")
    assert "ada, emmy: not in the file, or not told apart there" in made.notes


@given(st.text(min_size=1), st.text())
def test_names_are_read_back(name: str, number: str) -> None:
    """Whatever they are called, and harmless in a spreadsheet."""
    made = canvas.new([BookRow(Person("id", name, number=number), {})], ())
    assert cells(made.content)[2] == [cell(name), "", cell(number), "id", ""]


def test_a_student_without_a_name_is_shown_by_id(book: list[BookRow]) -> None:
    nameless = replace(book[0], person=Person("ada"))
    assert cells(canvas.new([nameless], COLUMNS).content)[2][:4] == ["ada", "", "", "ada"]
