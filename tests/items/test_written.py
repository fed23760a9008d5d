"""Formulas typed as text, and expressions that have to be in a form."""

from typing import Any

import pytest
import sympy

from grader.items import ExpressionItem
from grader.model.verdict import Verdict
from tests.items.conftest import MakeExam

x, y = sympy.symbols("x y")


def item(**options: Any) -> ExpressionItem:
    """An item that accepts text."""
    return ExpressionItem(id="f", title="f", points=1, symbols=("x", "y"), accepts_text=True, **options)


@pytest.mark.parametrize("text", ["12*x^2", "12x²", "12*x**2", "3*(2*x)**2", " 12 * x * x ", "24*x^2/2", "12.0*x^2"])
def test_a_text_counts_as_the_expression_that_it_says(text: str, make_exam: MakeExam) -> None:
    """However it is written."""
    judgement = item().judge(make_exam({"f": lambda *_: text}, {"f": lambda *_: 12 * x**2}))
    assert (judgement.verdict, judgement.fraction) == (Verdict.CORRECT, 1.0)


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        (
            "4*x^3",
            "answer.value",
            "The expression 4*x**3 is not the expected one: at x = 1 it is 4, which is not right.",
        ),
        (
            "x(12x)",
            "answer.text",
            "The text 'x(12x)' could not be read (at character 2). A sign is missing: write x*(...) for a product.",
        ),
        (
            r"\frac{x}{2}",
            "answer.text",
            r"The text '\frac{x}{2}' could not be read. LaTeX is not read here: write x/2.",
        ),
        (
            "12*z",
            "answer.text",
            "The text '12*z' could not be read (at character 4). The name z is not known here; the names are: x, y.",
        ),
        ("", "answer.text", "The text '' could not be read. The text is empty."),
        (
            "10^10^8",
            "answer.text",
            (
                "The text '10^10^8' could not be read. The formula cannot be worked with: "
                "it holds a power that is too large to be worked out."
            ),
        ),
    ],
)
def test_a_text_that_is_wrong_or_unreadable(text: str, code: str, sentence: str, make_exam: MakeExam) -> None:
    """The point at which it differs, or what is wrong with the text, and where."""
    judgement = item().judge(make_exam({"f": lambda *_: text}, {"f": lambda *_: 12 * x**2}))
    assert (judgement.verdict, judgement.fraction) == (Verdict.WRONG, 0.0)
    assert (judgement.feedback[0].code, judgement.feedback[0].text) == (code, sentence)


@pytest.mark.parametrize(
    ("form", "answer", "part"),
    [
        ("expanded", "x^2 - 1", None),
        ("expanded", "(x - 1)*(x + 1)", "(x - 1)*(x + 1) can still be multiplied out"),
        ("expanded", (x - 1) * (x + 1), "(x - 1)*(x + 1) can still be multiplied out"),
        ("factored", "(x - 1)*(x + 1)", None),
        ("factored", x**2 - 1, "x**2 - 1 can still be split into factors with rational coefficients"),
        ("lowest terms", "x^2 - 1", None),
        ("lowest terms", "2*x^2/2 - 1", "2*x**2/2 can still be reduced"),
        ("no decimals", "x^2 - 1", None),
        ("no decimals", "1.0*x^2 - 1", "1.0 is a decimal; fractions and roots are exact"),
        ("no decimals", x**2 - sympy.Float(1), "-1.00000000000000 is a decimal; fractions and roots are exact"),
    ],
)
def test_a_right_value_in_another_form_earns_its_share(
    form: Any, answer: Any, part: str | None, make_exam: MakeExam
) -> None:
    """The sentence names the part that shows it."""
    exam = make_exam({"f": lambda *_: answer}, {"f": lambda *_: x**2 - 1})
    judgement = item(form=form, form_share=0.25).judge(exam)
    if part is None:
        assert (judgement.verdict, judgement.fraction) == (Verdict.CORRECT, 1.0)
    else:
        assert (judgement.verdict, judgement.fraction) == (Verdict.PARTIAL, 0.25)
        assert judgement.feedback[0].code == "answer.form"
        assert judgement.feedback[0].text.endswith(f"is asked for, and {part}.")


def test_a_wrong_value_in_the_right_form_earns_nothing(make_exam: MakeExam) -> None:
    """The form is no answer by itself."""
    judgement = item(form="expanded").judge(make_exam({"f": lambda *_: "x^2 + 1"}, {"f": lambda *_: x**2 - 1}))
    assert (judgement.verdict, judgement.fraction) == (Verdict.WRONG, 0.0)


def test_without_a_proof_the_form_still_counts(make_exam: MakeExam) -> None:
    """Undecided stays undecided, for the share of the form."""
    answer = sympy.Float("3.14159265358979") * x * (x + 1)
    exam = make_exam({"f": lambda *_: answer}, {"f": lambda *_: sympy.pi * x * (x + 1)})
    judgement = item(form="expanded").judge(exam)
    assert (judgement.verdict, judgement.fraction) == (Verdict.UNDECIDED, 0.5)
    assert [said.code for said in judgement.feedback] == ["answer.form", "note.undecided"]


def test_a_form_has_a_share_below_one() -> None:
    """Else it would not be asked for."""
    with pytest.raises(ValueError, match="form_share"):
        item(form="expanded", form_share=1.0)
