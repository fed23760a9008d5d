"""Sums and products of entire functions: equal once multiplied out; where that says nothing, other rungs are asked."""

import pytest
import sympy
from sympy import Add, Integer, Mul, Pow, cos, exp, log, sin, sqrt
from sympy.abc import x, y

from grader.maths.equivalence import compare
from grader.maths.equivalence.multiplied_out import are_equal_multiplied_out, is_entire

ENTIRE = [
    x**3 * y - 2, exp(x * sin(y)) * cos(x) ** 2, Pow(x, 0, evaluate=False), sympy.Rational(1, 3) * x,
    Add(x, Mul(Integer(-1), x, evaluate=False), evaluate=False),
]  # fmt: skip
NOT_ENTIRE = [
    1 / x, sqrt(x), x**y, log(x), sympy.pi * x, 0.5 * x, Pow(Pow(x, -1), -1, evaluate=False), sympy.Abs(x),
    Mul(0, 1 / x, evaluate=False), sympy.nan, sympy.oo, sympy.Function("f")(x), exp(1 / x),
]  # fmt: skip
EQUAL = [
    ((x + y) ** 3, x**3 + 3 * x**2 * y + 3 * x * y**2 + y**3),
    (x * y * exp(x * y) + exp(x * y), (x * y + 1) * exp(x * y)),
    (exp((x + 1) * y), exp(x * y + y)),
    (x * (3 * x**2 + 1), 3 * x**3 + x),
]
NOT_SEEN = [((x + y) ** 3, x**3 + y**3), (sin(x) ** 2 + cos(x) ** 2, Integer(1)), ((x + y) ** 400, (y + x + 1) ** 400)]


@pytest.mark.parametrize("expression", ENTIRE, ids=str)
def test_entire(expression: sympy.Expr) -> None:
    """A value everywhere, as it was written."""
    assert is_entire(expression)


@pytest.mark.parametrize("expression", NOT_ENTIRE, ids=str)
def test_not_entire(expression: sympy.Expr) -> None:
    """There may be points without a value, or numbers that are no fractions."""
    assert not is_entire(expression)


@pytest.mark.parametrize(("left", "right"), EQUAL, ids=str)
def test_equal_once_multiplied_out(left: sympy.Expr, right: sympy.Expr) -> None:
    """It is the proof that is given."""
    assert are_equal_multiplied_out(left, right)
    comparison = compare(left, right)
    assert (comparison.verdict, comparison.proof) == ("equal", "multiplied out")


@pytest.mark.parametrize(("left", "right"), NOT_SEEN, ids=str)
def test_what_is_not_seen_is_not_claimed(left: sympy.Expr, right: sympy.Expr) -> None:
    """Neither is it refused: the other rungs are asked."""
    assert not are_equal_multiplied_out(left, right)


@pytest.mark.parametrize("number", [sympy.stieltjes(1), sympy.pi, sqrt(2) + exp(1)], ids=str)
def test_a_number_is_itself(number: sympy.Expr) -> None:
    """Also one whose value is not worked out here."""
    comparison = compare(number, number)
    assert (comparison.verdict, comparison.proof) == ("equal", "the same expression")
