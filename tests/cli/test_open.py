"""Open points on the command line: graded, and nobody's fault."""

import json
from pathlib import Path

import pytest

from tests.cases.case import INPUTS
from tests.conftest import Grade

CASE = INPUTS / "symbolic_diff_of_abs"
WORK, COURSE = CASE / "work_half_found", CASE / "course"


@pytest.mark.parametrize(("percent", "code"), [("0", 0), ("50", 0), ("100", 0)])
def test_open_points_are_not_under(grade: Grade, percent: str, code: int) -> None:
    """It is under only if it were so with all of them."""
    result = grade(WORK, "--course", str(COURSE), "--fail-under", percent)
    assert result.returncode == code, result.stderr
    assert "2 / 4, 2 open" in result.stdout


def test_what_is_under_with_all_open_points_is_under(grade: Grade) -> None:
    """The rest is wrong."""
    result = grade(CASE / "work_half_wrong", "--course", str(COURSE), "--fail-under", "51")
    assert result.returncode == 1
    assert "0 / 4, 2 open" in result.stdout


def test_the_report_says_null(grade: Grade, tmp_path: Path) -> None:
    """And the exit code 0: the grader did not fail."""
    result = grade(WORK, "--course", str(COURSE), "--report", f"json:{tmp_path / 'r.json'}")
    assert result.returncode == 0
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    items = {item["id"]: (item["verdict"], item["score"]) for item in report["exercises"][0]["items"]}
    assert items == {"l1_slope": ("CORRECT", 2.0), "norm_slope": ("UNDECIDED", None)}
    assert report["score"] is None
