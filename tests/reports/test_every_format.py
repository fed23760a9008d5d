"""What every format of a report and of an export must do with what a student wrote, also those that are still to come.

A format that prints raw text fails here. What is different in a format is said in the tables below.
"""

import csv
import io
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

NO_MARKUP = {"text", "json", "github", "gradescope", "classroom50", "lines"}
"""Formats of reports that nobody takes for HTML or Markdown: a terminal, data, a log, an editor."""
SEPARATORS: dict[str, str] = {}
"""Format of a report that is a table to the character between its cells, such as a tab."""
DELIMITERS: dict[str, str] = {}
"""The same for exports: those that are not here have a comma."""
NOT_FOR_SPREADSHEETS = {"json", "html"}
"""Exports that no spreadsheet program opens as a table of texts."""
PACKED = {"parquet", "gradescope"}
"""Columns of typed values, and an archive of what `render` gives."""
TAG, COMMAND = "<script>", re.compile(r"(?m)^\s*(::(error|stop-commands)::[xt]|##(\[error\]|vso\[)x)")
FORMULAS = ("=1+1", "+1+1", "-1+1", "@x", "\t=1+1", "\n=1+1", "\uff1d1+1", '=HYPERLINK("http://x")')
NAMES = (*FORMULAS, "\x1b[2J", "<script>alert(1)</script>", "\u202eabc", "\x00", "a\nb", "\ud800", "a;b,c\td", '"')
HERE = "tests/reports/test_every_format.py"


def check_table(form: str, page: str, separator: str, cure: str) -> None:
    """Every line has as many cells as the first, and no cell is a formula."""
    lines = list(csv.reader(io.StringIO(page, newline=""), delimiter=separator))
    sizes = {len(line) for line in lines}
    assert len(sizes) == 1, f"{form} has lines of {sorted(sizes)} cells with {separator!r} between them: {cure}"
    assert sizes != {1}, f"{form} has no {separator!r} between its cells: {cure}"
    formulas = [cell for line in lines for cell in line if re.match(r"\s*[=+\-@\uff1d]", cell)]
    assert formulas == [], f"{form} writes formulas: pass each text through `cell` of grader/reports/clean.py"


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_prints_raw_text(form: str, attack: str, attacked: Callable[[str], Report]) -> None:
    """No character steers a terminal, no line commands a runner, no tag is one; no cell of a table is a formula."""
    page = render(attacked(attack), form)
    separator = SEPARATORS.get(form, "")
    own = f"\r\n{separator}" if separator else "\n"
    raw = [character for character in page if not is_harmless(character) and character not in own]
    cure = f"{form} prints raw text: pass it through one_line or clean of grader/reports/clean.py"
    assert raw == [], f"{cure}; a separator of the format's own goes into SEPARATORS of {HERE}"
    assert COMMAND.search(page) is None, cure
    shown = MarkdownIt("commonmark").render(page) if form == "markdown" else page
    assert form in NO_MARKUP or TAG not in shown, (
        f"{form} lets a student's tags through: escape markup in grader/reports/{form}.py, "
        f"or add {form!r} to NO_MARKUP of {HERE} if nothing reads it as markup"
    )
    if separator:
        cure = f"write it with csv.writer; another separator goes into SEPARATORS of {HERE}"
        check_table(form, page, separator, cure)


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
    with path.open(encoding="utf-8-sig", newline="") as file:
        page = file.read()
    delimiter = DELIMITERS.get(form, ",")
    raw = [character for character in page if not is_harmless(character) and character not in f"\r\n{delimiter}"]
    assert raw == [], (
        f"{form} prints raw text: pass each text through `cell` of grader/reports/clean.py; "
        f"a separator of the format's own goes into DELIMITERS of {HERE}"
    )
    assert form != "html" or TAG not in page
    if form not in NOT_FOR_SPREADSHEETS:
        cure = f"write it with csv.writer; another separator goes into DELIMITERS of {HERE}"
        check_table(form, page, delimiter, f"{cure}, and a format that is no table into NOT_FOR_SPREADSHEETS")
