"""An export to a file, by the name of its format."""

import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import grader.gradebook.exports
from grader.errors import UsageError
from grader.gradebook.exports import FORMATS, canvas
from grader.gradebook.exports.write import write
from grader.model.book import BookRow
from tests.gradebook.exports.conftest import COLUMNS

NAMES = {module.name for module in pkgutil.iter_modules(grader.gradebook.exports.__path__)}
HELPERS = {"downloaded", "export", "long", "write"}
"""Files that are no format."""
NOTED = {"gradescope"}
"""Formats that leave out somebody of the book, and say so."""


def test_every_file_is_a_format_or_a_helper() -> None:
    """A format that is not in `FORMATS` is one that nobody can ask for."""
    for name in sorted(NAMES - HELPERS):
        cure = f"add {name!r} to FORMATS in grader/gradebook/exports/__init__.py"
        assert name in FORMATS, f"{cure}, or, if it is no format, to HELPERS of tests/gradebook/exports/test_write.py"
    stale = HELPERS - NAMES | HELPERS & {*FORMATS}
    assert stale == set(), f"take {sorted(stale)} out of HELPERS of tests/gradebook/exports/test_write.py"


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_can_be_written(form: str) -> None:
    """In a file of its name, by one of the functions that `write` calls."""
    file = f"grader/gradebook/exports/{form}.py"
    assert form in NAMES, f"FORMATS of grader/gradebook/exports/__init__.py has {form!r}: write {file}"
    module = import_module(f"grader.gradebook.exports.{form}")
    assert any(hasattr(module, name) for name in ("new", "chunks")) or form == "parquet", (
        f"{file} needs `new(rows, columns) -> Export`, or `chunks(rows)` if it is written row by row"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written(form: str, book: list[BookRow], tmp_path: Path) -> None:
    path = tmp_path / "out"
    notes = write(form, iter(book), COLUMNS, path)
    assert path.stat().st_size > 100
    assert (notes != ()) == (form in NOTED), f"{form} has the notes {notes}: NOTED says which formats have some"
    assert [written.name for written in tmp_path.iterdir()] == ["out"]


def test_a_downloaded_file_may_be_filled_in_where_it_is(book: list[BookRow], tmp_path: Path) -> None:
    path = tmp_path / "grades.csv"
    content = canvas.new(book, COLUMNS).content
    path.write_bytes(content.replace(b"3.5", b""))
    write("canvas", book, COLUMNS, path, into=path)
    assert path.read_bytes() == content


def test_moodle_asks_by_what(book: list[BookRow], tmp_path: Path) -> None:
    write("moodle", book, COLUMNS, tmp_path / "out", by="number")
    assert (tmp_path / "out").read_text(encoding="utf-8").startswith("ID number,")


def test_a_failure_leaves_the_old_file(book: list[BookRow], tmp_path: Path) -> None:
    """And nothing beside it."""

    def broken() -> Iterator[BookRow]:
        yield book[0]
        raise RuntimeError("the store went away")

    path = tmp_path / "out"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError):
        write("csv", broken(), COLUMNS, path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_done_is_told(book: list[BookRow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no export format 'xlsx'; the formats are canvas, moodle"):
        write("xlsx", book, COLUMNS, tmp_path / "out")
    with pytest.raises(UsageError, match="an export to csv fills in no file; those to canvas and moodle do"):
        write("csv", book, COLUMNS, tmp_path / "out", into=tmp_path / "in")
    with pytest.raises(UsageError, match="only the columns of a worksheet of Moodle's"):
        write("canvas", book, COLUMNS, tmp_path / "out", into=tmp_path / "in", heads={"Grade": "Note"})
    with pytest.raises(UsageError, match="in cannot be read: No such file"):
        write("canvas", book, COLUMNS, tmp_path / "out", into=tmp_path / "in")
    with pytest.raises(UsageError, match="out cannot be written: No such file"):
        write("canvas", book, COLUMNS, tmp_path / "nowhere" / "out")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"needs pyarrow: pip install 'coursegrade\[parquet\]'"):
        write("parquet", book, COLUMNS, tmp_path / "out")
