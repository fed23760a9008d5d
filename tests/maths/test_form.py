"""The forms of an expression: the table is also what authors can rely on."""

import pytest
import sympy

from grader.maths.form import FormName, has_form
from grader.maths.text import parse

YES = [
    ("expanded", "x^2 - 1"),
    ("expanded", "x*sin((x + 1)*2)"),
    ("expanded", "1/(x*(x + 1))"),
    ("expanded", "x + x"),
    ("factored", "(x + 1)*(x - 1)"),
    ("factored", "(x - 2)^2*(3 - x)"),
    ("factored", "x^2 - 2"),
    ("factored", "2*x + 2"),
    ("factored", "(sin(x) + 1)*(sin(x) - 1)"),
    ("factored", "1/2 + 1/3"),
    ("lowest terms", "x/2"),
    ("lowest terms", "1/x"),
    ("lowest terms", "(x + 1)/(y + 1)"),
    ("lowest terms", "sqrt(2)/2"),
    ("no decimals", "x/2"),
]
NO = [
    ("expanded", "x*(x + 1)", "x*(x + 1)"),
    ("expanded", "-(x + 1)", "-(x + 1)"),
    ("expanded", "1 + (x + 1)^2", "(x + 1)^2"),
    ("expanded", "2*(3*(x + 1))", "2*(3*(x + 1))"),
    ("expanded", "(x*(x + 1))^2", "(x*(x + 1))^2"),
    ("factored", "x*(x^2 - 4)", "x^2 - 4"),
    ("factored", "x^4 + 4", "x^4 + 4"),
    ("factored", "x^2 + 2*x + 1", "x^2 + 2*x + 1"),
    ("factored", "sin(x)^2 - 1", "sin(x)^2 - 1"),
    ("factored", "x*y + x", "x*y + x"),
    ("lowest terms", "2/4", "2/4"),
    ("lowest terms", "x + 2/6", "2/6"),
    ("lowest terms", "3/(6*x)", "3/(6*x)"),
    ("lowest terms", "(2*x + 2)/4", "(2*x + 2)/4"),
    ("lowest terms", "(x^2 - 1)/(x - 1)", "(x^2 - 1)/(x - 1)"),
    ("lowest terms", "x/1", "x/1"),
]


def read(text: str) -> sympy.Expr:
    """The unevaluated expression."""
    expression = parse(text, ["x", "y"]).expression
    assert expression is not None
    return expression


@pytest.mark.parametrize(("form", "text"), YES)
def test_an_expression_has_a_form(form: FormName, text: str) -> None:
    """There is nothing to show."""
    assert has_form(read(text), form) == (True, None)


@pytest.mark.parametrize(("form", "text", "part"), NO)
def test_an_expression_does_not_have_a_form(form: FormName, text: str, part: str) -> None:
    """The part that shows it is named."""
    checked = has_form(read(text), form)
    assert checked.holds is False
    assert str(checked.part) == str(read(part))


def test_decimals_of_sympy_are_found() -> None:
    """The first one is shown."""
    x = sympy.Symbol("x")
    assert has_form(0.5 * x, "no decimals") == (False, sympy.Float(0.5))


@pytest.mark.parametrize("form", ["factored", "lowest terms"])
def test_what_cannot_be_told_in_time_is_left_open(form: FormName, monkeypatch: pytest.MonkeyPatch) -> None:
    """Multiplying out a power of four hundred is given up at the deadline."""
    monkeypatch.setattr("grader.maths.form._SECONDS", 0.01)
    assert has_form(read("((x + y)^400 + 1)/(x + 2)"), form).holds is None
