"""Inverse functions by their exponentials: what is 1 as an exponential is 0, up to whole turns.

real numbers   exp(n*h) = 1 ▸ h = 0                                  log(sqrt(x**2 + 1) - x) + asinh(x)
angles         exp(I*n*h) = 1, h less than a turn by n ▸ h = 0       asin(sin(x)) - x on [-pi/2, pi/2]
"""

import math
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

import sympy

from grader.maths.enclosure import enclose
from grader.maths.equivalence.cases import NeedSignError, is_within, range_of
from grader.maths.equivalence.normal import NormalForm
from grader.maths.equivalence.quotients import vanishes

_TURN = sympy.Rational(628, 100)
"""Below 2*pi."""
_HIGHEST_POWER = 40
_Terms = list[tuple[sympy.Rational, sympy.Expr]]
_Ends = tuple[sympy.Rational, sympy.Rational]
_HALF = sympy.Rational(1, 2)


def vanishes_as_exponential(form: sympy.Expr, normal: NormalForm) -> bool:
    """Whether a form that holds logarithms or angles is proved to be 0, apart from isolated points.

    Raises
    ------
    NeedSignError
        If the case has to be split first.
    """
    known = normal.generators
    logs, angles = known.logs.keys() | known.grown.keys(), known.atans.keys() | known.angles.keys()
    if not form.free_symbols & (logs | angles):
        return False
    form = sympy.expand(normal.canonical(form))
    terms = [term.as_coeff_Mul() for term in sympy.Add.make_args(form)]
    times = math.lcm(*(int(factor.q) for factor, term in terms if term in logs | angles))
    if max(abs(factor * times) for factor, _ in terms) > _HIGHEST_POWER:
        return False
    # `times` makes the shares of logarithms and angles whole: their exponentials are then known (`_exp_of_term`)
    if known.is_real(form) and form.free_symbols & logs and vanishes(normal.exp(times * form) - 1, known):
        return True
    if not form.free_symbols & angles or not vanishes(normal.exp(known.imaginary * times * form) - 1, known):
        return False
    return _is_below_a_turn(form, terms, times, normal)


def _is_below_a_turn(form: sympy.Expr, terms: _Terms, times: int, normal: NormalForm) -> bool:
    """By what the form stands for, or by the ranges of its terms."""
    meaning = normal.generators.meaning(form)
    if meaning is not None and is_within(range_of(meaning, normal.case), _TURN / times):
        return True
    limit, is_open = sympy.Rational(2, times), any(_stays_inside(term, normal) for _, term in terms)
    unsigned = _size(terms, normal, lambda _: 0)
    if unsigned is not None and (unsigned < limit or (is_open and unsigned == limit)):
        return True
    size = _size(terms, normal, lambda argument: _sign(argument, normal))  # takes time
    return size is not None and bool(size < limit or (is_open and size == limit))


def _stays_inside(term: sympy.Expr, normal: NormalForm) -> bool:
    """Whether a term never reaches the ends of its range, but at isolated points."""
    known = normal.generators
    return term in known.atans or term in normal.case.box or bool(term in known.angles and _varies(term, normal))


def _varies(term: sympy.Expr, normal: NormalForm) -> bool:
    meaning = normal.generators.meaning(term)
    return meaning is not None and bool(meaning.free_symbols)


def _size(terms: _Terms, normal: NormalForm, sign: Callable[[sympy.Expr], int]) -> sympy.Rational | None:
    """How far from 0 the sum may be, as a multiple of pi."""
    parts = [_half_turns(term, normal, sign) for _, term in terms]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    ends = [[factor * end for end in part] for (factor, _), part in zip(terms, known, strict=True)]
    return max(abs(sum(map(min, ends), sympy.Integer(0))), abs(sum(map(max, ends), sympy.Integer(0))))


def _half_turns(term: sympy.Expr, normal: NormalForm, sign: Callable[[sympy.Expr], int]) -> _Ends | None:
    """Between which multiples of pi a term lies; the real part, as a whole number of turns is real."""
    known = normal.generators
    if term == 1:
        return _rounded([1 / sympy.pi])
    if term == known.pi:
        return sympy.Integer(1), sympy.Integer(1)
    if term in known.atans:
        side = sign(known.atans[term])  # 0: not known, and both halves count
        return -_HALF if side <= 0 else sympy.Integer(0), _HALF if side >= 0 else sympy.Integer(0)
    if term in known.angles:
        return -_HALF, _HALF
    return _rounded([end / sympy.pi for end in normal.case.ends(term)]) if term in normal.case.box else None


def _sign(argument: sympy.Expr, normal: NormalForm) -> int:
    """The sign, 0 if it is not known without splitting the case further."""
    try:
        return normal.sign(argument) or 0
    except NeedSignError:
        return 0


def _rounded(ends: Iterable[sympy.Expr]) -> _Ends | None:
    """Fractions around numbers."""
    pairs = [(end, end) if end.is_Rational else enclose(end, {}) for end in ends]
    known = [pair for pair in pairs if pair is not None]
    return (min(low for low, _ in known), max(high for _, high in known)) if len(known) == len(pairs) else None


_MOST_STEPS = 200
_SHARES = sympy.Rational(1, 3), sympy.Rational(2, 3)


class _Line(NamedTuple):
    """slope*u + shift."""

    slope: sympy.Rational
    shift: sympy.Rational

    def at(self, number: sympy.Rational) -> sympy.Rational:
        return self.slope * number + self.shift


class _Sum(NamedTuple):
    """A line and multiples of floors of lines."""

    rest: _Line
    floors: list[tuple[sympy.Rational, _Line]]

    def at(self, number: sympy.Rational) -> sympy.Rational:
        return self.rest.at(number) + sum(factor * sympy.floor(line.at(number)) for factor, line in self.floors)


def vanishes_in_steps(form: sympy.Expr, normal: NormalForm) -> bool:
    """Whether a form that holds floors of real arguments is proved to be 0: floor(2*u) = floor(u) + floor(u + 1/2).

    A sum of floors of rational multiples of one number is periodic in u, up to a slope, and linear between the places
    where one of the floors steps: without a slope it is 0 everywhere if it is 0 at these places and at two points
    between any two neighbours.
    """
    total = _as_sum(form, normal)
    if total is None:
        return False
    period = math.lcm(*(int(line.slope.q) for _, line in total.floors))
    growth = total.rest.slope + sum(factor * line.slope for factor, line in total.floors)
    steps = period * sum(abs(line.slope) for _, line in total.floors)
    return growth == 0 and steps <= _MOST_STEPS and all(total.at(number) == 0 for number in _numbers(total, period))


def _as_sum(form: sympy.Expr, normal: NormalForm) -> _Sum | None:
    functions = normal.generators.functions
    made = [symbol for symbol in form.free_symbols if isinstance(functions.get(symbol), sympy.floor)]
    form = sympy.expand(normal.canonical(form)) if made else form
    factors = [form.coeff(symbol) for symbol in made]
    rest = sympy.expand(form - sympy.Add(*(factor * symbol for factor, symbol in zip(factors, made, strict=True))))
    if not made or rest.has(*made) or not all(factor.is_Rational for factor in factors):
        return None
    arguments = [functions[symbol].args[0] for symbol in made]
    unit = arguments[0].as_coeff_Add()[1].as_coeff_Mul()[1]
    lines = [_line(part, unit) for part in (rest, *arguments)]
    if not normal.generators.is_real(unit) or any(line is None for line in lines):
        return None
    known = [line for line in lines if line is not None]
    return _Sum(known[0], list(zip(factors, known[1:], strict=True)))


def _line(part: sympy.Expr, unit: sympy.Expr) -> _Line | None:
    shift, varying = part.as_coeff_Add()
    slope, of = varying.as_coeff_Mul() if varying != 0 else (varying, unit)
    return _Line(slope, shift) if of == unit and slope.is_Rational and shift.is_Rational else None


def _numbers(total: _Sum, period: int) -> list[sympy.Rational]:
    """The places of the steps in one period, and two numbers in each gap."""
    numbers = {sympy.Integer(0), sympy.Integer(period)}
    for _, line in total.floors:
        ends = sorted([line.at(sympy.Integer(0)), line.at(sympy.Integer(period))])
        wholes = range(int(sympy.ceiling(ends[0])), int(sympy.floor(ends[1])) + 1)
        numbers |= {(whole - line.shift) / line.slope for whole in wholes}
    ordered = sorted(numbers)
    return ordered + [low + share * (high - low) for low, high in pairwise(ordered) for share in _SHARES]
