"""Evidence can be pasted: each program gives, in a fresh Python with the student's files, what the report says.

Those of all misconceptions are run where these are judged, in `test_submissions.py`.
"""

import subprocess
import sys

import pytest

from grader.model.verdict import Verdict
from grader.reports.json import parse
from tests.conftest import ROOT, SUBMISSIONS
from tests.programs import Runner, programs_of

GOLDEN = ROOT / "tests" / "golden" / "typical.json"


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_the_golden_report(runner: Runner, step: int) -> None:
    """All of them, and every so many in a fresh Python each, as a student would run them."""
    report = parse(GOLDEN.read_text(encoding="utf-8"))
    found = programs_of(report)
    assert [item.id for item, _ in found] == [item.id for item in report.items if item.witness is not None]
    for item, text in found[::step]:
        done = subprocess.run(
            [sys.executable, "-c", text], capture_output=True, text=True, cwd=SUBMISSIONS / "typical", check=False
        )
        assert (done.returncode != 0) == (item.verdict is Verdict.CRASHED), done.stderr
    assert runner.check(report, SUBMISSIONS / "typical") == len(found)
