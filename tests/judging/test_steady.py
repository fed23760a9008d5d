"""What would be found the same another time is told from what hangs on the clock, on memory or on chance."""

import pytest

from grader.judging.steady import StillnessWatch, is_steady
from grader.judging.student import TimeBudget
from grader.model.feedback import Feedback, Witness
from grader.model.judgement import Judgement
from grader.model.report import ONLY_INSTRUCTOR, WAITS
from grader.model.verdict import Verdict
from grader.sandbox.limits import Limits


def judgement(verdict: Verdict, *codes: str, text: str = "t", evidence: str = "f(1) gave 2") -> Judgement:
    """One with these codes."""
    feedback = tuple(Feedback(code=code, text=text) for code in codes)
    return Judgement(verdict=verdict, fraction=0.0, feedback=feedback, witness=Witness(kind="call", text=evidence))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (judgement(Verdict.CORRECT), True),
        (judgement(Verdict.PARTIAL), True),
        (judgement(Verdict.WRONG, "answer.value", "answer.state"), True),
        (judgement(Verdict.MISSING, "missing.no_file"), True),
        (judgement(Verdict.CRASHED, "crash.raised"), True),
        (judgement(Verdict.FORBIDDEN, "crash.forbidden"), True),
        (judgement(Verdict.SKIPPED, ONLY_INSTRUCTOR), True),
        (judgement(Verdict.UNDECIDED, WAITS), True),
        (judgement(Verdict.UNDECIDED, "use.undecided"), True),
        (judgement(Verdict.UNDECIDED, "answer.incomparable"), False),
        (judgement(Verdict.SKIPPED), False),
        (judgement(Verdict.SKIPPED, ONLY_INSTRUCTOR, "crash.timed_out"), False),
        (judgement(Verdict.UNDECIDED, WAITS, "crash.out_of_memory"), False),
        (judgement(Verdict.WRONG, "answer.chance"), False),
        (judgement(Verdict.CRASHED, "crash.killed"), False),
        (judgement(Verdict.CRASHED, "crash.flooded"), False),
        (judgement(Verdict.TIMED_OUT, "crash.timed_out"), False),
        (judgement(Verdict.OUT_OF_MEMORY, "answer.too_costly"), False),
        (judgement(Verdict.GRADER_ERROR, "grader.error"), False),
        (judgement(Verdict.WRONG, "answer.type", text="It is <object object at 0x7f00>."), False),
        (judgement(Verdict.WRONG, "answer.type", evidence="f(1) gave <object object at 0x7f00>"), False),
    ],
    ids=lambda value: " ".join(said.code for said in value.feedback) if isinstance(value, Judgement) else None,
)
def test_which_judgements_are_steady(found: Judgement, *, expected: bool) -> None:
    """By their verdict, what is said, and what is shown."""
    assert is_steady(found, "", TimeBudget(Limits())) is expected


def test_what_was_printed_counts() -> None:
    """An address is another one on every run."""
    assert is_steady(judgement(Verdict.WRONG), "here\n", TimeBudget(Limits()))
    assert not is_steady(judgement(Verdict.WRONG), "<object object at 0x7f00>\n", TimeBudget(Limits()))


def test_a_search_that_was_cut_is_not_steady() -> None:
    """Another time it might come further; and no call is made any more of an item whose time is used up."""
    limits = Limits(search_seconds=1.0, item_seconds=5.0)
    cut, used_up = TimeBudget(limits), TimeBudget(limits)
    cut.begin_search()
    cut.add(2.0)
    assert is_steady(judgement(Verdict.WRONG), "", cut)
    assert not cut.may_search()
    assert not is_steady(judgement(Verdict.WRONG), "", cut)
    used_up.add(6.0)
    assert not is_steady(judgement(Verdict.WRONG), "", used_up)


@pytest.mark.parametrize(
    ("passed", "waited", "worked", "stood_still"),
    [
        (0.9, 0.0, 0.0, False),
        (3.9, 0.0, 1.0, False),
        (4.1, 0.0, 1.0, True),
        (30.0, 29.5, 0.0, False),
        (30.0, 1.0, 1.0, True),
    ],
)
def test_a_machine_that_stood_still(
    monkeypatch: pytest.MonkeyPatch, passed: float, waited: float, worked: float, *, stood_still: bool
) -> None:
    """It took longer than its work explains, without the time in which the student's code was waited for."""
    clock = {"now": 100.0, "waited": 10.0, "worked": 7.0}
    monkeypatch.setattr("time.perf_counter", lambda: clock["now"])
    monkeypatch.setattr("os.times", lambda: (clock["worked"], 0.0, 0.0, 0.0, 0.0))
    watch = StillnessWatch(lambda: clock["waited"])
    clock["now"] += passed
    clock["waited"] += waited
    clock["worked"] += worked
    assert watch.stood_still() is stood_still
    watch.begin()
    assert not watch.stood_still()
