"""Work that got another verdict by what students have than when it is graded gets the same by both."""

from pathlib import Path

import pytest

from grader.course.load import load_course
from grader.course.load_bundle import load_bundle
from grader.course.read_submission import read_submission
from grader.course.release.build import build
from grader.course.release.write import write
from grader.judging.judge import judge
from grader.model.verdict import Verdict
from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import INPUTS
from tests.conftest import ROOT
from tests.slow import rest_slow

CASES = rest_slow(
    [
        ("student_direction_zero", "gradient_descent", "direction", Verdict.CRASHED),
        ("student_two_columns", "basis_functions", "design_matrix", Verdict.CRASHED),
        ("student_fit_crashes", "basis_functions", "fit", Verdict.CRASHED),
        ("student_strict_tol", "gradient_descent", "iterations_until", Verdict.WRONG),
        ("student_strict_tol", "gradient_descent_nd", "stopped_by", Verdict.WRONG),
        ("student_fixed_steps", "gradient_descent", "gradient_descent", Verdict.WRONG),
        ("student_nd_fixed_steps", "gradient_descent_nd", "gradient_descent", Verdict.WRONG),
        ("student_zero_matrix", "hessian", "is_positive_semidefinite", Verdict.WRONG),
    ],
    kind=lambda case: case[3],
)
# exact numbers that grow without end
CASES.append(pytest.param("student_subs_in_loop", "convergence", "stuck_at", Verdict.TIMED_OUT, marks=pytest.mark.slow))


@pytest.mark.parametrize(
    ("name", "exercise", "item", "verdict"), CASES, ids=["/".join(case.values[:2]) for case in CASES]
)
def test_both_say_the_same(
    sandbox: Sandbox, tmp_path: Path, name: str, exercise: str, item: str, verdict: Verdict
) -> None:
    """A tick before handing in is no promise that is broken afterwards."""
    course = load_course(ROOT, [exercise])
    write(build(ROOT, course), tmp_path / "got")
    submission = read_submission(INPUTS / name / "work")
    for key in (course, load_bundle(tmp_path / "got")):
        session = sandbox.open(submission.files)
        try:
            report = judge(submission, key, session)
        finally:
            session.close()
        assert {judged.id: judged.verdict for judged in report.items}[item] is verdict
