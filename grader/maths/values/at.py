"""The value of an expression at a rational point.

    expression, point ──▶ Fraction | real interval | complex interval
                      ──▶ NoValueError: it certainly has none there (1/0, log of 0, a root of -1 among real numbers)
                      ──▶ UnknownError: these many bits, or this package, can't tell

SymPy's own `evalf` keeps no bound of its error.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy
from sympy.core.relational import Relational

from grader.maths.decimals import ROUNDING
from grader.maths.values.arb import enclosed, flint, special
from grader.maths.values.elementary import FUNCTIONS, power
from grader.maths.values.number import (
    NoValueError,
    Point,
    Setting,
    UnknownError,
    Value,
    add,
    bound,
    context,
    interval,
    is_real,
    multiply,
    sign,
)

_MOST_TERMS = 1_000
"""Of a sum or product that is carried out term by term."""
_LARGEST_PARAMETER = 40.0
_LARGEST_ARGUMENT = 2_000.0
_NAMED: dict[Any, Callable[[Any], Any]] = {
    sympy.EulerGamma: lambda arb: arb.const_euler(),
    sympy.Catalan: lambda arb: arb.const_catalan(),
}


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
    except (ArithmeticError, AssertionError, AttributeError, RuntimeError, TypeError, ValueError) as error:
        # mpmath raises many kinds on intervals that it can't handle: a result is not certain then
        raise UnknownError(str(error)) from error


def _of_node(node: Any, point: Point, setting: Setting) -> Value:
    if isinstance(node, sympy.Rational):
        return Fraction(int(node.p), int(node.q))
    if isinstance(node, sympy.Float):
        return _rounded(node, setting.bits)
    if isinstance(node, sympy.Piecewise):
        return _piecewise(node, point, setting)
    if isinstance(node, (sympy.Sum, sympy.Product)):
        return _series(node, point, setting)
    if isinstance(node, sympy.hyper):
        return _hypergeometric(node, point, setting)
    if isinstance(node, (sympy.Symbol, sympy.Derivative, sympy.Integral)):
        raise UnknownError(str(node))
    if not node.args:
        return _constant(node, setting)
    parts = [value_at(part, point, setting) for part in node.args]
    value = _apply(node, parts, setting)
    if not is_real(value):
        # I*I and the like are real again, and can be compared with 0
        value = value.real if _is_zero_interval(value.imag) else value
    return value


def _is_zero_interval(part: Any) -> bool:
    return bool(part.a == 0 and part.b == 0)


def _rounded(number: sympy.Float, bits: int) -> Value:
    exact = sympy.Rational(number)
    middle = Fraction(int(exact.p), int(exact.q))
    low, high = sorted((middle * (1 - ROUNDING), middle * (1 + ROUNDING)))  # sorted, for a negative number
    return context(bits).mpf([interval(low, bits).a, interval(high, bits).b])


def _constant(node: Any, setting: Setting) -> Value:
    arithmetic = context(setting.bits)
    if node is sympy.pi:
        return +arithmetic.pi  # mpmath's pi has no digits before an operation: + gives it these
    if node is sympy.E:
        return arithmetic.exp(arithmetic.one)
    if node is sympy.I:
        if setting.real:
            raise NoValueError("I")
        return arithmetic.mpc(0, 1)
    if node in (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo):
        raise NoValueError(str(node))
    if node in _NAMED:
        return enclosed(lambda: _NAMED[node](flint().arb), [], setting)
    if node in (sympy.GoldenRatio, sympy.TribonacciConstant):
        return value_at(node.expand(func=True), {}, setting)
    raise UnknownError(str(node))


def _apply(node: Any, parts: list[Value], setting: Setting) -> Value:
    if isinstance(node, sympy.Add):
        return add(parts, setting.bits)
    if isinstance(node, sympy.Mul):
        return multiply(parts, setting.bits)
    if isinstance(node, sympy.Pow):
        return power(parts[0], parts[1], setting)
    rule = FUNCTIONS.get(node.func)
    return rule(parts, setting) if rule else special(node.func, parts, setting)


def _hypergeometric(node: sympy.hyper, point: Point, setting: Setting) -> Value:
    """A generalized hypergeometric function; its parameters stand in two lists."""
    above, below, argument = node.args
    parts = [value_at(part, point, setting) for part in (*above, *below, argument)]
    for position, part in enumerate(parts):
        bound(part, _LARGEST_PARAMETER if position < len(parts) - 1 else _LARGEST_ARGUMENT)
    return enclosed(lambda *z: z[-1].hypgeom(z[: len(above)], z[len(above) : -1]), parts, setting)


def _series(node: Any, point: Point, setting: Setting) -> Value:
    """A finite sum or product, term by term."""
    [(index, first, last)] = [tuple(limit) for limit in node.limits]
    if any(end.is_infinite for end in (first, last)):
        raise UnknownError("an infinite series")
    ends = [value_at(end, point, setting) for end in (first, last)]
    if not all(isinstance(end, Fraction) and end.denominator == 1 for end in ends):
        raise UnknownError("the ends are no whole numbers")
    low, high = map(int, ends)
    if not -1 <= high - low <= _MOST_TERMS:
        raise UnknownError("the ends are in no order")
    # SymPy's convention: the sum from m to m - 1 is empty
    terms = [value_at(node.function, {**point, index: Fraction(at)}, setting) for at in range(low, high + 1)]
    if isinstance(node, sympy.Sum):
        return add([Fraction(0), *terms], setting.bits)
    return multiply([Fraction(1), *terms], setting.bits)


def _piecewise(node: Any, point: Point, setting: Setting) -> Value:
    for expression, condition in node.args:
        # a condition that is not certain raises: the branches behind it are not looked at
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
    if not isinstance(condition, Relational):
        raise UnknownError("a condition")
    left, right = (value_at(side, point, setting) for side in condition.args)
    side = sign(add([left, -right], setting.bits))
    signs = {sympy.Eq: (0,), sympy.Ne: (-1, 1), sympy.Lt: (-1,), sympy.Le: (-1, 0), sympy.Gt: (1,), sympy.Ge: (0, 1)}
    return side in signs[condition.func]
