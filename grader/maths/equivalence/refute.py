"""Looks for a point at which two expressions certainly differ."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

import sympy

from grader.maths.domains import Domains, allows, is_discrete
from grader.maths.equivalence.functions import Concrete
from grader.maths.equivalence.verdict import Witness
from grader.maths.points import Point, points
from grader.maths.values import NoValueError, Setting, UnknownError, Value, as_number, certainly_differ, value_at

_BITS = (120, 600)
_BITS_OF_NUMBERS = (4_000,)
"""More for what has no symbols: tanh(1000) differs from 1 in its 869th digit."""
_SHARP = 2
"""At how many points of agreement the larger number of bits is tried."""


@dataclass(frozen=True)
class Trial:
    """What came of trying the points."""

    witness: Witness | None = None
    """The first point at which they differ, if there is one."""
    agreed: int = 0
    """At how many points they agree, as far as their enclosures tell."""
    gap: Witness | None = None
    """A point at which only one has a value, if there is one."""
    is_real: bool = True
    """Whether the points are those at which all parts of the right one are real."""


class _Settings(NamedTuple):
    """How the two sides are worked out."""

    left: Setting
    right: Setting


class _Read(NamedTuple):
    """A value, or none, or nothing certain."""

    value: Value | None = None
    is_certain: bool = True


Choose = Callable[[sympy.Expr, sympy.Expr, Domains], Iterator[Point]]


def try_points(pairs: tuple[Concrete, ...], domains: Domains, deadline: float, choose: Choose = points) -> Trial:
    """Compare the values wherever the right one has one.

    The right one's parts have to be real, unless it holds the imaginary unit: log(x) says nothing of x < 0. Where it
    is real nowhere at all, complex values count. Where only the left one has no value it may have a gap, as x**2/x
    has at 0; it is different if its neighbours have no value either.

    Parameters
    ----------
    pairs : tuple of Concrete
        The two expressions, once for each choice of functions for their undefined ones.
    domains : mapping of Symbol to Set
        Of every symbol.
    deadline : float
        Of the monotonic clock.
    choose : callable
        Gives the points.
    """
    trials = Trial()
    for is_real in (True, False):
        for pair in pairs:
            found = _try_pair(pair, domains, deadline, choose, is_real=is_real)
            if found.witness is not None:
                return found
            trials = Trial(None, trials.agreed + found.agreed, trials.gap or found.gap, is_real)
        if trials.agreed or not is_real:
            break
    return trials


def _try_pair(pair: Concrete, domains: Domains, deadline: float, choose: Choose, *, is_real: bool) -> Trial:
    agreed, gap = 0, None
    for point in _distinct(choose(pair.left, pair.right, domains)):
        if time.monotonic() > deadline:
            break
        found = _try_point(pair, point, domains, is_real=is_real, is_sharp=agreed < _SHARP)
        if found.witness is not None:
            return found
        agreed += found.agreed
        gap = gap or found.gap
    return Trial(None, agreed, gap, is_real)


def _try_point(pair: Concrete, point: Point, domains: Domains, *, is_real: bool, is_sharp: bool) -> Trial:
    agreed = 0
    for bits in (*(_BITS if is_sharp else _BITS[:1]), *(() if point else _BITS_OF_NUMBERS)):
        settings = _settings(pair, bits, is_real=is_real)
        here, there = _read(pair.left, point, settings.left), _read(pair.right, point, settings.right)
        if not (here.is_certain and there.is_certain) or (here.value is None and there.value is None):
            continue
        if here.value is None or there.value is None:
            witness = _witness(pair, point, here, there)
            is_hole = here.value is None and _is_hole(pair, point, domains, settings)
            return Trial(witness) if is_hole else Trial(gap=witness)
        if certainly_differ(here.value, there.value, bits):
            return Trial(_witness(pair, point, here, there))
        agreed = 1
        if isinstance(here.value, Fraction) and isinstance(there.value, Fraction):
            break
    return Trial(agreed=agreed)


def _settings(pair: Concrete, bits: int, *, is_real: bool) -> _Settings:
    """A key with symbols and without I is one of calculus: all its parts have to be real."""
    has_imaginary = pair.left.has(sympy.I) or pair.right.has(sympy.I)
    key_is_real = is_real and not pair.right.has(sympy.I) and bool(pair.right.free_symbols)
    return _Settings(Setting(bits, principal=has_imaginary), Setting(bits, key_is_real, has_imaginary))


def _read(expression: sympy.Expr, point: Point, setting: Setting) -> _Read:
    try:
        return _Read(value_at(expression, point, setting))
    except NoValueError:
        return _Read()
    except UnknownError:
        return _Read(is_certain=False)


def _is_hole(pair: Concrete, point: Point, domains: Domains, settings: _Settings) -> bool:
    """Whether the left one has no value at the neighbours either."""
    if not point:
        return True
    near = [
        place for place in _neighbours(point, domains) if _read(pair.right, place, settings.right).value is not None
    ]
    reads = [_read(pair.left, place, settings.left) for place in near]
    return bool(reads) and all(read == _Read() for read in reads)


def _neighbours(point: Point, domains: Domains) -> Iterator[Point]:
    if any(is_discrete(symbol, domains[symbol]) for symbol in point):
        return
    for turn in (1, -1, 2, -3):
        near = {
            symbol: value + Fraction(turn, 10_007 + 12 * place) for place, (symbol, value) in enumerate(point.items())
        }
        if all(allows(symbol, domains[symbol], value) for symbol, value in near.items()):
            yield near


def _witness(pair: Concrete, point: Point, here: _Read, there: _Read) -> Witness:
    place = {symbol: sympy.Rational(value.numerator, value.denominator) for symbol, value in point.items()}
    values = [None if read.value is None else as_number(read.value) for read in (here, there)]
    return Witness(place, values[0], values[1], pair.functions)


def _distinct(every: Iterator[Point]) -> Iterator[Point]:
    seen: set[tuple[Fraction, ...]] = set()
    for point in islice(every, 400):
        if (key := tuple(point.values())) not in seen:
            seen.add(key)
            yield point
