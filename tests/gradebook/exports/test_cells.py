"""Cells that a spreadsheet program may open."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook.exports.export import points, table
from grader.reports.clean import cell


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1))
def test_what_is_written_is_what_is_read(rows: list[list[str]]) -> None:
    """Commas, quotes, line ends and all."""
    cells = [[cell(text) for text in row] for row in rows]
    assert list(csv.reader(io.StringIO(table(cells), newline=""))) == cells


POINTS = {
    None: "",
    0.0: "0",
    2.0: "2",
    2.5: "2.5",
    1 / 3: "0.3333",
    -1.25: "-1.25",
    1e5: "100000",
    -1e-9: "0",
    -1e-5: "0",
}


@pytest.mark.parametrize(("value", "shown"), POINTS.items())
def test_points_have_no_trailing_zeros(value: float | None, shown: str) -> None:
    assert points(value) == shown
