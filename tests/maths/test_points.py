"""Points that expressions are tried at: in the domain, at the joints, and different for every expression."""

from fractions import Fraction
from itertools import chain

import pytest
import sympy
from sympy import Abs, FiniteSet, Integers, Interval, Max, Naturals, Piecewise, Range, S, Union, oo, sqrt

from grader.maths.equivalence.joints import crossings, deciders, edges, joints
from grader.maths.equivalence.points import allows, bounds, is_discrete, more_points, numbers_of, points

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
    "expression",
    [
        Abs(x**12 * y**5000 + x - 1),
        Max(sum(1 / (x + number * y + sum(sympy.symbols("a:6"))) for number in range(20)), 0),
    ],
)
def test_joints_that_take_long_are_left_out(expression: sympy.Expr) -> None:
    """SymPy factors and multiplies out in single steps, which no deadline interrupts."""
    assert list(joints(expression)) == []


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


@pytest.mark.parametrize(
    ("domain", "numbers"),
    [
        (Interval(0, 6), "3 3/2 9/2 7/10 26/5 1/10 59/10 11/5 37/10 0 6"),
        (Interval.open(0, oo), "1000 500 1500 700/3 5200/3 100/3 5900/3 2200/3 3700/3 0 2000"),
        (Interval(-oo, -5), "-505 -755 -255 -2665/3 -415/3 -2965/3 -65/3 -1915/3 -1165/3 -1005 -5"),
        (
            Union(Interval(0, 6), FiniteSet(7, 8)),
            "3 3/2 9/2 7/10 26/5 1/10 59/10 11/5 37/10 0 6 7 8",
        ),
        (FiniteSet(2, sympy.Rational(7, 3), sqrt(2)), "2 7/3"),
        (S.Reals, ""),
        (S.Integers, ""),
    ],
    ids=str,
)
def test_numbers_of_a_domain(domain: sympy.Set, numbers: str) -> None:
    """Inside, at both ends and close to them; far out where there is no end."""
    assert list(map(str, numbers_of(domain))) == numbers.split()


def test_ends_that_are_no_fractions() -> None:
    """A number close to the end stands for it; without the other end, 1000 away from a whole number."""
    *inside, low, high = numbers_of(Interval(-oo, sqrt(2)))
    assert low == -999
    assert abs(high**2 - 2) < Fraction(1, 10**25)
    assert all(low < number < high for number in inside)


@pytest.mark.parametrize(
    ("expression", "wanted", "edge"),
    [
        (Abs(x - 2), "x=2", ""),
        (Max(x, y, 2), "x=2 y=2", ""),
        (sympy.sign(x**2 - 4), "x=-2 x=2", ""),
        (sympy.Heaviside(x * y - 1), "x=1/y y=1/x", ""),
        (sympy.DiracDelta(x), "x=0", ""),
        (Piecewise((1, x < 3), (2, sympy.Eq(x, y)), (3, True)), "x=3 x=y y=x", ""),
        (sqrt(x - 3), "x=3", "x - 3"),
        ((x - 1) ** sympy.Rational(3, 4), "x=1", "x - 1"),
        ((x - 1) ** sympy.Rational(1, 3), "", ""),
        (sympy.asin(x), "x=-1 x=1", "1 - x, x + 1"),
        (sympy.acosh(x / 2), "x=2", "x/2 - 1"),
        (sympy.acot(x), "x=0", "x"),
        (sympy.acoth(x - 1), "x=1", "x - 1"),
        (x**y, "y=-1 y=-2 y=-3 y=1 y=2 y=3 y=4", ""),
        (x ** (y + 1), "y=-1 y=-2 y=-3 y=-4 y=0 y=1 y=2 y=3", ""),
        (Abs(x**2 - 2), "x=-1 x=-2 x=1 x=2", ""),
        (Abs(x**3 - x), "x=-1 x=0 x=1", ""),
        (sympy.sign((x - y) * (x + y)), "x=-y x=y y=-x y=x", ""),
        (sympy.sign((2 * x - y) * (x + y**2 + 1)), "x=-y**2 - 1 x=y/2 y=2*x", ""),
        (sympy.sign(x**2 - y), "y=x**2", ""),
        (sympy.sign(x**2 * y - y), "x=-1 x=1 y=0", ""),
        (Abs(x - sqrt(2)), "x=sqrt(2)", ""),
        (Abs(1 / x - 2), "x=1/2", ""),
        (Abs(sympy.exp(x) - 1), "", ""),
        (Abs(x**12 - 1), "x=-1 x=1", ""),
        (Abs(x**13 - 1), "", ""),
        (Abs((x - y) * (x**12 + y)), "y=-x**12 y=x", ""),
        (sympy.log(x), "", ""),
    ],
    ids=str,
)
def test_joints_and_edges(expression: sympy.Expr, wanted: str, edge: str) -> None:
    """What each symbol has to be, by the others; an edge is where a part stops being real."""
    found = sorted({f"{symbol}={root}" for symbol, root in joints(expression)})
    assert " ".join(found) == wanted
    assert ", ".join(map(str, edges(expression))) == edge


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        (Abs(x) + Abs(y), {"x=0 y=0"}),
        (Abs(x - y) + Abs(x + y - 2), {"x=1 y=x", "x=y y=1"}),
        (Abs(x) + Abs(x - 1), set()),
        (sympy.sign(x + 1) * sympy.sign(y - x**2), {"x=-1 y=1"}),
        (sympy.sign(x) * sympy.sign(y) * sympy.sign(x - y), {"x=0 y=0"}),
    ],
)  # fmt: skip
def test_crossings(expression: sympy.Expr, wanted: set[str]) -> None:
    """Where two joints meet: each symbol by those before it."""
    assert {" ".join(sorted(f"{symbol}={root}" for symbol, root in way)) for way in crossings(expression)} == wanted


def test_which_points_are_tried() -> None:
    """Simple ones first, in which no two symbols go together; then drawn ones, every other one small."""
    one = [point[x] for point in points(x, x, {x: S.Reals})]
    simple = "0 1 -1 2 1/2 -2 3 -1/3 7/5 -5 11/3 10"
    assert " ".join(map(str, one[:12])) == simple
    assert (" ".join(map(str, one[12:20]))) == "-328000/31 1/2 -10800/13 1/2 -2980/7 -2 71/13000 2"
    assert all(number.denominator > 5 for number in one[12::2])
    assert {*map(str, one[13::2])} <= {*simple.split()}
    assert len(one) == 12 + 28
    two = [(point[x], point[y]) for point in points(x + y, x, {x: S.Reals, y: S.Reals})]
    assert " ".join(str(number) for _, number in two[:12]) == "-2 -1/3 -5 10 1 2 -2 -1/3 -5 10 1 2"
    assert [left for left, _ in two[:12]] == one[:12]
    assert len(two) == 12 + 30
    more = [point[x] for point in more_points(x, x, {x: S.Reals})]
    assert " ".join(map(str, more[:6])) == "-188/17 7000/37 1/50 -322/13 1/50 -11100/19"
    assert all(number.denominator > 5 for number in more[:30])
    assert {*map(str, more[31::2])} == {"-1", "2", "1/2", "-2", "3"}
    assert len(more) == 30 + 40
    assert len(list(more_points(x + y, x, {x: S.Reals, y: S.Reals}))) == 30 + 80
