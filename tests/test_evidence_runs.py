"""Evidence can be pasted: each program gives, in a fresh Python with the student's files, what the report says."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.model.report import ItemScore, Report
from grader.model.verdict import Verdict
from grader.reports.json import parse
from grader.reports.program import render
from tests.conftest import ROOT, SUBMISSIONS, Mark

GOLDEN = ROOT / "tests" / "golden" / "typical.json"
MISCONCEPTIONS = sorted(path for path in (SUBMISSIONS / "misconceptions").glob("*") if path.is_dir())
_RUN_ALL = Path(__file__).with_name("run_programs.py")
_FAILED = {Verdict.CRASHED}


def programs(report: Report) -> list[tuple[ItemScore, str]]:
    """The items whose evidence is a call, with their programs."""
    pairs = [(item, render(exercise, item)) for exercise in report.exercises for item in exercise.items]
    return [(item, text) for item, text in pairs if item.witness is not None and item.witness.snippet is not None]


def check(report: Report, folder: Path) -> int:
    """Run the program of every item, each with modules of its own, and compare; how many there were."""
    found = programs(report)
    told = json.dumps([{"program": text, "folder": str(folder)} for _, text in found])
    done = subprocess.run([sys.executable, _RUN_ALL], input=told, capture_output=True, text=True, check=True)
    for (item, text), came in zip(found, json.loads(done.stdout), strict=True):
        assert item.witness is not None
        assert item.witness.snippet is not None
        if item.verdict in _FAILED:
            assert any(came["raised"] in said.text for said in item.feedback), text
        else:
            assert (came["raised"], came["gave"]) == (None, item.witness.snippet.gave), text
    return len(found)


def test_the_golden_report(tmp_path: Path) -> None:
    """In a fresh Python each, as a student would run them."""
    report = parse(GOLDEN.read_text(encoding="utf-8"))
    found = programs(report)
    wrong = [item for item in report.items if item.witness is not None]
    assert [item.id for item, _ in found] == [item.id for item in wrong]
    for item, text in found:
        path = tmp_path / f"{item.id}.py"
        path.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", path.read_text(encoding="utf-8")],
            capture_output=True, text=True, cwd=SUBMISSIONS / "typical", check=False,
        )  # fmt: skip
        assert (done.returncode != 0) == (item.verdict in _FAILED), done.stderr
    assert check(report, SUBMISSIONS / "typical") == len(found)


@pytest.mark.parametrize("exercise", MISCONCEPTIONS, ids=lambda path: path.name)
def test_every_misconception(mark: Mark, exercise: Path) -> None:
    """Of each exercise."""
    for folder in sorted(path for path in exercise.glob("*") if path.is_dir()):
        assert check(mark(folder, exercise.name), folder) > 0
