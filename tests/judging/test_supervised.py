"""Judging has a wall of its own: what hangs or kills the comparing costs one item, and never the grader."""

import faulthandler
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.course.read_submission import read_submission
from grader.errors import SandboxError
from grader.judging import child, judge_item
from grader.judging.child import JudgingLimits
from grader.judging.judge import judge
from grader.judging.key import ExerciseKey, ItemName
from grader.judging.supervised import judge_supervised
from grader.maths import equivalence
from grader.model.judgement import Judgement
from grader.model.report import Report, Timing
from grader.model.verdict import Verdict
from grader.sandbox.levels.confined import Confined
from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import SUBMISSIONS, confined_sandbox, course_of, item

SHORT = JudgingLimits(cpu_seconds=0.4, wall_seconds=3.0)


@pytest.fixture(scope="module")
def confined(walled: Sandbox) -> Sandbox:
    """A sandbox with a second wall."""
    return walled


@pytest.fixture
def judged(confined: Sandbox) -> Callable[..., Report]:
    """Judges a folder behind both walls."""

    def run(folder: Path, *exercises: str, limits: JudgingLimits = SHORT) -> Report:
        return judge_supervised(read_submission(folder), course_of(*exercises), confined, limits=limits)

    return run


def test_the_second_wall_changes_no_mark(confined: Sandbox) -> None:
    """The same report as without it, timing apart."""
    submission, key = read_submission(SUBMISSIONS / "typical"), course_of("xor", "hessian", "square_loss")
    session = confined.open(submission.files)
    plain = judge(submission, key, session)
    session.close()
    guarded = judge_supervised(submission, key, confined)
    assert guarded.model_copy(update={"timing": Timing(seconds=0)}) == plain.model_copy(
        update={"timing": Timing(seconds=0)}
    )


@pytest.mark.parametrize(
    ("folder", "exercises"),
    [
        ("typical", ("xor", "square_loss", "hessian", "mean_squared_error")),
        pytest.param("typical", (), marks=pytest.mark.slow),
        pytest.param("misconceptions/hessian/cholesky_succeeds", (), marks=pytest.mark.slow),
    ],
    ids=["some", "all", "a diagnosis that takes long"],
)
def test_how_many_judge_at_once_changes_no_mark(confined: Sandbox, folder: str, exercises: tuple[str, ...]) -> None:
    """One child for everything, some that share the exercises, and more than there are exercises for them."""
    submission, key = read_submission(SUBMISSIONS / folder), course_of(*exercises)
    reports = [judge_supervised(submission, key, confined, at_once=number) for number in (1, 2, 30)]
    plain = [report.model_copy(update={"timing": Timing(seconds=0)}) for report in reports]
    assert plain == [plain[0]] * 3


def for_ever(*_: Any, **__: Any) -> Any:
    """Never comes back."""
    while True:
        pass


def for_ever_in_c(*_: Any, **__: Any) -> Any:
    """Never comes back, and lets no Python code run meanwhile."""
    return 7 ** (7**10) % 3


def asleep(*_: Any, **__: Any) -> Any:
    """Takes no processor time either."""
    time.sleep(3600)


def dead(*_: Any, **__: Any) -> Any:
    """Takes the process along, as a fault in a library's C code would."""
    faulthandler.disable()
    os.kill(os.getpid(), signal.SIGSEGV)


def greedy(*_: Any, **__: Any) -> Any:
    """Takes all memory."""
    return bytearray(2**40)


@pytest.mark.parametrize(
    "fault",
    [for_ever_in_c, dead, greedy, *(pytest.param(fault, marks=pytest.mark.slow) for fault in (for_ever, asleep))],
)
def test_an_answer_that_breaks_the_comparing_costs_its_item_only(
    judged: Callable[..., Report], monkeypatch: pytest.MonkeyPatch, fault: Callable[..., Any]
) -> None:
    """The item earns nothing and says why; the items before and behind it are marked; no error of the grader."""
    monkeypatch.setattr(equivalence, "compare", fault)
    report = judged(SUBMISSIONS / "perfect", "convexity")
    score = item(report, "x4_second_derivative")
    assert score.verdict is (Verdict.OUT_OF_MEMORY if fault is greedy else Verdict.TIMED_OUT)
    assert score.score == 0
    assert score.feedback[0].code == "answer.too_costly"
    assert item(report, "x4_is_convex").verdict is Verdict.PARTIAL
    assert report.score == 10 - 1 - 0.5
    assert report.failed == ()


def test_a_child_that_dies_takes_nothing_of_the_others_along(
    confined: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it was at is its item alone, also where another child judges at the same time."""
    right, names = ExerciseKey.call, ("convexity", "xor", "square_loss")

    def call(self: ExerciseKey, function: str, *arguments: Any) -> Any:
        return dead() if function in {"chord_gap", "relu"} else right(self, function, *arguments)

    monkeypatch.setattr(ExerciseKey, "call", call)
    submission, key = read_submission(SUBMISSIONS / "perfect"), course_of(*names)
    report = judge_supervised(submission, key, confined, at_once=2)
    assert {score.id for score in report.failed} == {"chord_gap", "relu", "relu.arrays"}
    assert [score.id for score in report.items if score.score != score.max_score] == [
        score.id for score in report.failed
    ]


@pytest.mark.parametrize("times", [1, 2])
def test_a_child_that_dies_between_two_items(
    judged: Callable[..., Report], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, times: int
) -> None:
    """No item is to blame: what is left is judged once more, or nothing is known of it."""
    fork = vars(child)["_Fork"]
    right = vars(fork)["_begin"]

    def die(self: Any, name: ItemName) -> None:
        if name.item == "x4_is_convex":
            with (tmp_path / "times").open("a+b", buffering=0) as file:
                file.write(b".")
                if file.tell() <= times:
                    os._exit(0)
        right(self, name)

    monkeypatch.setattr(fork, "_begin", die)
    report = judged(SUBMISSIONS / "perfect", "convexity")
    assert report.score == (10 if times == 1 else None)
    assert {score.verdict for score in report.failed} == (set() if times == 1 else {Verdict.GRADER_ERROR})


@pytest.mark.parametrize("fault", [dead, pytest.param(for_ever_in_c, marks=pytest.mark.slow)])
@pytest.mark.parametrize("looking", ["follow_through", "diagnose"])
def test_a_wrong_answer_stays_wrong_whatever_looks_into_it(
    judged: Callable[..., Report], monkeypatch: pytest.MonkeyPatch, fault: Callable[..., Any], looking: str
) -> None:
    """The author's code on the student's data does not come to an end: the evidence stands, and nothing has failed."""
    right = getattr(judge_item, looking)

    def look(judgement: Judgement, *arguments: Any) -> Any:
        return fault() if judgement.verdict is Verdict.WRONG else right(judgement, *arguments)

    monkeypatch.setattr(judge_item, looking, look)
    patient = JudgingLimits(cpu_seconds=3.0, wall_seconds=60.0)  # the search for a small example comes first
    report = judged(SUBMISSIONS / "misconceptions" / "xor" / "no_activation", "xor", limits=patient)
    score = item(report, "network")
    assert (score.verdict, score.score) == (Verdict.WRONG, 0)
    assert score.witness is not None
    assert report.failed == ()


def test_a_reference_that_hangs_is_the_author_s_fault(
    judged: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The item carries no points, and the others are marked."""
    right = ExerciseKey.call

    def call(self: ExerciseKey, function: str, *arguments: Any) -> Any:
        return for_ever() if function == "chord_gap" else right(self, function, *arguments)

    monkeypatch.setattr(ExerciseKey, "call", call)
    report = judged(SUBMISSIONS / "perfect", "convexity")
    assert [score.id for score in report.failed] == ["chord_gap"]
    assert report.score is None
    assert sum(score.score or 0 for score in report.items) == 8


@pytest.mark.slow
def test_a_zygote_that_is_killed_is_replaced_and_the_submission_marked() -> None:
    """The machine's fault is never a student's zero."""
    with confined_sandbox() as box:
        assert isinstance(box.backend, Confined)
        os.kill(box.backend.zygote.pid, signal.SIGKILL)
        assert judge_supervised(read_submission(SUBMISSIONS / "perfect"), course_of("xor"), box).score == 10


@pytest.mark.parametrize("times", [1, 2])
def test_a_child_that_somebody_kills_is_no_zero(
    judged: Callable[..., Report], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, times: int
) -> None:
    """As a machine does that is out of memory: the item is judged once more, or no points are known."""
    right = equivalence.compare

    def killed(*arguments: Any, **options: Any) -> Any:
        with (tmp_path / "times").open("a+b", buffering=0) as file:
            file.write(b".")
            if file.tell() <= times:
                os.kill(os.getpid(), signal.SIGKILL)
        return right(*arguments, **options)

    monkeypatch.setattr(equivalence, "compare", killed)
    report = judged(SUBMISSIONS / "perfect", "convexity")
    assert report.score == (10 if times == 1 else None)
    assert {score.verdict for score in report.failed} == (set() if times == 1 else {Verdict.GRADER_ERROR})


def test_a_wall_that_keeps_failing_is_an_error(
    confined: Sandbox, judged: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tried once more, then told item by item; no points are known, and no zero is given."""

    def fail(*_: Any) -> Any:
        raise SandboxError("the wall is down")

    monkeypatch.setattr(Sandbox, "open", fail)
    report = judged(SUBMISSIONS / "perfect", "xor")
    assert report.score is None
    assert {score.verdict for score in report.items} == {Verdict.GRADER_ERROR}
    assert "the wall is down" in report.items[0].feedback[0].text


def test_nothing_of_a_child_stays_behind(judged: Callable[..., Report]) -> None:
    """No process, no descriptor."""
    judged(SUBMISSIONS / "perfect", "xor", limits=JudgingLimits())
    before = in_use()
    for _ in range(5):
        judged(SUBMISSIONS / "perfect", "xor", limits=JudgingLimits())
    assert in_use() == before


def in_use() -> tuple[int, int]:
    """How many descriptors and child processes this process has."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return len(list(Path("/proc/self/fd").iterdir())), len(children)
