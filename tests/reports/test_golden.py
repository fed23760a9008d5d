"""The report with all eleven verdicts in every format, byte for byte.

After a change that is meant, look at what it did and keep it:

    GRADER_REGENERATE=1 pytest tests/reports/test_golden.py; git diff tests/reports/golden
"""

import os
from pathlib import Path
from typing import Any

import pytest

from grader.model.report import Report
from grader.reports import FORMATS, render

GOLDEN = Path(__file__).parent / "golden"
FILES: dict[str, dict[str, Any]] = {
    "report-80.txt": {"form": "text", "width": 80},
    "report-40.txt": {"form": "text", "width": 40},
    "report-ascii.txt": {"form": "text", "width": 80, "unicode": False},
    "report-color.txt": {"form": "text", "width": 80, "color": True},
    "report.md": {"form": "markdown"},
    "report.json": {"form": "json"},
    "report.junit.xml": {"form": "junit"},
    "report.github.txt": {"form": "github", "folder": "work"},
    "report.lines.txt": {"form": "lines", "folder": "work"},
    "report.html": {"form": "html"},
    "report.gradescope.json": {"form": "gradescope"},
    "report.classroom50.json": {"form": "classroom50"},
    "untouched.txt": {"form": "text", "width": 80},
}


@pytest.mark.parametrize("name", FILES)
def test_golden(name: str, everything: Report, untouched: Report) -> None:
    """Every format says the same as when somebody last looked at it."""
    shown = render(untouched if name.startswith("untouched") else everything, **FILES[name])
    path = GOLDEN / name
    if os.environ.get("GRADER_REGENERATE"):
        path.write_bytes(shown.encode("utf-8"))
    assert path.is_file(), f"run tests/reports/test_golden.py with GRADER_REGENERATE=1, which writes {name}"
    assert path.read_bytes().decode("utf-8") == shown


def test_no_golden_file_is_left_over() -> None:
    left_over = {path.name for path in GOLDEN.iterdir()} - set(FILES)
    assert left_over == set(), f"remove {sorted(left_over)} from tests/reports/golden, or add it to FILES"


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_a_golden_file(form: str) -> None:
    assert form in {look["form"] for look in FILES.values()}, (
        f"add a line for {form} to FILES of tests/reports/test_golden.py, "
        "and run it once with GRADER_REGENERATE=1, which writes the file"
    )
