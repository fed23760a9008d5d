"""Refuses expressions that are too large to be worked with, before anything is evaluated.

SymPy has no limits of its own: 10**10**8 takes all memory, and sin(exp(exp(exp(9)))) all time.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import sympy
from sympy.core.function import AppliedUndef
from sympy.functions.elementary.hyperbolic import HyperbolicFunction, InverseHyperbolicFunction
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.functions.elementary.trigonometric import InverseTrigonometricFunction, TrigonometricFunction
from sympy.functions.special.bessel import AiryBase, BesselBase

MAX_NODES = 2_000
MAX_DEPTH = 150
"""SymPy works by recursion, several calls of Python a level, of which Python allows a thousand."""
MAX_DIGITS = 200
MAX_EXPONENT = 10_000
MAX_DENOMINATOR = 10_000
MAX_BITS = 13_000
"""Binary digits of a number on the way: fewer than 4,300 decimal ones, beyond which Python prints no number."""
MAX_FORMAL_BITS = 100_000
"""The same of what holds a symbol: (x - a)**6000 is harmless as long as nobody multiplies it out."""

_LIKE_EXP = (sympy.exp, sympy.sinh, sympy.cosh)
_LIKE_SUM = (
    sympy.Abs, sympy.Max, sympy.Min, sympy.Mod, sympy.floor, sympy.ceiling, sympy.re, sympy.im, sympy.conjugate,
    sympy.Piecewise, ExprCondPair,
)  # fmt: skip
_INVERSE = (InverseTrigonometricFunction, InverseHyperbolicFunction)
_TAME = (
    AppliedUndef, TrigonometricFunction, HyperbolicFunction, *_INVERSE, sympy.log, sympy.LambertW, sympy.Heaviside,
    sympy.DiracDelta, sympy.arg, sympy.frac, sympy.erf, sympy.erfc, sympy.erfi, sympy.erf2, sympy.erfinv, sympy.erfcinv,
    sympy.Ei, sympy.Si, sympy.Ci, sympy.Shi, sympy.Chi, sympy.li, sympy.Li, sympy.fresnels, sympy.fresnelc, AiryBase,
    BesselBase,
)  # fmt: skip
"""Functions that SymPy leaves alone at a whole number, however large. The others it may work out, as it does a
factorial, a Fibonacci number, zeta(2000), or log(gamma(n)): they are bounded as if they all grew like a factorial."""

Point = Mapping[sympy.Symbol, sympy.Rational]


class _Size(NamedTuple):
    """How large the value of an expression may be."""

    top: float
    """Binary logarithm of its absolute value, or 0 if that is negative."""
    bits: float
    """Binary digits of numerator or denominator, if it is a fraction."""
    is_formal: bool = False
    """Whether it holds a symbol, and so is worked out at points only, by intervals where it is large."""


_CONSTANT = _Size(2, 2)
_FORMAL = _Size(1, 2, is_formal=True)
_ENDLESS = _Size(math.inf, math.inf)


def too_large(expression: sympy.Basic) -> str | None:
    """The limit that an expression breaks, in words; None if it breaks none."""
    # the shape first: the bound on values is worked out by a recursion, which needs a bounded depth
    for count, (node, depth) in enumerate(_nodes(expression)):
        if count >= MAX_NODES:
            return f"it has more than {MAX_NODES:,} parts"
        if depth > MAX_DEPTH:
            return f"it is nested deeper than {MAX_DEPTH} levels"
        if isinstance(node, (sympy.Rational, sympy.Float)) and _of_number(node).bits > MAX_DIGITS * math.log2(10):
            return f"it holds a number of more than {MAX_DIGITS} digits"
        if isinstance(node, sympy.Pow) and (limit := _limit_of_exponent(node.exp)):
            return limit
    return None if is_bounded(expression, {}) else "it holds a power that is too large to be worked out"


def is_bounded(expression: sympy.Basic, point: Point) -> bool:
    """Whether no number beyond `MAX_BITS` can come up when the expression is evaluated at a point.

    Parameters
    ----------
    expression : Expr
        Of bounded depth, as `too_large` demands.
    point : mapping of Symbol to Rational
        Values of symbols; one that is not there counts as a number up to 2.
    """
    return _size(expression, point) != _ENDLESS


def has_fine_powers(expression: sympy.Basic) -> bool:
    """Whether SymPy's own algorithms would take it for a polynomial of a huge degree, as exp(x) + exp(x/10**9)."""
    powers = (node for node, _ in _nodes(expression) if isinstance(node, (sympy.Pow, sympy.exp)))
    return any(_limit_of_exponent(power.args[-1]) for power in powers)


def _limit_of_exponent(exponent: Any) -> str | None:
    if isinstance(exponent, sympy.Rational) and abs(exponent) > MAX_EXPONENT:
        return f"it holds an exponent beyond {MAX_EXPONENT:,}"
    # x**(1/1000000007) + x would be a polynomial of that degree in the smaller power
    if any(isinstance(node, sympy.Rational) and node.q > MAX_DENOMINATOR for node, _ in _nodes(exponent)):
        return f"it holds a fraction in an exponent with a denominator beyond {MAX_DENOMINATOR:,}"
    return None


def _nodes(expression: sympy.Basic) -> Iterator[tuple[Any, int]]:
    """Every part with its depth, from the outside in; SymPy's own traversal fails on deep expressions."""
    waiting: list[tuple[Any, int]] = [(expression, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += ((part, depth + 1) for part in node.args)


def _size(expression: Any, point: Point) -> _Size:
    node = point.get(expression, expression)
    parts = [_size(part, point) for part in node.args]
    if _ENDLESS in parts:
        return _ENDLESS
    size = _of_node(node, parts)._replace(
        is_formal=isinstance(node, sympy.Symbol) or any(part.is_formal for part in parts)
    )
    return size if max(size.top, size.bits) <= (MAX_FORMAL_BITS if size.is_formal else MAX_BITS) else _ENDLESS


def _of_node(node: Any, parts: list[_Size]) -> _Size:
    if isinstance(node, (sympy.Rational, sympy.Float)):
        return _of_number(node)
    if not parts:
        return _FORMAL if isinstance(node, sympy.Symbol) else _CONSTANT
    tops = [part.top for part in parts]
    bits = sum(part.bits for part in parts)
    if isinstance(node, sympy.Add):
        # n terms are at most n times the largest; a common denominator has the digits of all
        return _Size(max(tops) + math.log2(len(tops)), bits)
    if isinstance(node, sympy.Mul):
        return _Size(sum(tops), bits)
    if isinstance(node, sympy.Pow):
        growth = parts[0].bits * max(1.0, _power_of_two(tops[1]))  # by its bits: an exponent below 0 turns it over
        return _Size(growth, growth)
    if isinstance(node, _LIKE_EXP) and not parts[0].is_formal:
        growth = math.log2(math.e) * _power_of_two(tops[0])
        return _Size(growth, growth)
    if isinstance(node, _LIKE_SUM):
        return _Size(max(tops), bits)
    if isinstance(node, sympy.Function) and not isinstance(node, _TAME) and not all(part.is_formal for part in parts):
        # n! has about n log(n) digits
        growth = (1 + sum(tops)) * _power_of_two(max(tops))
        return _Size(growth, growth)
    if isinstance(node, (TrigonometricFunction, HyperbolicFunction)):  # tan(atan(10**9)) is that number
        return max([_Size(8, 8), *(_size(part.args[0], {}) for part in node.args[0].atoms(*_INVERSE))])
    return _Size(8, 8)


def _of_number(number: Any) -> _Size:
    if isinstance(number, sympy.Rational):
        above, below = abs(number.p).bit_length(), number.q.bit_length()
        return _Size(max(0.0, above - below + 1.0) if below > 1 else math.log2(abs(number.p) or 1), max(above, below))
    _, mantissa, exponent, _ = number._mpf_  # sign, mantissa, exponent of 2, length
    length = int(mantissa).bit_length()
    return _Size(max(0.0, float(length + exponent)), length + abs(exponent))


def _power_of_two(top: float) -> float:
    return 2.0**top if top < 1_000 else math.inf  # beyond 2**1023 there is no float


def terms(expression: sympy.Basic) -> float:
    """At most so many terms an expression has after its products and powers are multiplied out; may be inf."""
    inner = [terms(part) for part in expression.args]
    if isinstance(expression, sympy.Add):
        return sum(inner)
    if isinstance(expression, sympy.Mul):
        return math.prod(inner)
    if isinstance(expression, sympy.Pow) and inner[0] > 1 and isinstance(expression.exp, sympy.Integer):
        # a sum of n terms to the power k has as many terms as there are ways to choose k of n with repetition
        power = abs(int(expression.exp))
        return float(math.comb(int(inner[0]) + power - 1, power)) if inner[0] + power < 500 else math.inf
    return max([1.0, *inner])
