"""Which rational numbers a symbol may stand for: its domain, and what SymPy's assumptions say of it."""

from collections.abc import Mapping
from fractions import Fraction

import sympy

Domains = Mapping[sympy.Symbol, sympy.Set]

_ASSUMPTIONS = (
    "positive", "negative", "nonnegative", "nonpositive", "zero", "nonzero", "integer", "noninteger", "even", "odd",
    "prime", "composite", "rational", "irrational", "real", "imaginary",
)  # fmt: skip
_FAR = 1_000


def allows(symbol: sympy.Symbol, domain: sympy.Set, value: Fraction) -> bool:
    """Whether a symbol may have a value: it lies in the domain and contradicts no assumption."""
    number = sympy.Rational(value.numerator, value.denominator)
    for name in _ASSUMPTIONS:
        assumed = getattr(symbol, f"is_{name}")
        if assumed is not None and getattr(number, f"is_{name}") is not assumed:
            return False
    return domain is sympy.S.Reals or bool(domain == sympy.S.Reals or domain.contains(number) == sympy.true)


def numbers_of(domain: sympy.Set) -> list[Fraction]:
    """Some numbers of a domain that follow from its ends: inside, at the ends, and next to them."""
    if isinstance(domain, sympy.Union):
        return [number for part in domain.args for number in numbers_of(part)]
    if isinstance(domain, sympy.FiniteSet):
        return [_fraction(element) for element in domain.args if element.is_Rational]
    if not isinstance(domain, sympy.Interval) or domain == sympy.S.Reals:
        return []
    low, high = _ends(domain)
    inside = [low + (high - low) * Fraction(share, 60) for share in (30, 15, 45, 7, 52, 1, 59, 22, 37)]
    return [*inside, low, high]


def bounds(symbol: sympy.Symbol, domain: sympy.Set) -> tuple[sympy.Expr, sympy.Expr]:
    """The least and the greatest number that a symbol may be; infinite where there is none."""
    low, high = (domain.inf, domain.sup) if domain != sympy.S.Reals else (-sympy.oo, sympy.oo)
    if symbol.is_nonnegative:
        low = sympy.Max(low, 0)
    if symbol.is_nonpositive:
        high = sympy.Min(high, 0)
    return low, high


def is_discrete(symbol: sympy.Symbol, domain: sympy.Set) -> bool:
    """Whether the values stand apart, so that no neighbour of one is another."""
    if symbol.is_integer or isinstance(domain, sympy.FiniteSet):
        return True
    return domain is not sympy.S.Reals and domain.is_subset(sympy.S.Integers) is True


def _ends(interval: sympy.Interval) -> tuple[Fraction, Fraction]:
    """Rational ends; where the interval has none, far out, and rounded inwards where they are irrational."""
    low, high = interval.inf, interval.sup
    if low.is_infinite:
        below = _fraction(sympy.floor(high)) - _FAR if high.is_finite else Fraction(-_FAR)
    else:
        below = _fraction(low)
    return below, (below + 2 * _FAR if high.is_infinite else _fraction(high))


def _fraction(number: sympy.Expr) -> Fraction:
    near = sympy.Rational(number) if number.is_Rational else sympy.Rational(number.evalf(30))
    return Fraction(int(near.p), int(near.q))
