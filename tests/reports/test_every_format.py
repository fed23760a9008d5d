"""What every format of a report and of an export must do with what a student wrote, also those that are still to come.

A format that prints raw text fails here. Where nothing interprets markup, that is said in `NO_MARKUP`.
"""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from grader.gradebook import exports
from grader.gradebook.exports.write import write
from grader.gradebook.late.policy import row
from grader.model.book import BookColumn
from grader.model.gradebook import Person
from grader.model.late import Deadline, Policy
from grader.model.report import Report
from grader.reports import FORMATS, render
from grader.reports.clean import is_harmless
from tests.gradebook.made import attempt, mark

NO_MARKUP = {"text", "json", "github", "gradescope"}
"""Formats of reports that nobody takes for HTML or Markdown: a terminal, data, a log."""
NOT_FOR_SPREADSHEETS = {"json", "html"}
"""Exports that no spreadsheet program opens as a table of texts."""
PACKED = {"parquet", "gradescope"}
"""Columns of typed values, and an archive of what `render` gives."""
TAG, COMMAND = "<script>", re.compile(r"(?m)^\s*(::(error|stop-commands)::[xt]|##(\[error\]|vso\[)x)")
FORMULAS = ("=1+1", "+1+1", "-1+1", "@x", "\t=1+1", "\n=1+1", "\uff1d1+1", '=HYPERLINK("http://x")')
NAMES = (*FORMULAS, "\x1b[2J", "<script>alert(1)</script>", "\u202eabc", "\x00", "a\nb", "\ud800")


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_prints_raw_text(form: str, attack: str, attacked: Callable[[str], Report]) -> None:
    """No character steers a terminal, no line commands a runner, no tag is one."""
    page = render(attacked(attack), form)
    assert [character for character in page if not is_harmless(character) and character != "\n"] == []
    assert COMMAND.search(page) is None
    shown = MarkdownIt("commonmark").render(page) if form == "markdown" else page
    assert form in NO_MARKUP or TAG not in shown


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", exports.FORMATS)
def test_no_export_prints_raw_text(form: str, name: str, tmp_path: Path) -> None:
    """The same for names of students and titles; and no cell is a formula."""
    person = Person(name, name, f"{name}@x.org", name, name)
    rows = [row(person, [attempt(name, [mark("relu", 2.0, 3.0, codes=[name])])], Policy(Deadline()))]
    path = tmp_path / "out"
    write(form, rows, (BookColumn("xor", 3.0, name),), path)
    if form in PACKED:
        return
    page = path.read_text(encoding="utf-8-sig")
    assert [character for character in page if not is_harmless(character) and character not in "\r\n"] == []
    assert form != "html" or TAG not in page
    if form not in NOT_FOR_SPREADSHEETS:
        cells = [cell for line in csv.reader(page.splitlines()) for cell in line]
        assert [cell for cell in cells if re.match(r"\s*[=+\-@\uff1d]", cell)] == []
