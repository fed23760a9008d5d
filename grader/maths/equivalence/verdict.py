"""What is found about two expressions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import sympy

from grader.maths.equivalence.points import SIMPLE, Domains, Point, is_discrete
from grader.maths.values import Value, as_number
from grader.maths.values.number import is_real


@dataclass(frozen=True)
class Witness:
    """A point, and what each of two expressions is there."""

    point: Mapping[sympy.Symbol, sympy.Rational]
    left: sympy.Expr | None
    """None where it has no value."""
    right: sympy.Expr | None
    """None where it has no value."""
    functions: Mapping[str, sympy.Expr] = field(default_factory=dict)
    """What undefined functions were taken to be, as lambdas by name."""


@dataclass(frozen=True)
class Equivalence:
    """The verdict on two expressions, with what supports it."""

    verdict: Literal["equal", "different", "undecided"]
    proof: str = ""
    """The rule that proves them equal."""
    witness: Witness | None = None
    """Where they differ."""
    tried: str = ""
    """What was tried, where it is undecided: `18 points`."""
    is_beyond_chance: bool = False
    """Whether, undecided, they agree at so many independent points that it can't be chance: see the function below."""
    limit: str = ""
    """Which limit of ours they could not be worked with for; then they agree at no point."""
    gap: Witness | None = None
    """A point at which only one of them is defined, where that does not make them different."""


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
    if not is_generic or not all(is_narrow(value, digits) for value in (left, right)):
        return Agreement(1)
    return Agreement(1, {tuple(point.values()): as_number(right, 15)})


def is_narrow(value: Value, digits: int) -> bool:
    """Whether a value is enclosed to so many digits, or decimals if it is less than 1."""
    if isinstance(value, Fraction):
        return True
    if not is_real(value):
        return is_narrow(value.real, digits) and is_narrow(value.imag, digits)
    return bool(value.delta < (1 + abs(value)) / 10**digits)
