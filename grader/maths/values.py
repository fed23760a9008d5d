"""The value of an expression at a rational point: an exact fraction, or an interval that certainly holds it.

    expression, point ──▶ Fraction | real interval | complex interval
                      ──▶ NoValueError: it certainly has none there (1/0, log of 0, a root of -1 among real numbers)
                      ──▶ UnknownError: these many bits, or this file, can't tell

Rounding is outward throughout, by mpmath's interval context; SymPy's own `evalf` keeps no bound of its error.
"""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

import sympy
from mpmath.ctx_iv import MPIntervalContext, ivmpc
from mpmath.libmp import mpf_acos, mpf_asin, mpf_atan, to_rational

from grader.maths.decimals import ROUNDING

Value = Any
"""A Fraction, or an interval or complex interval of mpmath, which is not typed."""
Point = Mapping[sympy.Symbol, Fraction]

_MOST_BITS = 40_000
"""Of an exact fraction; above, intervals do."""
_SHOWN_BITS = 1_000
_LARGEST_EXPONENT = 2.0**40
_LARGEST_ANGLE = 2.0**1000
_LARGEST_GAMMA = 5_000
_MOST_TERMS = 1_000


class NoValueError(ArithmeticError):
    """The expression certainly has no value at the point."""


class UnknownError(ArithmeticError):
    """Nothing certain can be said of the value at the point."""


class Setting(NamedTuple):
    """How values are worked out."""

    bits: int = 120
    """Precision of the intervals."""
    real: bool = False
    """Whether every part has to be real, as in calculus: then log(-1) has no value, and neither has |log(-1)|."""
    principal: bool = True
    """Whether (-8)**(1/3) is the principal root; if not, it is unknown, as a real cube root may be meant."""


def value_at(expression: sympy.Basic, point: Point, setting: Setting = Setting()) -> Value:  # noqa: B008 - frozen
    """The value of an expression where its symbols are given fractions.

    Raises
    ------
    NoValueError
        If it has none there.
    UnknownError
        If that, or the value, is not certain.
    """
    node = point.get(expression) if expression.is_Symbol else None
    if node is not None:
        return node
    try:
        return _of_node(expression, point, setting)
    except (NoValueError, UnknownError):
        raise
    except (ArithmeticError, ValueError, TypeError, AttributeError, NotImplementedError, RecursionError) as error:
        # mpmath raises many kinds on intervals that it can't handle: a result is not certain then
        raise UnknownError(str(error)) from error


def certainly_differ(one: Value, other: Value, bits: int = 120) -> bool:
    """Whether no number lies in both."""
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one != other
    gap = interval(one, bits) - interval(other, bits)
    return not _holds_zero(gap)


def as_number(value: Value, digits: int = 30) -> sympy.Expr:
    """The fraction itself, or the middle of the interval as a decimal."""
    if isinstance(value, Fraction):
        is_short = _length(value) <= _SHOWN_BITS
        return sympy.Rational(value.numerator, value.denominator) if is_short else _middle(interval(value, 120), digits)
    if _is_real(value):
        return _middle(value, digits)
    return _middle(value.real, digits) + sympy.I * _middle(value.imag, digits)


@lru_cache
def context(bits: int) -> Any:
    """The interval arithmetic of so many bits."""
    made = MPIntervalContext()
    made.prec = bits
    return made


def interval(value: Value, bits: int) -> Any:
    """The value as an interval."""
    if isinstance(value, Fraction):
        return context(bits).mpf(value.numerator) / context(bits).mpf(value.denominator)
    return value


def _length(number: Fraction) -> int:
    return max(number.numerator.bit_length(), number.denominator.bit_length())


def _middle(real: Any, digits: int) -> sympy.Expr:
    return sympy.Float(sympy.Float(real.mid._mpi_[0], precision=200), digits)


def _is_real(value: Value) -> bool:
    """Whether a value is of a real type; a complex interval may still hold a real number."""
    return not isinstance(value, ivmpc)


def _holds_zero(value: Value) -> bool:
    if isinstance(value, Fraction):
        return value == 0
    if _is_real(value):
        return bool(0 in value)
    return bool(0 in value.real and 0 in value.imag)


def _of_node(node: Any, point: Point, setting: Setting) -> Value:
    if isinstance(node, sympy.Rational):
        return Fraction(int(node.p), int(node.q))
    if isinstance(node, sympy.Float):
        return _rounded(node, setting.bits)
    if isinstance(node, sympy.Piecewise):
        return _piecewise(node, point, setting)
    if isinstance(node, (sympy.Sum, sympy.Product)):
        return _series(node, point, setting)
    if isinstance(node, (sympy.Symbol, sympy.Derivative, sympy.Integral)):
        raise UnknownError(str(node))
    if not node.args:
        return _constant(node, setting)
    parts = [value_at(part, point, setting) for part in node.args]
    value = _apply(node, parts, setting)
    if not _is_real(value):
        value = value.real if _is_zero_interval(value.imag) else value
    return value


def _is_zero_interval(part: Any) -> bool:
    return bool(part.a == 0 and part.b == 0)


def _rounded(number: sympy.Float, bits: int) -> Value:
    exact = sympy.Rational(number)
    middle = Fraction(int(exact.p), int(exact.q))
    low, high = sorted((middle * (1 - ROUNDING), middle * (1 + ROUNDING)))
    return context(bits).mpf([interval(low, bits).a, interval(high, bits).b])


def _constant(node: Any, setting: Setting) -> Value:
    arithmetic = context(setting.bits)
    if node is sympy.pi:
        return +arithmetic.pi
    if node is sympy.E:
        return arithmetic.exp(arithmetic.one)
    if node is sympy.I:
        if setting.real:
            raise NoValueError("I")
        return arithmetic.mpc(0, 1)
    if node in (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo):
        raise NoValueError(str(node))
    return _by_mpmath(node, [], setting)


def _apply(node: Any, parts: list[Value], setting: Setting) -> Value:
    if isinstance(node, sympy.Add):
        return _add(parts, setting.bits)
    if isinstance(node, sympy.Mul):
        return _multiply(parts, setting.bits)
    if isinstance(node, sympy.Pow):
        return power(parts[0], parts[1], setting)
    rule = FUNCTIONS.get(node.func)
    if rule is None:
        return _by_mpmath(node, parts, setting)
    return rule(parts, setting)


def _add(parts: list[Value], bits: int) -> Value:
    exact = sum((part for part in parts if isinstance(part, Fraction)), Fraction(0))
    rest = [part for part in parts if not isinstance(part, Fraction)]
    return sum(rest[1:], rest[0]) + interval(exact, bits) if rest else exact


def _multiply(parts: list[Value], bits: int) -> Value:
    exact = math.prod((part for part in parts if isinstance(part, Fraction)), start=Fraction(1))
    if exact == 0:
        return exact
    value = interval(exact, bits)
    rest = [part for part in parts if not isinstance(part, Fraction)]
    for part in rest:
        value = part * value
    return value if rest else exact


def power(base: Value, exponent: Value, setting: Setting) -> Value:
    """A power, by the principal branch."""
    if isinstance(exponent, Fraction) and exponent.denominator == 1:
        return _whole_power(base, int(exponent), setting.bits)
    if isinstance(base, Fraction) and base in {0, 1}:
        if base == 0 and not (_is_real(exponent) and _sign(exponent) > 0):
            raise NoValueError("a power of 0")
        return base
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and base > 0:
        root = _exact_root(base, exponent.denominator)
        if root is not None:
            return _whole_power(root, exponent.numerator, setting.bits)
    if _is_real(base) and _sign(base) < 0:
        return _power_of_negative(base, exponent, setting)
    if _is_real(base) and not isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent > 0:
        base = _not_below_zero(base, setting.bits)
        if exponent.denominator == 2:
            return _whole_power(context(setting.bits).sqrt(base), exponent.numerator, setting.bits)
    return exp([_multiply([exponent, log([base], setting)], setting.bits)], setting)


def _not_below_zero(base: Any, bits: int) -> Any:
    """`_sign` has seen to it that the interval is not across 0."""
    return base if base.a > 0 else context(bits).mpf([0, base.b])


def _whole_power(base: Value, exponent: int, bits: int) -> Value:
    if exponent < 0:
        if isinstance(base, Fraction) and base == 0:
            raise NoValueError("1/0")
        if _holds_zero(base):
            raise UnknownError("1/0 is not excluded")
    if isinstance(base, Fraction) and (base in {0, 1, -1} or _length(base) * abs(exponent) <= _MOST_BITS):
        return base**exponent
    if abs(exponent) > _LARGEST_EXPONENT:
        raise UnknownError("a large exponent")
    value = interval(base, bits)
    return value**exponent if exponent >= 0 else 1 / value**-exponent


def _exact_root(base: Fraction, degree: int) -> Fraction | None:
    if degree > 100:
        return None
    top, is_exact = sympy.integer_nthroot(base.numerator, degree)
    below, is_also = sympy.integer_nthroot(base.denominator, degree)
    return Fraction(int(top), int(below)) if is_exact and is_also else None


def _power_of_negative(base: Value, exponent: Value, setting: Setting) -> Value:
    """|base|**exponent times a point of the unit circle."""
    if setting.real:
        raise NoValueError("a root of a negative number") if isinstance(exponent, Fraction) else UnknownError("a power")
    if not setting.principal and isinstance(exponent, Fraction) and exponent.denominator % 2:
        raise UnknownError("a real root may be meant")
    arithmetic = context(setting.bits)
    size = power(-base, exponent, setting)
    angle = interval(exponent, setting.bits) * arithmetic.pi
    if not _is_real(angle):
        return interval(size, setting.bits) * arithmetic.exp(angle * arithmetic.mpc(0, 1))
    turn = _half_turn(exponent, setting) or arithmetic.mpc(arithmetic.cos(angle), arithmetic.sin(angle))
    return turn * interval(size, setting.bits)


def _half_turn(exponent: Value, setting: Setting) -> Value | None:
    """I or -I for an odd number of halves, without rounding."""
    if not isinstance(exponent, Fraction) or exponent.denominator != 2:
        return None
    return context(setting.bits).mpc(0, 1 if exponent.numerator % 4 == 1 else -1)


def _sign(value: Value) -> int:
    if isinstance(value, Fraction):
        return (value > 0) - (value < 0)
    if not _is_real(value):
        raise UnknownError("a complex number has no sign")
    if value.a > 0:
        return 1
    if value.b < 0:
        return -1
    raise UnknownError("the sign is not certain")


def exp(parts: list[Value], setting: Setting) -> Value:
    """Euler's function."""
    if parts[0] == 0:
        return Fraction(1)
    argument = interval(parts[0], setting.bits)
    _bound(argument, _LARGEST_EXPONENT)
    return context(setting.bits).exp(argument)


def log(parts: list[Value], setting: Setting) -> Value:
    """The principal logarithm, to a base if there is one."""
    if len(parts) == 2:
        return _divide(log(parts[:1], setting), log(parts[1:], setting), setting.bits)
    [argument] = parts
    arithmetic = context(setting.bits)
    if isinstance(argument, Fraction) and argument in {0, 1}:
        if argument == 0:
            raise NoValueError("log(0)")
        return Fraction(0)
    if not _is_real(argument):
        if _holds_zero(argument):
            raise UnknownError("log(0) is not excluded")
        return arithmetic.log(argument)
    if _sign(argument) > 0:
        return arithmetic.log(interval(argument, setting.bits))
    if setting.real:
        raise NoValueError("the logarithm of a negative number")
    return arithmetic.mpc(arithmetic.log(-interval(argument, setting.bits)), arithmetic.pi)


def _divide(one: Value, other: Value, bits: int) -> Value:
    return _multiply([one, _whole_power(other, -1, bits)], bits)


def _bound(argument: Any, largest: float) -> None:
    """Refuse arguments that take for ever."""
    parts = [argument] if _is_real(argument) else [argument.real, argument.imag]
    if any(not (-largest < end < largest) for part in parts for end in (part.a, part.b)):
        raise UnknownError("a large argument")


def _moved(value: Any, bits: int) -> Any:
    """An interval in the arithmetic of other bits."""
    if _is_real(value):
        return context(bits).make_mpf(value._mpi_)
    return context(bits).make_mpc(value._mpci_)


def _trigonometric(name: str) -> Callable[[list[Value], Setting], Value]:
    def rule(parts: list[Value], setting: Setting) -> Value:
        [part] = parts
        if part == 0:
            return Fraction(0 if name == "sin" else 1)
        argument = interval(part, setting.bits)
        _bound(argument, _LARGEST_ANGLE)
        size = 0 if not _is_real(argument) else max(abs(int(argument.a)), abs(int(argument.b))).bit_length()
        return _moved(getattr(context(setting.bits + size), name)(argument), setting.bits)

    return rule


_sin, _cos = _trigonometric("sin"), _trigonometric("cos")


def _sinh(parts: list[Value], setting: Setting) -> Value:
    return _hyperbolic(parts, setting, -1)


def _cosh(parts: list[Value], setting: Setting) -> Value:
    return _hyperbolic(parts, setting, 1)


def _hyperbolic(parts: list[Value], setting: Setting, sign: int) -> Value:
    if parts[0] == 0:
        return Fraction(1 if sign > 0 else 0)
    half = interval(exp(parts, setting), setting.bits) / 2
    return half + sign / (4 * half)


def _over(above: Callable[..., Value] | None, below: Callable[..., Value]) -> Callable[[list[Value], Setting], Value]:
    def rule(parts: list[Value], setting: Setting) -> Value:
        top = Fraction(1) if above is None else above(parts, setting)
        return _divide(top, below(parts, setting), setting.bits)

    return rule


def _abs(parts: list[Value], setting: Setting) -> Value:
    [part] = parts
    if isinstance(part, Fraction):
        return abs(part)
    if _is_real(part):
        return abs(part)
    return context(setting.bits).sqrt(part.real**2 + part.imag**2)


def _signum(parts: list[Value], _: Setting) -> Value:
    return Fraction(_sign(parts[0]))


def _heaviside(parts: list[Value], _: Setting) -> Value:
    sign = _sign(parts[0])
    return parts[1] if sign == 0 and len(parts) > 1 else Fraction(1 + sign, 2)


def _extreme(sign: int) -> Callable[[list[Value], Setting], Value]:
    def rule(parts: list[Value], setting: Setting) -> Value:
        if not all(map(_is_real, parts)):
            raise NoValueError("complex numbers have no order")
        if all(isinstance(part, Fraction) for part in parts):
            return sign * max(sign * part for part in parts)
        ends = [interval(part, setting.bits) for part in parts]
        pick = max if sign > 0 else min
        return context(setting.bits).mpf([pick(end.a for end in ends), pick(end.b for end in ends)])

    return rule


def _floor(parts: list[Value], _: Setting) -> Value:
    [part] = parts
    if isinstance(part, Fraction):
        return Fraction(math.floor(part))
    _bound(part, _LARGEST_ANGLE)
    low, high = (math.floor(Fraction(*to_rational(end._mpi_[0]))) for end in (part.a, part.b))
    if low != high:
        raise UnknownError("the whole part is not certain")
    return Fraction(low)


def _ceiling(parts: list[Value], setting: Setting) -> Value:
    return -_floor([-parts[0]], setting)


def _mod(parts: list[Value], setting: Setting) -> Value:
    quotient = _divide(parts[0], parts[1], setting.bits)
    return _add([parts[0], -_multiply([_floor([quotient], setting), parts[1]], setting.bits)], setting.bits)


def _gamma(parts: list[Value], setting: Setting) -> Value:
    [part] = parts
    if isinstance(part, Fraction) and part.denominator == 1:
        if part <= 0:
            raise NoValueError("a pole of gamma")
        if part <= 1_000:
            return Fraction(math.factorial(int(part) - 1))
    argument = interval(part, setting.bits)
    _bound(argument, _LARGEST_GAMMA)
    return context(setting.bits).gamma(argument)


def _factorial(parts: list[Value], setting: Setting) -> Value:
    return _gamma([_add([parts[0], Fraction(1)], setting.bits)], setting)


def _binomial(parts: list[Value], setting: Setting) -> Value:
    upper, lower = parts
    if isinstance(lower, Fraction) and lower.denominator == 1 and lower < 0:
        return Fraction(0)
    below = [_factorial([lower], setting), _factorial([_add([upper, -lower], setting.bits)], setting)]
    return _divide(_factorial([upper], setting), _multiply(below, setting.bits), setting.bits)


def _real_part(parts: list[Value], _: Setting) -> Value:
    return parts[0] if _is_real(parts[0]) else parts[0].real


def _imaginary_part(parts: list[Value], _: Setting) -> Value:
    return Fraction(0) if _is_real(parts[0]) else parts[0].imag


def _conjugate(parts: list[Value], setting: Setting) -> Value:
    return parts[0] if _is_real(parts[0]) else context(setting.bits).mpc(parts[0].real, -parts[0].imag)


def _by_logarithm(name: str) -> Callable[[list[Value], Setting], Value]:
    """The inverse hyperbolic functions, written out."""
    x = sympy.Dummy("x")
    written = {
        "asinh": sympy.log(x + sympy.sqrt(x**2 + 1)),
        "acosh": sympy.log(x + sympy.sqrt(x - 1) * sympy.sqrt(x + 1)),
        "atanh": (sympy.log(1 + x) - sympy.log(1 - x)) / 2,
    }[name]

    def rule(parts: list[Value], setting: Setting) -> Value:
        return value_at(written, {x: parts[0]}, setting)

    return rule


_ROUNDED = {"atan": mpf_atan, "asin": mpf_asin, "acos": mpf_acos}


def _inverse(name: str) -> Callable[[list[Value], Setting], Value]:
    """Inverse trigonometric functions of a real number, which are monotone: the ends give the interval."""

    def rule(parts: list[Value], setting: Setting) -> Value:
        if not _is_real(parts[0]):
            raise UnknownError(f"{name} of a complex number")
        if parts[0] == 0 and name != "acos":
            return Fraction(0)
        arithmetic = context(setting.bits)
        argument = interval(parts[0], setting.bits)
        if name != "atan" and not -1 <= argument <= 1:
            is_outside = argument < -1 or argument > 1
            raise NoValueError(name) if is_outside and setting.real else UnknownError(name)
        ends = [_ROUNDED[name](end._mpi_[0], setting.bits, "n") for end in (argument.a, argument.b)]
        slack = arithmetic.mpf(2) ** (3 - setting.bits)
        low, high = sorted((arithmetic.make_mpf((end, end)) for end in ends), key=lambda end: float(end.mid))
        return arithmetic.mpf([(low - slack).a, (high + slack).b])

    return rule


def _by_mpmath(node: Any, parts: list[Value], setting: Setting) -> Value:
    """Another function of SymPy's at fractions: mpmath's value, which is good to a few units in the last place."""
    if any(not isinstance(part, Fraction) or abs(part) > _LARGEST_GAMMA for part in parts):
        raise UnknownError(str(node.func))
    made = node.func(*(sympy.Rational(part.numerator, part.denominator) for part in parts)) if parts else node
    if made in (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo):
        raise NoValueError(str(node.func))
    digits = int(setting.bits * 0.302)
    real, imaginary = made.evalf(digits + 10, maxn=4 * digits + 100).as_real_imag()
    if not (real.is_Number and imaginary.is_Number and real.is_finite and imaginary.is_finite):
        raise UnknownError(str(node.func))
    if imaginary != 0 and setting.real:
        raise NoValueError(str(node.func))
    ends = [_with_slack(part, digits, setting.bits) for part in (real, imaginary)]
    return ends[0] if imaginary == 0 else context(setting.bits).mpc(*ends)


def _with_slack(number: Any, digits: int, bits: int) -> Any:
    exact = sympy.Rational(number)
    middle, slack = Fraction(int(exact.p), int(exact.q)), Fraction(1, 10**digits)
    low, high = middle - abs(middle) * slack, middle + abs(middle) * slack
    return context(bits).mpf([interval(low, bits).a, interval(high, bits).b])


def _series(node: Any, point: Point, setting: Setting) -> Value:
    """A finite sum or product, term by term."""
    [(index, first, last)] = [tuple(limit) for limit in node.limits]
    ends = [value_at(end, point, setting) for end in (first, last)]
    if not all(isinstance(end, Fraction) and end.denominator == 1 for end in ends):
        raise UnknownError("the ends are no whole numbers")
    low, high = map(int, ends)
    if not -1 <= high - low <= _MOST_TERMS:
        raise UnknownError("the ends are in no order")
    terms = [value_at(node.function, {**point, index: Fraction(at)}, setting) for at in range(low, high + 1)]
    if isinstance(node, sympy.Sum):
        return _add([Fraction(0), *terms], setting.bits)
    return _multiply([Fraction(1), *terms], setting.bits)


def _piecewise(node: Any, point: Point, setting: Setting) -> Value:
    for expression, condition in node.args:
        if holds_at(condition, point, setting):
            return value_at(expression, point, setting)
    raise NoValueError("no case applies")


def holds_at(condition: Any, point: Point, setting: Setting) -> bool:
    """Whether a condition on real numbers holds at a point; UnknownError if that is not certain."""
    if condition in (sympy.true, sympy.false):
        return bool(condition)
    if isinstance(condition, sympy.Not):
        return not holds_at(condition.args[0], point, setting)
    if isinstance(condition, sympy.And):
        return all(holds_at(part, point, setting) for part in condition.args)
    if isinstance(condition, sympy.Or):
        return any(holds_at(part, point, setting) for part in condition.args)
    if not isinstance(condition, sympy.core.relational.Relational):
        raise UnknownError("a condition")
    one, other = (value_at(side, point, setting) for side in condition.args)
    sign = _sign(_add([one, -other], setting.bits))
    signs = {sympy.Eq: (0,), sympy.Ne: (-1, 1), sympy.Lt: (-1,), sympy.Le: (-1, 0), sympy.Gt: (1,), sympy.Ge: (0, 1)}
    return sign in signs[condition.func]


FUNCTIONS: dict[Any, Callable[[list[Value], Setting], Value]] = {
    sympy.exp: exp, sympy.log: log,
    sympy.sin: _sin, sympy.cos: _cos, sympy.tan: _over(_sin, _cos),
    sympy.cot: _over(_cos, _sin), sympy.sec: _over(None, _cos), sympy.csc: _over(None, _sin),
    sympy.sinh: _sinh, sympy.cosh: _cosh, sympy.tanh: _over(_sinh, _cosh),
    sympy.coth: _over(_cosh, _sinh), sympy.sech: _over(None, _cosh), sympy.csch: _over(None, _sinh),
    sympy.asinh: _by_logarithm("asinh"), sympy.acosh: _by_logarithm("acosh"), sympy.atanh: _by_logarithm("atanh"),
    sympy.atan: _inverse("atan"), sympy.asin: _inverse("asin"), sympy.acos: _inverse("acos"),
    sympy.Abs: _abs, sympy.sign: _signum, sympy.Heaviside: _heaviside, sympy.Max: _extreme(1), sympy.Min: _extreme(-1),
    sympy.floor: _floor, sympy.ceiling: _ceiling, sympy.Mod: _mod,
    sympy.gamma: _gamma, sympy.factorial: _factorial, sympy.binomial: _binomial,
    sympy.re: _real_part, sympy.im: _imaginary_part, sympy.conjugate: _conjugate,
}  # fmt: skip
