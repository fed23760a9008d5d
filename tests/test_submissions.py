"""The submissions under tests/submissions get the marks that they must get.

After an intended change of a report, regenerate the golden ones with
`GRADER_REGENERATE=1 pytest tests/test_submissions.py` and read the difference.
"""

import os
from pathlib import Path

import pytest

from grader.course.check.submissions import as_submission
from grader.judging.key import CourseKey
from grader.model.report import Environment, Report, SandboxInfo, Timing
from grader.model.verdict import Verdict
from grader.reports import render
from tests.conftest import ROOT, SUBMISSIONS, Mark
from tests.programs import Runner
from tests.slow import one_in

GOLDEN = ROOT / "tests" / "golden"
MISCONCEPTIONS = sorted((SUBMISSIONS / "misconceptions").glob("*/*"))


@pytest.fixture(scope="module")
def typical(mark: Mark) -> Report:
    """What a typical student gets."""
    return _without_machine(mark(SUBMISSIONS / "typical"))


def test_perfect_earns_everything(mark: Mark, key: CourseKey) -> None:
    """Every item of the perfect submission is CORRECT, without a note."""
    report = mark(SUBMISSIONS / "perfect")
    assert report.score == report.max_score == sum(exercise.exercise.points for exercise in key.exercises)
    assert {item.verdict for item in report.items} == {Verdict.CORRECT}
    assert all(item.feedback == () for item in report.items)


def test_the_untouched_template_earns_nothing(mark: Mark) -> None:
    """Every item of the template as students get it is MISSING, and none is a crash."""
    report = mark(ROOT / "student_template")
    assert report.score == 0
    assert {item.verdict for item in report.items} == {Verdict.MISSING}


@pytest.mark.slow
def test_the_reference_earns_everything(mark: Mark, tmp_path: Path) -> None:
    """The solutions themselves, handed in without their misconceptions, earn full points."""
    for path in (ROOT / "solutions").glob("*.py"):
        (tmp_path / path.name).write_text(as_submission(path.read_text("utf-8")), encoding="utf-8")
    report = mark(tmp_path)
    assert [item.id for item in report.items if item.verdict is not Verdict.CORRECT] == []


@pytest.mark.parametrize("folder", one_in(9, MISCONCEPTIONS), ids=lambda folder: folder.name)
def test_each_misconception_is_named(mark: Mark, folder: Path, key: CourseKey, runner: Runner) -> None:
    """A submission with one misconception loses the item's points and reads its sentence; the evidence can be run."""
    exercise = next(exercise for exercise in key.exercises if exercise.name == folder.parent.name)
    misconception = next(wrong for wrong in exercise.misconceptions if wrong.name == folder.name)
    report = mark(folder, folder.parent.name)
    named = [item for item in report.items if f"misconception.{folder.name}" in {said.code for said in item.feedback}]
    assert named
    for item in named:
        assert misconception.of in {item.id, item.id.partition(".")[0]}
        assert item.verdict in {Verdict.WRONG, Verdict.CRASHED}
        assert item.score == 0
        assert item.witness is not None
        assert item.feedback[0].text == misconception.says
    assert runner.check(report, folder) > 0


def test_every_misconception_has_a_submission(key: CourseKey) -> None:
    """No misconception is left without the submission that shows it, and no submission without its misconception."""
    declared = {(exercise.name, wrong.name) for exercise in key.exercises for wrong in exercise.misconceptions}
    assert {(folder.parent.name, folder.name) for folder in MISCONCEPTIONS} == declared
    assert all(len(exercise.misconceptions) >= 2 for exercise in key.exercises)


@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("json", "json"), ("markdown", "md")])
def test_a_typical_student_reads_what_the_golden_report_says(typical: Report, form: str, ending: str) -> None:
    """A report changes only when somebody means it to."""
    path = GOLDEN / f"typical.{ending}"
    rendered = render(typical, form, width=100)
    if os.environ.get("GRADER_REGENERATE"):
        path.write_text(rendered, encoding="utf-8")
    assert rendered == path.read_text(encoding="utf-8")


def test_two_runs_give_the_same_report(mark: Mark, typical: Report) -> None:
    """Everything but timing and environment is identical, byte by byte."""
    again = _without_machine(mark(SUBMISSIONS / "typical"))
    assert render(again, "json") == render(typical, "json")


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_another_seed_draws_other_inputs_and_gives_the_same_marks(mark: Mark, typical: Report, seed: int) -> None:
    """The marks do not depend on the seed."""
    assert mark(SUBMISSIONS / "typical", seed=seed).score == typical.score


def _without_machine(report: Report) -> Report:
    environment = Environment(
        grader="", python="", numpy="", sympy="", sandbox=SandboxInfo(level="confined", layers=("process",))
    )
    return report.model_copy(update={"environment": environment, "timing": Timing(seconds=0)})
