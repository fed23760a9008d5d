"""A student's answer takes the place of the reference's only in a form that the reference can go on with."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from grader.items.answers.convert import UnlikeError, like, zero_like

x = sympy.Symbol("x")


@pytest.mark.parametrize(
    ("answer", "expected", "given"),
    [
        (np.float32(2), 3.5, 2.0),
        (Fraction(1, 2), 3.5, 0.5),
        ([1, 2], np.array([3.0, 4.0]), np.array([1.0, 2.0])),
        (sympy.Integer(1), True, True),
        ("A", "b", "A"),
        (2 * x, x**2, 2 * x),
        (2 * x, sympy.Integer(2), 2 * x),
        (3, x**2, sympy.Integer(3)),
        (0.5, sympy.Integer(2), sympy.Float(0.5)),
        ([x, 1], [x**2, x], [x, sympy.Integer(1)]),
        (sympy.Matrix([[x, 1]]), sympy.Matrix([[1, x]]), sympy.Matrix([[x, 1]])),
        (2**60 - 1, 5, 2**60 - 1),
        (sympy.Integer(2**60 - 1), 5, 2**60 - 1),
        (10**400, 5, 10**400),
        (3.0, 5, 3),
        (2.5, 5, 2.5),
        (Fraction(5, 2), 5, 2.5),
        (Decimal("0.1"), Fraction(1, 3), Fraction(1, 10)),
        (2**60 - 1, Decimal(2), Decimal(2**60 - 1)),
        ([2**60 - 1, 1.5], [1, 2.5], [2**60 - 1, 1.5]),
        (np.array([2**60 - 1, 1]), (1, 2), (2**60 - 1, 1)),
        ([2**60 - 1, 1], np.array([1, 2]), np.array([2**60 - 1, 1])),
        ([2**64 - 1, 1], np.array([1, 2], dtype=np.uint64), np.array([2**64 - 1, 1], dtype=np.uint64)),
        ([0.5, 1], np.array([1, 2]), np.array([0.5, 1.0])),
        ([[2**70, 1]], np.array([[1, 2]], dtype=object), np.array([[2**70, 1]], dtype=object)),
    ],
    ids=str,
)
def test_an_answer_of_the_kind_asked_for_is_given_in_the_reference_s_form(
    answer: Any, expected: Any, given: Any
) -> None:
    """Where an expression is asked for, one with a symbol may stand for a number and the other way round."""
    converted = like(answer, expected)
    assert type(converted) is type(given)
    assert getattr(converted, "dtype", None) == getattr(given, "dtype", None)
    assert np.all(converted == given)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("a", 1.0),
        (None, True),
        (x, 1.0),
        ([1.0], np.array([1.0, 2.0])),
        (float("nan"), 1.0),
        ("x", x),
        (sympy.oo, x),
        (sympy.nan, sympy.Integer(2)),
        (float("inf"), sympy.Integer(2)),
        (float("inf"), 2),
        (10**400, 1.0),
        (Fraction(10**400, 3), 2),
        ([1], (1, 2)),
        ([x], [x, x**2]),
        (sympy.Matrix([[x, 1]]), sympy.Matrix([x, 1])),
        ([[x, 1]], sympy.Matrix([[x, 1]])),
    ],
    ids=str,
)
def test_an_answer_of_another_kind_is_refused(answer: Any, expected: Any) -> None:
    """Another shape, a text for a number, nothing at all, and what is not finite."""
    with pytest.raises(UnlikeError):
        like(answer, expected)


@pytest.mark.parametrize(
    ("expected", "zero"),
    [
        (True, False),
        (np.bool_(1), False),
        (3, 0),
        (2.5, 0.0),
        ("text", ""),
        (sympy.Symbol("x") ** 2, sympy.Integer(0)),
        (sympy.Matrix([[1, 2]]), sympy.zeros(1, 2)),
        ((1, [2.5, "text"]), (0, [0.0, ""])),
    ],
    ids=str,
)
def test_zero_in_the_form_of_an_answer(expected: Any, zero: Any) -> None:
    """Of the same type and shape."""
    found = zero_like(expected)
    assert found == zero
    assert isinstance(found, type(zero))


def test_zeros_of_an_array() -> None:
    """As many, of the same type; a dictionary has none."""
    found = zero_like(np.array([[1.5, 2.5]]))
    assert (found.tolist(), found.dtype) == ([[0.0, 0.0]], np.float64)
    with pytest.raises(UnlikeError):
        zero_like({"a": 1})
