"""Values at rational points: exact, or enclosed; none, or not known."""

from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy import (
    Abs,
    I,
    Max,
    Min,
    Mod,
    Piecewise,
    Rational,
    Sum,
    acosh,
    asin,
    atan,
    atan2,
    binomial,
    cos,
    erf,
    exp,
    factorial,
    floor,
    gamma,
    log,
    pi,
    sign,
    sin,
    sinh,
    sqrt,
    tan,
    zeta,
)

from grader.maths.values import NoValueError, Setting, UnknownError, as_number, certainly_differ, value_at

x, y = sympy.symbols("x y")
REAL, COMPLEX, CAREFUL = Setting(real=True), Setting(), Setting(principal=False)

EXACT = [
    (x**2 / 3, 2, Fraction(4, 3)),
    (sqrt(x), Fraction(9, 4), Fraction(3, 2)),
    (x ** Rational(-2, 3), 8, Fraction(1, 4)),
    ((x - 1) ** 6000, 2, 1),
    (0 * log(x) + x**0, 5, 1),
    (Abs(x) + sign(x) + floor(x), Fraction(-3, 2), Fraction(-3, 2)),
    (Max(x, 1) - Min(x, 1), 3, 2),
    (Mod(x, 3), -1, 2),
    (factorial(x), 4, 24),
    (gamma(x), 5, 24),
    (binomial(x, 2), 5, 10),
    (Sum(y**2, (y, 0, x)), 3, 14),
    (Piecewise((1, x < 0), (2, x < 1), (3, True)), Fraction(1, 2), 2),
    (exp(x) + sin(x) + cos(x) + log(1 + x), 0, 2),
]
ENCLOSED = [
    (sqrt(x) + pi, 2),
    (sin(x) * tan(x) + sinh(x), Fraction(7, 5)),
    (atan(x) + asin(x / 3), Fraction(-1, 2)),
    (acosh(x), 3),
    (log(x), Fraction(1, 1000)),
    (erf(x) * zeta(x), Fraction(1, 2)),
    (exp(I * x), 2),
    (sqrt(x), -2),
    (log(x), -2),
    (x ** Rational(1, 3), -8),
    (sin(10**50 * x), 1),
    (gamma(x + Rational(1, 3)), 2),
    (floor(100 * sqrt(x)), 2),
    (atan2(x, -1), 2),
    (atan2(x - 2, -x), 2),
    (atan2(-sqrt(x), -1), 2),
]
NO_VALUE = [
    (1 / x, 0, COMPLEX),
    ((x**2 - 1) / (x - 1), 1, COMPLEX),
    (log(x), 0, COMPLEX),
    (factorial(x), -1, COMPLEX),
    (Piecewise((1, x > 1)), 0, COMPLEX),
    (x + sympy.nan, 0, COMPLEX),
    (sqrt(x), -1, REAL),
    (Abs(log(x)), -1, REAL),
    (x ** Rational(1, 3), -8, REAL),
    (asin(x), 2, REAL),
    (I * x, 1, REAL),
    (atan2(x, -x), 0, COMPLEX),
]
UNKNOWN = [
    (x ** Rational(1, 3), -8, CAREFUL),
    (exp(exp(exp(exp(x)))), 5, COMPLEX),
    (1 / (sin(x) ** 2 + cos(x) ** 2 - 1), 2, COMPLEX),
    (sign(sin(x) ** 2 + cos(x) ** 2 - 1), 1, COMPLEX),
    (gamma(10**20 * x), 1, COMPLEX),
    (y, 1, COMPLEX),
]


@pytest.mark.parametrize(("expression", "number", "value"), EXACT)
def test_rational_values_are_exact(expression: sympy.Expr, number: Any, value: Any) -> None:
    """Fractions, not intervals."""
    result = value_at(expression, {x: Fraction(number)})
    assert isinstance(result, Fraction)
    assert result == value


@pytest.mark.parametrize(("expression", "number"), ENCLOSED)
def test_other_values_are_enclosed(expression: sympy.Expr, number: Any) -> None:
    """The interval is narrow, and SymPy's value at more digits lies in it."""
    enclosure = value_at(expression, {x: Fraction(number)})
    exact = sympy.Rational(Fraction(number).numerator, Fraction(number).denominator)
    near = expression.subs(x, exact).evalf(60)
    assert abs((as_number(enclosure) - near) / near) < 1e-25


@pytest.mark.parametrize(("expression", "number", "setting"), NO_VALUE)
def test_where_there_is_certainly_no_value(expression: sympy.Expr, number: Any, setting: Setting) -> None:
    """Among real numbers every part has to have one."""
    with pytest.raises(NoValueError):
        value_at(expression, {x: Fraction(number)}, setting)


@pytest.mark.parametrize(("expression", "number", "setting"), UNKNOWN)
def test_what_is_not_certain_is_not_guessed(expression: sympy.Expr, number: Any, setting: Setting) -> None:
    """Too large, too near to a jump, or a matter of convention."""
    with pytest.raises(UnknownError):
        value_at(expression, {x: Fraction(number)}, setting)


def test_a_rounded_decimal_stands_for_an_interval() -> None:
    """Wide enough for pi's decimals to be pi, and narrow enough for twelve digits to count."""
    point = {x: Fraction(1)}
    there = value_at(pi * x, point)
    assert not certainly_differ(value_at(sympy.Float("3.141592653589793") * x, point), there)
    assert certainly_differ(value_at(sympy.Float("3.14159265359179") * x, point), there)


RATIONALS = st.fractions(min_value=-20, max_value=20, max_denominator=50)


@given(RATIONALS, RATIONALS, st.sampled_from([40, 120, 300]))
def test_values_of_equal_expressions_never_certainly_differ(first: Fraction, second: Fraction, bits: int) -> None:
    """At any precision: the interval holds the number."""
    point = {x: first, y: second}
    sides = (exp(x) * exp(y) + sin(x + y), sympy.exp(x + y, evaluate=False) + sin(x) * cos(y) + cos(x) * sin(y))
    here, there = (value_at(side, point, Setting(bits)) for side in sides)
    assert not certainly_differ(here, there, bits)
