"""What it says that two expressions agree where they were tried: whether it may be chance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import sympy

from grader.maths.domains import Domains, is_discrete
from grader.maths.points import SIMPLE, Point
from grader.maths.values import Value, as_number
from grader.maths.values.number import is_real

_POINTS = 12
_VALUES = 8

Place = tuple[Fraction, ...]


@dataclass(frozen=True)
class Agreement:
    """Where two expressions agree."""

    count: int = 0
    """At how many points, as far as their enclosures tell."""
    generic: Mapping[Place, sympy.Expr] = field(default_factory=dict)
    """The value of the key at those that are of no significance, where both are enclosed narrowly."""
    unknown: int = 0
    """At how many points nothing certain can be said of one of them."""

    def __add__(self, other: "Agreement") -> "Agreement":
        """Both together; a point that was tried twice counts once among the generic ones."""
        return Agreement(self.count + other.count, {**self.generic, **other.generic}, self.unknown + other.unknown)


UNKNOWN = Agreement(unknown=1)
"""A point at which they could not be compared."""


def is_beyond_chance(agreement: Agreement) -> bool:
    """Whether agreement at the points tried cannot be a coincidence, so that only the proof is missing.

    They agree at 12 points at least, at which the key has 8 different values at least, so that it is no constant;
    each point is a generic one, drawn for this very pair, with no small denominator (unless the symbol is a whole
    number); each side is enclosed to 20 digits there (9 where it holds a rounded decimal); and there is no point at
    all at which they could not be compared.
    """
    different = len(set(agreement.generic.values()))
    return not agreement.unknown and len(agreement.generic) >= _POINTS and different >= _VALUES


def agreed_at(point: Point, domains: Domains, left: Value, right: Value, *, is_rounded: bool) -> Agreement:
    """The agreement of two values at one point."""
    digits = 9 if is_rounded else 20
    is_generic = point and all(
        value.denominator > SIMPLE or is_discrete(symbol, domains[symbol]) for symbol, value in point.items()
    )
    if not is_generic or not all(_is_narrow(value, digits) for value in (left, right)):
        return Agreement(1)
    return Agreement(1, {tuple(point.values()): as_number(right, 15)})


def _is_narrow(value: Value, digits: int) -> bool:
    """Whether a value is enclosed to so many digits, or decimals if it is less than 1."""
    if isinstance(value, Fraction):
        return True
    if not is_real(value):
        return _is_narrow(value.real, digits) and _is_narrow(value.imag, digits)
    return bool(value.delta < (1 + abs(value)) / 10**digits)
