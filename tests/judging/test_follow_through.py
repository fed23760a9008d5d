"""A later part that is right, given the student's own wrong earlier part, counts, and the report says so."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from grader.exercise import Course, Exercise
from grader.items import FunctionItem, ValueItem
from grader.items.domains import Reals
from grader.judging.judge import judge
from grader.judging.key import CourseKey, ExerciseKey
from grader.model.report import Report
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from grader.sandbox.levels.sandbox import Sandbox
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


def last() -> float:
    """A number that one step leads to."""
    return step(4.0, 0.25)


def down(x: float) -> int:
    """How many steps it takes until x is small."""
    count = 0
    while abs(x) > 1:
        x = step(x, 0.25)
        count += 1
    return count


ITEMS = (
    FunctionItem(id="slope", title="t", points=2, inputs=(NUMBER,), cases=((4.0,),)),
    FunctionItem(id="step", title="t", points=2, inputs=(NUMBER, Reals(low=0, high=1)), needs=("slope",)),
    FunctionItem(id="walk", title="t", points=2, inputs=(NUMBER,), needs=("slope", "step"), follow_through=0.5),
    ValueItem(id="second", title="t", points=1, needs=("slope",)),
    ValueItem(id="last", title="t", points=1, needs=("step",)),
    FunctionItem(id="down", title="t", points=1, inputs=(Reals(low=2, high=9),), needs=("step",)),
)
KEY = CourseKey(
    Course(name="c", title="c", version="1"),
    (
        ExerciseKey(
            "work",
            Exercise(title="t", source="s", statement="s", items=ITEMS),
            {"slope": slope, "step": step, "walk": walk, "second": second, "last": last, "down": down},
        ),
    ),
)
STEP = "def step(x, alpha): return x - alpha * {slope}\n"
OWN_WALK = "def walk(x):\n    for _ in range(3): x = x - 0.25 * x\n    return x\n"


@pytest.fixture
def judged(sandbox: Sandbox) -> Callable[..., Report]:
    """Judges the source of `work.py`."""

    def run(source: str, key: CourseKey = KEY) -> Report:
        submission = Submission("s", {"work.py": source.encode()})
        session = sandbox.open(submission.files)
        try:
            return judge(submission, key, session)
        finally:
            session.close()

    return run


def test_right_given_the_earlier_part(judged: Callable[[str], Report]) -> None:
    """The slip costs its own item; what builds on it earns its points, or the share that the author names."""
    source = "def slope(x): return x\n" + STEP.format(slope="x") + OWN_WALK + "def second(): return 2.25\n"
    report = judged(source)
    assert item(report, "slope").score == 0
    score = item(report, "step")
    assert (score.verdict, score.score) == (Verdict.CORRECT, 2)
    assert score.feedback[0].code == "follow_through"
    assert score.feedback[0].text == "Right, given your `slope`."
    assert (item(report, "walk").verdict, item(report, "walk").score) == (Verdict.PARTIAL, 1)
    assert item(report, "second").score == 1


def test_an_earlier_part_is_called_by_its_former_name(judged: Callable[..., Report]) -> None:
    """A name that has changed since the work was written costs nothing of what follows through."""
    (exercise,) = KEY.exercises
    items = (ITEMS[0].model_copy(update={"was": "derivative"}), ITEMS[1])
    renamed = replace(exercise, exercise=exercise.exercise.model_copy(update={"items": items}))
    source = "def derivative(x): return x\n" + STEP.format(slope="x")
    report = judged(source, replace(KEY, exercises=(renamed,)))
    assert item(report, "slope").score == 0
    assert item(report, "step").score == 2
    assert item(report, "step").feedback[0].text == "Right, given your `slope`."


def test_the_true_part_is_right_as_well(judged: Callable[[str], Report]) -> None:
    """A later part that does not inherit the slip is simply right, and nothing is said of following through."""
    report = judged("def slope(x): return x\n" + STEP.format(slope="2 * x"))
    score = item(report, "step")
    assert (score.verdict, score.score, score.feedback) == (Verdict.CORRECT, 2, ())


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
        pytest.param(
            "import time\ndef slope(x):\n  if x != round(x): time.sleep(9)\n  return x\n", "x", marks=pytest.mark.slow
        ),
    ],
)
def test_nothing_to_follow(judged: Callable[[str], Report], earlier: str, slope_there: str) -> None:
    """The later part is judged with the true earlier part only, and is wrong with its evidence."""
    score = item(judged(earlier + STEP.format(slope=slope_there)), "step")
    assert (score.verdict, score.score) == (Verdict.WRONG, 0)
    assert score.witness is not None
    assert "follow_through" not in {said.code for said in score.feedback}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("x / 10**300", "x"),  # the slope is 0, as far as anybody can tell, and the step stays where it is
        ("7 + x / 10**12", "x - 7 * alpha"),  # the last digits only
        ("7 + x / 10**12", "x - alpha * slope(x)"),
        ("-x", "x"),
        ("x", "-x"),
        ("x", "alpha"),
        ("x + 1", "0"),
        ("1e-9 * abs(x)", "x - alpha * 1e-9 * x"),
    ],
)
def test_a_part_that_knows_nothing_earns_nothing(judged: Callable[[str], Report], earlier: str, later: str) -> None:
    """Neither an earlier part that is the same throughout nor a later one that hands back what it is given."""
    source = f"def slope(x): return {earlier}\ndef step(x, alpha): return {later}\n"
    assert (item(judged(source), "step").verdict, item(judged(source), "step").score) == (Verdict.WRONG, 0)


@pytest.mark.parametrize(
    ("earlier", "value", "points"),
    [
        ("x", "2.25", 1),
        ("3 * x", "4.0 / 16", 1),
        ("7.0", "0.5", 0),  # constant where its own item asks, though it is asked for one slope only
        ("7.0 + x / 10**13", "0.5", 0),
        ("x / 10**300", "4.0", 0),
    ],
)
def test_a_number_given_the_earlier_part(
    judged: Callable[[str], Report], earlier: str, value: str, points: float
) -> None:
    """One answer counts by what the part gives where its own item calls it."""
    assert item(judged(f"def slope(x): return {earlier}\ndef second(): return {value}\n"), "second").score == points


def test_a_part_that_hands_back_its_argument_gives_no_number(judged: Callable[[str], Report]) -> None:
    """A step that stays where it is, and where it stays."""
    assert (
        item(judged("def slope(x): return x\ndef step(x, alpha): return x\ndef last(): return 4.0\n"), "last").score
        == 0
    )


@pytest.mark.slow
def test_a_reference_that_goes_round_in_circles_is_left(judged: Callable[[str], Report]) -> None:
    """The student's step never comes down: the later part stays wrong, with its evidence, and nothing fails."""
    score = item(judged("def step(x, alpha): return x + 1e-3\ndef down(x): return 3\n"), "down")
    assert (score.verdict, score.score) == (Verdict.WRONG, 0)
    assert score.witness is not None


def test_times_of_items_are_parts_of_the_whole(judged: Callable[[str], Report]) -> None:
    """Each took its share, and all together no longer than it took."""
    timing = judged("def slope(x): return x\n" + STEP.format(slope="x")).timing
    assert len(timing.items) == len(ITEMS)
    assert min(timing.items.values()) >= 0
    assert 0 < sum(timing.items.values()) <= timing.seconds + 1e-3


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
