"""Values of a course are written down and read back as they were."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from grader.course.release.bundle import call_key, decode, encode, fields
from grader.items import FunctionItem
from grader.items.answers.tolerance import Tolerance
from grader.items.domains import Integers, Vectors
from grader.items.statements import IsConvex
from grader.sandbox.functions import ExpressionFunction
from grader.sandbox.wire import WireError

x, y = sympy.symbols("x y", real=True)
VALUES = [
    None, True, 3, 2**70, -1.5, "a text", Fraction(1, 3), 1j, (1, [2.0], {"a": (3,)}), {1, 2}, x**2 / 3 + sympy.exp(y),
    ExpressionFunction((x, y), x * sympy.Max(y, 0)), sympy.Interval(0, sympy.oo, left_open=True),
    {x: sympy.Interval.Ropen(-1, 2)}, sympy.Abs(x) > 1, ("sympy", 1, 2, 3, 4),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_a_value_comes_back(value: Any) -> None:
    """Of the same type, and equal."""
    again = decode(encode(value))
    assert again == value
    assert type(again) is type(value)


@pytest.mark.parametrize(
    "array", [np.zeros((0, 3)), np.arange(6).reshape(2, 3), np.array(2.5), np.array([True])], ids=str
)
def test_an_array_comes_back(array: Any) -> None:
    """With its shape and the type of its entries."""
    again = decode(encode({"cases": ((array,),)}))["cases"][0][0]
    np.testing.assert_array_equal(again, array)
    assert again.dtype == array.dtype


def test_a_matrix_comes_back() -> None:
    """Whatever it is made of."""
    matrix = sympy.Matrix([[x, 1], [sympy.Rational(1, 2), y]])
    assert sympy.Matrix(decode(encode(matrix))) == matrix


def test_a_model_is_told_by_the_fields_that_were_set() -> None:
    """`Tolerance()` and `Tolerance(relative=1e-6)` are not the same where whole numbers are compared."""
    assert fields(Tolerance()) == {}
    assert fields(Tolerance(relative=1e-6)) == {"relative": 1e-6}
    item = FunctionItem(id="f", title="t", points=1, inputs=(Vectors(size=2, entries=Integers(low=0, high=3)),))
    assert FunctionItem.model_validate(decode(encode(item))) == item
    statement = IsConvex(expression=-sympy.log(x), variables=(x,), domain={x: sympy.Interval.open(0, sympy.oo)})
    assert IsConvex.model_validate(decode(encode(statement))) == statement


@pytest.mark.parametrize("value", [object(), print, lambda: 1])
def test_what_is_no_value_is_refused(value: Any) -> None:
    """With a clause about it."""
    with pytest.raises(WireError):
        encode((value,))


def test_a_function_of_another_process_is_no_value() -> None:
    """Such data come from no release."""
    with pytest.raises(WireError):
        decode(["handle", 1])


def test_calls_have_the_same_key_exactly_if_they_have_the_same_arguments() -> None:
    """An int is not a float, and a list is no array: a reference may tell them apart."""
    calls = [(1,), (1.0,), ([1],), (np.array([1]),), (np.array([1.0]),), (x,), (sympy.Symbol("x"),), (1, 1), ()]
    assert len({call_key(call) for call in calls}) == len(calls)
    assert call_key((np.array([1.0]), {"b", "a"})) == call_key((np.array([1.0]), {"a", "b"}))
