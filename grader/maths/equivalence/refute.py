"""Looks for a point at which two expressions certainly differ."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

import sympy

from grader.maths.deadline import spent
from grader.maths.decimals import is_rounded
from grader.maths.equivalence.points import Domains, Point, allows, is_discrete, points
from grader.maths.equivalence.undefined_functions import Concrete
from grader.maths.equivalence.verdict import UNKNOWN, Agreement, Witness, agreed_at, is_narrow
from grader.maths.values import NoValueError, Setting, UnknownError, Value, as_number, certainly_differ, value_at

_BITS = (120, 600)
_BITS_OF_NUMBERS = (4_000,)
"""More for what has no symbols: tanh(1000) differs from 1 in its 869th digit."""
_SHOWN_DIGITS = 6
_SHARP = 2
"""At how many points of agreement the larger number of bits is tried."""


@dataclass(frozen=True)
class Trial:
    """What came of trying the points."""

    witness: Witness | None = None
    """The first point at which they differ, if there is one."""
    agreement: Agreement = field(default_factory=Agreement)
    """Where they agree."""
    gap: Witness | None = None
    """A point at which only one has a value, if there is one."""
    hole: Witness | None = None
    """A point beside a gap at which only the right one has a value: a difference, where no simpler point shows one."""
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
        Of the clock `spent`.
    choose : callable
        Gives the points.
    """
    trials = Trial()
    for is_real in (True, False):
        for pair in pairs:
            trial = _try_pair(pair, domains, deadline, choose, is_real=is_real)
            if trial.witness is not None:
                return trial
            trials = Trial(None, trials.agreement + trial.agreement, trials.gap or trial.gap, is_real=is_real)
        if trials.agreement.count or not is_real:
            break
    return trials


def _try_pair(pair: Concrete, domains: Domains, deadline: float, choose: Choose, *, is_real: bool) -> Trial:
    agreement, gap, hole = Agreement(), None, None
    for point in _distinct(choose(*(pair.typed or (pair.left, pair.right)), domains)):
        if spent() > deadline:
            break
        trial = _try_point(pair, point, domains, is_real=is_real, is_sharp=agreement.count < _SHARP)
        if trial.witness is not None:
            return trial
        agreement += trial.agreement
        gap, hole = gap or trial.gap, hole or trial.hole
    return Trial(hole, agreement, gap, is_real=is_real)


def _try_point(pair: Concrete, point: Point, domains: Domains, *, is_real: bool, is_sharp: bool) -> Trial:
    agreement = Agreement()
    for bits in (*(_BITS if is_sharp else _BITS[:1]), *(() if point else _BITS_OF_NUMBERS)):
        settings = _settings(pair, bits, is_real=is_real)
        here, there = _read_both(pair, point, settings)
        if there.is_certain and there.value is None and (here.value is None or not here.is_certain):
            continue
        if not (here.is_certain and there.is_certain):
            agreement = agreement if agreement.count else UNKNOWN
            continue
        if here.value is None or there.value is None:
            gap = _witness(pair, point, here, there)
            return _of_gap(gap, pair, point, domains, settings) if here.value is None else Trial(gap=gap)
        if certainly_differ(here.value, there.value, bits) and _can_be_shown(here.value, there.value):
            return Trial(_witness(pair, point, here, there))
        rounded = is_rounded(pair.left) or is_rounded(pair.right)
        agreement = agreed_at(point, domains, here.value, there.value, is_rounded=rounded)
        # Equal exactly: more bits tell no more
        if isinstance(here.value, Fraction) and isinstance(there.value, Fraction):
            break
    return Trial(agreement=agreement)


def _can_be_shown(*values: Value) -> bool:
    """Whether what a witness says of the values is right: the middle of a wide interval is another number."""
    return all(is_narrow(value, _SHOWN_DIGITS) for value in values)


def _settings(pair: Concrete, bits: int, *, is_real: bool) -> _Settings:
    """A key with symbols and without I is one of calculus: all its parts have to be real."""
    has_imaginary = pair.left.has(sympy.I) or pair.right.has(sympy.I)
    key_is_real = is_real and not pair.right.has(sympy.I) and bool(pair.right.free_symbols)
    return _Settings(Setting(bits, principal=has_imaginary), Setting(bits, key_is_real, has_imaginary))


def _read_both(pair: Concrete, point: Point, settings: _Settings) -> tuple[_Read, _Read]:
    """The values of both sides; those of a side as it was written where they are certainly others, or none."""
    here, there = _read(pair.left, point, settings.left), _read(pair.right, point, settings.right)
    if pair.typed is None:
        return here, there
    left, right = (_read(side, point, setting) for side, setting in zip(pair.typed, settings, strict=True))
    bits = settings.left.bits
    return _as_written(left, here, bits), _as_written(right, there, bits)


def _as_written(typed: _Read, worked_out: _Read, bits: int) -> _Read:
    """What a side is: SymPy carries acot(-x) out to -acot(x), which it is not at 0; else that is enclosed no worse."""
    if typed.value is None or worked_out.value is None:
        return typed if typed.is_certain else worked_out
    return typed if certainly_differ(typed.value, worked_out.value, bits) else worked_out


def _read(expression: sympy.Expr, point: Point, setting: Setting) -> _Read:
    try:
        return _Read(value_at(expression, point, setting))
    except NoValueError:
        return _Read()
    except UnknownError:
        return _Read(is_certain=False)


def _of_gap(gap: Witness, pair: Concrete, point: Point, domains: Domains, settings: _Settings) -> Trial:
    """A difference if the left one has no value at the neighbours either, which are places of no significance."""
    near = [(near_point, *_read_both(pair, near_point, settings)) for near_point in _neighbours(point, domains)]
    near = [(near_point, here, there) for near_point, here, there in near if there.value is not None]
    holes = [_witness(pair, near_point, here, there) for near_point, here, there in near if here == _Read()]
    # Without symbols there are no neighbours, and no gap that could be filled
    if not point or (holes and len(holes) == len(near)):
        return Trial(gap)
    return Trial(gap=gap, hole=holes[0] if holes else None)


def _neighbours(point: Point, domains: Domains) -> Iterator[Point]:
    if any(is_discrete(symbol, domains[symbol]) for symbol in point):
        return
    for turn in (1, -1, 2, -3):
        # Large denominators, another for each symbol: places of no significance
        near = {
            symbol: value + Fraction(turn, 10_007 + 12 * number) for number, (symbol, value) in enumerate(point.items())
        }
        if all(allows(symbol, domains[symbol], value) for symbol, value in near.items()):
            yield near


def _witness(pair: Concrete, point: Point, here: _Read, there: _Read) -> Witness:
    numbers = {symbol: sympy.Rational(value.numerator, value.denominator) for symbol, value in point.items()}
    values = [None if read.value is None else as_number(read.value) for read in (here, there)]
    return Witness(numbers, values[0], values[1], pair.functions)


def _distinct(every: Iterator[Point]) -> Iterator[Point]:
    seen: set[tuple[Fraction, ...]] = set()
    for point in islice(every, 400):
        if (key := tuple(point.values())) not in seen:
            seen.add(key)
            yield point
