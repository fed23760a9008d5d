"""Items whose function is called with cases and with drawn arguments."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import count
from typing import Any

import numpy as np
import pytest
import sympy

from grader.errors import AuthoringError, SandboxError
from grader.items import FunctionItem, PropertyItem
from grader.items.domains import Integers, Polynomials, Reals, Variables, Vectors
from grader.items.exam import Exam
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Failure, FailureKind, Place
from grader.sandbox.functions import ExpressionFunction
from tests.items.conftest import FakeStudent, MakeExam

x = sympy.Symbol("x")
NUMBER = Reals(low=-10, high=10)
SLIDE = np.array([-4.0, -2.0, 2.0, 4.0])
DERIVATIVE = FunctionItem(
    id="risk_derivative",
    title="its derivative",
    points=2,
    inputs=(NUMBER, Vectors(size="n", entries=NUMBER)),
    dimensions={"n": Integers(low=1, high=6)},
    cases=((4, SLIDE),),
)


def derivative(at: float, ys: Any) -> float:
    """The reference."""
    return float(2 * np.mean(at - np.asarray(ys)))


def examine(
    make_exam: MakeExam, answer: Callable[..., Any], item: FunctionItem | PropertyItem = DERIVATIVE, **options: Any
) -> tuple[Exam, Any]:
    """The exam and what came of it."""
    exam = make_exam({item.function: answer}, {item.function: options.pop("reference", derivative)}, **options)
    return exam, item.judge(exam)


def calls_of(exam: Exam) -> list[tuple[Any, ...]]:
    """The arguments of every call that the student's function got."""
    assert isinstance(exam.student, FakeStudent)
    return exam.student.calls


def test_right_at_every_case_and_draw(make_exam: MakeExam) -> None:
    """The cases come first, then as many draws as the author asks for; nothing is searched for."""
    exam, judgement = examine(make_exam, lambda at, ys: np.float64(2 * np.mean(at - ys)))
    assert (judgement.verdict, judgement.fraction, judgement.feedback) == (Verdict.CORRECT, 1.0, ())
    calls = calls_of(exam)
    assert len(calls) == 1 + DERIVATIVE.trials
    assert calls[0][0] == 4
    assert {len(call[1]) for call in calls[1:]} == {1, 2, 3, 4, 5, 6}


def test_the_seed_decides_what_is_drawn(make_exam: MakeExam) -> None:
    """The same seed gives the same calls, another seed others."""
    first, second, third = (calls_of(examine(make_exam, derivative, seed=seed)[0]) for seed in (1, 1, 2))
    assert repr(first) == repr(second) != repr(third)


def test_a_wrong_answer_is_shown_at_the_smallest_arguments(make_exam: MakeExam) -> None:
    """The evidence can be pasted, and shows what was expected: the arguments are no secret here."""
    exam, judgement = examine(make_exam, lambda at, ys: np.mean(at - np.asarray(ys)))
    assert (judgement.verdict, judgement.fraction) == (Verdict.WRONG, 0.0)
    assert [said.code for said in judgement.feedback] == ["answer.value"]
    assert judgement.witness.kind == "call"
    assert judgement.witness.text == "risk_derivative(0, [1]) gave -1.0; expected -2.0"
    assert len(calls_of(exam)) < 400


def test_arguments_are_spelled_plainly_only_if_that_shows_the_same(make_exam: MakeExam) -> None:
    """A function that needs an array is shown with one."""
    _, judgement = examine(make_exam, lambda at, ys: (at - ys).mean())
    assert judgement.witness.text == "risk_derivative(0.0, np.array([1.0])) gave -1.0; expected -2.0"


def test_crashes_are_shown_at_the_smallest_arguments(make_exam: MakeExam) -> None:
    """With the place in the student's file."""

    def crash_for_two(at: float, ys: Any) -> float:
        return derivative(at, ys) if len(ys) < 2 else 1 / 0

    _, judgement = examine(make_exam, crash_for_two)
    assert (judgement.verdict, judgement.fraction) == (Verdict.CRASHED, 0.0)
    [said] = judgement.feedback
    assert (said.code, said.text) == ("crash.raised", "ZeroDivisionError: division by zero.")
    call = "risk_derivative(0.0, np.array([0.0, 0.0]))"
    assert judgement.witness.text == f"{call} failed at line 3 of xor.py:\n    return 1 / 0\n           ^"


ONE_CALL = [
    (Failure(FailureKind.TIMED_OUT, "it took more than 10 s"), Verdict.TIMED_OUT, "crash.timed_out"),
    (Failure(FailureKind.KILLED, "it was killed"), Verdict.CRASHED, "crash.killed"),
    (Failure(FailureKind.OUT_OF_MEMORY, "MemoryError"), Verdict.OUT_OF_MEMORY, "crash.out_of_memory"),
    (Failure(FailureKind.FORBIDDEN, "socket"), Verdict.FORBIDDEN, "crash.forbidden"),
    (Failure(FailureKind.SYNTAX, "invalid syntax", Place("xor.py", 1)), Verdict.CRASHED, "crash.syntax"),
    (Failure(FailureKind.RAISED, "NameError: z", loading=True), Verdict.CRASHED, "crash.raised"),
]


@pytest.mark.parametrize(("failure", "verdict", "code"), ONE_CALL, ids=[row[2] for row in ONE_CALL])
def test_what_costs_much_is_not_tried_again(failure: Failure, verdict: Verdict, code: str, make_exam: MakeExam) -> None:
    """No smaller example is looked for where each call would take the time limit, or could not be any smaller."""
    exam, judgement = examine(make_exam, lambda *_: failure)
    assert (judgement.verdict, judgement.feedback[0].code) == (verdict, code)
    assert len(calls_of(exam)) == 1
    assert judgement.witness is not None


def test_nothing_smaller_is_looked_for_if_nobody_reads_it(make_exam: MakeExam) -> None:
    """Without evidence the first wrong call ends the item, and the verdict is the same."""
    exam = make_exam({DERIVATIVE.function: lambda *_: 7.0}, {DERIVATIVE.function: derivative})
    judgement = DERIVATIVE.judge(replace(exam, wants_evidence=False))
    assert (judgement.verdict, len(calls_of(exam))) == (Verdict.WRONG, 1)


def test_missing_is_no_crash(make_exam: MakeExam) -> None:
    """An untouched stub and a function that is not there have nothing to show."""

    def stub(*_: Any) -> None:
        raise NotImplementedError

    _, judgement = examine(make_exam, stub)
    assert (judgement.verdict, judgement.witness) == (Verdict.MISSING, None)
    assert judgement.feedback[0].text == "It still raises NotImplementedError, as the stub does."
    absent = DERIVATIVE.judge(make_exam({}, {}))
    assert (absent.verdict, absent.feedback[0].code) == (Verdict.MISSING, "missing.no_function")


def test_a_function_that_changes_its_mind_keeps_its_first_evidence(make_exam: MakeExam) -> None:
    """Wrong once is wrong, also if no second call shows it."""
    number = count()
    _, judgement = examine(make_exam, lambda at, ys: 7.0 if next(number) == 3 else derivative(at, ys))
    assert judgement.verdict is Verdict.WRONG
    assert "gave 7.0; expected" in judgement.witness.text


def test_too_few_outcomes_are_the_sandbox_s_fault(make_exam: MakeExam) -> None:
    """What was never tried does not count as right."""
    exam = make_exam({"risk_derivative": derivative}, {"risk_derivative": derivative})
    exam.student.call_each = lambda *_: iter(())  # type: ignore[method-assign]
    with pytest.raises(SandboxError, match="0 outcomes came back for 26 calls of risk_derivative"):
        DERIVATIVE.judge(exam)


def test_notes_come_once(make_exam: MakeExam) -> None:
    """Single precision is right, and said to be single precision once."""
    _, judgement = examine(make_exam, lambda at, ys: np.float32(derivative(at, ys)))
    assert [said.code for said in judgement.feedback] == ["note.precision"]


def test_one_undecided_answer_makes_the_item_undecided(make_exam: MakeExam) -> None:
    """Full provisional credit, and the instructor reads about it."""
    item = FunctionItem(id="f", title="f", points=1, cases=((x,), (2 * x,)))
    _, judgement = examine(make_exam, lambda z: 3.14159265358979 * z, item, reference=lambda z: sympy.pi * z)
    assert (judgement.verdict, judgement.fraction) == (Verdict.UNDECIDED, 1.0)


TOWER = sympy.Pow(10, sympy.Pow(10, 8, evaluate=False), evaluate=False)
UNSENT = Failure(FailureKind.INCOMPARABLE, "it holds an airyai, which is not an elementary function")


@pytest.mark.parametrize("odd", [TOWER, UNSENT], ids=["too large", "not sent"])
def test_one_answer_that_cannot_be_compared_leaves_the_item_open(make_exam: MakeExam, odd: Any) -> None:
    """Unless another one is wrong: that is certain."""
    item = FunctionItem(id="f", title="f", points=1, cases=((x,), (2 * x,)))
    _, judgement = examine(make_exam, lambda z: odd if z == x else 3 * z, item, reference=lambda z: 3 * z)
    assert (judgement.verdict, judgement.fraction, judgement.is_open) == (Verdict.UNDECIDED, 0.0, True)
    assert judgement.feedback
    _, judgement = examine(make_exam, lambda z: odd if z == x else 4 * z, item, reference=lambda z: 3 * z)
    assert (judgement.verdict, judgement.is_open) == (Verdict.WRONG, False)


def test_functions_of_expressions(make_exam: MakeExam) -> None:
    """A derivative with respect to the first variable, shown at a small polynomial."""
    item = FunctionItem(
        id="slope", title="f", points=1, inputs=(Polynomials(count=2, degree=3), Variables(count=2)), trials=8
    )
    _, judgement = examine(
        make_exam, lambda *_: sympy.Integer(0), item, reference=lambda f, names: sympy.diff(f, names[0])
    )
    assert judgement.verdict is Verdict.WRONG
    assert judgement.witness.text == "slope(x, (x, y)) gave 0; expected 1"


def test_arguments_can_be_functions(make_exam: MakeExam) -> None:
    """They are shown as the student would write them."""
    item = FunctionItem(id="gap", title="f", points=1, cases=((ExpressionFunction((x,), x**2), 3),))
    _, judgement = examine(make_exam, lambda f, at: f(at) + 1, item, reference=lambda f, at: f(at))
    assert judgement.witness.text == "gap(lambda x: x**2, 3) gave 10; expected 9"


def test_where_chooses_among_the_drawn_arguments(make_exam: MakeExam) -> None:
    """Neither draws nor the search leave what it allows; the cases stand as they are."""
    item = FunctionItem(
        id="f", title="f", points=1, inputs=(Integers(low=-9, high=9),), where=lambda n: n > 2, cases=((0,),)
    )
    exam, judgement = examine(make_exam, lambda n: n, item, reference=lambda n: n + (n > 0))
    assert {call[0] for call in calls_of(exam)} <= {0, *range(3, 10)}
    assert judgement.witness.text == "f(3) gave 3; expected 4"


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (lambda n: n > 9, "item f: in 5001 tries `where` allowed 0 of 25 drawn arguments. "),
        (lambda n: n / 0, "item f: `where` raised ZeroDivisionError: division by zero for the arguments "),
    ],
)
def test_a_bad_where_is_the_author_s_fault(where: Callable[[int], bool], message: str, make_exam: MakeExam) -> None:
    """It names the item."""
    item = FunctionItem(id="f", title="f", points=1, inputs=(Integers(low=0, high=9),), where=where)
    with pytest.raises(AuthoringError) as caught:
        examine(make_exam, lambda n: n, item, reference=lambda n: n)
    assert str(caught.value).startswith(message)


def no_unit(v: Any) -> str | None:
    """An author's check: a vector of length 1."""
    length = float(v @ v)
    return None if abs(length - 1) < 1e-9 else f"its length is {length:.6g}"


UNIT = PropertyItem(
    id="direction", title="f", points=1, shapes=((3,),), requires="The vector must have length 1.", fault=no_unit
)


@pytest.mark.parametrize("answer", [[1, 0, 0], np.array([0.6, 0, 0.8]), (sympy.Integer(0), sympy.Integer(-1), 0)])
def test_any_answer_with_the_property_is_right(answer: Any, make_exam: MakeExam) -> None:
    """There are many, and the reference is not asked."""
    _, judgement = examine(make_exam, lambda: answer, UNIT, reference=None)
    assert (judgement.verdict, judgement.fraction) == (Verdict.CORRECT, 1.0)


def test_an_answer_without_the_property(make_exam: MakeExam) -> None:
    """The property is the sentence; the numbers that show it are the evidence."""
    _, judgement = examine(make_exam, lambda: [1, 1, 0], UNIT, reference=None)
    [said] = judgement.feedback
    assert (said.code, said.text) == ("answer.property", "The vector must have length 1.")
    assert judgement.witness.text == "direction() gave [1, 1, 0]: its length is 2"


def test_an_answer_of_another_form_is_not_asked_about(make_exam: MakeExam) -> None:
    """The author's check sees arrays of the right shape only."""
    _, judgement = examine(make_exam, lambda: [1, 0], UNIT, reference=None)
    assert judgement.feedback[0].code == "answer.shape"
    assert judgement.witness.text == "direction() gave [1, 0]"


def first_axis() -> list[int]:
    """The reference of the items that ask for a direction."""
    return [1, 0, 0]


def test_a_check_that_raises_on_the_reference_s_own_answer_is_the_author_s_fault(make_exam: MakeExam) -> None:
    """The exception names the item and the field, whatever the student's answer is."""
    item = UNIT.model_copy(update={"fault": lambda v: str(v[5])})
    with pytest.raises(AuthoringError, match="item direction: `fault` raised IndexError"):
        examine(make_exam, lambda: [0, 1, 0], item, reference=first_axis)


def squared(v: Any) -> float:
    """The sum of the squares, in plain Python, which overflows without a word."""
    return sum(float(entry) * float(entry) for entry in v)


WILD: tuple[tuple[Callable[..., str | None], list[float], str], ...] = (
    (lambda v: None if v @ v <= 1e-9 * (v @ v) else "no", [1e300, 0, 0], "its numbers are too large for"),
    (lambda v: None if squared(v) <= 1e-9 * squared(v) else "no", [1e300, 0, 0], "its numbers are too large for"),
    (lambda v: None if np.linalg.norm(v) <= 1e-9 * np.linalg.norm(v) else "no", [1e155, 0, 0], "are too large for"),
    (lambda v: None if squared(v) == 0 else "no", [1e-200, 0, 0], "its numbers are too small for"),
    (lambda v: f"it is {10 ** float(v[0])}", [400, 0, 0], "its numbers are too large for"),
    (lambda v: None if v[0] / v[1] > 1 else "no", [1, 0, 0], "cannot be worked out with these numbers"),
    (lambda v: "no" if (v[1:] / v[1:]).sum() > 2 else None, [1, 0, 0], "cannot be worked out with these numbers"),
    (lambda v: [None, "no"][int(v[0])], [7, 0, 0], "cannot be worked out with these numbers"),
)


@pytest.mark.parametrize(("fault", "answer", "says"), WILD)
def test_a_check_that_fails_on_an_answer_is_not_fulfilled_by_it(
    fault: Callable[..., str | None], answer: list[float], says: str, make_exam: MakeExam
) -> None:
    """It is the answer that is wrong, and no inf <= inf makes it right; in a release as well."""
    item = UNIT.model_copy(update={"fault": fault})
    for reference in (lambda: [0.25, 2.0, 3.0], missing):
        _, judgement = examine(make_exam, lambda: answer, item, reference=reference)
        assert (judgement.verdict, judgement.fraction) == (Verdict.WRONG, 0)
        assert says in judgement.witness.text


def missing() -> Any:
    """What a release has for a reference."""
    raise AuthoringError("solutions", "there is no function direction", "Write it")


@pytest.mark.parametrize("size", [1e-300, 1e-155, 1.0, 1e155, 1e307])
def test_a_right_answer_is_right_at_any_size(size: float, make_exam: MakeExam) -> None:
    """A direction has no size: what floats cannot hold on the way does not make it wrong."""

    def fault(v: Any) -> str | None:
        return None if abs(v @ [4.0, -3.0, 0.0]) <= 1e-9 * np.linalg.norm(v) else "it is not orthogonal to (4, -3, 0)"

    item = UNIT.model_copy(update={"fault": fault})
    _, judgement = examine(make_exam, lambda: [3 * size, 4 * size, size], item, reference=None)
    assert judgement.verdict is Verdict.CORRECT
    _, judgement = examine(make_exam, lambda: [3 * size, -4 * size, size], item, reference=None)
    assert judgement.verdict is Verdict.WRONG


def test_a_property_for_drawn_arguments(make_exam: MakeExam) -> None:
    """The smallest arguments at which the answer lacks the property."""
    item = PropertyItem(
        id="larger",
        title="f",
        points=1,
        shapes=((),),
        inputs=(Integers(low=-5, high=5),),
        requires="The number must be above n.",
        fault=lambda answer, n: None if answer > n else f"it is not above {n}",
    )
    _, judgement = examine(make_exam, lambda n: 2 * n, item, reference=None)
    assert judgement.witness.text == "larger(0) gave 0: it is not above 0"


def test_what_counts_as_the_same_and_what_holds() -> None:
    """A misconception's answer is held against the student's with the item's own eyes."""
    assert DERIVATIVE.same(np.float32(0.1), 0.1)
    assert not DERIVATIVE.same([1, 2], 1.0)
    assert UNIT.same(([1, 2], [3]), (np.array([1, 2]), np.array([3.0])))
    assert UNIT.same([1e-10, 1e6, 1], [0.0, 1e6, 1.0])  # it is one vector
    assert UNIT.holds(lambda v: bool(v[0] == 1), [1, 0, 0], ())
    assert not UNIT.holds(lambda v: bool(v.size), "no vector", ())


@pytest.mark.parametrize("size", [1.0, 1e60, 1e100, 1e300])
def test_large_numbers_beside_a_share_are_right(size: float, make_exam: MakeExam) -> None:
    """A chord that dips below the graph is one at any size of its ends; its share t has no size."""

    def fault(chord: Any) -> str | None:
        a, b, t = (Fraction(float(number)) for number in chord)
        gap = (1 - t) * a**3 + t * b**3 - ((1 - t) * a + t * b) ** 3
        return None if gap < 0 else "it does not dip"

    item = UNIT.model_copy(update={"fault": fault})
    _, judgement = examine(make_exam, lambda: [size, -1.9 * size, 0.1], item, reference=None)
    assert judgement.verdict is Verdict.CORRECT
