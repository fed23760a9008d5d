"""Which rational numbers a symbol may stand for: its domain, and what SymPy's assumptions say of it."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from random import Random

import sympy

from grader.maths.equivalence.joints import crossings, joints

Domains = Mapping[sympy.Symbol, sympy.Set]

_ASSUMPTIONS = (
    "positive", "negative", "nonnegative", "nonpositive", "zero", "nonzero", "integer", "noninteger", "even", "odd",
    "prime", "composite", "rational", "irrational", "real", "imaginary",
)  # fmt: skip
_FAR = 1_000


def allows(symbol: sympy.Symbol, domain: sympy.Set, value: Fraction) -> bool:
    """Whether a symbol may have a value: it lies in the domain and contradicts no assumption."""
    number = sympy.Rational(value.numerator, value.denominator)
    for name in _ASSUMPTIONS:
        assumed = getattr(symbol, f"is_{name}")
        if assumed is not None and getattr(number, f"is_{name}") is not assumed:
            return False
    return domain is sympy.S.Reals or bool(domain == sympy.S.Reals or domain.contains(number) == sympy.true)


def numbers_of(domain: sympy.Set) -> list[Fraction]:
    """Some numbers of a domain that follow from its ends: inside, at the ends, and next to them."""
    if isinstance(domain, sympy.Union):
        return [number for part in domain.args for number in numbers_of(part)]
    if isinstance(domain, sympy.FiniteSet):
        return [_fraction(element) for element in domain.args if element.is_Rational]
    if not isinstance(domain, sympy.Interval) or domain == sympy.S.Reals:
        return []
    low, high = _ends(domain)
    inside = [low + (high - low) * Fraction(share, 60) for share in (30, 15, 45, 7, 52, 1, 59, 22, 37)]
    return [*inside, low, high]


def bounds(symbol: sympy.Symbol, domain: sympy.Set) -> tuple[sympy.Expr, sympy.Expr]:
    """The least and the greatest number that a symbol may be; infinite where there is none."""
    low, high = (domain.inf, domain.sup) if domain != sympy.S.Reals else (-sympy.oo, sympy.oo)
    if symbol.is_nonnegative:
        low = sympy.Max(low, 0)
    if symbol.is_nonpositive:
        high = sympy.Min(high, 0)
    return low, high


def is_discrete(symbol: sympy.Symbol, domain: sympy.Set) -> bool:
    """Whether the values stand apart, so that no neighbour of one is another."""
    if symbol.is_integer or isinstance(domain, sympy.FiniteSet):
        return True
    return domain is not sympy.S.Reals and domain.is_subset(sympy.S.Integers) is True


def _ends(interval: sympy.Interval) -> tuple[Fraction, Fraction]:
    """Rational ends; where the interval has none, far out, and rounded inwards where they are irrational."""
    low, high = interval.inf, interval.sup
    if low.is_infinite:
        below = _fraction(sympy.floor(high)) - _FAR if high.is_finite else Fraction(-_FAR)
    else:
        below = _fraction(low)
    return below, (below + 2 * _FAR if high.is_infinite else _fraction(high))


def _fraction(number: sympy.Expr) -> Fraction:
    near = sympy.Rational(number) if number.is_Rational else sympy.Rational(number.evalf(30))
    return Fraction(int(near.p), int(near.q))


Point = dict[sympy.Symbol, Fraction]

_TEXTS = "0 1 -1 2 1/2 -2 3 -1/3 7/5 -5 11/3 10"
_NUMBERS = tuple(map(Fraction, _TEXTS.split()))
_SMALL = tuple(map(Fraction, "1/2 2 -1 3 1 -2 4 1/3 -1/2 3/2 -3".split()))
_SCALES = (Fraction(1, 1000), Fraction(1, 50), 1, 1, 1, 30, 1000)
_ATTEMPTS = 40
_TINY = tuple(map(Fraction, "-1 2 1/2 -2 3".split()))
_DRAWN = 28
_DRAWN_OF_SEVERAL = 30
_MORE = 40
_GENERIC = 30
SIMPLE = 5
"""Denominators up to here are those of the points that everybody tries."""


def points(left: sympy.Expr, right: sympy.Expr, domains: Domains) -> Iterator[Point]:
    """Points of the domain, simplest first; the same ones for the same expressions, and none if a symbol may be none.

    Parameters
    ----------
    left, right : Expr
        The points at random follow from `left`: no answer can be made to be right at just the points that are tried.
    domains : mapping of Symbol to Set
        Of every symbol.
    """
    symbols = _symbols(left, right)
    if not symbols:
        yield {}
        return
    choices = _all_choices(left, symbols, domains)
    if not all(choices):
        return
    for turn in range(len(_NUMBERS)):
        yield dict(zip(symbols, _rotated(choices, turn), strict=True))
    yield from _at_joints(left, right, domains, symbols, choices)
    if len(symbols) > 1:
        yield from _at_crossings(left, right, domains, symbols, dict(zip(symbols, _rotated(choices, 7), strict=True)))
    rng, generic = _rng(left, "first"), _generic(choices)
    for number in range(_DRAWN if len(symbols) == 1 else _DRAWN_OF_SEVERAL):
        chosen = [choice[: len(_SMALL)] for choice in choices] if number % 2 else generic
        yield {symbol: rng.choice(choice) for symbol, choice in zip(symbols, chosen, strict=True)}


def more_points(left: sympy.Expr, right: sympy.Expr, domains: Domains) -> Iterator[Point]:
    """More of them, for what could not be proved: small numbers, at which branches show, and generic ones."""
    symbols = _symbols(left, right)
    choices = _all_choices(left, symbols, domains)
    if not all(choices):
        return
    rng = _rng(left, "more")
    generic = _generic(choices)
    for _ in range(_GENERIC):
        yield {symbol: rng.choice(choice) for symbol, choice in zip(symbols, generic, strict=True)}
    for number in range(_MORE * min(len(symbols), 3)):
        tiny = [[number for number in _TINY if number in choice] or choice for choice in choices]
        chosen = tiny if number % 2 else choices
        yield {symbol: rng.choice(choice) for symbol, choice in zip(symbols, chosen, strict=True)}


def _generic(choices: Sequence[Sequence[Fraction]]) -> list[Sequence[Fraction]]:
    """Those of the numbers that are of no significance, for each symbol that has any."""
    return [[number for number in choice if number.denominator > SIMPLE] or choice for choice in choices]


def _symbols(left: sympy.Expr, right: sympy.Expr) -> list[sympy.Symbol]:
    return sorted(left.free_symbols | right.free_symbols, key=str)


def _rng(left: sympy.Expr, use: str) -> Random:
    # As it stands: to put terms in order SymPy works their numbers out, which fails, or takes long, for some of them
    written = sympy.srepr(left, order="none")
    return Random(f"{use} {written}")  # noqa: S311 - no secret


def _all_choices(left: sympy.Expr, symbols: Sequence[sympy.Symbol], domains: Domains) -> list[list[Fraction]]:
    rng = _rng(left, "choices")
    return [_choices(symbol, domains[symbol], rng) for symbol in symbols]


def _choices(symbol: sympy.Symbol, domain: sympy.Set, rng: Random) -> list[Fraction]:
    """Numbers that a symbol may be; none if it may be no fraction, as one that is imaginary or irrational."""
    drawn = (rng.choice(_SCALES) * Fraction(rng.randint(-400, 400), rng.randint(7, 40)) for _ in range(_ATTEMPTS))
    whole = (Fraction(rng.randint(0, 12)) for _ in range(4))
    shifted = (number + end for end in _whole_ends(domain) for number in _NUMBERS)
    numbers = [
        number
        for number in dict.fromkeys([*_NUMBERS, *_SMALL, *numbers_of(domain), *shifted, *whole, *drawn])
        if allows(symbol, domain, number)
    ]
    if not numbers:
        numbers = [number for number in map(Fraction, range(-50, 200)) if allows(symbol, domain, number)]
    return numbers


def _whole_ends(domain: sympy.Set) -> list[Fraction]:
    return [Fraction(int(end)) for end in (domain.inf, domain.sup) if end.is_Integer and end != 0]


def _rotated(choices: Sequence[Sequence[Fraction]], turn: int) -> list[Fraction]:
    return [
        # Each symbol goes in steps of its own, so that no relation such as x = y holds at all points
        choice[(turn * (number + 1) + 5 * number) % min(len(choice), len(_NUMBERS))]
        for number, choice in enumerate(choices)
    ]


def _at_crossings(
    left: sympy.Expr, right: sympy.Expr, domains: Domains, symbols: Sequence[sympy.Symbol], first: Point
) -> Iterator[Point]:
    """Where several joints meet, each of which looks harmless by itself."""
    for meeting in islice(crossings(left, right), 24):
        point = dict(first)
        for symbol, formula in meeting:
            at = formula.xreplace({name: _rational(value) for name, value in point.items()})
            if not at.is_Rational:
                break
            point[symbol] = Fraction(int(at.p), int(at.q))
        else:
            if all(allows(symbol, domains[symbol], point[symbol]) for symbol in symbols):
                yield point


def _rational(value: Fraction) -> sympy.Rational:
    return sympy.Rational(value.numerator, value.denominator)


def _at_joints(
    left: sympy.Expr,
    right: sympy.Expr,
    domains: Domains,
    symbols: Sequence[sympy.Symbol],
    choices: Sequence[Sequence[Fraction]],
) -> Iterator[Point]:
    """On the joints of the pieces, and on both sides of them."""
    for turn, (symbol, formula) in enumerate(islice(joints(left, right), 24)):
        others = dict(zip(symbols, _rotated(choices, turn), strict=True))
        at = formula.xreplace({name: _rational(value) for name, value in others.items()})
        if at.is_Rational and symbol in domains:  # not where a sum or an integral binds it
            middle = Fraction(int(at.p), int(at.q))
            for shift in (Fraction(0), Fraction(1, 1000), Fraction(-1, 1000)):
                if allows(symbol, domains[symbol], middle + shift):
                    yield {**others, symbol: middle + shift}
