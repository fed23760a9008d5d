"""A later part that is right, given the student's own wrong earlier part, counts, and the report says so."""

from collections.abc import Callable

import pytest

from grader.exercise import Course, Exercise
from grader.items import FunctionItem, ValueItem
from grader.items.domains import Reals
from grader.judging.judge import judge
from grader.judging.key import CourseKey, ExerciseKey
from grader.model.report import Report
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from grader.sandbox.levels import Sandbox
from tests.conftest import item

NUMBER = Reals(low=-10, high=10)


def slope(x: float) -> float:
    """The derivative of x**2."""
    return 2 * x


def step(x: float, alpha: float) -> float:
    """A step of gradient descent, by the other function."""
    return x - alpha * slope(x)


def walk(x: float, *, steps: int = 3) -> float:
    """Several steps, by a function that itself uses the first."""
    for _ in range(steps):
        x = step(x, 0.25)
    return x


def second() -> float:
    """A number that the others lead to."""
    return step(step(4.0, 0.25), 0.25)


ITEMS = (
    FunctionItem(id="slope", title="t", points=2, inputs=(NUMBER,), cases=((4.0,),)),
    FunctionItem(id="step", title="t", points=2, inputs=(NUMBER, Reals(low=0, high=1)), needs=("slope",)),
    FunctionItem(id="walk", title="t", points=2, inputs=(NUMBER,), needs=("slope", "step"), follow_through=0.5),
    ValueItem(id="second", title="t", points=1, needs=("slope",)),
)
KEY = CourseKey(
    Course(name="c", title="c", version="1"),
    (
        ExerciseKey(
            "work",
            Exercise(title="t", source="s", statement="s", items=ITEMS),
            {"slope": slope, "step": step, "walk": walk, "second": second},
        ),
    ),
)
STEP = "def step(x, alpha): return x - alpha * {slope}\n"
OWN_WALK = "def walk(x):\n    for _ in range(3): x = x - 0.25 * x\n    return x\n"


@pytest.fixture
def judged(sandbox: Sandbox) -> Callable[[str], Report]:
    """Judges the source of `work.py`."""

    def run(source: str) -> Report:
        submission = Submission("s", {"work.py": source.encode()})
        session = sandbox.open(submission.files)
        try:
            return judge(submission, KEY, session)
        finally:
            session.close()

    return run


def test_right_given_the_earlier_part(judged: Callable[[str], Report]) -> None:
    """The slip costs its own item; what builds on it earns its points, or the share that the author names."""
    source = "def slope(x): return x\n" + STEP.format(slope="x") + OWN_WALK + "def second(): return 2.25\n"
    report = judged(source)
    assert item(report, "slope").score == 0
    found = item(report, "step")
    assert (found.verdict, found.score) == (Verdict.CORRECT, 2)
    assert found.feedback[0].code == "follow_through"
    assert found.feedback[0].text == "Right, given your `slope`."
    assert (item(report, "walk").verdict, item(report, "walk").score) == (Verdict.PARTIAL, 1)
    assert item(report, "second").score == 1


def test_the_true_part_is_right_as_well(judged: Callable[[str], Report]) -> None:
    """A later part that does not inherit the slip is simply right, and nothing is said of following through."""
    report = judged("def slope(x): return x\n" + STEP.format(slope="2 * x"))
    found = item(report, "step")
    assert (found.verdict, found.score, found.feedback) == (Verdict.CORRECT, 2, ())


@pytest.mark.parametrize(
    ("earlier", "slope_there"),
    [
        ("def slope(x): return 2 * x\n", "x"),  # the earlier part is right: there is nothing to follow
        ("", "x"),  # missing
        ("def slope(x): raise NotImplementedError\n", "x"),
        ("def slope(x): return 1 / 0\n", "x"),
        ("def slope(x): return 0\n", "0"),  # constant: any later part would be easy
        ("def slope(x): return 7.0\n", "7.0"),
        ("def slope(x): return float('nan')\n", "float('nan')"),
        ("def slope(x): return [x, x]\n", "x"),
        ("def slope(x): return 'x'\n", "x"),
        ("def slope(x): return x\n", "3 * x"),  # another slip
        ("import time\ndef slope(x):\n  if x != round(x): time.sleep(9)\n  return x\n", "x"),
    ],
)
def test_nothing_to_follow(judged: Callable[[str], Report], earlier: str, slope_there: str) -> None:
    """The later part is judged with the true earlier part only, and is wrong with its evidence."""
    found = item(judged(earlier + STEP.format(slope=slope_there)), "step")
    assert (found.verdict, found.score) == (Verdict.WRONG, 0)
    assert found.witness is not None
    assert "follow_through" not in {said.code for said in found.feedback}


def test_the_reference_is_not_changed(judged: Callable[[str], Report]) -> None:
    """The next student is judged by the true one."""
    judged("def slope(x): return x\n" + STEP.format(slope="x"))
    assert item(judged("def slope(x): return 2 * x\n" + STEP.format(slope="2 * x")), "step").verdict is Verdict.CORRECT
    assert step(1.0, 1.0) == -1.0


def test_what_is_printed_while_following_is_not_shown(judged: Callable[[str], Report]) -> None:
    """The evidence is what happened with the true part."""
    report = judged("def slope(x):\n  print('s')\n  return x\n" + STEP.format(slope="7 * x"))
    assert item(report, "step").output == ""


def test_what_an_item_needs_has_to_exist() -> None:
    """A misspelled id is the author's fault, found when the exercise is loaded."""
    with pytest.raises(ValueError, match="depends on 'slop'"):
        Exercise(title="t", source="s", statement="s", items=(ITEMS[1].model_copy(update={"needs": ("slop",)}),))
