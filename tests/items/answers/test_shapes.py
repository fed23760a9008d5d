"""Answers of which only the shape is known beforehand, and the forms in which one number or expression is given."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from grader.items.answers.compare import compare
from grader.items.answers.shapes import Shape, read_parts
from grader.items.answers.tolerance import Tolerance

NETWORK: tuple[Shape, ...] = ((3, "h"), ("h+1",))
W, w = np.ones((3, 2)), np.ones(3)
x = sympy.Symbol("x")

TABLE: list[tuple[Any, tuple[Shape, ...], str, str]] = [
    (
        None,
        ((4,),),
        "none",
        "The answer is None, as from a function without `return`; an array of shape (4,) is expected.",
    ),
    ("abc", ((4,),), "type", "The answer is the text 'abc'; an array of shape (4,) is expected."),
    ([1, 2], ((4,),), "shape", "The answer has shape (2,); shape (4,) is expected."),
    (3.0, ((4,),), "shape", "The answer is a single number; shape (4,) is expected."),
    ([1, 2], ((),), "type", "The answer is a list; a number is expected."),
    (
        [[1], [2, 3]],
        (("k", 2),),
        "shape",
        "The rows of the answer differ in length; an array of shape (k, 2) is expected.",
    ),
    ([1, None], (("k",),), "dtype", "An entry of the answer is None; a number is expected."),
    ([1, np.nan], (("k",),), "nan", "The answer holds nan or an infinite number; finite numbers are expected."),
    ([1, 1j], (("k",),), "dtype", "The answer is complex; real numbers are expected."),
    (W, NETWORK, "type", "The answer is an array of shape (3, 2); a tuple of 2 arrays is expected."),
    ((W,), NETWORK, "length", "The answer has 1 part; a tuple of 2 arrays is expected."),
    ((W.T, w), NETWORK, "shape", "Part 0 of the answer has shape (2, 3); shape (3, h) is expected."),
    ((W, w[:2]), NETWORK, "shape", "Part 1 of the answer has shape (2,); shape (h+1,) with h = 2 is expected."),
    ((W, "w"), NETWORK, "type", "Part 1 of the answer is the text 'w'; an array of shape (h+1,) is expected."),
    ((W, [1, "w", 2]), NETWORK, "dtype", "An entry of part 1 of the answer is the text 'w'; a number is expected."),
    (
        ([], [1]),
        (("h+1",), ("h",)),
        "shape",
        "Part 0 of the answer has shape (0,); shape (h+1,) with h = 0 is expected.",
    ),
]


@pytest.mark.parametrize(("answer", "shapes", "code", "text"), TABLE, ids=lambda value: repr(value)[:30])
def test_an_answer_of_another_form_is_told_what_it_is(
    answer: Any, shapes: tuple[Shape, ...], code: str, text: str
) -> None:
    """The part, what it is, and what is expected."""
    parts, comparison = read_parts(answer, shapes)
    assert parts is None
    assert comparison.problem is not None
    assert (comparison.problem.code, comparison.problem.text) == (f"answer.{code}", text)


@pytest.mark.parametrize(
    ("answer", "shapes", "expected"),
    [
        ([1, 0, 0.5], ((3,),), [(3,)]),
        (sympy.Matrix([1, sympy.sqrt(2)]), (("k",),), [(2,)]),
        ([(1, 0), (-1, 0)], (("k", 2),), [(2, 2)]),
        (np.zeros((0, 2)), (("k", 2),), [(0, 2)]),
        ([W.tolist(), (1, 2, 3)], NETWORK, [(3, 2), (3,)]),
        (([1, 2, 3], [1, 2]), (("h+1",), ("h",)), [(3,), (2,)]),
        (np.array([1 + 0j, 1 + 1e-17j]), (("k",),), [(2,)]),
        (2, ((),), [()]),
    ],
)
def test_an_answer_of_the_form_comes_as_float64(answer: Any, shapes: tuple[Shape, ...], expected: list[Any]) -> None:
    """Named sizes stand for whatever is found, and for the same throughout."""
    parts, comparison = read_parts(answer, shapes)
    assert comparison.problem is None
    assert parts is not None
    assert [part.shape for part in parts] == expected
    assert {part.dtype for part in parts} == {np.dtype(np.float64)}


@pytest.mark.parametrize(
    ("answer", "expected", "agrees"),
    [
        (np.array(x**2, dtype=object), x**2, True),
        (np.array(2.5), sympy.Rational(5, 2) + 0 * x, True),
        (np.float64(2.5), sympy.Rational(5, 2), True),
        (complex(2.5), sympy.Rational(5, 2), True),
        (complex(2.5, 1), sympy.Rational(5, 2), False),
        (Fraction(5, 2), sympy.Rational(5, 2), True),
        (np.array([x**2], dtype=object), x**2, False),
        (np.array([[x**2]], dtype=object), x**2, False),
    ],
    ids=str,
)
def test_what_stands_for_an_expression(answer: object, expected: sympy.Expr, *, agrees: bool) -> None:
    """A number of any type, and what an array without dimensions holds; no other array."""
    assert compare(answer, expected, Tolerance()).agrees == agrees
