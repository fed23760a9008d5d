"""Where chords that refute are looked for: the order of places decides how simple a witness is, and what is found."""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from grader.maths.convexity.domain import Domain, Fact, Problem, cut_at
from grader.maths.convexity.kinks import joints_of
from grader.maths.convexity.refute.bending import Bending
from grader.maths.convexity.refute.chords import Chord, around, centres, moved, numbers, points, sign_of
from grader.maths.convexity.refute.flat import _pairs as _flat_pairs
from grader.maths.convexity.refute.flat import flat_chord
from grader.maths.convexity.refute.numeric import function_of, hessian_of, second_derivatives
from grader.maths.convexity.refute.search import (
    _across_joints,
    _clearly_bent_points,
    _hardly_bent_points,
    _improved_points,
    _seemingly_straight,
    _simple_chords,
    long_search,
    quick_search,
)

R = sympy.Rational
X, Y, Z = sympy.symbols("x y z", real=True)
P = sympy.Symbol("p", positive=True)
LINE = sympy.Interval(-sympy.oo, sympy.oo)
ABOVE = sympy.Interval.open(0, sympy.oo)
NARROW = R(31415926535897932384, 10**19)


def domain_of(symbols: str, *facts: Fact) -> Domain:
    """The domain of symbols by their names; p is above 0."""
    known = {str(symbol): symbol for symbol in (X, Y, Z, P)}
    ranges = tuple(ABOVE if name == "p" else LINE for name in symbols)
    return Domain(tuple(known[name] for name in symbols), ranges, facts)


def fractions(text: str) -> list[Fraction]:
    """Fractions from a text."""
    return [Fraction(part) for part in text.split()]


def text_of(parts: Any) -> str:
    """The fractions of a point or a list."""
    return " ".join(map(str, parts))


@pytest.mark.parametrize(
    ("part", "middles", "many", "first", "last"),
    [
        (
            sympy.Interval(0, 1),
            "",
            21,
            "1/2 1/4 3/4 1/8 7/8 1/100 99/100 0 1 1/1000000 999999/1000000 1/10 9/10 1/1000 999/1000",
            "1/1000000000000 999999999999/1000000000000",
        ),
        (
            ABOVE,
            "",
            22,
            "1 2 1/2 3 4 5 1/4 1/8 10 100 1000 10000 1000000 1000000000 1000000000000 1/10 1/100 1/1000 1/10000",
            "1/1000000000 1/1000000000000",
        ),
        (
            LINE,
            "",
            41,
            "0 1 -1 2 -2 1/2 -1/2 3 -3 4 -4 5 -5 10 -10 100 -100 1000 -1000 10000 -10000 1000000 -1000000",
            "1/1000000000 -1/1000000000 1/1000000000000 -1/1000000000000",
        ),
        (
            sympy.Interval(-sympy.oo, 3),
            "7/3",
            70,
            "7/3 0 1 -1 2 -2 1/2 -1/2 3 -3 -4 -5 1/4 1/8 -23/3 -7 -10 -293/3 -97 -100 -2993/3",
            "2999999999999/1000000000000 1/1000000000000 -1/1000000000000",
        ),
        (
            sympy.Interval.open(R(1, 3), R(1, 2)),
            "2/5",
            35,
            "2/5 5/12 3/8 11/24 17/48 23/48 67/200 299/600 666667/2000000 2999999/6000000 13/30 41/100 39/100 103/300",
            "1000000000003/3000000000000 499999999999/1000000000000",
        ),
        # an end that is no fraction has a fraction beside it
        (sympy.Interval(0, sympy.sqrt(2)), "", 28, "0 1 1/2 470832/665857 235416/665857 706248/665857", ""),
        # what is too long to be read comes after what is short
        (LINE, "1/7 1/101", 99, "1/7 0 1 -1 2 -2 1/2 -1/2 3 -3 4 -4 5 -5 1/101 71/7 -69/7 1011/101", ""),
    ],
    ids=str,
)
def test_numbers_of_an_interval(part: sympy.Interval, middles: str, many: int, first: str, last: str) -> None:
    """Simple ones, then at all scales around middles and ends; none lies outside."""
    found = numbers(part, fractions(middles))
    assert len(found) == many
    assert text_of(found).startswith(first)
    assert text_of(found).endswith(last)
    assert all(number in part for number in found[:20])


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        (sympy.exp(-10000 * (X - 1) ** 2), {X: "1"}),
        (sympy.Abs(X - 2) + sympy.Abs(3 * Y + 1), {X: "2", Y: "-1/3"}),
        (1 / (X**2 - 2), {X: "-665857/470832 941664/665857"}),
        (sympy.Max(X, X**2) + sympy.sqrt(X + 7), {X: "0 1 -7"}),
        (sympy.sin(X * Y) + sympy.cos(2 * X - 3), {X: "3/2", Y: ""}),
        (sympy.Piecewise((X, X < 3), (X**2, True)), {X: "3"}),
        (sympy.exp(X), {X: ""}),
        (sympy.Abs(X**3 - X), {X: "-1 0 1"}),
        (sympy.exp(sympy.prod(X - number for number in range(8))), {X: "0 1 2 3 4 5"}),
        (sympy.sin(sympy.sin(X) - 1), {X: ""}),
    ],
    ids=str,
)
def test_centres(expression: sympy.Expr, wanted: dict[sympy.Symbol, str]) -> None:
    """Where a part of one symbol alone is 0."""
    domain = domain_of("".join(sorted(map(str, wanted))))
    assert {symbol: text_of(found) for symbol, found in centres(expression, domain).items()} == wanted


@pytest.mark.parametrize(
    ("expression", "part", "wanted"),
    [
        (sympy.Abs(X - 2) + sympy.Abs(3 * X + 1), LINE, "-1/3 2"),
        (sympy.Abs(X - 2), sympy.Interval(2, 5), ""),
        (sympy.Abs(X - 5), sympy.Interval(2, 5), ""),
        (sympy.Abs(sympy.Abs(X) - 1), LINE, "-1 0 1"),
        (sympy.Max(X, X**2, 2), LINE, "0 1 2"),
        (sympy.Abs(sympy.exp(X) - 1), LINE, "0"),
        (sympy.Abs(sympy.sin(X)), LINE, ""),
        (sympy.Abs(X**2 - 2), LINE, ""),
        (sympy.Abs(1 / X - 2), LINE, "1/2"),
        (sympy.Abs(X**8 - 1), LINE, "-1 1"),
        (sympy.Abs(X**9 - 1), LINE, ""),
        (sympy.Add(*(sympy.Abs(X - number) for number in range(20))), LINE, "0 1 2 3 4 5 6 7 8 9 10 11"),
        (sympy.Heaviside(X - 1) + sympy.sign(X + 1), LINE, "-1 1"),
        (sympy.Piecewise((X, X**2 < 4), (2 * X, True)), LINE, "-2 2"),
        (sympy.Abs(sympy.Max(X, 3 - X) - 2), LINE, "1 3/2 2"),
        (sympy.Min(X + 1, 3 * X, 4), LINE, "1/2 4/3 3"),
    ],
    ids=str,
)
def test_joints(expression: sympy.Expr, part: sympy.Interval, wanted: str) -> None:
    """Fractions strictly inside an interval at which branches may meet; a few of them where there are many."""
    assert text_of(joints_of(expression, X, part)) == wanted


def test_chords_around_a_point() -> None:
    """At scales of the point first, then at all; the point is in the middle, and the direction kept."""
    at_zero = list(around((Fraction(0),), (Fraction(1),)))
    far = list(around((Fraction(10), Fraction(-1)), (Fraction(1), Fraction(1, 2))))
    assert [text_of(chord.b) for chord in at_zero] == (
        "1 1/10 1/100 1/1000 1/10000 1/1000000 1/100000000 10 1000".split()
    )
    assert [text_of(chord.b) for chord in far[:6]] == (
        ["15 3/2", "11 -1/2", "101/10 -19/20", "10001/1000 -1999/2000", "11 -1/2", "101/10 -19/20"]
    )
    assert len(far) == 13
    for chord, point, direction in (*((c, (0,), (1,)) for c in at_zero), *((c, (10, -1), (2, 1)) for c in far)):
        assert [(left + right) / 2 for left, right in zip(chord.a, chord.b, strict=True)] == list(point)
        steps = [right - left for left, right in zip(chord.a, chord.b, strict=True)]
        assert [step * direction[0] for step in steps] == [steps[0] * part for part in direction]
    assert text_of(moved((Fraction(1), Fraction(2)), 1, Fraction(1, 2))) == "1 5/2"


def test_points_are_a_grid_then_ladders_then_drawn() -> None:
    """In several variables few combinations of the first numbers, then each number along and across the axes."""
    axis = [Fraction(number) for number in range(20)]
    for symbols, grid in (("xy", 7), ("xyz", 4), ("pxyz", 3)):
        size = len(symbols)
        found = list(points([axis] * size, domain_of(symbols)))
        assert max(max(point) for point in found[: grid**size]) == grid - 1
        assert found[0] == (0,) * size
        assert len(set(found)) == len(found)
        for number in axis:
            zeros, ones = (Fraction(0),) * (size - 1), (Fraction(1),) * (size - 1)
            assert {(number,) * size, (*zeros, number), (number, *ones)} <= {*found}
        ladders = 3 * grid**size + 2 * size * len(axis) + len(axis)
        assert found == list(points([axis] * size, domain_of(symbols)))
        assert len(found) < ladders + 220
    assert [text_of(point) for point in points([axis[:1], axis[:2]], domain_of("xy"))] == ["0 0", "0 1"]
    uneven = list(points([axis[:3], axis[:2]], domain_of("xy")))
    assert [text_of(point) for point in uneven] == ["0 0", "0 1", "1 0", "1 1", "2 0", "2 1"]


def test_points_where_facts_hold() -> None:
    """Only those, and points between them; at the edge where it belongs to the domain."""
    few = [Fraction(0), Fraction(1), Fraction(2)]
    assert [text_of(point) for point in points([few], domain_of("x", Fact(X, is_strict=True)))][:3] == ["1", "2", "3/2"]
    assert text_of(next(points([few], domain_of("x", Fact(X, is_strict=False))))) == "0"
    found = [text_of(point) for point in points([few, few], domain_of("xy", Fact(3 - X - Y, is_strict=False)))]
    assert found[:8] == ["0 0", "0 1", "0 2", "1 0", "1 1", "1 2", "2 0", "2 1"]
    assert (found[8], found[36], len(found)) == ("0 1/2", "0 1/10", 8 + 2 * 28)


QUICK = [
    (X**3, "x", "0 -1", "0 1"),
    (X**2, "x", None, "0 1"),
    (-(X**2), "x", "0 1", None),
    (sympy.sin(X), "x", "0 1", "0 -1"),
    (X * Y, "xy", "0 0 1 -1", "0 0 1 1"),
    (sympy.Abs(X), "x", None, "1 -1"),
    (sympy.exp(-(X**2)), "x", "0 1", "0 2"),
    (sympy.Max(X * Y, 0), "xy", "0 1 1 0", "0 0 1 1"),
    (sympy.floor(X), "x", "1/2 -1/2", "0 1"),
    (2 * X, "x", None, None),
    # a jump that floats do not see, in the only place where it can be
    (
        sympy.Piecewise((X**2, X < 3), (X**2 + R(1, 10**12), True)),
        "x",
        "29999999/10000000 30000001/10000000",
        "3 0",
    ),
    (X**2 + sympy.exp(-10000 * (X - 1) ** 2) / 1000, "x", "99/100 101/100", "1 0"),
    (sympy.exp(X) - X**2 / 10**10, "x", "0 -1000000", "0 1"),
    (X**4 - 2 * X**3 + R(149, 100) * X**2, "x", "9/20 11/20", "0 1"),
    ((X - Y) ** 2 - R(1, 100) * (X + Y) ** 2, "xy", "0 0 1 1", "0 0 0 1"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "symbols", "convex", "concave"), QUICK, ids=str)
def test_quick_search(expression: sympy.Expr, symbols: str, convex: str | None, concave: str | None) -> None:
    """The simplest chord that clearly refutes, against each side; the long search leaves what is known as it is."""
    problem = Problem(expression, domain_of(symbols))
    found = quick_search(problem)
    assert [None if chord is None else text_of((*chord.a, *chord.b)) for chord in found] == [convex, concave]
    if None not in found:
        assert long_search(problem, found) == found


def test_a_way_stops_with_a_sign_that_is_known() -> None:
    """Chords are offered for the signs that are wanted; one that becomes known meanwhile is asked for no longer."""
    problem = Problem(X**3 + sympy.Abs(X) / 10, domain_of("x"))
    ways = (
        _simple_chords,
        _across_joints,
        _clearly_bent_points,
        _hardly_bent_points,
        _improved_points,
        _seemingly_straight,
    )
    chord = quick_search(problem).against_convex
    assert chord is not None
    for way in ways:
        assert {sign for _, sign in way(problem, {})} == {-1, 1}
        assert {sign for _, sign in way(problem, {-1: chord})} == {1}
        assert {sign for _, sign in way(problem, {1: chord})} == {-1}
        assert list(way(problem, {1: chord, -1: chord})) == []


@pytest.mark.parametrize(
    ("expression", "way", "many"),
    [
        (X**3, _simple_chords, 54),
        (X**3, _clearly_bent_points, 2 * 5 * 13),
        (X**3, _hardly_bent_points, 2 * 20 * 13),
        (X**3, _improved_points, 2 * 10 * 13),
        (X**3, _seemingly_straight, 6),
        (sympy.Abs(X - 1), _across_joints, 2 * 3 * 13),
        # bends that floats may have made up are no clear ones
        (sympy.exp(X) - X**2 / 10**10, _clearly_bent_points, 5 * 13),
        # what floats take for a constant is only seen by the way that does not ask them
        ((sympy.pi - NARROW) * X**2, _simple_chords, 0),
        ((sympy.pi - NARROW) * X**2, _clearly_bent_points, 0),
        ((sympy.pi - NARROW) * X**2, _seemingly_straight, 6),
    ],
    ids=lambda part: part.__name__ if callable(part) else str(part),
)
def test_how_many_chords_a_way_offers(expression: sympy.Expr, way: Any, many: int) -> None:
    """Few of each kind, since each that is offered is judged by enclosures."""
    assert len(list(way(Problem(expression, domain_of("x")), {}))) == many


@pytest.mark.parametrize(
    ("expression", "symbols", "ends"),
    [
        (X**2, "x", None),
        (sympy.Abs(X), "x", "1 4"),
        (2 * X + 1, "x", "1 4"),
        (sympy.sqrt(X**2 + Y**2), "xy", "1 1 4 4"),
        ((X + Y) ** 2, "xy", "1 -1 4 -4"),
        ((X - 2 * Y) ** 2, "xy", "1 1/2 4 2"),
        # along no simple direction, but the one that the Hessian sends to 0
        ((X - Y / 7) ** 4 + sympy.exp(X - Y / 7), "xy", "1 1 8/7 2"),
        ((3 * X - 5 * Y - 1) ** 2, "xy", "1 1 2 8/5"),
        (sympy.Max(X, 0) ** 2, "x", "-1 -4"),
        (X**2 + Y**2, "xy", None),
        (sympy.Max(X - 1, 0), "px", "2 0 8 0"),
        ((X + Y - 2 * Z) ** 2, "xyz", "1 1 1 4 4 4"),
    ],
    ids=str,
)
def test_flat_chords(expression: sympy.Expr, symbols: str, ends: str | None) -> None:
    """A chord on the graph, along rays from the origin, simple directions, or those of the Hessian's kernel."""
    found = flat_chord(Problem(expression, domain_of(symbols)))
    assert (None if found is None else text_of((*found.a, *found.b))) == ends


def test_where_a_function_bends_most() -> None:
    """(x**2 - 1)**2 bends down most at 0, which is found from nearby; up it bends most far away."""
    bending = Bending(Problem((X**2 - 1) ** 2, domain_of("x")))
    down, up = bending.ranked(-1), bending.ranked(1)
    assert (down[0][0], text_of(down[0][1]), len(down)) == (-4.0, "0", 1000)
    assert down == sorted(down, key=lambda entry: entry[0])
    assert abs(up[0][1][0]) == 10**12 + 1
    assert text_of(bending.improved((Fraction(1, 2),), -1)) == "0"
    assert text_of(bending.improved((Fraction(1, 2),), 1)) == "11/10"
    assert text_of(next(bending.chords((Fraction(0),), -1)).b) == "1"
    assert (Fraction(1009, 150_000),) in {point for _, point in up}
    assert list(bending.chords((Fraction(0),), 1)) == []
    assert list(bending.chords((Fraction(2),), -1)) == []


def test_small_parts_of_points_and_directions_are_kept() -> None:
    """Short fractions first, then those that do not round it away."""
    aslant = Bending(Problem(-((X - Y / 2000) ** 2) + (Y + X / 2000) ** 2, domain_of("xy")))
    chords = list(aslant.chords((Fraction(0), Fraction(0)), -1))
    assert {(chord.b[1] - chord.a[1]) / (chord.b[0] - chord.a[0]) for chord in chords} == {R(-1, 1000), R(-1, 2000)}
    assert text_of(Bending(Problem((X - R(1, 300)) ** 4, domain_of("x"))).improved((Fraction(0),), -1)) == "273/81920"


def test_chords_across_a_joint() -> None:
    """Over it and on either side, from a length that floats do not see to one that they do."""
    chords = [chord for chord, sign in _across_joints(Problem(sympy.Abs(X), domain_of("x")), {}) if sign == 1]
    powers = [R(10) ** power for power in (*range(0, -11, -1), 1, 2)]
    assert chords == [
        Chord((low * step,), (high * step,)) for step in powers for low, high in ((-1, 1), (0, 1), (-1, 0))
    ]


def test_how_many_chords_are_looked_at_for_a_flat_one() -> None:
    """In several variables fewer points, since there are more directions."""
    assert len(list(_flat_pairs(Problem(X**2, domain_of("x"))))) == 54
    assert len(list(_flat_pairs(Problem(X**2 + Y**2, domain_of("xy"))))) == 651


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        (sympy.sign(X), (-1.0, 0.0, 1.0)),
        (sympy.Heaviside(X), (0.0, 0.5, 1.0)),
        (sympy.Heaviside(X, 0), (0.0, 0.0, 1.0)),
        (sympy.DiracDelta(X), (0.0, 0.0, 0.0)),
        (sympy.Max(X, -X - 1), (1.0, 0.0, 2.0)),
        (sympy.Min(X, -X - 1), (-2.0, -1.0, -3.0)),
        (sympy.Abs(X), (2.0, 0.0, 2.0)),
        (sympy.exp(sympy.loggamma(X + 3)), (1.0, 2.0, 24.0)),
        (sympy.log(X), (None, None, 0.69)),
        (1 / X, (-0.5, None, 0.5)),
        (sympy.sqrt(X), (None, 0.0, 1.41)),
        (sympy.exp(1000 * X), (0.0, 1.0, None)),
        (sympy.zeta(X + 5), (None, None, None)),
        (sympy.Integer(3), (3.0, 3.0, 3.0)),
    ],
    ids=str,
)
def test_values_in_floats(expression: sympy.Expr, values: tuple[float | None, ...]) -> None:
    """At -2, 0 and 2; nan where there is none."""
    value = function_of(expression, (X,))
    found = [value([point]) for point in (-2.0, 0.0, 2.0)]
    assert [None if math.isnan(number) else round(number, 2) for number in found] == list(values)


def test_second_derivatives_in_floats() -> None:
    """Both halves of the Hessian; kinks count as flat, and what has no value is nan."""
    expression = X**2 * Y + sympy.Abs(X) + Y**3
    assert hessian_of(expression, (X, Y))([1.0, 2.0]).tolist() == [[4.0, 2.0], [2.0, 12.0]]
    assert np.isnan(hessian_of(sympy.log(X) + Y**2, (X, Y))([0.0, 1.0])).all()
    assert set(second_derivatives(expression, (X, Y))) == {(0, 0), (1, 0), (1, 1)}


@pytest.mark.parametrize(
    ("part", "cuts", "wanted"),
    [
        (sympy.Interval(0, 1), (R(1, 2),), (sympy.Interval(0, R(1, 2)), sympy.Interval(R(1, 2), 1))),
        (sympy.Interval(0, 1), (R(0), R(1), R(2), R(-1)), (sympy.Interval(0, 1),)),
        (sympy.Interval.open(0, 1), (R(1, 2),), (sympy.Interval.Lopen(0, R(1, 2)), sympy.Interval.Ropen(R(1, 2), 1))),
        (
            LINE,
            (R(1), R(0)),
            (sympy.Interval(-sympy.oo, 0), sympy.Interval(0, 1), sympy.Interval(1, sympy.oo)),
        ),
    ],
    ids=str,
)
def test_pieces_of_an_interval(part: sympy.Interval, cuts: Any, wanted: tuple[sympy.Interval, ...]) -> None:
    """Between the cuts that lie inside; an open end stays open."""
    assert tuple(cut_at(part, cuts)) == wanted


def test_a_saddle_bends_both_ways() -> None:
    """In several variables the bend is that of the worst direction, beside the largest; the chord goes along it."""
    bending = Bending(Problem(X**2 - 3 * Y**2, domain_of("xy")))
    point = (Fraction(1), Fraction(1))
    assert {bend for bend, _ in bending.ranked(-1)} == {-1.0}
    assert {round(bend, 12) for bend, _ in bending.ranked(1)} == {-0.333333333333}
    assert {chord.a[0] == chord.b[0] == 1 for chord in bending.chords(point, -1)} == {True}
    assert {chord.a[1] == chord.b[1] == 1 for chord in bending.chords(point, 1)} == {True}
    mixed = Bending(Problem(X * Y + X**2 / 2 + Y**2 / 2, domain_of("xy")))
    assert {bend for bend, _ in mixed.ranked(-1)} == {0.0}
    assert list(mixed.chords(point, -1)) == []


def test_a_chord_counts_only_inside_the_domain() -> None:
    """Both ends belong to it, and they differ."""
    problem = Problem(-(P**2), domain_of("p"))
    one, two, outside = ((sympy.Integer(number),) for number in (1, 2, -1))
    assert sign_of(Chord(one, two), problem) == -1
    assert sign_of(Chord(two, one), Problem(P**2, domain_of("p"))) == 1
    assert sign_of(Chord(one, one), problem) is None
    assert sign_of(Chord(one, outside), problem) is None
    assert sign_of(Chord(outside, one), problem) is None
    assert sign_of(Chord(one, two), Problem(2 * P, domain_of("p"))) is None
