"""What an answer shows beyond being wrong: a sentence for each fact in the code, and none without it."""

from typing import Any

import numpy as np
import pytest

from grader.exercise import Exercise
from grader.items import FunctionItem
from grader.judging.advise import advise
from grader.judging.key import ExerciseKey
from grader.judging.student import RecordedCall
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement, correct, wrong
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Failure, FailureKind, Outcome, Returned
from grader.sandbox.functions import ABOUT, CHANGES

ITEM = FunctionItem(id="f", title="t", points=1, cases=((1.0, 2.0),))
WRONG = wrong(Feedback(code="answer.value", text="wrong"))
SHAPE = wrong(Feedback(code="answer.shape", text="wrong"))
NUMBERS = RecordedCall("f", (1.0, 2.0), Returned(0.0))
ARRAYS = RecordedCall("f", (np.ones(3), 2.0), Returned(0.0))


def kind_of(x: float, y: float) -> str:
    """Which one is larger.

    Returns
    -------
    str
        "left" or "right one".

    Notes
    -----
    Never "both".
    """
    return "left" if x > y else "right one"


KEY = ExerciseKey("work", Exercise(title="t", source="s", statement="s", items=(ITEM,)), {"f": kind_of})


class Student:
    """Says of its functions what it is told to."""

    def __init__(self, about: object = None, changes: object = None, written: str = "f") -> None:
        self.about, self.changes, self.written = about, changes, written
        self.asked: list[tuple[Any, ...]] = []

    def written_as(self, function: str) -> str:
        """The name under which the work has the item's function."""
        return {"f": self.written}[function]

    def call(self, function: str, *arguments: Any) -> Outcome:
        """What is known of a function, or which arguments it changes."""
        self.asked.append((function, *arguments))
        said = {f"{ABOUT}{self.written}": self.about, f"{CHANGES}{self.written}": self.changes}[function]
        return Failure(FailureKind.RAISED, "nothing is known") if said is None else Returned(said)


def advised(judgement: Judgement, calls: list[RecordedCall], **said: Any) -> list[str]:
    """The codes of the sentences that are added."""
    student: Any = Student(**said)
    return [
        sentence.code for sentence in advise(judgement, ITEM, KEY, student, calls).feedback[len(judgement.feedback) :]
    ]


ORDER, HAT, ARRAY = "crash.hint.order", "crash.hint.hat", "crash.hint.whole_arrays"


@pytest.mark.parametrize(
    ("judgement", "call", "about", "codes"),
    [
        (WRONG, NUMBERS, {"parameters": ["y", "x"], "uses": []}, [ORDER]),
        (WRONG, NUMBERS, {"parameters": ["x", "y"], "uses": []}, []),
        (WRONG, NUMBERS, {"parameters": ["a", "b"], "uses": []}, []),
        (WRONG, NUMBERS, {"parameters": ["y", "x", "z"], "uses": []}, []),
        (WRONG, NUMBERS, {"parameters": ["x", "y"], "uses": ["^"]}, [HAT]),
        (WRONG, NUMBERS, {"parameters": ["y", "x"], "uses": ["^", "max"]}, [ORDER, HAT]),
        (SHAPE, ARRAYS, {"parameters": ["x", "y"], "uses": ["max"]}, [ARRAY]),
        (SHAPE, ARRAYS, {"parameters": ["x", "y"], "uses": ["min"]}, [ARRAY]),
        (SHAPE, NUMBERS, {"parameters": ["x", "y"], "uses": ["max"]}, []),
        (WRONG, ARRAYS, {"parameters": ["x", "y"], "uses": ["max"]}, []),
        (SHAPE, ARRAYS, {"parameters": ["x", "y"], "uses": ["sum"]}, []),
        (WRONG, NUMBERS, {"parameters": ["y", 3], "uses": "^"}, []),
        (WRONG, NUMBERS, ["^"], []),
        (WRONG, NUMBERS, None, []),
    ],
    ids=str,
)
def test_what_the_code_shows(judgement: Judgement, call: RecordedCall, about: object, codes: list[str]) -> None:
    """The order of parameters, a hat, `max` on arrays; what the student's process says may be anything."""
    assert advised(judgement, [call], about=about) == codes


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        (["neither"], ["answer.words"]),
        (["both"], ["answer.words"]),
        (["left"], []),
        (["Left "], []),
        (["left", "neither"], ["answer.words"]),
        ([3.0], []),
        ([None], []),
    ],
    ids=str,
)
def test_words_that_are_asked_for(answers: list[Any], codes: list[str]) -> None:
    """Those in quotes in the section on what is returned; an answer that is one of them is wrong for another reason."""
    calls = [RecordedCall("f", (2.0, 1.0), Returned(answer)) for answer in answers]
    assert advised(WRONG, calls) == codes
    assert advised(WRONG, [RecordedCall(other, (2.0, 1.0), Returned("neither")) for other in ("e", "g")]) == []
    student: Any = Student()
    (*_, last) = advise(WRONG, ITEM, KEY, student, calls).feedback
    assert not codes or last.text == "The answer is none of the words that are asked for: left, right one."


@pytest.mark.parametrize(
    ("call", "changes", "text"),
    [
        (ARRAYS, [0], "It changes `x` itself"),
        (ARRAYS, [1], "It changes `y` itself"),
        (ARRAYS, [1, 0], "It changes `x` itself"),
        (RecordedCall("f", ([1.0], 2.0), Returned(0.0)), [0], "It changes `x` itself"),
        (ARRAYS, [], None),
        (ARRAYS, "x", None),
        (ARRAYS, [7], None),
        (ARRAYS, None, None),
        (NUMBERS, [0], None),
        (RecordedCall("e", (np.ones(3), 2.0), Returned(0.0)), [0], None),
        (RecordedCall("g", (np.ones(3), 2.0), Returned(0.0)), [0], None),
        (RecordedCall("f", (np.ones(3), 2.0), Failure(FailureKind.RAISED, "no")), [0], None),
    ],
    ids=str,
)
def test_a_right_answer_that_changes_its_argument(call: RecordedCall, changes: object, text: str | None) -> None:
    """Whoever calls it finds their array changed; of a right answer nothing else is said."""
    student: Any = Student({"parameters": ["y", "x"], "uses": ["^"]}, changes)
    said = advise(correct(), ITEM, KEY, student, [call]).feedback
    assert [sentence.code for sentence in said] == ([] if text is None else ["hint.changes_argument"])
    assert text is None or said[0].text.startswith(text)


@pytest.mark.parametrize(
    "judgement",
    [
        Judgement(verdict=Verdict.TIMED_OUT, fraction=0),
        Judgement(verdict=Verdict.MISSING, fraction=0),
        wrong(Feedback(code="misconception.halved", text="half")),
    ],
    ids=str,
)
def test_where_nothing_is_added(judgement: Judgement) -> None:
    """An answer that is missing shows nothing, and a misconception's sentence says what is wrong."""
    assert advised(judgement, [NUMBERS], about={"parameters": ["y", "x"], "uses": ["^"]}) == []


def test_nothing_is_said_twice_and_names_that_are_unbound_come_first() -> None:
    """A sentence that stands there already, and advice on code that has no such name."""
    about = {"parameters": ["y", "x"], "uses": []}
    student: Any = Student(about)
    once = advise(WRONG, ITEM, KEY, student, [NUMBERS])
    assert advise(once, ITEM, KEY, student, [NUMBERS]) == once
    assert advised(wrong(Feedback(code="crash.hint.unbound", text="no name")), [NUMBERS], about=about) == []
    assert student.asked[0] == (f"{ABOUT}f", ["x", "y"])


def test_work_that_was_handed_in_under_the_old_name_is_asked_about_by_that_name() -> None:
    """Its process knows no other one; the sentence has the name that the item has now."""
    about, changes = {"parameters": ["y", "x"], "uses": []}, [0]
    student: Any = Student(about, changes, written="old")
    sentences = advise(WRONG, ITEM, KEY, student, [NUMBERS]).feedback
    assert [sentence.text for sentence in sentences[1:]] == [
        "It is called as f(x, y), and takes f(y, x): the order differs."
    ]
    assert advised(correct(), [ARRAYS], changes=changes, written="old") == ["hint.changes_argument"]
