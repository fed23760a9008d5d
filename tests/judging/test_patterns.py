"""A pattern is named only if it is proved: at every wrong call, and at five with different expected values at least."""

from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest
import sympy

from grader.exercise import Exercise
from grader.items import FunctionItem
from grader.items.domains import AnyDomain, Integers, Matrices, Reals, Vectors
from grader.judging.key import ExerciseKey
from grader.judging.patterns import name_pattern
from grader.judging.student import RecordedCall
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement, wrong
from grader.sandbox.client.outcome import Failure, FailureKind, Returned

WHOLE, REAL = Integers(low=0, high=9), Reals(low=-5, high=5)
VECTOR, MATRIX = Vectors(size="n", entries=REAL), Matrices(rows="n", columns="n", entries=REAL)
LONG = Vectors(size="k", entries=REAL)
SIZES = {"n": Integers(low=1, high=5), "k": Integers(low=4, high=7)}
KEPT = "how far off"
x = sympy.Symbol("x")
Function = Callable[..., Any]


def told(reference: Function, answer: Function, inputs: tuple[AnyDomain, ...], **said: Any) -> list[str]:
    """What is said of an answer, beside a sentence that stands there already."""
    options = {"code": "value", "visibility": "public", "trials": 40, **said}
    item = FunctionItem(
        id="f", title="t", points=1, inputs=inputs, dimensions=SIZES,
        visibility=options["visibility"], trials=options["trials"],
    )  # fmt: skip
    key = ExerciseKey("work", Exercise(title="t", source="s", statement="s", items=(item,)), {"f": reference})
    with np.errstate(all="ignore"):
        calls = [RecordedCall("f", call, Returned(answer(*call))) for call in item.calls(Random(1))]  # noqa: S311 - no secret
    judgement = wrong(Feedback(code=f"answer.{options['code']}", text=KEPT))
    return [sentence.text for sentence in name_pattern(judgement, item, key, calls).feedback]


def mean(ys: Any) -> float:
    """Their mean."""
    return float(np.mean(ys))


def variance(ys: Any) -> float:
    """The mean square of what they differ from their mean."""
    return float(np.var(ys))


def doubled(v: Any) -> Any:
    """Twice as much."""
    return np.asarray(v) * 2


def is_positive(x: float) -> bool:
    """Whether it is."""
    return x > 0


NUMBERS: list[tuple[Function, Function, AnyDomain, str]] = [
    (mean, lambda ys: -mean(ys), VECTOR, "At every call it is minus the expected number."),
    (mean, lambda ys: abs(mean(ys)), VECTOR, "Wherever it is wrong, it is minus the expected number."),
    (mean, lambda ys: mean(ys) / 2, VECTOR, "At every call it is half the expected number."),
    (mean, lambda ys: -3 * mean(ys), VECTOR, "At every call it is minus 3 times the expected number."),
    (mean, lambda ys: mean(ys) * np.pi, VECTOR, "At every call it is π times the expected number."),
    (mean, lambda ys: mean(ys) * 3 / 7, VECTOR, "At every call it is 0.428571 times the expected number."),
    (mean, lambda ys: mean(ys) + 1, VECTOR, "At every call it is too large by 1."),
    (mean, lambda ys: mean(ys) - 0.3, VECTOR, "At every call it is too small by 0.3."),
    (mean, lambda ys: float(np.sum(ys)), VECTOR,
     "At every call it is n times the expected number, where n is len(ys): is a division by n missing?"),
    (variance, lambda ys: np.float64(variance(ys) * len(ys)) / (len(ys) - 1), VECTOR,
     "At every call it is n/(n - 1) times the expected number, where n is len(ys): is n - 1 in the place of n?"),
    (variance, lambda ys: float(np.std(ys)), VECTOR, "At every call it is the square root of the expected number."),
    (lambda ys: float(np.linalg.norm(ys)), lambda ys: float(ys @ ys), VECTOR,
     "At every call it is the square of the expected number."),
    (mean, lambda ys: np.round(mean(ys), 1), VECTOR,
     "At every call it is the expected number rounded to 1 decimal."),
    (mean, lambda ys: int(mean(ys)), VECTOR,
     "At every call it is the expected number without what stands behind the point."),
    (mean, lambda ys: mean(ys) // 1, VECTOR,
     "At every call it is the expected number rounded down to a whole one."),
    (mean, lambda _: 0.0, VECTOR, "The answer is the same at every call, whatever the arguments are."),
    (lambda n: n * n + 3, lambda n: (n + 1) ** 2 + 3, WHOLE,
     "Wherever it is wrong, it is what is expected for n + 1 in the place of n."),
    (lambda n: sum(range(n + 1)), lambda n: sum(range(n)), WHOLE,
     "Wherever it is wrong, it is what is expected for n - 1 in the place of n."),
    (doubled, lambda v: -doubled(v), VECTOR, "At every call each number is minus the expected one."),
    (doubled, lambda v: doubled(v)[::-1], VECTOR, "At every call the numbers are the expected ones in reversed order."),
    (np.sort, np.asarray, VECTOR, "At every call the numbers are the expected ones in another order."),
    (doubled, lambda v: np.roll(doubled(v), 1), LONG,
     "At every call each number stands one index too late, the last one in front."),
    (doubled, lambda v: np.append(9.0, doubled(v)[:-1]), LONG,
     "At every call each number stands one index too late."),
    (doubled, lambda v: np.append(doubled(v)[1:], 9.0), LONG,
     "At every call each number stands one index too early."),
    (np.asarray, np.transpose, MATRIX,
     "At every call the answer is the expected one transposed: `.T` swaps rows and columns."),
    (np.asarray, lambda m: m[::-1], MATRIX, "At every call the rows are the expected ones in reversed order."),
    (is_positive, lambda x: not is_positive(x), REAL, "At every call it is the opposite of what is right."),
    (is_positive, lambda _: True, REAL, "The answer is True at every call, whatever the arguments are."),
    (is_positive, lambda x: x > 3, REAL, "It is wrong only where True is expected; where False is, it was right."),
]  # fmt: skip
NONE: list[tuple[Function, Function, AnyDomain]] = [
    (mean, lambda ys: float(np.median(ys)), VECTOR),
    (mean, lambda ys: 1e-300 * mean(ys), VECTOR),
    (doubled, lambda v: 1e-12 * doubled(v), VECTOR),
    (mean, lambda ys: -mean(ys) if len(ys) > 1 else mean(ys) + 1, VECTOR),
    (lambda _: 2.0, lambda x: 4.0 + 0 * x, REAL),
    (lambda n: 2.0**n * 2**60, lambda n: 2.0**n * 2**60 + 1e6, WHOLE),
    (doubled, lambda v: doubled(v) if len(v) > 2 else -doubled(v)[:1], VECTOR),
    (doubled, lambda _: "a text", VECTOR),
    (is_positive, lambda x: x > 3 or x < -3, REAL),
]  # fmt: skip


@pytest.mark.parametrize(("reference", "answer", "domain", "text"), NUMBERS, ids=[row[-1][:60] for row in NUMBERS])
def test_what_is_the_same_about_every_wrong_answer(
    reference: Function, answer: Function, domain: AnyDomain, text: str
) -> None:
    """One sentence, in the place of how far off the shown answer is."""
    assert told(reference, answer, (domain,)) == [text]


@pytest.mark.parametrize(("reference", "answer", "domain"), NONE)
def test_what_is_not_proved_is_not_said(reference: Function, answer: Function, domain: AnyDomain) -> None:
    """Next to nothing, another mistake at some calls, one expected value, numbers that floats skip, no numbers."""
    assert told(reference, answer, (domain,)) == [KEPT]


EXPRESSIONS: list[tuple[Function, str]] = [
    (lambda f: -f, "it is minus the expected expression."),
    (lambda f: f * sympy.Rational(3, 2), "it is 3/2 times the expected expression."),
    (lambda f: f + 1, "it is too large by 1."),
    (lambda _: sympy.Integer(7), "The answer is the same at every call, whatever the arguments are."),
]


@pytest.mark.parametrize(("change", "text"), EXPRESSIONS)
@pytest.mark.parametrize("factor", [sympy.Integer(1), sympy.exp(x), sympy.log(x)])
def test_expressions_are_held_against_each_other_as_polynomials(change: Function, text: str, factor: Any) -> None:
    """In symbols, and in what is no polynomial in them."""

    def reference(n: int) -> sympy.Expr:
        return (x + n) ** 2 * factor + n

    (said,) = told(reference, lambda n: change(sympy.expand(reference(n))), (WHOLE,))
    assert said.endswith(text)


def test_matrices_and_lists_of_expressions() -> None:
    """Entry by entry, and in another order."""

    def matrix(n: int) -> sympy.Matrix:
        return sympy.Matrix([[x**2, n * x + 1], [0, 1]])

    def derivatives(n: int) -> list[sympy.Expr]:
        return [n * x, x + 1, sympy.Integer(2)]

    assert told(matrix, lambda n: matrix(n) * 2, (WHOLE,)) == ["At every call each entry is 2 times the expected one."]
    swapped = "At every call the answer is the expected one transposed: `.T` swaps rows and columns."
    assert told(matrix, lambda n: matrix(n).T, (WHOLE,)) == [swapped]
    backwards = "At every call the entries are the expected ones in reversed order."
    assert told(derivatives, lambda n: derivatives(n)[::-1], (WHOLE,)) == [backwards]


@pytest.mark.parametrize(
    "answer",
    [
        lambda n: (x + n) ** 2 + n * x,
        lambda n: -((x + n) ** 2) if n else x,
        pytest.param(lambda n: (x + n) ** 400, marks=pytest.mark.slow),
        lambda n: sympy.Float(0.1) * x + n,
        lambda _: "a text",
        lambda _: sympy.Symbol("A", commutative=False),
    ],
)
def test_expressions_without_a_pattern(answer: Function) -> None:
    """Nothing is said of them, whatever they are."""
    assert told(lambda n: (x + n) ** 2, answer, (WHOLE,)) == [KEPT]


def test_two_arguments_in_each_other_s_place() -> None:
    """As a function does that has them in another order, under names of its own."""
    text = "Wherever it is wrong, it is what is expected with `a` and `b` exchanged."
    assert told(lambda a, b: a - 2 * b, lambda a, b: b - 2 * a, (REAL, REAL)) == [text]


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (lambda n: np.arange(n) ** 2, "At every call the answer is the expected one without its last entry."),
        (lambda n: np.arange(1, n + 1) ** 2, "At every call the answer is the expected one without its first entry."),
        (lambda n: np.arange(n + 2) ** 2,
         "At every call the answer is the expected one with one entry too many behind it."),
    ],
)  # fmt: skip
def test_one_entry_too_few_or_too_many(answer: Function, text: str) -> None:
    """Behind the sentence that names both shapes."""
    assert told(lambda n: np.arange(n + 1) ** 2, answer, (WHOLE,), code="shape") == [KEPT, text]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda m: m - np.diag(np.diag(m)), "numbers on the diagonal are wrong"),
        (lambda m: np.diag(np.diag(m)), "numbers beside the diagonal are wrong"),
        (lambda m: np.hstack([m[:, :1] + m[:, :1] ** 2 + 1, m[:, 1:]]), "the first column is wrong"),
    ],
)
def test_where_wrong_numbers_stand(answer: Function, words: str) -> None:
    """Behind the sentence on how far off they are."""
    text = f"Wherever it is wrong, only {words}."
    assert told(np.asarray, answer, (MATRIX,)) == [KEPT, text]


@pytest.mark.parametrize("said", [{"visibility": "hidden"}, {"visibility": "after_due"}, {"trials": 4}])
def test_what_would_give_an_answer_away_is_not_said(said: dict[str, Any]) -> None:
    """Where what is tried is not shown, or where it is tried so seldom."""
    assert told(mean, lambda ys: -mean(ys), (VECTOR,), **said) == [KEPT]


OF_LENGTH = (
    "it is n times the expected number, where n is the length of the first argument: is a division by n missing?"
)


@pytest.mark.parametrize(("is_released", "text"), [(True, f"At every call {OF_LENGTH}"), (False, KEPT)])
def test_cases_are_drawn_ones_in_what_students_get_only(is_released: bool, text: str) -> None:  # noqa: FBT001 - a row
    """There they stand in their files with their values; elsewhere a few fixed cases could be all there is."""
    cases = tuple((np.arange(length, 2.0 * length + 1),) for length in range(1, 8))
    item = FunctionItem(id="f", title="t", points=1, cases=cases)
    exercise = Exercise(title="t", source="s", statement="s", items=(item,))
    key = ExerciseKey("work", exercise, {"f": mean}, is_released=is_released)
    calls = [RecordedCall("f", case, Returned(float(np.sum(*case)))) for case in cases]
    judgement = wrong(Feedback(code="answer.value", text=KEPT))
    assert [sentence.text for sentence in name_pattern(judgement, item, key, calls).feedback] == [text]


def test_a_misconception_says_it_better_and_a_crash_is_no_pattern() -> None:
    """Nothing is said beside the one, nor where one call failed."""
    item = FunctionItem(id="f", title="t", points=1, inputs=(REAL,))
    key = ExerciseKey("work", Exercise(title="t", source="s", statement="s", items=(item,)), {"f": lambda x: x})
    calls = [RecordedCall("f", (float(x),), Returned(-float(x))) for x in range(9)]
    value = wrong(Feedback(code="answer.value", text=KEPT))
    named = wrong(Feedback(code="misconception.sign", text="named"), *value.feedback)

    def said(judgement: Judgement, recorded: list[RecordedCall]) -> list[str]:
        return [sentence.text for sentence in name_pattern(judgement, item, key, recorded).feedback]

    assert said(value, calls) == ["At every call it is minus the expected number."]
    assert said(named, calls) == ["named", KEPT]
    assert said(value, [*calls, RecordedCall("f", (1.0,), Failure(FailureKind.RAISED, "no"))]) == [KEPT]
