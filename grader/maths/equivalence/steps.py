"""Sums of floors of rational multiples of one number: floor(2*u) = floor(u) + floor(u + 1/2).

The difference is periodic in u, up to a slope, and constant between the places where one of the floors steps: it is 0
everywhere if it is 0 at these places and at two points between any two neighbours.
"""

import math
from itertools import pairwise
from typing import NamedTuple

import sympy

from grader.maths.equivalence.normal import NormalForm

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
    """Whether a form that holds floors of real arguments is proved to be 0."""
    total = _as_sum(form, normal)
    if total is None:
        return False
    period = math.lcm(*(int(line.slope.q) for _, line in total.floors))
    growth = total.rest.slope + sum(factor * line.slope for factor, line in total.floors)
    steps = period * sum(abs(line.slope) for _, line in total.floors)
    return growth == 0 and steps <= _MOST_STEPS and all(total.at(number) == 0 for number in _numbers(total, period))


def _as_sum(form: sympy.Expr, normal: NormalForm) -> _Sum | None:
    functions = normal.generators.functions
    made = [one for one in form.free_symbols if isinstance(functions.get(one), sympy.floor)]
    form = sympy.expand(normal.canonical(form)) if made else form
    factors = [form.coeff(one) for one in made]
    rest = sympy.expand(form - sympy.Add(*(factor * one for factor, one in zip(factors, made, strict=True))))
    if not made or rest.has(*made) or not all(factor.is_Rational for factor in factors):
        return None
    arguments = [functions[one].args[0] for one in made]
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
    places = {sympy.Integer(0), sympy.Integer(period)}
    for _, line in total.floors:
        ends = sorted([line.at(sympy.Integer(0)), line.at(sympy.Integer(period))])
        wholes = range(int(sympy.ceiling(ends[0])), int(sympy.floor(ends[1])) + 1)
        places |= {(whole - line.shift) / line.slope for whole in wholes}
    ordered = sorted(places)
    return ordered + [low + share * (high - low) for low, high in pairwise(ordered) for share in _SHARES]
