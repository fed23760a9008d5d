"""Two fractions between which the value of an expression certainly lies; None where it has no real value.

expression ── its symbols' intervals ──▶ rules of `intervals`, from the leaves up ──▶ interval
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

import sympy
from mpmath import libmp
from sympy.core.relational import Relational
from sympy.functions.special.gamma_functions import loggamma, polygamma
from sympy.logic.boolalg import BooleanAtom

from grader.maths import intervals
from grader.maths.intervals import Interval
from grader.maths.values.arb import FORMULAS, special
from grader.maths.values.number import NoValueError, Setting, UnknownError, context, interval

Box = Mapping[sympy.Symbol, Interval]
_LARGEST_EXPONENT = 20_000
_TURNING_OF_GAMMA = (29, 20), (3, 2)
"""Gamma falls before 1.4616... and rises after it."""


def enclose(
    expression: sympy.Expr, point: Mapping[sympy.Symbol, sympy.Rational], digits: int = 30
) -> tuple[sympy.Rational, sympy.Rational] | None:
    """Fractions below and above the value of an expression at a point.

    Parameters
    ----------
    expression : Expr
        Of bounded size and depth, see `grader.maths.size.too_large`. A Float is the binary fraction that it holds.
    point : mapping of Symbol to Rational
        A value for each symbol.
    digits : int
        Decimal digits that the computation carries. The fractions are so close to one another, relative to the
        largest number on the way; more digits bring them closer.

    Returns
    -------
    tuple of Rational, or None
        `low <= value <= high`. None where the expression is undefined, not real, beyond 2**20000, or has a function
        without a rule.
    """
    prec = libmp.dps_to_prec(digits)
    box = {symbol: intervals.rational(int(value.p), int(value.q), prec) for symbol, value in point.items()}
    found = enclose_over(expression, box, prec)
    if found is None:
        return None
    low, high = _fraction(found.low), _fraction(found.high)
    return None if low is None or high is None else (low, high)


def enclose_over(expression: sympy.Basic, box: Box, prec: int = 53) -> Interval | None:
    """An interval that holds all values over a box; None if there may be points where it has no real value."""
    if expression in box:
        return box[expression]
    if isinstance(expression, sympy.Add):
        return _add(expression, box, prec)
    if isinstance(expression, sympy.Mul):
        return _multiply(expression, box, prec)
    if isinstance(expression, sympy.Pow):
        return _power(expression.base, expression.exp, box, prec)
    if isinstance(expression, (sympy.sin, sympy.cos, sympy.tan)):
        return _trigonometric(expression, box, prec)
    if isinstance(expression, sympy.Piecewise):
        return _pieces(expression, box, prec)
    if isinstance(expression, polygamma):
        return _polygamma(expression, box, prec)
    if not expression.args:
        return _number(expression, prec)
    rule = _RULES.get(expression.func) or _special(expression.func)
    parts = [enclose_over(part, box, prec) for part in expression.args] if rule else []
    known = [part for part in parts if part is not None]
    return rule(known, prec) if rule and len(known) == len(parts) else None


def holds_over(condition: sympy.Basic, box: Box, prec: int = 53) -> bool | None:
    """Whether a relation holds on all of a box (True) or nowhere (False); None if neither is seen."""
    if isinstance(condition, BooleanAtom):
        return bool(condition)
    if isinstance(condition, sympy.Not):
        inner = holds_over(condition.args[0], box, prec)
        return None if inner is None else not inner
    if isinstance(condition, (sympy.And, sympy.Or)):
        parts = [holds_over(part, box, prec) for part in condition.args]
        decisive = isinstance(condition, sympy.Or)
        if decisive in parts:
            return decisive
        return None if None in parts else not decisive
    if isinstance(condition, Relational):
        difference = enclose_over(condition.lhs - condition.rhs, box, prec)
        return None if difference is None else _relation(condition, difference)
    return None


def _relation(condition: Relational, difference: Interval) -> bool | None:
    if isinstance(condition, (sympy.StrictLessThan, sympy.LessThan)):
        difference = intervals.negative(difference)
    opposite = intervals.negative(difference)
    if isinstance(condition, (sympy.StrictGreaterThan, sympy.StrictLessThan)):
        return True if difference.is_positive else False if opposite.is_nonnegative else None
    if isinstance(condition, (sympy.GreaterThan, sympy.LessThan)):
        return True if difference.is_nonnegative else False if opposite.is_positive else None
    is_equal = True if difference.is_zero else False if difference.is_positive or opposite.is_positive else None
    return is_equal if isinstance(condition, sympy.Eq) or is_equal is None else not is_equal


def _add(expression: sympy.Add, box: Box, prec: int) -> Interval | None:
    total = intervals.ZERO
    for part in expression.args:
        found = enclose_over(part, box, prec)
        if found is None:
            return None
        total = intervals.add(total, found, prec)
    return total


def _multiply(expression: sympy.Mul, box: Box, prec: int) -> Interval | None:
    total = intervals.ONE
    for part in expression.args:
        found = enclose_over(part, box, prec)
        if found is None:
            return None
        total = intervals.multiply(total, found, prec)
    return total


def _power(base: sympy.Expr, exponent: sympy.Expr, box: Box, prec: int) -> Interval | None:
    if base is sympy.E:
        inner = enclose_over(exponent, box, prec)
        return None if inner is None else intervals.exponential(inner, prec)
    inner = enclose_over(base, box, prec)
    if inner is None:
        return None
    if isinstance(exponent, sympy.Integer):
        return intervals.whole_power(inner, int(exponent), prec)
    if isinstance(exponent, sympy.Float):
        exponent = sympy.Rational(exponent)
        return _power(base, exponent, box, prec) if isinstance(exponent, sympy.Integer) else _general(
            inner, enclose_over(exponent, box, prec), prec
        )  # fmt: skip
    if isinstance(exponent, sympy.Rational):
        return intervals.rational_power(inner, int(exponent.p), int(exponent.q), prec)
    return _general(inner, enclose_over(exponent, box, prec), prec)


def _general(base: Interval, exponent: Interval | None, prec: int) -> Interval | None:
    logarithm = intervals.logarithm(base, prec)
    if logarithm is None or exponent is None:
        return None
    return intervals.exponential(intervals.multiply(exponent, logarithm, prec), prec)


def _trigonometric(expression: sympy.Expr, box: Box, prec: int) -> Interval | None:
    """By the angle in half turns, which is exact where the angle is a multiple of pi."""
    (angle,) = expression.args
    factors = sympy.Mul.make_args(angle)
    if sympy.pi in factors:
        turns = enclose_over(sympy.Mul(*[factor for factor in factors if factor is not sympy.pi]), box, prec)
    else:
        inner = enclose_over(angle, box, prec)
        one_by_pi = intervals.inverse(_PI(prec), prec)
        turns = None if inner is None or one_by_pi is None else intervals.multiply(inner, one_by_pi, prec)
    if turns is None:
        return None
    if isinstance(expression, sympy.tan):
        return intervals.tangent(turns, prec)
    if isinstance(expression, sympy.sin):
        half = libmp.mpf_shift(libmp.fnone, -1)
        turns = intervals.add(turns, Interval(half, half), prec)
    return intervals.cosine(turns, prec)


def _pieces(expression: sympy.Piecewise, box: Box, prec: int) -> Interval | None:
    """The hull of the branches that may apply; they must apply everywhere between them."""
    possible = []
    for value, condition in expression.args:
        holds = holds_over(condition, box, prec)
        if holds is False:
            continue
        found = enclose_over(value, box, prec)
        if found is None:
            return None
        possible.append(found)
        if holds:
            return intervals.hull(*possible)
    return None


def _polygamma(expression: polygamma, box: Box, prec: int) -> Interval | None:
    """Digamma rises from minus infinity; the others keep their sign and approach 0."""
    order, argument = expression.args
    inner = enclose_over(argument, box, prec)
    if inner is None or not inner.is_positive or not isinstance(order, sympy.Integer) or not 0 <= order <= 20:
        return None
    rising = order % 2 == 0
    low = libmp.fninf if inner.low == libmp.fzero else inner.low
    shifted = Interval(low, inner.high, inner.low_open, inner.high_open)

    def value(number: intervals.Number, bits: int) -> intervals.Number:
        found: intervals.Number = libmp.mpf_psi(int(order), number, bits, "n")
        return found if rising else libmp.mpf_neg(found)

    range_ = intervals.REALS if order == 0 else intervals.negative(intervals.POSITIVE)
    found = intervals.increasing(shifted, value, prec, range_)
    return found if rising else intervals.negative(found)


def _number(expression: sympy.Basic, prec: int) -> Interval | None:
    if isinstance(expression, sympy.Float):
        expression = sympy.Rational(expression)
    if isinstance(expression, sympy.Rational):
        return intervals.rational(int(expression.p), int(expression.q), prec) if expression.q else None
    constant = _CONSTANTS.get(expression)
    return constant(prec) if constant else None


def _constant(function: Callable[[int, str], intervals.Number]) -> Callable[[int], Interval]:
    def enclosed(prec: int) -> Interval:
        value = function(prec + 20, "n")
        return intervals.increasing(Interval(value, value), lambda number, _: number, prec)

    return enclosed


def _increasing(function: Callable[[intervals.Number, int, str], intervals.Number], range_: Interval) -> "_Rule":
    def rule(parts: list[Interval], prec: int) -> Interval:
        return intervals.increasing(parts[0], lambda number, bits: function(number, bits, "n"), prec, range_)

    return rule


def _cosh(parts: list[Interval], prec: int) -> Interval:
    range_ = Interval(libmp.fone, libmp.finf, high_open=True)
    away = intervals.absolute(parts[0])
    return intervals.increasing(away, lambda number, bits: libmp.mpf_cosh(number, bits, "n"), prec, range_)


def _asin(parts: list[Interval], prec: int) -> Interval | None:
    """Half a quarter turn minus acos; None outside [-1, 1]."""
    rest = _acos(parts, prec)
    half_pi = intervals.multiply(_PI(prec), intervals.rational(1, 2, prec), prec)
    return None if rest is None else intervals.add(half_pi, intervals.negative(rest), prec)


def _acos(parts: list[Interval], prec: int) -> Interval | None:
    """By atan2 of the two roots: acos x = 2 atan(sqrt((1 - x) / (1 + x))), at each end of the interval."""
    ends = [
        _acos_at(Interval(end, end), prec)
        for end in (parts[0].high, parts[0].low)
    ]  # fmt: skip
    least, most = ends
    if least is None or most is None:
        return None
    return Interval(least.low, most.high, parts[0].high_open, parts[0].low_open)


def _acos_at(number: Interval, prec: int) -> Interval | None:
    if number.low == libmp.fnone:
        return _PI(prec)
    if libmp.finf in number or libmp.fninf in number:
        return None
    below = intervals.inverse(intervals.add(intervals.ONE, number, prec), prec)
    above = intervals.add(intervals.ONE, intervals.negative(number), prec)
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
    ends = libmp.mpf_eq(libmp.mpf_abs(parts[0].low), libmp.fone), libmp.mpf_eq(parts[0].high, libmp.fone)
    low = libmp.fninf if ends[0] else parts[0].low
    high = libmp.finf if ends[1] else parts[0].high
    bounded = Interval(low, high, parts[0].low_open, parts[0].high_open)
    return intervals.increasing(bounded, lambda number, bits: libmp.mpf_atanh(number, bits, "n"), prec)


def _gamma(parts: list[Interval], prec: int) -> Interval | None:
    """At the ends, and the least value 0.8856... if the place where it lies may be inside."""
    return _valley(parts[0], libmp.mpf_gamma, intervals.rational(8856, 10_000, prec), prec)


def _loggamma(parts: list[Interval], prec: int) -> Interval | None:
    return _valley(parts[0], libmp.mpf_loggamma, intervals.rational(-1215, 10_000, prec), prec)


def _valley(
    part: Interval, function: Callable[[intervals.Number, int, str], intervals.Number], least: Interval, prec: int
) -> Interval | None:
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
    found = intervals.hull(*ends)
    if libmp.mpf_gt(part.high, before) and libmp.mpf_lt(part.low, after) and part.low != part.high:
        found = intervals.hull(found, least)
    return found


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
    found = at_zero if argument.is_nonnegative or opposite.is_nonnegative else intervals.hull(at_zero, intervals.ZERO)
    return intervals.hull(found, intervals.ZERO if opposite.is_nonnegative else intervals.ONE)


def _rounded(function: Callable[[intervals.Number, int, str], intervals.Number]) -> "_Rule":
    """Of floor and ceiling, by the ends."""

    def rule(parts: list[Interval], prec: int) -> Interval:
        part = parts[0]
        low = part.low if part.low == libmp.fninf else function(part.low, prec, "f")
        high = part.high if part.high == libmp.finf else function(part.high, prec, "c")
        return Interval(low, high, low == libmp.fninf, high == libmp.finf)

    return rule


def _special(function: type[sympy.Basic]) -> "_Rule | None":
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
        return Interval(low, high)

    return rule


_Rule = Callable[[list[Interval], int], Interval | None]
_HALF_TURN = Interval(libmp.from_rational(-1571, 1000, 53, "f"), libmp.from_rational(1571, 1000, 53, "c"), True, True)
_UNIT = Interval(libmp.fnone, libmp.fone, True, True)
_PI = _constant(libmp.mpf_pi)
_ATAN = _increasing(libmp.mpf_atan, _HALF_TURN)
_CONSTANTS: dict[sympy.Basic, Callable[[int], Interval]] = {
    sympy.pi: _PI,
    sympy.E: _constant(libmp.mpf_e),
    sympy.EulerGamma: _constant(libmp.mpf_euler),
    sympy.GoldenRatio: _constant(libmp.mpf_phi),
    sympy.Catalan: _constant(libmp.mpf_catalan),
}
_RULES: dict[type[sympy.Basic], _Rule] = {
    sympy.exp: lambda parts, prec: intervals.exponential(parts[0], prec),
    sympy.log: lambda parts, prec: intervals.logarithm(parts[0], prec) if len(parts) == 1 else None,
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


def _fraction(number: intervals.Number) -> sympy.Rational | None:
    if number in {libmp.finf, libmp.fninf} or abs(number[2]) > _LARGEST_EXPONENT:
        return None
    exact = Fraction(*libmp.to_rational(number))
    return sympy.Rational(exact.numerator, exact.denominator)
