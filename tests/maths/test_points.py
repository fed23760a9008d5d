"""Points that expressions are tried at: in the domain, at the joints, and different for every expression."""

from fractions import Fraction
from itertools import chain

import pytest
import sympy
from sympy import Abs, FiniteSet, Integers, Interval, Max, Naturals, Piecewise, Range, S, Union, oo, sqrt

from grader.maths.equivalence.joints import deciders
from grader.maths.equivalence.points import allows, bounds, is_discrete, more_points, points

x, y = sympy.symbols("x y")
DOMAINS = [
    S.Reals,
    Integers,
    Naturals,
    Range(3, 9),
    FiniteSet(2, sympy.Rational(7, 3)),
    Interval.open(0, oo),
    Interval(-oo, -5),
    Interval(100, sympy.Rational(10001, 100)),
    Interval.Lopen(sqrt(2), 3),
    Union(Interval(0, 1), Interval(50, 51)),
    Interval(0, 100).intersect(Integers),
]


@pytest.mark.parametrize("domain", DOMAINS, ids=str)
def test_points_lie_in_the_domain(domain: sympy.Set) -> None:
    """And there are several, if the domain has several numbers."""
    values = [point[x] for choose in (points, more_points) for point in choose(x**2, x, {x: domain})]
    assert all(domain.contains(sympy.Rational(value.numerator, value.denominator)) == S.true for value in values)
    assert len(set(values)) >= 2


def test_points_follow_from_the_expression() -> None:
    """The same every time, and others for another one."""
    domains = {x: S.Reals, y: S.Reals}
    first, again, other = ([*points(left, y, domains)] for left in (x + y, x + y, x - y))
    assert first == again
    assert first != other
    assert first[0] != first[1]


@pytest.mark.parametrize(
    ("expression", "joint"),
    [
        (Abs(3 * x - 7), Fraction(7, 3)),
        (Max(x, 4 - x), Fraction(2)),
        (Piecewise((1, sympy.Eq(x, sympy.Rational(7, 13))), (0, True)), Fraction(7, 13)),
        (sympy.sign(x**3 - 27 * x), Fraction(0)),
    ],
)
def test_joints_are_tried_with_their_neighbours(expression: sympy.Expr, joint: Fraction) -> None:
    """That is where the pieces of an expression differ."""
    tried = {point[x] for point in points(expression, x, {x: S.Reals})}
    assert {joint, joint + Fraction(1, 1000), joint - Fraction(1, 1000)} <= tried


def test_joints_of_several_symbols_are_tried() -> None:
    """X = 2*y for sign(x - 2*y)."""
    domains = {x: S.Reals, y: S.Reals}
    tried = chain(points(sympy.sign(x - 2 * y), x, domains))
    assert any(point[x] == 2 * point[y] != 0 for point in tried)


def test_deciders_are_found_inside() -> None:
    """What the pieces depend on, each once; numbers decide nothing."""
    assert deciders(Abs(x) + Abs(x) * Max(y, 1), sympy.sign(sqrt(2))) == [x, y - 1] or deciders(
        Abs(x) + Abs(x) * Max(y, 1)
    ) == [y - 1, x]


@pytest.mark.parametrize(
    ("assumptions", "value", "is_allowed"),
    [
        ({"positive": True}, 0, False),
        ({"nonnegative": True}, 0, True),
        ({"integer": True}, Fraction(1, 2), False),
        ({"even": True}, 3, False),
        ({"prime": True}, 7, True),
        ({}, Fraction(-7, 3), True),
    ],
)
def test_assumptions_of_a_symbol_exclude_values(
    assumptions: dict[str, bool], value: int | Fraction, *, is_allowed: bool
) -> None:
    """They count beside the domain."""
    assert allows(sympy.Symbol("t", **assumptions), S.Reals, Fraction(value)) is is_allowed


def test_bounds_and_gaps_of_domains() -> None:
    """From the domain and the assumptions together."""
    positive, whole = sympy.Symbol("p", positive=True), sympy.Symbol("n", integer=True)
    assert bounds(positive, Interval(-3, 7)) == (0, 7)
    assert bounds(x, S.Reals) == (-oo, oo)
    assert is_discrete(whole, S.Reals)
    assert is_discrete(x, Naturals)
    assert not is_discrete(x, Interval(0, 1))
