"""When agreement at points is beyond chance: undecided then counts for now, and is open otherwise."""

from fractions import Fraction

import pytest
import sympy
from sympy import pi, sign, sqrt

from grader.maths.equivalence import compare
from grader.maths.equivalence.verdict import UNKNOWN, Agreement, agreed_at, is_beyond_chance
from grader.maths.values import Setting, value_at
from grader.maths.values.number import context

x, n = sympy.symbols("x n")
REALS = {x: sympy.S.Reals}
UNKNOWN_TO_US = sympy.Integral(sympy.exp(sympy.sin(n)), (n, 0, x))
GENERIC = [Fraction(number, 13) for number in range(1, 12)] + [Fraction(14, 13)]


def agreement_at(numbers: list[Fraction], domains: dict[sympy.Symbol, sympy.Set] = REALS) -> Agreement:
    """Agreement of a function with itself, which has another value at each point."""
    [symbol] = domains
    agreement = Agreement()
    for number in numbers:
        value = value_at(sqrt(symbol**2 + 2), {symbol: number}, Setting(120))
        agreement += agreed_at({symbol: number}, domains, value, value, is_rounded=False)
    return agreement


def test_a_dozen_generic_points_are_beyond_chance() -> None:
    """Eleven are not, nor is the first one a dozen times."""
    assert is_beyond_chance(agreement_at(GENERIC))
    assert not is_beyond_chance(agreement_at(GENERIC[1:]))
    assert not is_beyond_chance(agreement_at(GENERIC[:1] * 12))
    assert not is_beyond_chance(agreement_at(GENERIC[:1]))


def test_whole_numbers_are_no_generic_points() -> None:
    """They count only where the symbol can be nothing else."""
    whole = [Fraction(number) for number in range(30)]
    assert not is_beyond_chance(agreement_at(whole))
    assert is_beyond_chance(agreement_at(whole, {n: sympy.S.Integers}))


def test_simple_fractions_are_no_generic_points() -> None:
    """Halves to fifths are tried with everybody's answer."""
    assert not is_beyond_chance(agreement_at([Fraction(number, 5) for number in range(1, 60)]))


def test_one_point_that_cannot_be_compared_spoils_it() -> None:
    """There the difference may be."""
    assert not is_beyond_chance(agreement_at(GENERIC) + UNKNOWN)


def test_a_constant_agrees_once() -> None:
    """However many points there are: a value that is always the same is one datum."""
    agreement = Agreement()
    for number in GENERIC:
        agreement += agreed_at({x: number}, REALS, Fraction(1), Fraction(1), is_rounded=False)
    assert agreement.count == len(agreement.generic) == 12
    assert not is_beyond_chance(agreement)


def test_a_number_without_symbols_has_no_generic_point() -> None:
    """There is one point only."""
    assert agreed_at({}, {}, Fraction(1), Fraction(1), is_rounded=False) == Agreement(1)


@pytest.mark.parametrize(("digits", "rounded", "counts"), [(25, False, 1), (15, False, 0), (15, True, 1), (5, True, 0)])
def test_wide_enclosures_say_little(digits: int, rounded: bool, counts: int) -> None:  # noqa: FBT001
    """Twenty digits are needed, nine where a rounded decimal is held against."""
    value = value_at(pi, {}, Setting(120)) * (1 + context(120).mpf([0, 1]) / 10**digits)
    agreement = agreed_at({x: Fraction(3, 7)}, REALS, value, value, is_rounded=rounded)
    assert len(agreement.generic) == counts


def test_huge_values_are_no_trouble() -> None:
    """Numbers of millions of digits are never written out."""
    value = value_at(sympy.exp(x), {x: Fraction(6 * 10**9)}, Setting(120))
    assert agreed_at({x: Fraction(6 * 10**9 + 1, 7)}, REALS, value, value, is_rounded=False).count == 1


@pytest.mark.parametrize(
    ("left", "right", "beyond"),
    [
        (3.14159265358979 * x, pi * x, True),
        (sign(x**2 - 2) ** 2, sympy.Integer(1), False),
        pytest.param(x * UNKNOWN_TO_US, x * UNKNOWN_TO_US.subs(x, x + 1), False, marks=pytest.mark.slow),
    ],
)
def test_the_result_says_whether_it_may_be_chance(left: sympy.Expr, right: sympy.Expr, *, beyond: bool) -> None:
    """It is undecided either way."""
    result = compare(left, right, seconds=10)
    assert (result.verdict, result.is_beyond_chance) == ("undecided", beyond)
