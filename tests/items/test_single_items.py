"""Items with one answer: value, choice, expression and claim. What they expect is never shown."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy
from pydantic import ValidationError

from grader.errors import AuthoringError
from grader.items import ChoiceItem, ClaimItem, ExpressionItem, ValueItem
from grader.items.item import Item
from grader.model.judgement import Judgement, correct, left_open, undecided, wrong
from grader.model.verdict import Verdict
from grader.sandbox.client.outcome import Failure, FailureKind
from tests.items.conftest import MakeExam

x = sympy.Symbol("x")
HINT = "Take the step apart."
VALUE = ValueItem(id="f", title="f", points=1, hint=HINT)
CHOICE = ChoiceItem(id="f", title="f", points=1, hint=HINT, options={"a": "1", "b": "2", "C": "3"})
EXPRESSION = ExpressionItem(id="f", title="f", points=1, hint=HINT)
CLAIM = ClaimItem(id="f", title="f", points=1, hint=HINT, evidence="g")
RIGHT_EVIDENCE = {"g": correct()}

RIGHT: list[tuple[Item, Any, Any]] = [
    (VALUE, 41.0, 41.0),
    (VALUE, {"a": 1}, {"a": 1.0}),
    (CHOICE, "b", "b"),
    *((CHOICE, letter, "b") for letter in ("B", "b)", "(b)", " b ", "b.", "[B]", "b:")),
    (CHOICE, "c", "C"),
    *((CHOICE, letters, {"a", "C"}) for letters in ({"a", "c"}, ["C", "a"], ("(a)", "C)"), "a, c", "a C", "c;a")),
    (CHOICE, [], set()),
    (EXPRESSION, 12 * x**2, 12 * x**2),
    (EXPRESSION, 12 * sympy.Symbol("x", real=True) ** 2, 12 * x**2),
    (CLAIM, np.bool_(1), True),
    (CLAIM, 0, False),
]
WRONG: list[tuple[Item, Any, Any, str, str, str]] = [
    (VALUE, 40, 41.0, "answer.value", "", "f() gave 40"),
    (
        VALUE,
        np.array([1.0]),
        41.0,
        "answer.type",
        "The answer is an array of shape (1,); a number is expected. `.item()` takes the one entry out.",
        "f() gave np.array([1.0])",
    ),
    (CHOICE, "a", "b", "answer.value", "The answer a is not right.", "f() gave 'a'"),
    (CHOICE, "d)", "b", "answer.option", "There is no option 'd)'; the options are a, b, C.", "f() gave 'd)'"),
    (CHOICE, 2, "b", "answer.type", "The answer is the number 2; a letter out of a, b, C is expected.", "f() gave 2"),
    (CHOICE, {"b"}, "b", "answer.type", "The answer is a set; a letter out of a, b, C is expected.", "f() gave {'b'}"),
    (
        CHOICE,
        None,
        "b",
        "answer.none",
        "The answer is None, as from a function without `return`; a letter out of a, b, C is expected.",
        "f() gave None",
    ),
    (CHOICE, {"a"}, {"a", "C"}, "answer.value", "The answer a is not right.", "f() gave {'a'}"),
    (
        CHOICE,
        {"c", "a", "b"},
        {"a", "C"},
        "answer.value",
        "The answer a, b, c is not right.",
        "f() gave {'a', 'b', 'c'}",
    ),
    (CHOICE, set(), {"a", "C"}, "answer.value", "No option was chosen, which is not right.", "f() gave set()"),
    (
        CHOICE,
        [1],
        {"a", "C"},
        "answer.type",
        "An entry of the answer is the number 1; a letter as a text, out of a, b, C, is expected.",
        "f() gave [1]",
    ),
    (
        CHOICE,
        set(sympy.symbols("a c")),
        {"a", "C"},
        "answer.type",
        "An entry of the answer is the SymPy expression a; a letter as a text, out of a, b, C, is expected.",
        "f() gave {a, c}",
    ),
    (
        CHOICE,
        "ac",
        {"a", "C"},
        "answer.option",
        "There is no option 'ac'; the options are a, b, C. Each letter is a text of its own: {'a', 'c'}.",
        "f() gave 'ac'",
    ),
    (
        CHOICE,
        ["a, x"],
        {"a", "C"},
        "answer.option",
        "There is no option 'a,x'; the options are a, b, C.",
        "f() gave ['a, x']",
    ),
    (
        EXPRESSION,
        4 * x**3,
        12 * x**2,
        "answer.value",
        "The expression 4*x**3 is not the expected one: at x = 1 it is 4, which is not right.",
        "f(x) gave 4*x**3",
    ),
    (
        EXPRESSION,
        "12*x**2",
        12 * x**2,
        "answer.type",
        "The answer is the text '12*x**2'; a SymPy expression is expected. Without the quotes Python works it out.",
        "f(x) gave '12*x**2'",
    ),
    (CLAIM, False, True, "answer.value", "", "f() gave False"),
    (CLAIM, "yes", True, "answer.type", "The answer is the text 'yes'; True or False is expected.", "f() gave 'yes'"),
]


def constant(value: Any) -> dict[str, Callable[..., Any]]:
    """A function f that gives a value, whatever its arguments."""
    return {"f": lambda *_: value}


@pytest.mark.parametrize(("item", "answer", "expected"), RIGHT, ids=lambda value: type(value).__name__)
def test_right_answers(item: Item, answer: Any, expected: Any, make_exam: MakeExam) -> None:
    """Full points, and nothing to show."""
    judgement = item.judge(make_exam(constant(answer), constant(expected), earlier=RIGHT_EVIDENCE))
    assert (judgement.verdict, judgement.fraction, judgement.witness) == (Verdict.CORRECT, 1.0, None)


@pytest.mark.parametrize(
    ("item", "answer", "expected", "code", "text", "witness"), WRONG, ids=lambda value: type(value).__name__
)
def test_wrong_answers(
    item: Item, answer: Any, expected: Any, code: str, text: str, witness: str, make_exam: MakeExam
) -> None:
    """The sentence, the hint, and as evidence the call with what it gave."""
    judgement = item.judge(make_exam(constant(answer), constant(expected), earlier=RIGHT_EVIDENCE))
    assert (judgement.verdict, judgement.fraction) == (Verdict.WRONG, 0.0)
    assert [(said.code, said.text) for said in judgement.feedback] == [(code, text), ("hint", HINT)]
    assert judgement.witness is not None
    assert (judgement.witness.kind, judgement.witness.text) == ("value", witness)


@pytest.mark.parametrize(
    ("item", "answer", "expected", "secrets"),
    [
        (VALUE, 3, 271.8, ["271"]),
        (VALUE, [1, 2, 4], [1, 2, 271.8], ["271"]),
        (VALUE, {"a": 1, "b": 2}, {"a": 1, "b": 271.8}, ["271"]),
        (VALUE, [[1], [2, 3]], [[1], [2, 271.8]], ["271"]),
        (VALUE, "newton", "hesse", ["hesse"]),
        (VALUE, {1, 2}, {1, 271}, ["271"]),
        (CHOICE, "a", "b", [" b"]),
        (CHOICE, {"a"}, {"a", "b"}, [" b"]),
        (EXPRESSION, x, 271 * x**2, ["271", "x**2"]),
        (EXPRESSION, sympy.Integer(0), 271 * x**2, ["271", "x**2"]),
        (CLAIM, False, True, ["True"]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_expected_answer_is_never_shown(
    item: Item, answer: Any, expected: Any, secrets: list[str], make_exam: MakeExam
) -> None:
    """Neither in the sentence nor in the evidence."""
    judgement = item.judge(make_exam(constant(answer), constant(expected), earlier=RIGHT_EVIDENCE))
    assert judgement.verdict is Verdict.WRONG
    assert judgement.witness is not None
    shown = " ".join(said.text for said in judgement.feedback) + judgement.witness.model_dump_json()
    assert not any(secret in shown for secret in secrets)


FAILURES = [
    (FailureKind.NO_FUNCTION, Verdict.MISSING, "missing.no_function"),
    (FailureKind.NOT_IMPLEMENTED, Verdict.MISSING, "missing.not_implemented"),
    (FailureKind.RAISED, Verdict.CRASHED, "crash.raised"),
    (FailureKind.TIMED_OUT, Verdict.TIMED_OUT, "crash.timed_out"),
    (FailureKind.OUT_OF_MEMORY, Verdict.OUT_OF_MEMORY, "crash.out_of_memory"),
    (FailureKind.FORBIDDEN, Verdict.FORBIDDEN, "crash.forbidden"),
    (FailureKind.UNSENDABLE, Verdict.WRONG, "answer.unsendable"),
]


@pytest.mark.parametrize(("kind", "verdict", "code"), FAILURES)
@pytest.mark.parametrize("item", [VALUE, CHOICE, EXPRESSION, CLAIM], ids=lambda item: item.kind)
def test_calls_without_an_answer(
    item: Item, kind: FailureKind, verdict: Verdict, code: str, make_exam: MakeExam
) -> None:
    """Each kind of failure has its verdict and code; only what is there has evidence. The hint would not help."""
    failure = Failure(kind, "it took more than 10 s")
    judgement = item.judge(make_exam(constant(failure), constant("b"), earlier=RIGHT_EVIDENCE))
    assert (judgement.verdict, judgement.fraction) == (verdict, 0.0)
    assert [said.code for said in judgement.feedback] == [code]
    assert (judgement.witness is None) == (verdict is Verdict.MISSING)


def test_an_expression_without_a_proof_earns_provisional_credit(make_exam: MakeExam) -> None:
    """Undecided, with full points and a note that says so."""
    judgement = EXPRESSION.judge(make_exam(constant(3.14159265358979 * x), constant(sympy.pi * x)))
    assert (judgement.verdict, judgement.fraction) == (Verdict.UNDECIDED, 1.0)
    [said] = judgement.feedback
    text = r"It agrees with the expected expression at \d\d points, but it could not be proved to be the same\."
    assert said.code == "note.undecided"
    assert re.fullmatch(text, said.text)


def test_an_expression_that_is_too_large_is_open(make_exam: MakeExam) -> None:
    """It earns nothing for now, as credit would be for anything that nobody can check; and it is not called wrong."""
    tower = sympy.Pow(10, sympy.Pow(10, 8, evaluate=False), evaluate=False) * x
    judgement = EXPRESSION.judge(make_exam(constant(tower), constant(12 * x**2)))
    assert (judgement.verdict, judgement.fraction, judgement.is_open) == (Verdict.UNDECIDED, 0.0, True)
    assert judgement.feedback[0].code == "note.open"
    assert judgement.witness is not None
    assert "is not shown" in judgement.witness.text


@pytest.mark.parametrize(
    ("evidence", "verdict", "fraction", "code"),
    [
        (correct(), Verdict.CORRECT, 1.0, None),
        (undecided(), Verdict.CORRECT, 1.0, None),
        (wrong(), Verdict.PARTIAL, 0.5, "claim.unsupported"),
        (wrong(verdict=Verdict.MISSING), Verdict.PARTIAL, 0.5, "claim.unsupported"),
        (wrong(verdict=Verdict.GRADER_ERROR), Verdict.SKIPPED, 0.0, "claim.evidence_unknown"),
    ],
)
def test_a_right_claim_counts_in_full_with_its_evidence(
    evidence: Judgement, verdict: Verdict, fraction: float, code: str | None, make_exam: MakeExam
) -> None:
    """Half without it; unknown where the grader itself could not judge the evidence."""
    judgement = CLAIM.judge(make_exam(constant(True), constant(True), earlier={"g": evidence}))
    assert (judgement.verdict, judgement.fraction) == (verdict, fraction)
    assert [said.code for said in judgement.feedback] == ([code] if code else [])


def test_a_claim_waits_for_evidence_that_is_open(make_exam: MakeExam) -> None:
    """What it earns is not known before that is."""
    judgement = CLAIM.judge(make_exam(constant(True), constant(True), earlier={"g": left_open()}))
    assert (judgement.verdict, judgement.is_open) == (Verdict.UNDECIDED, True)
    assert [said.code for said in judgement.feedback] == ["claim.evidence_unknown"]
    assert CLAIM.judge(make_exam(constant(False), constant(True), earlier={"g": left_open()})).verdict is Verdict.WRONG


@pytest.mark.parametrize("item", [EXPRESSION, CHOICE, CLAIM], ids=lambda item: item.kind)
def test_an_answer_that_cannot_cross_for_a_limit_of_ours_is_open(item: Item, make_exam: MakeExam) -> None:
    """The student reads what it holds, and loses nothing."""
    failure = Failure(FailureKind.INCOMPARABLE, "it holds an airyai, which is not an elementary function")
    judgement = item.judge(make_exam(constant(failure), constant(x), earlier=RIGHT_EVIDENCE))
    assert (judgement.verdict, judgement.fraction, judgement.is_open) == (Verdict.UNDECIDED, 0.0, True)
    [said] = judgement.feedback
    text = "The answer cannot be compared here: it holds an airyai, which is not an elementary function."
    assert (said.code, said.text) == ("answer.incomparable", text)


def test_an_unsupported_claim_names_its_evidence(make_exam: MakeExam) -> None:
    """The student reads where the other half is."""
    judgement = CLAIM.judge(make_exam(constant(True), constant(True), earlier={"g": wrong()}))
    text = "The claim is right; it counts in full together with its evidence, `g`, which is not."
    assert [said.text for said in judgement.feedback] == [text]


def test_a_wrong_claim_earns_nothing_even_with_right_evidence(make_exam: MakeExam) -> None:
    """Guessing does not pay."""
    assert CLAIM.judge(make_exam(constant(False), constant(True), earlier=RIGHT_EVIDENCE)).fraction == 0
    assert CLAIM.depends_on == ("g",)


@pytest.mark.parametrize(
    ("item", "expected", "message"),
    [
        (CHOICE, "e", "item f: the reference says 'e', which is none of the options. Let it return a, b, C."),
        (CHOICE, 2, "item f: the reference says 2, which is none of the options. Let it return a, b, C."),
        (CLAIM, "no", "item f: the reference says 'no'. Let it return True or False."),
    ],
)
def test_a_reference_of_another_kind_is_the_author_s_fault(
    item: Item, expected: Any, message: str, make_exam: MakeExam
) -> None:
    """No student pays for it."""
    with pytest.raises(AuthoringError) as caught:
        item.judge(make_exam(constant("a"), constant(expected), earlier=RIGHT_EVIDENCE))
    assert str(caught.value) == message


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_following_through_earns_any_share_of_the_points(share: float) -> None:
    """From nothing to all of them."""
    assert ValueItem(id="f", title="f", points=1, follow_through=share).follow_through == share


@pytest.mark.parametrize("share", [-0.01, 1.01, 2.0])
def test_following_through_earns_no_less_than_nothing_and_no_more_than_the_points(share: float) -> None:
    """The author reads so at once, before anyone is graded."""
    with pytest.raises(ValidationError, match="follow_through"):
        ValueItem(id="f", title="f", points=1, follow_through=share)
