"""Decimals stand for the fractions that they were typed or rounded from."""

import pytest
import sympy

from grader.maths.decimals import evaluated, is_rounded

x = sympy.Symbol("x")


@pytest.mark.parametrize(
    ("typed", "fraction"),
    [
        (0.1, "1/10"),
        (0.1 + 0.2, "3/10"),
        (1 / 3, "1/3"),
        (2 / 7, "2/7"),
        (-1.5, "-3/2"),
        (0.0125, "1/80"),
        (9999.0, "9999"),
        (0.0, "0"),
        (0.333, "333/1000"),
        (0.99999999, "99999999/100000000"),
        (3.14159265, "62831853/20000000"),
        (1e-10, "1/10000000000"),
        (1e20, "100000000000000000000"),
    ],
)
def test_a_decimal_is_the_fraction_that_was_typed(typed: float, fraction: str) -> None:
    """Also where it is a part of an expression."""
    assert evaluated(sympy.Float(typed)) == sympy.Rational(fraction)
    assert evaluated(sympy.Mul(sympy.Float(typed), x, evaluate=False)) == sympy.Rational(fraction) * x


@pytest.mark.parametrize(
    ("number", "rounded"),
    [(0.1, False), (1 / 3, False), (2**0.5, True), (3.14159265, False), (3.14159265358979, True), (1e-10, False)],
)
def test_decimals_without_a_simple_fraction_are_rounded(number: float, rounded: bool) -> None:  # noqa: FBT001
    """Those of more than twelve digits stay as they are, and stand for an interval."""
    assert is_rounded(number * x + 1) is rounded
    assert evaluated(number * x).has(sympy.Float) is rounded


def test_unevaluated_expressions_are_carried_out() -> None:
    """Down to the leaves."""
    product = sympy.Mul(x, sympy.Pow(x, 2, evaluate=False), sympy.Integer(3), evaluate=False)
    assert evaluated(sympy.Add(product, product, evaluate=False)) == 6 * x**3
