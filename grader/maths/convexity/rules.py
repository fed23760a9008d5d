"""One step of a proof: a claim about an expression that follows by a rule from claims about others."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import sympy

from grader.maths.definiteness.signs import Sign, sign
from grader.maths.enclosure import enclose_over


@dataclass(frozen=True)
class Step:
    """A curvature rule claims that the expression is convex on the domain, a sign rule that it is never below 0."""

    rule: str
    """Its name in `verify.curvature` or `verify.signs`."""
    expression: sympy.Expr
    parts: tuple["Step", ...] = ()
    """The claims that it follows from."""
    data: tuple[Any, ...] = ()
    """What the rule needs beside them: cuts, a kernel, a power."""

    def __str__(self) -> str:
        """The proof as an indented tree."""
        inner = "".join("\n" + "\n".join("  " + line for line in str(part).splitlines()) for part in self.parts)
        return f"{self.rule}: {self.expression}{inner}"


class Grade(IntEnum):
    """What is proved of an expression's sign."""

    NONNEGATIVE = 0
    ISOLATED = 1
    """Not below 0, and 0 at isolated points only."""
    POSITIVE = 2


def is_affine(expression: sympy.Expr, symbols: tuple[sympy.Symbol, ...]) -> bool:
    """Whether it is an affine form of the symbols."""
    if not expression.is_polynomial(*symbols):
        return False
    polynomial = sympy.Poly(expression, *symbols)
    return polynomial.total_degree() <= 1 and all(enclose_over(number, {}) for number in polynomial.coeffs())


def sign_of_number(number: sympy.Expr) -> Sign | None:
    """The sign of a factor, if it is a number: one that holds a symbol is none, though it may always be above 0."""
    return None if number.free_symbols else sign(number)
