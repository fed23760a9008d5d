"""What is said of a matrix, and what supports it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import sympy

Verdict = Literal[
    "positive definite",
    "positive semidefinite",
    "negative definite",
    "negative semidefinite",
    "indefinite",
    "zero",
    "not symmetric",
    "not square",
    "borderline",
    "undecided",
]
Vector = tuple[sympy.Expr, ...]


class Factors(NamedTuple):
    """A[order, order] = L D L*, with L lower triangular with ones on its diagonal, and D diagonal."""

    L: sympy.ImmutableMatrix
    D: Vector
    order: tuple[int, ...]


class Congruence(NamedTuple):
    """X A X' is dominated by its diagonal, whose signs are then those of A; X is triangular, its rows in any order."""

    X: sympy.ImmutableMatrix


class Minor(NamedTuple):
    """The determinant of the rows and columns with these numbers, for a matrix with symbols."""

    rows: tuple[int, ...]
    value: sympy.Expr


@dataclass(frozen=True)
class Definiteness:
    """The verdict on one matrix.

    Semidefinite means: and not definite. With symbols, a verdict holds for all their values, and semidefinite then
    means that it is not definite for all of them. A complex matrix is called symmetric if it is Hermitian.
    """

    verdict: Verdict
    certificate: Factors | Congruence | tuple[Minor, ...] | None = None
    """For a matrix of numbers that is not indefinite its factors, or a congruence where they would be long; principal
    minors of one with symbols."""
    witness: tuple[Vector, ...] = ()
    """For an indefinite matrix x with x*Ax < 0, then y with y*Ay > 0, both exact."""
    entry: tuple[int, int] | None = None
    """Row and column (from 0) of an entry that differs from its mirror image."""
    tried: str = ""
    """Why it is undecided, or on the border."""


def verdict_of(signs: set[Literal[-1, 0, 1]]) -> Verdict:
    """What a form is whose diagonal has these signs, not both of 1 and -1."""
    if signs <= {0}:
        return "zero"
    if 1 in signs:
        return "positive semidefinite" if 0 in signs else "positive definite"
    return "negative semidefinite" if 0 in signs else "negative definite"
