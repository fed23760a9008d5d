"""Cells that a spreadsheet program may open."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook.exports.export import cell, points, table
from grader.reports.clean import clean

CELLS = {
    "=1+1": "'=1+1",
    "+49 170 123": "'+49 170 123",
    "-2+3": "'-2+3",
    "@SUM(A1)": "'@SUM(A1)",
    " =1": "' =1",
    "＝1+1": "'＝1+1",
    "\t=1": "'        =1",
    "\rx": "\\rx",
    "\n=1": "'\n=1",
    "-": "'-",
    "-x": "'-x",
    "-1": "-1",
    "-1.5": "-1.5",
    "+3": "+3",
    "-.5": "-.5",
    "-1,5": "-1,5",
    "-1e-3": "-1e-3",
    "-1e": "'-1e",
    "-1-1": "'-1-1",
    "-١": "'-١",
    "O'Hara": "O'Hara",
    "a=b": "a=b",
    "a\x00b\x1b[2J": "a\\x00b\\x1b[2J",
    "\ud800": "\\ud800",
    "two\nlines": "two\nlines",
    "Łódź 漢字": "Łódź 漢字",
    "": "",
}


@pytest.mark.parametrize(("text", "shown"), CELLS.items(), ids=map(repr, CELLS))
def test_a_formula_is_neutralised_and_a_number_is_not(text: str, shown: str) -> None:
    assert cell(text) == shown


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    """Whatever the text, what is left begins with no sign that starts a formula, or is a number."""
    shown = cell(text)
    if shown and shown.lstrip()[:1] in set("=+-@＝＋－＠"):
        float(shown.replace(",", "."))
    assert not shown.startswith(("\t", "\r", "\n"))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_not_damaged(number: float) -> None:
    assert float(cell(str(number))) == number


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1))
def test_what_is_written_is_what_is_read(rows: list[list[str]]) -> None:
    """Commas, quotes, line ends and all."""
    cells = [[cell(text) for text in row] for row in rows]
    assert list(csv.reader(io.StringIO(table(cells), newline=""))) == cells


@given(st.text(st.characters(exclude_characters="\r\t"), max_size=200))
def test_a_cell_holds_the_cleaned_text(text: str) -> None:
    assert cell(text).removeprefix("'") in {clean(text, lines=True), clean(text, lines=True).removeprefix("'")}


POINTS = {None: "", 0.0: "0", 2.0: "2", 2.5: "2.5", 1 / 3: "0.3333", -1.25: "-1.25", 1e5: "100000", -1e-9: "0"}


@pytest.mark.parametrize(("value", "shown"), POINTS.items())
def test_points_have_no_trailing_zeros(value: float | None, shown: str) -> None:
    assert points(value) == shown
