"""Decimals stand for the fractions that they were typed or rounded from."""

import pytest
import sympy

from grader.maths.decimals import as_float, evaluated, is_rounded, with_floats, with_fractions

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


@pytest.mark.parametrize("number", [1 / 3, 0.1, 2 / 7, 0.7, 3.14159265358979, 1e-5 / 3, -1 / 3, 2e20 / 3, 1e300 / 7])
def test_a_fraction_that_was_made_of_a_float_is_told(number: float) -> None:
    """By the 53 binary digits that it has over, or times, a power of two."""
    made = as_float(sympy.Rational(number))
    assert made == sympy.Float(number)
    assert with_floats(x * sympy.Rational(number)) == x * sympy.Float(number)


@pytest.mark.parametrize(
    "text",
    ["1/3", "1/9007199254740992", "1/1152921504606846976", "3/4", "-5/1024", "0", "7", "9007199254740991", "2/3",
     "12345678901234567890/7", "1000000000000001/1000", "36028797018963969/36028797018963968"],
)  # fmt: skip
def test_a_fraction_that_was_typed_is_no_float(text: str) -> None:
    """Another denominator than a power of two, few digits, or more than a float has."""
    number = sympy.Rational(text)
    assert as_float(number) is None
    assert with_floats(number + x) == number + x


def test_decimals_become_fractions_without_anything_carried_out() -> None:
    """0.5/x*0 stays a product."""
    product = sympy.Mul(sympy.Float(0.5), sympy.Pow(x, -1), 0, evaluate=False)
    exact = with_fractions(product)
    assert set(exact.args) == {sympy.Rational(1, 2), 1 / x, sympy.Integer(0)}
