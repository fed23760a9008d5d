"""Is an expression the number 0, or the function that is 0 everywhere? Never a guess.

any expression   by SymPy: expanded ▸ logarithms of products taken apart ▸ one fraction ▸ exponentials for trigonometry
                 ▸ simplified; an enclosure of its value confirms what SymPy says
an algebraic     by a separation bound: a number made of fractions, roots, I and sines of fractions of pi that is not
number           0 cannot be too near to it, as its conjugates multiply to a whole number, up to a denominator
"""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

import sympy
from mpmath.ctx_iv import ivmpc

from grader.maths.enclosure import enclose
from grader.maths.values import NoValueError, Setting, UnknownError, certainly_differ, value_at

_DIGITS = 60
_SMALL = sympy.Rational(1, 10**40)
"""At 60 digits an enclosure of 0 is narrower by far."""
_NUMBERS = [sympy.Rational(*fraction) for fraction in ((17, 13), (29, 11), (7, 5), (31, 19), (23, 29))]
_MOST_BITS = 100_000
_MOST_DEGREES = 5_000
"""With more, the bound asks for more digits than are worked out."""


def is_zero(expression: sympy.Expr) -> bool:
    """Whether an expression is proved to be 0, for all values of its symbols; False where that is not seen.

    The time is not bounded, so call it for expressions of unknown origin within a deadline.
    """
    if expression.is_Rational:
        return bool(expression == 0)
    if not _may_be_zero(expression):
        return False
    # each is an identity of SymPy's, so that one that ends in 0 is enough; the cheapest come first
    return any(_gives_zero(normal, expression) for normal in _NORMAL_FORMS)


def _may_be_zero(expression: sympy.Expr) -> bool:
    """Whether it is near 0 at some point; also a check on SymPy's proofs."""
    symbols = sorted(expression.free_symbols, key=str)
    # Another number for each symbol, also beyond the list, or x - y would be 0
    point = {
        symbol: _NUMBERS[number % len(_NUMBERS)] + number // len(_NUMBERS) for number, symbol in enumerate(symbols)
    }
    near = enclose(expression, point, _DIGITS)
    return near is None or (near[0] <= _SMALL and near[1] >= -_SMALL)


def _gives_zero(normal: Callable[[sympy.Expr], sympy.Expr], expression: sympy.Expr) -> bool:
    try:
        return bool(normal(expression) == 0)
    except (ValueError, TypeError, NotImplementedError, AttributeError, ZeroDivisionError, RecursionError):
        return False  # SymPy gave up


def _logarithms_apart(expression: sympy.Expr) -> sympy.Expr:
    apart = sympy.expand_log(sympy.expand(expression), factor=True)
    return sympy.expand(sympy.powsimp(sympy.expand(apart)))


def _logarithms_of_fractions(expression: sympy.Expr) -> sympy.Expr:
    joined = expression.replace(sympy.log, lambda number: sympy.log(sympy.factor(sympy.together(number))))
    return _logarithms_apart(joined)


def _one_fraction(expression: sympy.Expr) -> sympy.Expr:
    return sympy.expand(sympy.numer(sympy.together(sympy.powsimp(expression))))


def _exponentials(expression: sympy.Expr) -> sympy.Expr:
    rewritten = expression.rewrite(sympy.exp) if expression.has(*_LIKE_EXPONENTIALS) else expression
    return sympy.expand(sympy.powsimp(sympy.expand(sympy.numer(sympy.together(rewritten)))))


def _logarithms_together(expression: sympy.Expr) -> sympy.Expr:
    return sympy.simplify(sympy.logcombine(expression))


_LIKE_EXPONENTIALS = (sympy.sin, sympy.cos, sympy.tan, sympy.sinh, sympy.cosh, sympy.tanh)
_NORMAL_FORMS: list[Callable[[sympy.Expr], sympy.Expr]] = [
    sympy.expand,
    _logarithms_apart,
    _logarithms_of_fractions,
    _one_fraction,
    _exponentials,
    sympy.simplify,
    _logarithms_together,
]


class _Bound(NamedTuple):
    """Binary logarithms of bounds on all conjugates of two algebraic integers whose quotient the number is."""

    above: float
    below: float


class _NotAlgebraicError(Exception):
    """The expression is not of the kind that this module decides."""


def is_algebraic_zero(number: sympy.Expr) -> bool | None:
    """Whether a constant is zero.

    Parameters
    ----------
    number : Expr
        Of fractions, +, *, powers with rational exponents, I, and exp, sin, cos, tan, cot, sec and csc of rational
        multiples of pi (times I, for exp).

    Returns
    -------
    bool or None
        None if it is of another kind, or has no value, or would take more than 100,000 bits.

    Notes
    -----
    Written as a quotient a/b of algebraic integers in a field of degree D, whose conjugates are at most u and l, a
    number that is not 0 is at least 1/(l*u**(D-1)): the norm of a is a whole number. Enclosing it in an interval
    smaller than that decides.

    References
    ----------
    C. Burnikel, S. Funke, K. Mehlhorn, S. Schirra, S. Schmitt (2001), A separation bound for real algebraic
    expressions, ESA 2001.
    """
    roots: dict[sympy.Expr, int] = {}
    turns: list[int] = [1]
    try:
        bound = _bound(number, roots, turns)
    except _NotAlgebraicError:
        return None
    # the degree of a field with all roots and roots of unity in it, or more: too large a D only takes more digits
    degree = math.prod(roots.values()) * int(sympy.totient(math.lcm(*turns)))
    if degree > _MOST_DEGREES:
        return None
    # 4 more, since the bounds are worked out in floats
    bits = bound.below + (degree - 1) * max(0.0, bound.above) + 4
    return _is_below(number, bits)


def _is_below(number: sympy.Expr, bits: float) -> bool | None:
    """Whether the number is smaller than 2**-bits, or certainly not zero."""
    precision = 120
    while True:
        try:
            value = value_at(number, {}, Setting(precision))
        except NoValueError:
            return None
        except UnknownError:
            value = None
        if value is not None and certainly_differ(value, Fraction(0), precision):
            return False
        if value is not None and _size(value) < -bits:
            return True
        if precision > _MOST_BITS or bits > _MOST_BITS:
            return None
        # most numbers that are not 0 show it in a few digits; only then are all that the bound asks for worked out
        precision = max(2 * precision, int(bits) + 200) if precision > 1_000 else precision * 4


def _size(value: Any) -> float:
    """The binary logarithm of the largest number in an enclosure."""
    if isinstance(value, Fraction):
        return -math.inf if value == 0 else math.log2(abs(value))
    parts = [value.real, value.imag] if isinstance(value, ivmpc) else [value]
    ends = [end for part in parts for end in (part.a, part.b)]
    return max(_log2(end._mpi_[0]) for end in ends) + 1


def _log2(number: tuple[int, int, int, int]) -> float:
    _, mantissa, exponent, _ = number
    return -math.inf if not mantissa else float(int(mantissa).bit_length() + exponent)


def _bound(node: sympy.Expr, roots: dict[sympy.Expr, int], turns: list[int]) -> _Bound:
    if isinstance(node, sympy.Rational):
        return _Bound(math.log2(abs(node.p)) if node.p else -math.inf, math.log2(node.q))
    if node is sympy.I:
        turns.append(4)
        return _Bound(0, 0)
    if isinstance(node, sympy.Add):
        total = _bound(node.args[0], roots, turns)
        for part in node.args[1:]:
            total = _sum(total, _bound(part, roots, turns))
        return total
    if isinstance(node, sympy.Mul):
        parts = [_bound(part, roots, turns) for part in node.args]
        return _Bound(sum(part.above for part in parts), sum(part.below for part in parts))
    if isinstance(node, sympy.Pow) and isinstance(node.exp, sympy.Rational):
        return _power(node, roots, turns)
    return _circular(node, turns)


def _sum(left: _Bound, right: _Bound) -> _Bound:
    # a/b + c/d is (a d + c b)/(b d), and a sum of two is at most twice the larger
    return _Bound(max(left.above + right.below, right.above + left.below) + 1, left.below + right.below)


def _power(node: sympy.Pow, roots: dict[sympy.Expr, int], turns: list[int]) -> _Bound:
    base = _bound(node.base, roots, turns)
    exponent, degree = int(node.exp.p), int(node.exp.q)
    if degree > 1:
        roots[sympy.Pow(node.base, sympy.Rational(1, degree), evaluate=False)] = degree
        # of a/b its root is taken as (a b**(n-1))**(1/n)/b or a/(a**(n-1) b)**(1/n), whichever has the smaller bound
        if base.above >= base.below:
            base = _Bound((base.above + (degree - 1) * base.below) / degree, base.below)
        else:
            base = _Bound(base.above, ((degree - 1) * base.above + base.below) / degree)
    # the reciprocal of a quotient has its two sides exchanged
    if exponent < 0:
        base = _Bound(base.below, base.above)
    return _Bound(abs(exponent) * base.above, abs(exponent) * base.below)


def _circular(node: sympy.Expr, turns: list[int]) -> _Bound:
    """Sines are sums of two roots of unity over 2 or 2*I; a tangent is a quotient of such sums."""
    if isinstance(node, sympy.exp):
        turns.append(2 * _denominator(node.args[0] / sympy.I))
        return _Bound(0, 0)
    if not isinstance(node, (sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc)):
        raise _NotAlgebraicError
    turns += [2 * _denominator(node.args[0]), 4]
    return _Bound(1, 1)


def _denominator(angle: sympy.Expr) -> int:
    share = angle / sympy.pi
    if not isinstance(share, sympy.Rational):
        raise _NotAlgebraicError
    return int(share.q)
