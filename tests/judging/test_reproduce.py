"""A wrong answer is asked for again before it is shown: what does not come again is told as what it is."""

from collections.abc import Callable

import pytest

from grader.exercise import Course, Exercise, Misconception
from grader.items import FunctionItem
from grader.items.domains import Integers
from grader.items.item import Item
from grader.judging.judge import judge
from grader.judging.key import CourseKey, ExerciseKey
from grader.judging.student import RecordedStudent
from grader.model.report import ItemScore
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Outcome, Returned
from grader.sandbox.levels.sandbox import Sandbox

Judged = Callable[..., dict[str, ItemScore]]
WRONG_WAY = Misconception(of="f", wrong=lambda _: 1, says="It is always one.")


@pytest.fixture
def judged(sandbox: Sandbox) -> Judged:
    """Judges the source of `work.py` on items that ask to double a number."""

    def run(source: str, *items: Item) -> dict[str, ItemScore]:
        submission = Submission("s", {"work.py": source.encode()})
        exercise = Exercise(title="t", source="s", statement="s", items=items or (of("f"),))
        reference = {item.function: lambda x: 2 * x for item in exercise.items}
        key = ExerciseKey("work", exercise, reference, (WRONG_WAY,))
        session = sandbox.open(submission.files)
        try:
            report = judge(submission, CourseKey(Course(name="c", title="c", version="1"), (key,)), session)
        finally:
            session.close()
        return {item.id: item for item in report.items}

    return run


def of(name: str, **options: object) -> FunctionItem:
    """An item that asks to double a number."""
    given = {"title": "doubled", "points": 2, "cases": ((1,), (3,), (4,), (5,)), **options}
    return FunctionItem(id=name, **given)


STATES = {
    "a global number": "n = 0\ndef f(x):\n    global n\n    n += 1\n    return 2 * x + (n > {calls})\n",
    "a global list": "seen = []\ndef f(x):\n    seen.append(x)\n    return 2 * x + (len(seen) > {calls})\n",
    "a default argument": "def f(x, seen=[]):\n    seen.append(x)\n    return 2 * x + (len(seen) > {calls})\n",
    "an attribute": "def f(x):\n    f.n = getattr(f, 'n', 0) + 1\n    return 2 * x + (f.n > {calls})\n",
    "a generator of its own": "g = iter(range(99))\ndef f(x): return 2 * x + (next(g) >= {calls})\n",
    "an exception": "g = iter(range(99))\ndef f(x):\n    if next(g) >= {calls}: raise ValueError\n    return 2 * x\n",
}


@pytest.mark.parametrize("inputs", [(), (Integers(low=0, high=9),)], ids=["cases", "drawn"])
@pytest.mark.parametrize("source", STATES.values(), ids=STATES)
@pytest.mark.parametrize("calls", [1, 3])
def test_what_is_kept_between_calls(judged: Judged, source: str, calls: int, inputs: tuple[Integers, ...]) -> None:
    """Wrong; the evidence is a sequence of calls, as few as will do, and what the last one gives when it is first."""
    item = judged(source.format(calls=calls), of("f", inputs=inputs))["f"]
    assert (item.verdict, item.score) == (Verdict.WRONG, 0)
    assert [said.code for said in item.feedback] == ["answer.state"]
    assert item.witness is not None
    earlier, _, told = item.witness.text.removeprefix("after ").partition(": ")
    assert calls <= earlier.count("f(") <= 2 * calls
    value = int(told.removeprefix("f(").partition(")")[0])
    last = "failed" if "raise" in source else f"gave {2 * value + 1}"
    assert told == f"f({value}) {last}; called first, it gave {2 * value}"


def test_what_comes_again_is_told_as_ever(judged: Judged) -> None:
    """With the misconception that it is, and what was printed."""
    item = judged("def f(x):\n    print('here')\n    return 1\n")["f"]
    assert item.witness is not None
    assert item.witness.text == "f(1) gave 1; expected 2"
    assert [said.text for said in item.feedback] == ["It is always one."]
    assert item.output == "here\n"


def test_rounding_is_no_state(judged: Judged) -> None:
    """An answer that differs in its last digit only has come again."""
    source = "n = 0\ndef f(x):\n    global n\n    n += 1\n    return 0.1 * 3 if n % 2 else 0.3\n"
    item = judged(source, of("f", cases=((1,), (2,))))["f"]
    assert [said.code for said in item.feedback] == ["answer.value"]


SHARED = "n = 0\ndef g(x):\n    global n\n    n += 1\n    return 2 * x\ndef f(x): return 2 * x + (n > 0)\n"


@pytest.mark.parametrize("order", [("f", "g"), ("g", "f")], ids="-".join)
def test_another_item_s_calls_cost_nothing(judged: Judged, order: tuple[str, ...]) -> None:
    """A function that is right when it is called first is right, whichever items come before; its student is told."""
    items = judged(SHARED, *map(of, order))
    assert [items[name].score for name in "fg"] == [2, 2]
    told = [said.code for said in items["f"].feedback]
    assert told == ([] if order[0] == "f" else ["hint"])


def test_what_is_printed_is_that_of_the_second_time(judged: Judged) -> None:
    """Where an item is judged again, nothing is left of the first time."""
    items = judged(SHARED.replace("def f(x): return", "def f(x):\n    print(n)\n    return"), of("g"), of("f"))
    assert items["f"].output == "0\n" * 4


def test_chance_that_nothing_tames(judged: Judged, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the same call gives something else in the same state, that is what is said."""
    answers = iter(range(1000, 2000))

    def something_else(_student: RecordedStudent, _calls: object) -> Outcome:
        return Returned(next(answers))

    monkeypatch.setattr(RecordedStudent, "call_first", something_else)
    item = judged("def f(x): return 1\n", of("f", cases=((1,),)))["f"]
    assert [said.code for said in item.feedback] == ["answer.chance"]
    assert item.witness is not None
    assert item.witness.text == "f(1) gave 1, and another time it gave 1001"


@pytest.mark.parametrize(
    "source", ["", "def f(x): raise NotImplementedError\n", "1 // 0\n", "def f(x): return 2 * x\n"]
)
def test_what_is_not_wrong_is_asked_once(judged: Judged, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A right answer, an untouched stub and a file that does not load cost no further process."""

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(RecordedStudent, "call_first", never)
    assert judged(source)["f"].verdict is not Verdict.GRADER_ERROR
