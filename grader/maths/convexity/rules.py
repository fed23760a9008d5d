"""What every rule of a proof rests on: the form of a step, how strong a sign is, equal forms, affine forms.

The prover and the searcher use it as well as the verifier, which imports neither of them: what looks for a proof has no
say in whether it is one.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import sympy

from grader.maths.definiteness.signs import Sign, sign
from grader.maths.enclosure import enclose_over
from grader.maths.zero import is_zero


@dataclass(frozen=True)
class Step:
    """A curvature rule claims that the expression is convex on the domain, a sign rule that it is never below 0."""

    rule: str
    """Its name in `verify.curvature` or `verify.nonnegative`."""
    expression: sympy.Expr
    parts: tuple["Step", ...] = ()
    """The claims that it follows from."""
    data: tuple[Any, ...] = ()
    """What the rule needs beside them: cuts, a kernel, a power."""

    def __str__(self) -> str:
        """The proof as an indented tree."""
        inner = "".join("\n" + "\n".join("  " + line for line in str(part).splitlines()) for part in self.parts)
        return f"{self.rule}: {self.expression}{inner}"


class SignStrength(IntEnum):
    """What is proved of the sign of an expression that is never below 0; the more, the larger."""

    NONNEGATIVE = 0
    ISOLATED = 1
    """Not below 0, and 0 at isolated points only."""
    POSITIVE = 2


def same(left: sympy.Expr, right: sympy.Expr) -> bool:
    """Whether their difference is proved to be 0 wherever both are defined, the cheap ways first."""
    return left == right or sympy.expand(left - right) == 0 or is_zero(left - right)


def is_affine(expression: sympy.Expr, symbols: tuple[sympy.Symbol, ...]) -> bool:
    """Whether it is of degree at most 1 in the symbols, with real numbers as coefficients."""
    if not expression.is_polynomial(*symbols):
        return False
    polynomial = sympy.Poly(expression, *symbols)
    # a coefficient that cannot be enclosed may be no number at all: an infinity, I, or another symbol
    return polynomial.total_degree() <= 1 and all(enclose_over(number, {}) for number in polynomial.coeffs())


def sign_of_number(number: sympy.Expr) -> Sign | None:
    """The sign of a factor, if it is a number: one that holds a symbol is none, though it may always be above 0."""
    return None if number.free_symbols else sign(number)
