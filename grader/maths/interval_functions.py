"""The functions that intervals are put through, one rule each: from intervals of the arguments to one of the values.

increasing   at the two ends                     exp, log, tanh, asinh, atan, erf, ...
periodic     by turns, with the extremes inside  cos, sin, tan
a valley     at the ends, and the least value    gamma, loggamma
the others   by what Arb encloses                erfc, Bessel functions, ...: see `grader.maths.values.arb`

A rule gives None where the function is undefined, or not real, for some number of the argument.
"""

from collections.abc import Callable

import sympy
from mpmath import libmp
from sympy.functions.special.gamma_functions import loggamma

from grader.maths import intervals
from grader.maths.intervals import GUARD, Interval, Number, magnitude, widened
from grader.maths.values.arb import FORMULAS, special
from grader.maths.values.number import NoValueError, Setting, UnknownError, context, interval

Rule = Callable[[list[Interval], int], Interval | None]
"""From the intervals of the arguments, and a precision in bits."""
Kernel = Callable[[Number, int, str], Number]
"""A function of mpmath's kernel: of a number, bits, and a direction of rounding that it need not keep to."""

_HUGE = 64
"""Binary magnitude beyond which exp is only bounded: the exponent of its value would itself be a huge number."""
_ENDLESS_ANGLE = 2_000
"""Binary magnitude beyond which an angle is not reduced: that takes as many bits of pi."""
_TURNING_OF_GAMMA = (29, 20), (3, 2)
"""Gamma falls before 1.4616... and rises after it."""


def exponential(part: Interval, prec: int) -> Interval:
    """Powers of e."""
    low = part.low if magnitude(part.low) < _HUGE else _end_of_huge(part.low, high=False)
    high = part.high if magnitude(part.high) < _HUGE else _end_of_huge(part.high, high=True)
    bounded = Interval(low, high, part.low_open or low == libmp.fninf, part.high_open or high == libmp.finf)
    return intervals.increasing(
        bounded, lambda number, bits: libmp.mpf_exp(number, bits, "n"), prec, intervals.POSITIVE
    )


def _end_of_huge(number: Number, *, high: bool) -> Number:
    """In the place of a huge end of an argument of exp: infinite if that is outward, else merely large."""
    is_negative = number[0] == 1
    outward: Number = libmp.finf if high else libmp.fninf
    inward: Number = libmp.from_int(-(2**_HUGE) if is_negative else 2**_HUGE)
    return outward if high != is_negative else inward


def logarithm(part: Interval, prec: int) -> Interval | None:
    """Natural logarithms."""
    if not part.is_positive:
        return None
    low, low_open = part.low, part.low_open
    if low == libmp.fzero:
        low, low_open = libmp.fninf, True
    return intervals.increasing(
        Interval(low, part.high, low_open, part.high_open),
        lambda number, bits: libmp.mpf_log(number, bits, "n"),
        prec,
    )


def cosine(turns: Interval, prec: int) -> Interval:
    """Cosines of pi times the numbers: in turns, the places of the extremes are whole numbers, and exact."""
    if _is_endless(turns):
        return intervals.UNIT
    first = int(libmp.to_int(libmp.mpf_ceil(turns.low, 0, "n"), "c"))
    last = int(libmp.to_int(libmp.mpf_floor(turns.high, 0, "n"), "f"))
    ends = [
        Interval(widened(value, prec, "f"), widened(value, prec, "c"), is_open, is_open)
        for end, is_open in ((turns.low, turns.low_open), (turns.high, turns.high_open))
        for value in [libmp.mpf_cos_pi(end, prec + GUARD, "n")]
    ]
    # cos(pi k) is 1 or -1 by turns, so that the first two whole numbers inside tell of both extremes; one that is an
    # open end counts as reached where three or more are inside, as the same extreme then comes up again
    extremes = [
        Interval(sign, sign, is_open, is_open)
        for whole in range(first, min(last, first + 1) + 1)
        for sign in [libmp.fone if whole % 2 == 0 else libmp.fnone]
        for is_open in [not _holds(turns, libmp.from_int(whole)) and last - first < 2]
    ]
    return intervals.intersect(intervals.hull(*ends, *extremes), intervals.UNIT)


def tangent(turns: Interval, prec: int) -> Interval | None:
    """Tangents of pi times the numbers; None if there may be a pole among them."""
    if _is_endless(turns):
        return None
    # moved by a whole number of half turns, which is exact, so that the branch is the one between -1/2 and 1/2
    half = libmp.mpf_shift(libmp.fone, -1)
    start = int(libmp.to_int(libmp.mpf_floor(libmp.mpf_add(turns.low, half), 0, "n"), "f"))
    centre = libmp.from_int(-start)
    shifted = Interval(
        libmp.mpf_add(turns.low, centre), libmp.mpf_add(turns.high, centre), turns.low_open, turns.high_open
    )
    before, after = libmp.mpf_neg(half), half
    if libmp.mpf_gt(shifted.high, after) or (shifted.high == after and not shifted.high_open):
        return None
    if shifted.low == before and not shifted.low_open:
        return None
    low = libmp.fninf if shifted.low == before else shifted.low
    high = libmp.finf if shifted.high == after else shifted.high
    return intervals.increasing(Interval(low, high, shifted.low_open, shifted.high_open), _tan_pi, prec)


def _tan_pi(number: Number, prec: int) -> Number:
    more = prec + 10
    sine, cosine_ = libmp.mpf_sin_pi(number, more, "n"), libmp.mpf_cos_pi(number, more, "n")
    quotient: Number = libmp.mpf_div(sine, cosine_, prec, "n")
    return quotient


def _holds(part: Interval, number: Number) -> bool:
    above = libmp.mpf_gt(number, part.low) or (number == part.low and not part.low_open)
    return bool(above and (libmp.mpf_lt(number, part.high) or (number == part.high and not part.high_open)))


def _is_endless(turns: Interval) -> bool:
    ends = turns.low, turns.high
    return libmp.fninf in ends or libmp.finf in ends or max(map(magnitude, ends)) > _ENDLESS_ANGLE


def polygamma_over(order: sympy.Basic, argument: Interval, prec: int) -> Interval | None:
    """Digamma rises from minus infinity; the others keep their sign and approach 0."""
    if not argument.is_positive or not isinstance(order, sympy.Integer) or not 0 <= order <= 20:
        return None
    # on x > 0 the derivatives of digamma have signs by turns: psi rises, psi' falls, psi'' rises, ...; of a falling
    # one the negative is rising
    rising = order % 2 == 0
    low = libmp.fninf if argument.low == libmp.fzero else argument.low
    shifted = Interval(low, argument.high, argument.low_open, argument.high_open)

    def value(number: Number, bits: int) -> Number:
        psi: Number = libmp.mpf_psi(int(order), number, bits, "n")
        return psi if rising else libmp.mpf_neg(psi)

    range_ = intervals.REALS if order == 0 else intervals.negative(intervals.POSITIVE)
    values = intervals.increasing(shifted, value, prec, range_)
    return values if rising else intervals.negative(values)


def _constant(function: Callable[[int, str], Number]) -> Callable[[int], Interval]:
    def enclosed(prec: int) -> Interval:
        value = function(prec + 20, "n")
        return intervals.increasing(Interval(value, value), lambda number, _: number, prec)

    return enclosed


def _increasing(function: Kernel, range_: Interval) -> Rule:
    def rule(parts: list[Interval], prec: int) -> Interval:
        return intervals.increasing(parts[0], lambda number, bits: function(number, bits, "n"), prec, range_)

    return rule


def _cosh(parts: list[Interval], prec: int) -> Interval:
    range_ = Interval(libmp.fone, libmp.finf, high_open=True)
    away = intervals.absolute(parts[0])
    return intervals.increasing(away, lambda number, bits: libmp.mpf_cosh(number, bits, "n"), prec, range_)


def _asin(parts: list[Interval], prec: int) -> Interval | None:
    """A quarter turn minus acos; None outside [-1, 1]."""
    rest = _acos(parts, prec)
    half_pi = intervals.multiply(PI(prec), intervals.rational(1, 2, prec), prec)
    return None if rest is None else intervals.add(half_pi, intervals.negative(rest), prec)


def _acos(parts: list[Interval], prec: int) -> Interval | None:
    """By atan2 of the two roots: acos x = 2 atan(sqrt((1 - x) / (1 + x))), at each end of the interval."""
    least, most = (_acos_at(Interval(end, end), prec) for end in (parts[0].high, parts[0].low))  # it is falling
    if least is None or most is None:
        return None
    return Interval(least.low, most.high, parts[0].high_open, parts[0].low_open)


def _acos_at(number: Interval, prec: int) -> Interval | None:
    if number.low == libmp.fnone:
        return PI(prec)
    if libmp.finf in number or libmp.fninf in number:
        return None
    below = intervals.inverse(intervals.add(intervals.ONE, number, prec), prec)
    above = intervals.add(intervals.ONE, intervals.negative(number), prec)
    # outside [-1, 1] the quotient is negative, and there is no root
    root = None if below is None else intervals.rational_power(intervals.multiply(above, below, prec), 1, 2, prec)
    if root is None:
        return None
    half = _ATAN([root], prec)
    return None if half is None else intervals.add(half, half, prec)


def _acosh(parts: list[Interval], prec: int) -> Interval | None:
    """Of numbers from 1 on."""
    part = parts[0]
    if not intervals.add(part, intervals.negative(intervals.ONE), prec).is_nonnegative:
        return None
    return intervals.increasing(
        part, lambda number, bits: libmp.mpf_acosh(number, bits, "n"), prec, intervals.NONNEGATIVE
    )


def _atanh(parts: list[Interval], prec: int) -> Interval | None:
    """Half the logarithm of (1 + x) / (1 - x); None if an end may be -1 or 1, or beyond."""
    above = intervals.add(intervals.ONE, parts[0], prec)
    below = intervals.inverse(intervals.add(intervals.ONE, intervals.negative(parts[0]), prec), prec)
    if not above.is_positive or below is None or not below.is_positive:
        return None
    # an end of -1 or 1 is open by now, and the kernel has no value there: the limit stands for it
    ends = libmp.mpf_eq(libmp.mpf_abs(parts[0].low), libmp.fone), libmp.mpf_eq(parts[0].high, libmp.fone)
    low = libmp.fninf if ends[0] else parts[0].low
    high = libmp.finf if ends[1] else parts[0].high
    bounded = Interval(low, high, parts[0].low_open, parts[0].high_open)
    return intervals.increasing(bounded, lambda number, bits: libmp.mpf_atanh(number, bits, "n"), prec)


def _gamma(parts: list[Interval], prec: int) -> Interval | None:
    """At the ends, and the least value 0.8856... if the place where it lies may be inside."""
    return _valley(parts[0], libmp.mpf_gamma, intervals.rational(8856, 10_000, prec), prec)


def _loggamma(parts: list[Interval], prec: int) -> Interval | None:
    # log(0.885603...) is -0.121486...
    return _valley(parts[0], libmp.mpf_loggamma, intervals.rational(-1215, 10_000, prec), prec)


def _valley(part: Interval, function: Kernel, least: Interval, prec: int) -> Interval | None:
    """Of a function on x > 0 that falls from infinity to a value just above `least`, and then rises to infinity."""
    if not part.is_positive:
        return None
    before, after = (libmp.from_rational(*turning, prec, "n") for turning in _TURNING_OF_GAMMA)
    ends = []
    for end, is_open in ((part.low, part.low_open), (part.high, part.high_open)):
        if end in {libmp.fzero, libmp.finf}:
            ends.append(Interval(libmp.finf, libmp.finf, True, True))
            continue
        value = function(end, prec + 40, "n")
        enclosed = intervals.increasing(Interval(value, value), lambda number, _: number, prec)
        ends.append(Interval(enclosed.low, enclosed.high, is_open, is_open))
    values = intervals.hull(*ends)
    # a single number that lies between 1.45 and 1.5 has its own value, and no lower one
    if libmp.mpf_gt(part.high, before) and libmp.mpf_lt(part.low, after) and part.low != part.high:
        values = intervals.hull(values, least)
    return values


def _sign(parts: list[Interval], _: int) -> Interval:
    """The hull of the signs that occur."""
    part, opposite = parts[0], intervals.negative(parts[0])
    possible = [] if part.is_positive or opposite.is_positive else [intervals.ZERO]
    if not opposite.is_nonnegative:
        possible.append(intervals.ONE)
    if not part.is_nonnegative:
        possible.append(intervals.negative(intervals.ONE))
    return intervals.hull(*possible)


def _heaviside(parts: list[Interval], _: int) -> Interval | None:
    """With the value at 0 that the expression names, which is 1/2 in SymPy."""
    argument, at_zero = parts
    if argument.is_positive:
        return intervals.ONE
    opposite = intervals.negative(argument)
    if opposite.is_positive:
        return intervals.ZERO
    if argument.is_zero:
        return at_zero
    one_sided = argument.is_nonnegative or opposite.is_nonnegative
    values = at_zero if one_sided else intervals.hull(at_zero, intervals.ZERO)
    return intervals.hull(values, intervals.ZERO if opposite.is_nonnegative else intervals.ONE)


def _rounded(function: Kernel) -> Rule:
    """Of floor and ceiling, by the ends."""

    def rule(parts: list[Interval], prec: int) -> Interval:
        part = parts[0]
        low = part.low if part.low == libmp.fninf else function(part.low, prec, "f")
        high = part.high if part.high == libmp.finf else function(part.high, prec, "c")
        return Interval(low, high, low == libmp.fninf, high == libmp.finf)

    return rule


def _by_arb(function: type[sympy.Basic]) -> Rule | None:
    """Of a function that Arb encloses, on a bounded interval on which it is defined and real throughout."""
    if function not in FORMULAS:
        return None

    def rule(parts: list[Interval], prec: int) -> Interval | None:
        if any({part.low, part.high} & {libmp.finf, libmp.fninf} for part in parts):
            return None
        arguments = [context(prec).make_mpf((part.low, part.high)) for part in parts]
        try:
            low, high = interval(special(function, arguments, Setting(prec, real=True)), prec)._mpi_
        except (NoValueError, UnknownError):
            return None
        return Interval(low, high)  # closed: a ball does not know which of its numbers are reached

    return rule


# pi/2 is 1.5707...: a little more room than atan takes does no harm, as the value at a finite end is rounded as always
_HALF_TURN = Interval(libmp.from_rational(-1571, 1000, 53, "f"), libmp.from_rational(1571, 1000, 53, "c"), True, True)
_UNIT = Interval(libmp.fnone, libmp.fone, True, True)
PI = _constant(libmp.mpf_pi)
_ATAN = _increasing(libmp.mpf_atan, _HALF_TURN)
CONSTANTS: dict[sympy.Basic, Callable[[int], Interval]] = {
    sympy.pi: PI,
    sympy.E: _constant(libmp.mpf_e),
    sympy.EulerGamma: _constant(libmp.mpf_euler),
    sympy.GoldenRatio: _constant(libmp.mpf_phi),
    sympy.Catalan: _constant(libmp.mpf_catalan),
}
_RULES: dict[type[sympy.Basic], Rule] = {
    sympy.exp: lambda parts, prec: exponential(parts[0], prec),
    sympy.log: lambda parts, prec: logarithm(parts[0], prec) if len(parts) == 1 else None,
    sympy.sinh: _increasing(libmp.mpf_sinh, intervals.REALS),
    sympy.cosh: _cosh,
    sympy.tanh: _increasing(libmp.mpf_tanh, _UNIT),
    sympy.asin: _asin,
    sympy.acos: _acos,
    sympy.atan: _ATAN,
    sympy.asinh: _increasing(libmp.mpf_asinh, intervals.REALS),
    sympy.acosh: _acosh,
    sympy.atanh: _atanh,
    sympy.erf: _increasing(libmp.mpf_erf, _UNIT),
    sympy.gamma: _gamma,
    loggamma: _loggamma,
    sympy.Abs: lambda parts, _: intervals.absolute(parts[0]),
    sympy.sign: _sign,
    sympy.Max: lambda parts, _: intervals.larger(parts),
    sympy.Min: lambda parts, _: intervals.negative(intervals.larger(map(intervals.negative, parts))),
    sympy.Heaviside: _heaviside,
    sympy.floor: _rounded(libmp.mpf_floor),
    sympy.ceiling: _rounded(libmp.mpf_ceil),
}


def rule_of(function: type[sympy.Basic]) -> Rule | None:
    """The rule of a function; None if there is none, and nothing can be said of its values."""
    # Rules first: they know open ends and infinite ones
    return _RULES.get(function) or _by_arb(function)
