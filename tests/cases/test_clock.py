"""No time of a hidden item leaves the grader."""

import pytest

from grader.course.load import load_course
from grader.course.read_submission import read_submission
from grader.judging.judge import judge
from grader.judging.key import ItemName
from grader.judging.score import timing
from grader.judging.supervised import judge_supervised
from grader.model.report import ItemScore, Timing
from grader.model.verdict import Verdict
from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import INPUTS

CASE = INPUTS / "attack_hidden_by_clock"
"""Work that sleeps for as long as a digit of a hidden input says."""


def scores(**visibility: str) -> dict[ItemName, ItemScore]:
    """Items of these names, each with who may see it."""
    return {
        ItemName("mean", name): ItemScore.model_validate(
            {"id": name, "title": name, "kind": "value", "score": 1.0, "max_score": 1.0, "verdict": Verdict.CORRECT}
            | {"visibility": seen}
        )
        for name, seen in visibility.items()
    }


@pytest.mark.slow
def test_the_report_tells_nothing_of_a_digit_by_the_clock(sandbox: Sandbox) -> None:
    """Neither where the judge has a process of its own, nor where it has none."""
    submission, key = read_submission(CASE / "work"), load_course(CASE / "course")
    session = sandbox.open(submission.files)
    try:
        timings = [judge(submission, key, session).timing]
    finally:
        session.close()
    if sandbox.level != "limited":
        timings.append(judge_supervised(submission, key, sandbox).timing)
    for told in timings:
        assert told.items == {}
        assert told.seconds == int(told.seconds)


def test_the_time_of_hidden_items_is_in_no_sum() -> None:
    """What is left is in whole seconds, so that rounding tells nothing either."""
    taken = {ItemName("mean", "seen"): 0.25, ItemName("mean", "unseen"): 2.5}
    told = timing(3.125, taken, scores(seen="public", unseen="hidden"))
    assert told == Timing(seconds=1.0, items={"mean/seen": 0.25})
    assert timing(5.5, taken, scores(seen="public", unseen="after_due")).seconds == 3.0


def test_without_hidden_items_each_time_is_told() -> None:
    """For students who look for what is slow."""
    told = timing(0.51234567, {ItemName("mean", "seen"): 0.25}, scores(seen="public"))
    assert told == Timing(seconds=0.5123, items={"mean/seen": 0.25})
