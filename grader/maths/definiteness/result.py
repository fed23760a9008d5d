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
    certificate: Factors | tuple[Minor, ...] | None = None
    """Factors of an exact matrix that is not indefinite; principal minors of one with symbols."""
    witness: tuple[Vector, ...] = ()
    """For an indefinite matrix x with x*Ax < 0, then y with y*Ay > 0, both exact."""
    entry: tuple[int, int] | None = None
    """Row and column (from 0) of an entry that differs from its mirror image."""
    tried: str = ""
    """Why it is undecided, or on the border."""
