"""The report with all eleven verdicts in every format, byte for byte.

After a change that is meant, look at what it did and keep it:

    GRADER_REGENERATE=1 pytest tests/reports/test_golden.py; git diff tests/reports/golden
"""

import os
from pathlib import Path
from typing import Any

import pytest

from grader.model.report import Report
from grader.reports import render

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
    "report.gradescope.json": {"form": "gradescope"},
    "untouched.txt": {"form": "text", "width": 80},
}


@pytest.mark.parametrize("name", FILES)
def test_golden(name: str, everything: Report, untouched: Report) -> None:
    """Every format says the same as when somebody last looked at it."""
    shown = render(untouched if name.startswith("untouched") else everything, **FILES[name])
    path = GOLDEN / name
    if os.environ.get("GRADER_REGENERATE"):
        path.write_text(shown, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == shown


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(FILES)
