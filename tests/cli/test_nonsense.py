"""Nonsense through the command: nothing is earned by it, and no fault is the grader's.

`GRADER_NONSENSE=20 pytest tests/cli/test_nonsense.py` hands in so many files for each exercise: some thousand answers.
"""

import json
import os
from pathlib import Path

import pytest

from grader.course.check.submissions import as_submission
from tests.conftest import ROOT, Grade

MANY = int(os.environ.get("GRADER_NONSENSE", "0"))
EXERCISES = sorted(path.stem for path in (ROOT / "exercises").glob("*.py") if path.stem != "course")
FEW = [(0, "square_loss"), (1, "hessian"), (2, "gradient_descent")]
DRAWN = [(seed, name) for seed in range(MANY) for name in EXERCISES] or FEW
WRAPPED = """
from nonsense import function_of

for seed, (name, function) in enumerate(list(globals().items())):
    if getattr(function, "__module__", None) == __name__ and not name.startswith("_"):
        globals()[name] = function_of(function, {seed} + seed)
"""


@pytest.mark.parametrize(("seed", "name"), DRAWN)
def test_nonsense_earns_nothing(seed: int, name: str, grade: Grade, tmp_path: Path) -> None:
    """Exit code 0, no item is a fault of ours, and none has points, follow-through included.

    But a property asks for anything that has it, such as a chord below x^3: of thousands of answers one is.
    """
    work = tmp_path / "work"
    work.mkdir()
    reference = as_submission((ROOT / "solutions" / f"{name}.py").read_text("utf-8"))
    (work / f"{name}.py").write_text(reference + WRAPPED.format(seed=1000 * seed), "utf-8")
    (work / "nonsense.py").write_bytes((ROOT / "tests" / "nonsense.py").read_bytes())
    done = grade(work, "-e", name, "--report", f"json:{tmp_path / 'report.json'}")
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    items = [item for exercise in report["exercises"] for item in exercise["items"]]
    earned = [item for item in items if item["score"] and (item["kind"], item["verdict"]) != ("property", "CORRECT")]
    assert earned == []
    assert [item for item in items if item["verdict"] == "GRADER_ERROR"] == []
    assert any(item["verdict"] in {"WRONG", "CRASHED"} for item in items)
