"""A downloaded file keeps every byte that is not ours."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.gradebook.exports.downloaded import Downloaded, rows_by

FILES = {
    "plain": b"a,b\n1,2\n",
    "no line end at the end": b"a,b\n1,2",
    "carriage returns": b"a,b\r\n1,2\r\n",
    "old Macs": b"a,b\r1,2\r",
    "byte order mark": b"\xef\xbb\xbfa,b\n1,2\n",
    "quoted for nothing": b'"a","b"\n"1","2"\n',
    "a line end in quotes": b'a,b\n"1\r\n1",2\n',
    "quotes in quotes": b'a,b\n"x ""y"" z",2\n',
    "stray quotes": b'a,b\nx"y,"z"w\n',
    "semicolons": b"a;b\n1;2\n",
    "tabs": b"a\tb\n1\t2\n",
    "blank lines": b"a,b\n\n1,2\n\n",
    "short rows": b"a,b\n1\n",
    "an empty last cell": b"a,b\n1,",
    "formulas of others": b"a,b\n=1+1,@x\n",
    "other alphabets": "a,b\nŁódź,漢字\n".encode(),
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_a_file_that_nobody_changes_stays(content: bytes) -> None:
    assert Downloaded(content, "x.csv", ("a", "b")).content == content


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_cells_are_those_that_csv_reads(rows: list[list[str]], end: str) -> None:
    """And the bytes are those that csv wrote."""
    page = io.StringIO()
    csv.writer(page, lineterminator=end, quoting=csv.QUOTE_NONNUMERIC).writerows([["a", "b"], *rows])
    file = Downloaded(page.getvalue().encode(), "x.csv", ("a", "b"))
    assert [[file.get(k, "a"), file.get(k, "b")] for k in range(1, len(file))] == rows
    assert file.content == page.getvalue().encode()


@given(TEXT)
def test_a_cell_that_is_set_is_read_back(text: str) -> None:
    file = Downloaded(b"a,b,c\n1,2,3\n4,5,6\n", "x.csv", ("a", "b"))
    file.set(1, "b", text)
    again = Downloaded(file.content, "x.csv", ("a", "b"))
    assert again.get(1, "b") == text
    assert file.content.startswith(b"a,b,c\n1,")
    assert file.content.endswith(b",3\n4,5,6\n")


def test_setting_what_is_there_changes_nothing() -> None:
    """Not even its quotes."""
    file = Downloaded(b'a,b\n"1",2\n', "x.csv", ("a", "b"))
    file.set(1, "a", "1")
    assert file.content == b'a,b\n"1",2\n'


def test_a_short_row_is_filled_up() -> None:
    file = Downloaded(b"a,b,c\r\n1\r\n", "x.csv", ("a",))
    file.set(1, "c", "x")
    assert file.content == b"a,b,c\r\n1,,x\r\n"


def test_a_file_of_another_kind_is_told() -> None:
    with pytest.raises(UsageError, match=r"x\.csv is not the file .* begins with 'name,mark', without 'ID'"):
        Downloaded(b"name,mark\nada,1\n", "x.csv", ("ID",))
    with pytest.raises(UsageError, match="begins with 'nothing'"):
        Downloaded(b"", "x.csv", ("ID",))
    with pytest.raises(UsageError, match="not UTF-8"):
        Downloaded("ID,Übung".encode("latin-1"), "x.csv", ("ID",))


def test_a_key_of_two_rows_is_nobody_s() -> None:
    assert rows_by([("a", 1), ("b", 2), ("b", 3), ("", 4), ("b", 5)]) == {"a": 1, "b": None}
