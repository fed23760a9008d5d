"""Which rungs an item has, in which order, and that each of the grader's own ends with a question."""

import pytest

from grader.hints.ladder import ladder, next_rung
from grader.hints.steps import Asked
from grader.items import ClaimItem, ExpressionItem, FunctionItem, PropertyItem, ValueItem
from grader.items.item import Item
from grader.model.feedback import Feedback, SourceLine, Witness
from grader.model.report import ExerciseScore, ItemScore
from grader.model.snippet import Snippet
from grader.model.verdict import Verdict

HINTS = ("What is the mean of one number?", "Work out $\\bar{y}$ for `[1]`: what is it?")
MEAN = FunctionItem(id="mean", title="m", points=2, cases=(([1, 3],),), hints=HINTS)
CALL = Snippet(call="mean([1])", gave="2", expected="1")
VALUE = Feedback(code="answer.value", text="The number is not the expected one.")
HALF = Feedback(code="misconception.half", text="It is twice the mean.")
CRASH = Feedback(code="crash.raised", text="It failed.")
NO_FUNCTION = Feedback(code="missing.no_function", text="stats.py has no function mean.")
UNSUPPORTED = Feedback(code="claim.unsupported", text="The claim is right.")
STUB = Feedback(code="missing.not_implemented", text="")


def exercise_of(
    verdict: Verdict,
    *said: Feedback,
    snippet: Snippet | None = None,
    place: SourceLine | None = None,
    kind: str = "function",
) -> ExerciseScore:
    """An exercise of one item on which this was found."""
    witness = Witness(kind="call", text="mean([1]) gave 2; expected 1", snippet=snippet, place=place)
    score = ItemScore(
        id="mean",
        title="m",
        kind=kind,
        score=0.0,
        max_score=2.0,
        verdict=verdict,
        visibility="public",
        feedback=said,
        witness=witness if snippet or place else None,
        defined_at=SourceLine(file="stats.py", line=7),
    )
    return ExerciseScore(id="stats", title="Stats", score=0.0, max_score=2.0, items=(score,))


def kinds(exercise: ExerciseScore, item: Item = MEAN) -> list[str]:
    """The kinds of an item's rungs."""
    return [rung.kind for rung in ladder(exercise, exercise.items[0], item)]


IN_FILE = SourceLine(file="stats.py", line=9)
FOUND = {
    "wrong": (exercise_of(Verdict.WRONG, VALUE, snippet=CALL), ["input", "question"]),
    "named": (exercise_of(Verdict.WRONG, HALF, snippet=CALL), ["input", "diagnosis", "question"]),
    "crashed": (exercise_of(Verdict.CRASHED, CRASH, snippet=CALL, place=IN_FILE), ["input", "question"]),
    "timed out": (exercise_of(Verdict.TIMED_OUT, snippet=CALL), ["input", "question"]),
    "cannot be read": (
        exercise_of(Verdict.CRASHED, Feedback(code="crash.syntax", text="Python cannot read it."), place=IN_FILE),
        [],
    ),
    "forbidden": (exercise_of(Verdict.FORBIDDEN, Feedback(code="rule.used", text="It uses np.mean.")), []),
    "not started": (exercise_of(Verdict.MISSING, STUB), ["input", "question"]),
    "too long to paste": (exercise_of(Verdict.WRONG, VALUE), []),
}


@pytest.mark.parametrize("found", FOUND)
def test_the_rungs(found: str) -> None:
    """From the evidence to the author's, and then a step; nothing where there is nothing."""
    exercise, first = FOUND[found]
    assert kinds(exercise) == [*first, "author", "author", "step"]
    rungs = ladder(exercise, exercise.items[0], MEAN)
    assert [rung.text for rung in rungs if rung.kind == "author"] == list(HINTS)
    assert all(rung.text.endswith("?") for rung in rungs)
    assert not any(secret in f"{rung.text} {rung.call}" for rung in rungs for secret in ("gave", "expected", "= 1"))


def test_where_only_the_instructor_grades() -> None:
    """Nobody knows what there is to do: the author's alone."""
    assert kinds(exercise_of(Verdict.SKIPPED)) == ["author", "author"]


def test_a_claim_that_only_lacks_its_evidence() -> None:
    """Is right as it is: the way is to its evidence."""
    claim = ClaimItem(id="mean", title="m", points=1, evidence="proof", hints=HINTS)
    exercise = exercise_of(Verdict.PARTIAL, UNSUPPORTED, kind="claim")
    (rung,) = ladder(exercise, exercise.items[0], claim, asked=Asked("work", is_short=True))
    assert rung.text.endswith("counts in full once its evidence is: what does `grade hint proof work` ask you?")
    wrong = exercise_of(Verdict.WRONG, VALUE, kind="claim")
    assert [rung.kind for rung in ladder(wrong, wrong.items[0], claim)] == ["question", "author", "author", "step"]


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (ValueItem(id="mean", title="m", points=1), "what comes out there?"),
        (ExpressionItem(id="mean", title="m", points=1, symbols=("x",)), "by which steps?"),
        (FunctionItem(id="mean", title="m", points=1, cases=(([1, 3],),)), "what is it by hand?"),
    ],
)
def test_code_that_is_not_there_is_not_compared_with(item: Item, says: str) -> None:
    """The question is one about the way by hand."""
    exercise = exercise_of(Verdict.MISSING, STUB, kind=item.kind)
    (text,) = (rung.text for rung in ladder(exercise, exercise.items[0], item) if rung.kind == "question")
    assert text.endswith(says)
    assert "your" not in text


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("def mean(ys):", "Write `def mean(ys):` in stats.py, and as the first line of `mean` what"),
        ("", "Write the function `mean` in stats.py, and as the first line of `mean` what"),
    ],
)
def test_a_function_that_is_not_there_is_named(head: str, says: str) -> None:
    """With its arguments, where they are known."""
    exercise = exercise_of(Verdict.MISSING, NO_FUNCTION)
    assert ladder(exercise, exercise.items[0], MEAN, head=head)[-1].text.startswith(says)


@pytest.mark.parametrize(
    ("asked", "typed"),
    [
        (Asked(), "`grade why stats/mean > why.py && python why.py`"),
        (Asked("work", is_short=True), "`grade why mean work > work/why.py && python work/why.py`"),
        (
            Asked("my work", ("--course", "c")),
            "`grade why stats/mean 'my work' --course c > 'my work/why.py' && python 'my work/why.py'`",
        ),
    ],
)
def test_the_program_is_written_beside_the_work(asked: Asked, typed: str) -> None:
    """Where it can import it, as seen from where the hint was asked for."""
    exercise = FOUND["wrong"][0]
    text = ladder(exercise, exercise.items[0], MEAN, asked=asked)[-1].text
    assert text.startswith(f"Type {typed}: the program has to lie beside your work. Open ")


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (ValueItem(id="mean", title="m", points=1), "Which part do you work out first"),
        (ExpressionItem(id="mean", title="m", points=1, symbols=("x",)), "Put a number in for each symbol"),
        (
            PropertyItem(id="mean", title="m", points=1, shapes=((1,),), requires="r", fault=lambda _: None),
            "Check the requirement",
        ),
    ],
)
def test_answers_without_arguments(item: Item, says: str) -> None:
    """Are asked about by what they are."""
    call = Snippet(call="mean(x)" if item.kind == "expression" else "mean()", gave="2")
    exercise = exercise_of(Verdict.WRONG, VALUE, snippet=call, kind=item.kind)
    (question, step) = ladder(exercise, exercise.items[0], item)
    assert question.text.startswith(says)
    assert step.kind == "step"


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ("wrong", "Type `grade why stats/mean > why.py && python why.py`: the program has to lie beside your work."),
        ("crashed", "Open stats.py at line 9, print what each name on that line holds"),
        ("cannot be read", "Open stats.py at line 9: which bracket"),
        ("timed out", "Open stats.py at line 7, let its loop print how far it is"),
        ("not started", "Open stats.py at line 7. Write down as the first line of `mean` what"),
    ],
)
def test_the_step_names_the_place(found: str, says: str) -> None:
    """By what was found."""
    exercise = FOUND[found][0]
    assert ladder(exercise, exercise.items[0], MEAN)[-1].text.startswith(says)


def test_a_step_in_a_notebook() -> None:
    """Names the cell."""
    exercise = exercise_of(Verdict.CRASHED, CRASH, place=SourceLine(file="w.ipynb", line=2, cell=3))
    assert ladder(exercise, exercise.items[0], MEAN)[-1].text.startswith("Open cell 3 of w.ipynb at line 2, ")


def test_which_is_next() -> None:
    """The first that was not shown; another mistake has other hints, one on another line the same."""
    exercise = FOUND["named"][0]
    rungs = ladder(exercise, exercise.items[0], MEAN)
    names = [rung.name for rung in rungs]
    assert next_rung(rungs, ()) == 0
    assert next_rung(rungs, names[:2]) == 2
    assert next_rung(rungs, names) is None
    moved = exercise.items[0].model_copy(update={"defined_at": SourceLine(file="stats.py", line=8)})
    assert [rung.name for rung in ladder(exercise, moved, MEAN)] == names
    other = exercise_of(Verdict.WRONG, HALF, snippet=Snippet(call="mean([2])"))
    now = ladder(other, other.items[0], MEAN)
    assert [now[number].kind for number in range(len(now)) if now[number].name not in names] == [
        "input",
        "question",
        "step",
    ]
