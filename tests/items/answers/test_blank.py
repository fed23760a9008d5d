"""What an answer looks like tells nothing of the answer."""

from typing import Any

import numpy as np
import pytest
import sympy

from grader.items.answers.blank import FORM, blank
from grader.items.answers.compare import compare
from grader.items.answers.tolerance import Tolerance
from grader.items.choice import ChoiceItem

x = sympy.Symbol("x")
ANSWERS: list[Any] = [
    True, 3, 2.5, "convex", np.array([1.0, 2.0]), np.eye(2), (1.0, 2.0), [3, True], {"a": True, "b": 2}, {"a"},
    x**2, sympy.Matrix([[x, 1]]), [("convex", 1.5)],
]  # fmt: skip
OTHER_KIND = ["another", 7, None, {"z": 1}, np.zeros((3, 3)), x + 1, sympy.Matrix([[x], [1], [2]])]


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
def test_it_is_of_the_same_form(answer: Any) -> None:
    """The answer itself has no problem of form beside it, and neither has another one of its kind."""
    form = blank(answer)
    assert type(form) is type(answer) or isinstance(form, sympy.Expr)
    problem = compare(answer, form, Tolerance()).problem
    assert problem is None or problem.code not in FORM
    assert str(blank(form)) == str(form)


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
def test_another_form_is_told_as_it_is_beside_the_answer(answer: Any) -> None:
    """With the same code; where only the value differs, nothing of the form is wrong."""
    for other in OTHER_KIND:
        beside_answer, beside_form = (compare(other, each, Tolerance()).problem for each in (answer, blank(answer)))
        codes = [each.code if each is not None and each.code in FORM else "" for each in (beside_answer, beside_form)]
        assert codes[0] == codes[1], other


@pytest.mark.parametrize(("expected", "form"), [("c", "a"), ({"b", "c"}, {"a"}), (set(), {"a"})])
def test_a_choice_is_of_the_first_letter_whatever_is_right(expected: Any, form: Any) -> None:
    """One letter, or a set of them."""
    item = ChoiceItem(id="f", title="t", points=1, options={"a": "1", "b": "2", "c": "3"})
    assert item.blank(expected) == form
