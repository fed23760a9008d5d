"""A misconception is named only if it explains every call, and the most specific one is."""

from grader.exercise import Misconception
from grader.items import FunctionItem
from grader.judging.diagnose import diagnose
from grader.judging.student import RecordedCall
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement, correct, wrong
from grader.sandbox.client.outcome import Failure, FailureKind, Returned

ITEM = FunctionItem(id="f.small", title="t", points=1, cases=((1,), (3,)))
WRONG = wrong(Feedback(code="answer.value", text="general"), Feedback(code="answer.type", text="kept"))


def halved(x: float) -> float:
    """Half of what is right."""
    return x / 2


def zero(x: float) -> float:
    """Nothing, unless it fails."""
    return 0 / (x - 1) * 1.0


def misconception(of: str, says: str, **options: object) -> Misconception:
    """One that halves."""
    return Misconception.model_validate({"of": of, "wrong": halved, "says": says, **options})


def said(judgement: Judgement) -> list[str]:
    """What the student reads."""
    return [sentence.text for sentence in judgement.feedback]


HALVES = [RecordedCall("f", (1,), Returned(0.5)), RecordedCall("f", (3,), Returned(1.5))]


def test_its_sentence_stands_in_for_the_general_one() -> None:
    """Other sentences stay behind it."""
    judgement = diagnose(WRONG, ITEM, HALVES, [misconception("f", "half")])
    assert said(judgement) == ["half", "kept"]
    assert judgement.feedback[0].code == "misconception.halved"


def test_one_call_that_it_does_not_explain_is_too_many() -> None:
    """A call at which the student is right counts as well."""
    calls = [*HALVES, RecordedCall("f", (5,), Returned(5))]
    assert diagnose(WRONG, ITEM, calls, [misconception("f", "half")]) == WRONG


def test_the_more_specific_one_is_chosen() -> None:
    """Of this very item before of its function; the same answers before a property of them; then as written."""

    def anything(answer: float, x: float) -> bool:
        return answer < x

    general = misconception("f", "property", explains=anything)
    assert said(diagnose(WRONG, ITEM, HALVES, [general, misconception("f", "half")]))[0] == "half"
    both = [misconception("f", "function"), misconception("f.small", "item")]
    assert said(diagnose(WRONG, ITEM, HALVES, both))[0] == "item"
    both = [misconception("f", "first"), misconception("f", "second")]
    assert said(diagnose(WRONG, ITEM, HALVES, both))[0] == "first"


def test_a_misconception_that_fails_explains_a_crash() -> None:
    """And only a crash of the student's own at the same arguments."""
    fails = Misconception(of="f", wrong=zero, says="divides by zero")
    crash = RecordedCall("f", (1,), Failure(FailureKind.RAISED, "ZeroDivisionError"))
    assert said(diagnose(WRONG, ITEM, [crash, RecordedCall("f", (3,), Returned(0.0))], [fails]))[0] == "divides by zero"
    for kind in (FailureKind.TIMED_OUT, FailureKind.NO_FUNCTION):
        call = RecordedCall("f", (1,), Failure(kind, "no answer"))
        assert diagnose(WRONG, ITEM, [call], [fails]) == WRONG


def test_right_answers_and_other_functions_are_left_alone() -> None:
    """There is nothing to explain."""
    assert diagnose(correct(), ITEM, HALVES, [misconception("f", "half")]) == correct()
    assert diagnose(WRONG, ITEM, [], [misconception("f", "half")]) == WRONG
    assert diagnose(WRONG, ITEM, HALVES, [misconception("g", "half")]) == WRONG
