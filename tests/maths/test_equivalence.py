"""Pairs of expressions that are equal, different or undecided: the table is also what authors can rely on."""

import math

import pytest
import sympy
from sympy import Abs, Heaviside, Max, Piecewise, Rational, cos, cosh, exp, gamma, log, sign, sin, sqrt, symbols, tan

from grader.maths.equivalence import Equivalence, compare
from grader.maths.points import try_points, value_at

x, y, z = symbols("x y z")
real_x = sympy.Symbol("x", real=True)
KNOWN_POINTS = [Rational(text) for text in "0 1 -1 2 1/2 -2 3 -1/3 7/5 -5 11/3 10".split()]

EQUAL = [
    (12 * x**2, 12 * x**2),
    ((x + 1) ** 2, x**2 + 2 * x + 1),
    ((x - y) * (x + y), x**2 - y**2),
    ((x**2 - 1) / (x - 1), x + 1),
    (sympy.Mul(x, sympy.Pow(x, -1), evaluate=False), sympy.Integer(1)),
    (sin(x) ** 2 + cos(x) ** 2, sympy.Integer(1)),
    (sin(2 * x), 2 * sin(x) * cos(x)),
    (tan(x), sin(x) / cos(x)),
    (cosh(x), (exp(x) + exp(-x)) / 2),
    (1 / (1 + exp(-x)), exp(x) / (1 + exp(x))),
    (log(exp(x)), x),
    (sqrt(x**2), Abs(x)),
    (x * sign(x), Abs(x)),
    (gamma(x + 1), x * gamma(x)),
    (Max(x, 0), (x + Abs(x)) / 2),
    (Piecewise((x, x > 0), (0, True)), Max(x, 0)),
    (exp(-0.1 * x), exp(-x / 10)),
    (0.25 * x, x / 4),
    (x * (1 / 3), x / 3),
    ((x + y + z) ** 40 - x, (x + y + z) ** 40 - x),
]
DIFFERENT = [
    (4 * x**3, 12 * x**2),
    (x, x + Rational(1, 10**12)),
    (x**2 + 10**6 * y, x**2),
    (sqrt(x**2), x),
    (log(x**2), 2 * log(Abs(x)) + 1),
    (exp(x), sympy.E**x + sympy.Rational(1, 10**9)),
    (0.333 * x, x / 3),
    (3.1416 * x, sympy.pi * x),
    (x, y),
    (x, real_x),
    (sympy.Integer(0), x),
    ((x + y + z) ** 300, (x + y + z) ** 300 + 1),
    (x ** (x**x), x ** (x**x) + 1),
    (12 * x**2 + sympy.prod([x - number for number in KNOWN_POINTS]), 12 * x**2),
]
UNDECIDED = [
    (math.pi * x**2, sympy.pi * x**2),
    (math.sqrt(2) * x, sqrt(2) * x),
    (exp(-0.123456789 * x), exp(-Rational(123456789, 10**9) * x)),
    (123456.789 * x, Rational(123456789, 1000) * x),
    (x * sqrt(5 + 2 * sqrt(6)), x * (sqrt(2) + sqrt(3))),
    (log(x**2), 2 * log(x)),
    (x**x, exp(x * log(x))),
    (x * Heaviside(x), Max(x, 0)),
]
NEVER_DEFINED = [sympy.nan, sympy.zoo, sympy.oo, x + sympy.oo, sympy.Piecewise((x, sympy.Eq(x, 0)), (sympy.nan, True))]


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_equal_expressions_are_proved_to_be_equal(left: sympy.Expr, right: sympy.Expr) -> None:
    """In both directions, with the rule that proves it."""
    for result in (compare(left, right), compare(right, left)):
        assert result.verdict == "equal"
        assert result.proof
        assert result.witness is None


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different_expressions_have_a_point_that_shows_it(left: sympy.Expr, right: sympy.Expr) -> None:
    """The witness is checked by substitution."""
    result = compare(left, right)
    assert result.verdict == "different"
    assert result.witness is not None
    point = result.witness.point
    here, there = value_at(left, point), value_at(right, point)
    assert here is not None
    assert there is not None
    assert here != there
    assert (here.is_Rational and there.is_Rational) or abs(here - there) > 1e-15 * (abs(here) + abs(there))


@pytest.mark.parametrize(("left", "right"), UNDECIDED)
def test_what_agrees_without_a_proof_is_undecided(left: sympy.Expr, right: sympy.Expr) -> None:
    """Equal at every point tried, which the result counts; never called different."""
    result = compare(left, right)
    assert result.verdict == "undecided"
    assert int(result.tried.split()[0]) >= 9


@pytest.mark.parametrize("left", NEVER_DEFINED)
def test_what_has_no_value_agrees_with_nothing(left: sympy.Expr) -> None:
    """`nan` differs from every expression, and a single lucky point does not change that."""
    result = compare(left, x)
    assert result.verdict == "different"
    assert result.witness is not None
    assert result.witness.left is None


def test_points_follow_from_the_expression() -> None:
    """An expression that is right at the fixed points is caught at points that depend on itself."""
    cheat = x + sympy.prod([x - number for number in KNOWN_POINTS])
    trial = try_points(cheat, x)
    assert trial.witness is not None
    assert trial.witness.point[x] not in KNOWN_POINTS
    assert trial == try_points(cheat, x)


def test_the_reference_is_compared_where_it_is_real() -> None:
    """log(x) says nothing about x < 0; an expression with the imaginary unit is complex on purpose."""
    assert compare(log(Abs(x)), log(x)).verdict == "undecided"
    assert compare(sympy.I * x, sympy.I * x + 1).verdict == "different"


def test_a_reference_that_is_nowhere_defined_is_refused() -> None:
    """No agreement can be claimed where nothing could be tried."""
    assert compare(sympy.asin(x**2 + 20), sympy.asin(x**2 + 21)) == Equivalence(
        "refused", tried="there is no point at which both could be worked out"
    )
