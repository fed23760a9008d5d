"""How long a submission's code may be waited for."""

from pathlib import Path

import pytest

from grader.course.load import load_course
from grader.course.read_submission import read_submission
from grader.judging.judge import judge
from grader.judging.shared_work import WaitedSeconds
from grader.judging.student import TimeBudget
from grader.model.report import Report
from grader.model.verdict import Verdict
from grader.sandbox.client.student_session import StudentSession
from grader.sandbox.levels.sandbox import Sandbox
from grader.sandbox.limits import Limits
from tests.cases.case import INPUTS
from tests.conftest import ROOT, SUBMISSIONS

LIMITS = Limits(item_seconds=20, exercise_seconds=50, all_seconds=100, search_seconds=3)


def test_each_bound_says_whose_time_is_used_up() -> None:
    """That of an item, of an exercise, of all; the next item and the next exercise begin anew."""
    budget = TimeBudget(LIMITS)
    said = []
    for _ in range(2):
        budget.begin_exercise()
        for _ in range(4):
            budget.begin_item()
            said.append(budget.used_up())
            budget.add(20)
            said.append(budget.used_up())
    item, exercise, everything = (
        f"it was not called, for {whose} had taken {seconds} seconds together"
        for whose, seconds in (
            ("this item's calls", 20),
            ("this exercise's calls", 50),
            ("the submission's calls", 100),
        )
    )
    assert said == [
        *(None, item, None, item, None, item, exercise, item),
        *(None, item, everything, item, everything, item, exercise, item),
    ]


def test_what_an_earlier_judge_has_waited_counts() -> None:
    """Another judge goes on behind an item at which one has died, and several judge at the same time."""
    waited = WaitedSeconds(2)
    mine, another = TimeBudget(LIMITS, waited, 0), TimeBudget(LIMITS, waited, 1)
    mine.add(40)
    another.add(59)
    assert mine.used_up() == "it was not called, for this item's calls had taken 20 seconds together"
    assert (TimeBudget(LIMITS, waited, 1).used_up(), waited.all, mine.waited) == (None, 99, 40)
    another.add(1)
    assert TimeBudget(LIMITS, waited, 0).used_up() is not None


def test_the_search_for_a_smaller_example_has_a_time_of_its_own() -> None:
    """It is counted from where it begins, and a search that was cut is known as such."""
    budget = TimeBudget(LIMITS)
    budget.begin_item()
    budget.add(10)
    budget.begin_search()
    assert budget.may_search()
    assert not budget.was_cut
    budget.add(3)
    assert not budget.may_search()
    assert budget.was_cut
    budget.begin_item()
    assert budget.may_search()
    assert not budget.was_cut


@pytest.mark.slow
def test_a_slow_search_changes_no_verdict(sandbox: Sandbox) -> None:
    """From where a smaller input is looked for, the function sleeps: what was found before stands."""
    report = judged(sandbox, INPUTS / "attack_slow_shrink" / "work", LIMITS._replace(search_seconds=0.5))
    (risk, *_) = report.items
    assert (risk.verdict, risk.score) == (Verdict.WRONG, 0)
    assert risk.witness is not None
    assert "gave 7" in risk.witness.text


@pytest.mark.parametrize("limits", [LIMITS._replace(all_seconds=0), LIMITS._replace(exercise_seconds=0)])
def test_where_the_time_is_used_up_nothing_is_called(sandbox: Sandbox, limits: Limits) -> None:
    """The item says so; it is no fault of the grader's."""
    report = judged(sandbox, SUBMISSIONS / "perfect", limits)
    assert {item.verdict for item in report.items} == {Verdict.TIMED_OUT}
    assert report.score == 0
    assert "calls had taken 0 seconds together" in report.items[0].feedback[0].text


def test_the_report_states_the_bounds(sandbox: Sandbox) -> None:
    """Beside the level that held."""
    report = judged(sandbox, SUBMISSIONS / "perfect", LIMITS)
    assert report.environment.sandbox.seconds["item"] == 20
    assert report.environment.sandbox.seconds["submission"] == 100


def judged(sandbox: Sandbox, folder: Path, limits: Limits) -> Report:
    """The report on one exercise of a folder of work, with these limits."""
    submission = read_submission(folder)
    exchange = sandbox.exchange(submission.files)
    exchange.limits = limits
    session = StudentSession(exchange)
    try:
        return judge(submission, load_course(ROOT, ["mean_squared_error"]), session)
    finally:
        session.close()
