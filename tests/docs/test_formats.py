"""The pages name every format: one that they do not have is one that nobody asks for."""

import re

import pytest

from grader.gradebook import exports
from grader.reports import FORMATS
from tests.conftest import ROOT

CI = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
GRADEBOOK = (ROOT / "docs" / "gradebook.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_a_report_has_its_row(form: str) -> None:
    rows = re.findall(r"^\| `--report (\w+)", CI, re.MULTILINE)
    assert form in rows, f"add a row `--report {form}` to the table of reports in docs/ci.md"


@pytest.mark.parametrize("form", exports.FORMATS)
def test_every_export_has_its_row(form: str) -> None:
    first_cells = re.findall(r"^\| (`[^|]+`) \|", GRADEBOOK.partition("\n## Exports\n")[2], re.MULTILINE)
    assert f"`{form}`" in ", ".join(first_cells).split(", "), (
        f"add a row `{form}` to the table of Exports in docs/gradebook.md"
    )
