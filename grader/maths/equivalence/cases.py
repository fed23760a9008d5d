"""The signs of the factors in one case of a proof, and which cases can come up at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

import sympy
from mpmath import libmp

from grader.maths import intervals
from grader.maths.enclosure import enclose_over
from grader.maths.equivalence.generators import Generators
from grader.maths.intervals import Interval
from grader.maths.values import NoValueError, Setting, UnknownError, certainly_differ, value_at

Signs = Mapping[sympy.Expr, int]
Ends = tuple[sympy.Expr, sympy.Expr]

_BITS = 400
_DIGITS = (1, 10, 50)
_HIGHEST_DEGREE = 8


class NeedSignError(Exception):
    """The case has to be split by the sign of a factor.

    Parameters
    ----------
    factor : Expr
        Irreducible.
    """

    def __init__(self, factor: sympy.Expr) -> None:
        super().__init__(str(factor))
        self.factor = factor


@dataclass(frozen=True)
class Case:
    """What is known of signs: those of this case, and expressions that are positive in every case."""

    signs: Signs
    positive: Sequence[sympy.Expr] = ()
    """Products of irreducible factors, each given expanded."""
    box: Mapping[sympy.Symbol, "Ends"] = field(default_factory=dict)
    """The ends between which a symbol lies in every case."""

    def sign(self, factor: sympy.Expr) -> int:
        """The sign of an irreducible factor, apart from its zeros.

        Raises
        ------
        NeedSignError
            If it is not the same throughout this case, or not known to be.
        """
        if factor in self.signs:
            return self.signs[factor]
        if factor.is_positive or factor.is_negative:
            return 1 if factor.is_positive else -1
        possible = [sign for sign in (1, -1) if self.with_sign(factor, sign) is not None]
        if len(possible) == 1:
            return possible[0]
        raise NeedSignError(factor)

    def with_sign(self, factor: sympy.Expr, sign: int) -> "Case | None":
        """The case with one more sign; None if it can't come up."""
        signs = {**self.signs, factor: sign}
        if any(_product(fact, signs) == -1 for fact in self.positive):
            return None
        case = replace(self, signs=signs)
        symbols = factor.free_symbols
        # An empty list: no number has all these signs; None is not known, and then the case may come up
        return case if len(symbols) != 1 or case.samples(*symbols) != [] else None

    def is_open(self, symbol: sympy.Symbol) -> bool:
        """Whether a symbol of the proof may still be of either sign."""
        low, high = self.box.get(symbol, (0, 0))
        return symbol not in self.signs and bool(low < 0 < high)

    def ends(self, symbol: sympy.Symbol) -> Ends:
        """The ends between which a symbol lies in this case."""
        low, high = self.box.get(symbol, (-sympy.oo, sympy.oo))
        sign = 1 if symbol.is_positive else -1 if symbol.is_negative else self.signs.get(symbol, 0)
        return (sympy.Max(low, 0) if sign > 0 else low), (sympy.Min(high, 0) if sign < 0 else high)

    def samples(self, symbol: sympy.Symbol) -> list[sympy.Rational] | None:
        """Numbers for a symbol that have all known signs: one between any two zeros; None if that can't be told."""
        known = [*self.signs.items(), *((fact, 1) for fact in self.positive)]
        known = [(factor, sign) for factor, sign in known if factor.free_symbols == {symbol}]
        if symbol.is_positive or symbol.is_negative:
            known.append((symbol, 1 if symbol.is_positive else -1))
        try:
            polynomials = [sympy.Poly(factor, symbol, domain="QQ") for factor, _ in known]
        except (sympy.PolynomialError, sympy.CoercionFailed):
            return None
        numbers = _between(polynomials, symbol)
        return numbers and [
            number
            for number in numbers
            if all(
                sympy.sign(polynomial(number)) == sign for polynomial, (_, sign) in zip(polynomials, known, strict=True)
            )
        ]


def _product(fact: sympy.Expr, signs: Signs) -> int | None:
    """The sign of a product; None if a factor's is not known."""
    content, factors = _factors(fact)
    sign = 1 if content > 0 else -1
    for factor, times in factors:
        # An even power has no sign of its own, zeros apart
        if times % 2:
            if factor not in signs:
                return None
            sign *= signs[factor]
    return sign


@lru_cache(256)
def _factors(fact: sympy.Expr) -> tuple[sympy.Expr, list[tuple[sympy.Expr, int]]]:
    return sympy.factor_list(fact)  # type: ignore[no-any-return]


def _between(polynomials: list[sympy.Poly], symbol: sympy.Symbol) -> list[sympy.Rational] | None:
    """A rational number from each interval between zeros; None if two zeros are too close to be told apart."""
    product = sympy.Poly(1, symbol, domain="QQ")
    for polynomial in polynomials:
        product = product.lcm(polynomial)
    if product.degree() == 0 or product.count_roots() == 0:
        return [sympy.Integer(0)]
    for digits in _DIGITS:
        ends = [ends for ends, _ in product.intervals(eps=sympy.Rational(1, 10**digits))]
        if all(lower[1] < other[0] for lower, other in pairwise(ends)):
            inner = [(lower[1] + other[0]) / 2 for lower, other in pairwise(ends)]
            return [ends[0][0] - 1, *inner, ends[-1][1] + 1]  # beyond the outermost zeros as well
    return None


def sign_of(factor: sympy.Expr, case: Case, generators: Generators) -> int:
    """The sign of an irreducible factor, apart from its zeros, from what its generators stand for.

    A number is enclosed. A polynomial in one symbol and in roots of polynomials in it changes its sign at most where
    its norm, the product of its conjugates, is zero: between two of these zeros one value tells.

    Raises
    ------
    NeedSignError
        If it is not the same throughout this case, or not known to be.
    """
    if factor.is_positive or factor.is_negative or factor in case.signs:
        return case.sign(factor)
    meaning = generators.meaning(factor)
    if meaning is None or len(meaning.free_symbols) > 1 or not factor.free_symbols - meaning.free_symbols:
        return case.sign(factor)
    if not meaning.free_symbols:
        return _sign_at(meaning, {}) or case.sign(factor)
    [symbol] = meaning.free_symbols
    norm = _norm(factor, generators)
    if norm is None or not norm.free_symbols <= {symbol}:
        return case.sign(factor)
    for part, _ in sympy.factor_list(norm)[1]:
        # For the exception: where the sign of a part of the norm is open, the case is split at its zeros
        case.sign(part)
    samples = case.samples(symbol)
    signs = {_sign_at(meaning, {symbol: Fraction(int(number.p), int(number.q))}) for number in samples or []}
    return signs.pop() or case.sign(factor) if len(signs) == 1 else case.sign(factor)


def _norm(factor: sympy.Expr, generators: Generators) -> sympy.Expr | None:
    """The product of the factor's conjugates, in which no root is left; None if it has other generators."""
    norm = factor
    # Later roots first: their radicands are made of earlier ones
    for base, radicand in reversed(generators.roots.items()):
        powers = {node for node in norm.atoms(sympy.Pow) if node.base == base}
        if not powers and not norm.has(base):
            continue
        if powers != {base ** sympy.Rational(1, 2)}:
            return None
        root = sympy.Dummy()
        inner = sympy.Poly(norm.xreplace({base ** sympy.Rational(1, 2): root}), root)
        if inner.degree() > _HIGHEST_DEGREE:
            return None
        # The resultant with t**2 - f multiplies the values for both roots t
        norm = sympy.expand(sympy.resultant(inner.as_expr(), root**2 - radicand, root))
    return norm


def _sign_at(meaning: sympy.Expr, point: Mapping[sympy.Symbol, Fraction]) -> int | None:
    """The sign of a value, None if it is not certain."""
    try:
        value = value_at(meaning, point, Setting(_BITS))
        if certainly_differ(value, Fraction(0), _BITS):
            return 1 if value > 0 else -1
    except (NoValueError, UnknownError, TypeError):
        return None
    return None


_RANGE_BITS = 80
_MOST_OPERATIONS = 40


def range_of(expression: sympy.Expr, case: Case) -> Interval | None:
    """An interval that holds all values in a case, apart from those at the ends; None if there is none.

    Where the ends are multiples of pi the symbol is measured in half turns, so that cos(x) on [0, pi/2] is not below 0.
    """
    box, scaled = {}, {}
    if not expression.free_symbols <= set(case.box):
        return None
    for symbol in expression.free_symbols:
        low, high = case.ends(symbol)
        if low.has(sympy.pi) or high.has(sympy.pi):
            low, high = low / sympy.pi, high / sympy.pi
            scaled[symbol] = sympy.pi * symbol
        ends = _range_between(low, high)
        if ends is None:
            return None
        box[symbol] = ends
    return enclose_over(expression.subs(scaled), box, _RANGE_BITS)


def sign_over(expression: sympy.Expr, case: Case) -> int | None:
    """The sign of a real expression in a case, apart from its zeros; None if that is not seen."""
    sign = _sign(range_of(expression, case))
    if sign is not None or not expression.has(sympy.sin, sympy.cos) or sympy.count_ops(expression) > _MOST_OPERATIONS:
        return sign
    # Of factors the signs are seen where the interval of a sum is too wide
    return _sign(range_of(sympy.factor(sympy.expand_trig(expression)), case))


def _sign(range_: Interval | None) -> int | None:
    if range_ is None:
        return None
    if range_.is_nonnegative:
        return 1
    return -1 if intervals.negative(range_).is_nonnegative else None


def is_within(range_: Interval | None, bound: sympy.Rational) -> bool:
    """Whether all of an interval is nearer to 0 than a bound."""
    if range_ is None:
        return False
    limit = intervals.rational(int(bound.p), int(bound.q), _RANGE_BITS).low
    return bool(libmp.mpf_lt(range_.high, limit) and libmp.mpf_gt(range_.low, libmp.mpf_neg(limit)))


def _range_between(low: sympy.Expr, high: sympy.Expr) -> Interval | None:
    below, above = end_of(low), end_of(high)
    # Open, as the ends are isolated points; of a single number they are all there is
    return Interval(below.low, above.high, low != high, low != high) if below and above else None


def end_of(end: sympy.Expr) -> Interval | None:
    """A number, or an infinity, as an interval."""
    if end.is_infinite:
        number = libmp.finf if end > 0 else libmp.fninf
        return Interval(number, number, True, True)
    return enclose_over(end, {}, _RANGE_BITS)
