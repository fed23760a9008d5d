"""What a symmetric matrix is: word, kind of evidence and evidence earn separately, and are checked exactly."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from pydantic import ValidationError

from grader.items import DefinitenessItem
from grader.model.verdict import Verdict
from tests.items.conftest import MakeExam

PD = ((2, 1), (1, 2))
PSD = ((1, 1), (1, 1))
INDEFINITE = ((0, 1), (1, 0))
ND = ((-2, 1), (1, -2))
PD_FACTORS = ([[1, 0], [Fraction(1, 2), 1]], [2, Fraction(3, 2)])

RIGHT = [
    (PD, ("positive definite", PD_FACTORS)),
    (PD, ("Positive-Definite", (np.array([[1, 0], [0.5, 1]]), np.diag([2, 1.5])))),
    (
        PD,
        ["positive definite", (sympy.Matrix([[1, 0], [sympy.Rational(1, 2), 1]]), sympy.diag(2, sympy.Rational(3, 2)))],
    ),
    (PSD, ("positive semidefinite", ([[1, 0], [1, 1]], [1, 0]))),
    (PSD, ("positive semi-definite", ([[1, 0], [1, 1]], [[1, 0], [0, 0]]))),
    (INDEFINITE, ("indefinite", ((1, -1), (1, 1)))),
    (INDEFINITE, ("indefinite", (np.array([[1.0], [1.0]]), sympy.Matrix([1, -1])))),
    (ND, ("negative definite", ([[1, 0], [Fraction(-1, 2), 1]], [-2, Fraction(-3, 2)]))),
    (((0, 0), (0, 0)), ("zero", None)),
    (((3,),), ("positive definite", ([[1]], [3]))),
]
PARTLY = [
    (PD, ("positive definite", None), 0.25, "evidence.kind"),
    (PD, ("positive definite", ([[1, 0], [0, 1]], [2, 2])), 0.5, "L D L' has 0 in row 1 and column 2"),
    (PD, ("positive definite", ([[1, 0], [0, 1]], [[2, 1], [1, 2]])), 0.5, "D is not diagonal"),
    (PD, ("positive definite", ("L", "D")), 0.5, "no pair (L, D)"),
    (PSD, ("positive semidefinite", ([[1, 2], [1, 0]], [1, float("nan")])), 0.5, "no pair (L, D)"),
    (INDEFINITE, ("indefinite", ((1, 1), (2, 1))), 0.5, "x'Ax is 2 at the first and 4 at the second"),
    (INDEFINITE, ("indefinite", ((1, 1, 1), (1, -1))), 0.5, "no pair of vectors"),
]
WRONG = [(PD, ("indefinite", ((1, 0), (0, 1)))), (PSD, ("positive definite", PD_FACTORS)), (PD, "positive definite"),
         (PD, ("very positive", None)), (PD, None), (PD, 3)]  # fmt: skip


def judge(make_exam: MakeExam, matrix: Any, answer: Any) -> Any:
    """The judgement on an answer; the reference has only the word."""
    item = DefinitenessItem(id="f", title="t", points=4, matrix=matrix)
    word = {PD: "positive definite", PSD: "positive semidefinite", INDEFINITE: "indefinite", ND: "negative definite"}
    reference = (word.get(matrix, "zero" if not any(map(any, matrix)) else "positive definite"), None)
    return item.judge(make_exam({"f": lambda: answer}, {"f": lambda: reference}))


@pytest.mark.parametrize(("matrix", "answer"), RIGHT)
def test_right(make_exam: MakeExam, matrix: Any, answer: Any) -> None:
    """Whatever the numbers and matrices are made of."""
    judgement = judge(make_exam, matrix, answer)
    assert (judgement.verdict, judgement.fraction) == (Verdict.CORRECT, 1)


@pytest.mark.parametrize(("matrix", "answer", "fraction", "says"), PARTLY)
def test_partly(make_exam: MakeExam, matrix: Any, answer: Any, fraction: float, says: str) -> None:
    """The claim earns a quarter, evidence of the right kind another; the fault is named with its numbers."""
    judgement = judge(make_exam, matrix, answer)
    assert (judgement.verdict, judgement.fraction) == (Verdict.PARTIAL, fraction)
    assert says in judgement.feedback[0].text + judgement.feedback[0].code
    assert judgement.witness is not None


@pytest.mark.parametrize(("matrix", "answer"), WRONG)
def test_wrong(make_exam: MakeExam, matrix: Any, answer: Any) -> None:
    """A wrong word earns nothing, with whatever evidence, and the right one is not told."""
    judgement = judge(make_exam, matrix, answer)
    assert (judgement.verdict, judgement.fraction) == (Verdict.WRONG, 0)
    assert all("definite" not in said.text for said in judgement.feedback)


@pytest.mark.parametrize("matrix", [((1, 2), (3, 4)), ((1, 2, 3), (1, 2, 3))])
def test_a_matrix_without_a_word_is_no_question(matrix: Any) -> None:
    """The author is told when the exercise is loaded."""
    with pytest.raises(ValidationError, match="no word for that"):
        DefinitenessItem(id="f", title="t", points=1, matrix=matrix)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (("positive definite", PD_FACTORS), None),
        (("indefinite", ((1, 0), (0, 1))), "the matrix is positive definite"),
        (("positive definite", ([[1, 0], [0, 1]], [2, 2])), "evidence is not right"),
        (("positive definite", None), "of a kind"),
        ("positive definite", "no pair"),
    ],
)
def test_a_key_is_proved(answer: Any, fault: str | None) -> None:
    """A reference that claims something false, or whose evidence does not show it, is found."""
    told = DefinitenessItem(id="f", title="t", points=1, matrix=PD).key_fault(answer)
    assert (told is None) == (fault is None)
    assert fault is None or (told is not None and fault in told)
