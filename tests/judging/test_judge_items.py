"""What holds between the items of a submission: rules on the source, and what hidden items must not reveal."""

from collections.abc import Callable
from typing import Any

import pytest

from grader.exercise import Course, Exercise, Misconception
from grader.items import FunctionItem
from grader.items.domains import Integers, Vectors
from grader.items.item import Item
from grader.judging.judge import judge
from grader.judging.key import CourseKey, ExerciseKey
from grader.model.report import Report
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import item

SECRET = 31415926


def double(x: Any) -> Any:
    """The reference of every item here."""
    return 2 * x


@pytest.fixture
def judged(sandbox: Sandbox) -> Callable[..., Report]:
    """Judges the source of `work.py` on some items."""
    return judging_in(sandbox)


@pytest.fixture
def judged_slowly(patient: Sandbox) -> Callable[..., Report]:
    """The same for source that imports SymPy, which takes long on a busy machine."""
    return judging_in(patient)


def judging_in(sandbox: Sandbox) -> Callable[..., Report]:
    """Judges in a sandbox."""

    def run(source: str, *items: Item, misconceptions: tuple[Misconception, ...] = ()) -> Report:
        submission = Submission("s", {"work.py": source.encode()})
        exercise = Exercise(title="t", source="s", statement="s", items=items)
        key = ExerciseKey("work", exercise, {examined.function: double for examined in items}, misconceptions)
        session = sandbox.open(submission.files)
        try:
            return judge(submission, CourseKey(Course(name="c", title="c", version="1"), (key,)), session)
        finally:
            session.close()

    return run


def of(name: str, **options: Any) -> FunctionItem:
    """An item that asks to double a number."""
    return FunctionItem(**{"id": name, "title": "doubled", "points": 2, "cases": ((1,), (3,)), **options})


def test_a_right_answer_against_the_rule_earns_nothing(judged: Callable[..., Report]) -> None:
    """The evidence is the line; the same code is right where it is allowed."""
    source = "def f(x):\n    return sum([x, x])\n\n\ndef g(x):\n    return sum([x, x])\n"
    report = judged(source, of("f", may_not_use=("sum",)), of("g"))
    score = item(report, "f")
    assert (score.verdict, score.score) == (Verdict.WRONG, 0)
    assert score.feedback[0].code == "use.forbidden"
    assert score.witness is not None
    assert score.witness.kind == "source"
    assert score.witness.text == "line 2 of work.py:\n    return sum([x, x])"
    assert item(report, "g").score == 2


def test_a_wrong_answer_is_told_why_it_is_wrong_first(judged: Callable[..., Report]) -> None:
    """The rule adds nothing to an answer that earns nothing."""
    score = item(judged("def f(x): return sum([x])\n", of("f", may_not_use=("sum",))), "f")
    assert score.witness is not None
    assert score.witness.kind == "call"
    assert "use.forbidden" not in {said.code for said in score.feedback}


def test_code_that_hides_what_it_uses_is_undecided(judged: Callable[..., Report]) -> None:
    """It earns its points provisionally, and a person is told where to look."""
    score = item(judged("def f(x): return eval('2 * x')\n", of("f", may_not_use=("sum",))), "f")
    assert (score.verdict, score.score) == (Verdict.UNDECIDED, 2)
    assert score.feedback[-1].text.endswith("told from its source: line 1 of work.py uses eval.")


OPEN = "import sympy\ndef f(x): return sympy.airyai(x) + sum([x])\n"


@pytest.mark.parametrize(
    ("forbidden", "verdict", "score"), [((), Verdict.UNDECIDED, None), (("sum",), Verdict.WRONG, 0.0)]
)
def test_open_points_and_what_is_forbidden(
    judged_slowly: Callable[..., Report], forbidden: tuple[str, ...], verdict: Verdict, score: float | None
) -> None:
    """An answer that cannot be compared is open, and none if its code uses what it may not use."""
    tail = item(judged_slowly(OPEN, of("f", may_not_use=forbidden)), "f")
    assert (tail.verdict, tail.score, tail.is_open) == (verdict, score, score is None)
    assert ("could not be compared" in tail.feedback[0].text) is (verdict is Verdict.WRONG)


def test_a_hidden_item_that_is_open_says_no_more_than_that(judged_slowly: Callable[..., Report]) -> None:
    """What it holds may tell what it was called with."""
    score = item(judged_slowly(OPEN, of("f", visibility="hidden")), "f")
    assert (score.is_open, score.witness) == (True, None)
    assert [said.code for said in score.feedback] == ["hidden"]


def test_a_hidden_item_s_inputs_are_not_revealed_by_a_later_item(judged: Callable[..., Report]) -> None:
    """Neither printed later, nor answered later, nor in what was printed at the time."""
    source = """
seen = []
def f(x):
    seen.append(x)
    print(x)
    return 2 * x
def g(x):
    print(seen)
    return seen
"""
    hidden = of("f", visibility="hidden", cases=((SECRET,),))
    report = judged(source, of("f.small"), hidden, of("g"))
    assert str(SECRET) not in report.model_dump_json()
    assert item(report, "f").verdict is Verdict.CORRECT
    assert item(report, "g").verdict is Verdict.WRONG


def test_a_hidden_item_that_is_wrong_shows_no_evidence(judged: Callable[..., Report]) -> None:
    """The verdict and the points, and nothing else."""
    score = item(judged("def f(x):\n  print(x)\n  return x\n", of("f", visibility="hidden")), "f")
    assert (score.verdict, score.witness, score.output) == (Verdict.WRONG, None, "")
    assert [said.code for said in score.feedback] == ["hidden"]


def test_a_function_that_takes_arrays_only_is_diagnosed(judged: Callable[..., Report]) -> None:
    """The evidence is tried with lists as well, for easier reading; what comes of that explains nothing."""

    def tripled(x: Any) -> Any:
        return 3 * x

    vectors = of("f", cases=(), inputs=(Vectors(size=2, entries=Integers(low=1, high=3)),))
    source = "def f(x):\n    return 3 * x.reshape(2)\n"
    report = judged(source, vectors, misconceptions=(Misconception(of="f", wrong=tripled, says="three times"),))
    assert [sentence.text for sentence in item(report, "f").feedback][:1] == ["three times"]


def test_a_misconception_that_raises_costs_its_own_item_only(judged: Callable[..., Report]) -> None:
    """The author's fault: loud, without points, and named; what else was handed in is marked as ever."""

    def explains(answer: Any, _: Any) -> bool:
        return bool(answer[0])

    faulty = Misconception(of="f", wrong=lambda x: x, explains=explains, says="It is the same number.")
    report = judged("def f(x): return x\n\ndef g(x): return 2 * x\n", of("f"), of("g"), misconceptions=(faulty,))
    score = item(report, "f")
    assert (score.verdict, score.score) == (Verdict.GRADER_ERROR, None)
    assert "`explains` of the misconception" in score.feedback[0].text
    assert "TypeError" in score.feedback[0].text
    assert (item(report, "g").verdict, item(report, "g").score) == (Verdict.CORRECT, 2)
    assert report.score is None


@pytest.mark.parametrize(("visibility", "is_told"), [("public", True), ("hidden", False), ("after_due", False)])
def test_a_course_that_fails_at_a_hidden_item_quotes_nothing(
    judged: Callable[..., Report], visibility: str, *, is_told: bool
) -> None:
    """The author's exception says with which arguments; students read that of public items only."""
    broken = of("f", visibility=visibility, cases=(({1: SECRET},),))  # the reference cannot double it
    score = item(judged("def f(x):\n    print(x)\n    return 0\n", broken), "f")
    assert (score.verdict, score.score) == (Verdict.GRADER_ERROR, None)
    assert [said.code for said in score.feedback] == ["course.error"]
    assert (str(SECRET) in score.model_dump_json()) == is_told


RENAMED = {
    "under its new name": ("def f(x): return 2 * x\n", 2, ""),
    "under its former name": ("def g(x): return 2 * x\n", 2, "`g` is called `f` now."),
    "wrong under its former name": ("def g(x): return x\n", 0, "`g` is called `f` now."),
    "under both": ("def f(x): return 2 * x\ndef g(x): return x\n", 2, ""),
    "under neither": ("", 0, "has no function f"),
    "against the rule": ("def g(x): return sum([x, x])\n", 0, "the code uses `sum`"),
}


@pytest.mark.parametrize("name", RENAMED)
def test_work_that_has_a_renamed_function_under_its_former_name(judged: Callable[..., Report], name: str) -> None:
    """Counts as it did; the student is told the new name."""
    source, earns, says = RENAMED[name]
    score = item(judged(source, of("f", was="g", may_not_use=("sum",))), "f")
    assert score.score == earns
    assert says in " ".join(said.text for said in score.feedback)
    assert ("note.renamed" in {said.code for said in score.feedback}) is ("def g" in source and "def f" not in source)


@pytest.mark.parametrize("was", [None, "doubled.second", "twice.more"], ids=str)
def test_the_name_of_a_part_is_no_name_of_the_function(judged: Callable[..., Report], was: str | None) -> None:
    """Work that has the function is told of no new name, whatever the part was called."""
    score = item(judged("def doubled(x): return 2 * x\n", of("doubled.more", was=was)), "doubled.more")
    assert (score.score, [said.code for said in score.feedback]) == (2, [])
