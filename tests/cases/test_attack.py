"""Answers that once earned points for nothing, or that made the grader fail."""

from collections.abc import Iterator

import pytest

from grader.course.load import load_course
from grader.course.read_submission import read_submission
from grader.judging.child import JudgingLimits
from grader.judging.supervised import judge_supervised
from grader.model.report import ItemScore
from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import INPUTS, Case, check
from tests.conftest import ROOT, confined_sandbox
from tests.slow import one_in

CASES = (
    Case(
        "attack_follow_through",
        "work",
        {"risk_derivative": "WRONG 0", "gradient_descent_step": "WRONG 0", "x1": "WRONG 0"},
        says_not={"risk_derivative": "times the expected"},
        exercise="mean_squared_error",
    ),
    Case(
        "attack_follow_through",
        "work",
        {"step": "WRONG 0", "gradient_descent": "WRONG 0"},
        exercise="gradient_descent",
    ),
    Case(
        "attack_grader_error_count",
        "work",
        {"step": "WRONG 0", "iterations_until": "WRONG 0"},
        exercise="gradient_descent",
    ),
    Case(
        "attack_grader_error_step",
        "work",
        {"step": "WRONG 0", "iterations_until": "WRONG 0"},
        exercise="gradient_descent",
    ),
    Case(
        "attack_grader_error_overflow",
        "work",
        {"negative_direction": "WRONG 0"},
        says={"negative_direction": "which is not below 0"},
        exercise="hessian",
    ),
    Case("attack_property_overflow", "work", {"orthogonal": "WRONG 0"}),
)


@pytest.mark.parametrize("case", one_in(3, CASES), ids=str)
def test_attack(case: Case, sandbox: Sandbox) -> None:
    """Each case gets the verdict, the points and the sentence that it must get."""
    check(case, sandbox)


@pytest.fixture
def confined() -> Iterator[Sandbox]:
    """A sandbox with a second wall, for what does not end by itself."""
    with confined_sandbox() as box:
        yield box


@pytest.mark.slow
def test_a_part_that_cannot_be_worked_out_keeps_the_evidence(confined: Sandbox) -> None:
    """The reference hangs in C on what the student's part gives: the later part stays wrong, and shows why."""
    items = guarded(confined, "attack_grader_error_factorial", "second_derivative")
    later = items["tangent_parabola"]
    assert (later.verdict, later.score) == ("WRONG", 0)
    assert later.witness is not None
    assert not [name for name, item in items.items() if item.score is None]


def guarded(confined: Sandbox, name: str, exercise: str) -> dict[str, ItemScore]:
    """The items of a case that is judged behind the second wall, with little time."""
    submission, key = read_submission(INPUTS / name / "work"), load_course(ROOT, [exercise])
    report = judge_supervised(submission, key, confined, limits=JudgingLimits(cpu_seconds=2.0, wall_seconds=30.0))
    return {item.id: item for item in report.items}
