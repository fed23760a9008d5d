"""Is a number zero? Decided, not guessed from digits."""

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import I, Integer, Rational, cos, cot, exp, log, pi, root, sin, sqrt, tan

from grader.maths.zero import is_algebraic_zero
from tests.slow import examples

ZERO = [
    sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6)),
    root(sqrt(108) + 10, 3) - root(sqrt(108) - 10, 3) - 2,
    (19601 - 13860 * sqrt(2)) ** Rational(7, 4) - (5 * sqrt(2) - 7) ** 7,
    cot(pi / 20) + cot(pi / 24) - cot(pi / 10) - sum(sqrt(number) for number in range(1, 7)),
    cos(pi / 7) - cos(2 * pi / 7) + cos(3 * pi / 7) - Rational(1, 2),
    tan(pi / 9, evaluate=False) - sin(pi / 9) / cos(pi / 9),
    exp(I * pi / 7) ** 7 + 1,
    (1 + I) ** 8 - 16,
    sqrt(I) - (1 + I) / sqrt(2),
]
NOT_ZERO = [
    sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6)) + Rational(1, 10**50),
    sqrt(10**30 + 1) - 10**15,
    cos(pi / 7) - cos(2 * pi / 7) + cos(3 * pi / 7) - Rational(500001, 10**6),
    Integer(3),
]
DIVIDED_BY_ZERO = 1 / (sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6)))
OTHER = [pi - 3, log(2), exp(1), sympy.Symbol("x") - 1, pytest.param(DIVIDED_BY_ZERO, marks=pytest.mark.slow)]


@pytest.mark.parametrize("number", ZERO)
def test_zero_is_proved(number: sympy.Expr) -> None:
    """However it is written."""
    assert is_algebraic_zero(number) is True


@pytest.mark.parametrize("number", NOT_ZERO)
def test_what_is_not_zero_is_told_from_it(number: sympy.Expr) -> None:
    """However small it is."""
    assert is_algebraic_zero(number) is False


@pytest.mark.parametrize("number", OTHER)
def test_other_numbers_are_left_open(number: sympy.Expr) -> None:
    """Transcendental ones, symbols, and quotients by zero."""
    assert is_algebraic_zero(number) is None


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.integers(2, 12), min_size=1, max_size=3), st.integers(2, 3), st.integers(0, 2))
def test_powers_of_sums_of_roots(radicands: list[int], power: int, off: int) -> None:
    """A power less itself multiplied out is zero, and is not with something added."""
    total = sympy.Add(*(sqrt(radicand) for radicand in radicands)) + 1
    difference = sympy.Add(sympy.Pow(total, power, evaluate=False), -sympy.expand(total**power), off, evaluate=False)
    assert is_algebraic_zero(difference) is (off == 0)
