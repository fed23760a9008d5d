"""What the rules need of the normal form."""

from typing import Protocol

import sympy

from grader.maths.equivalence.generators import Generators


class Forms(Protocol):
    """Normal forms of one case of signs."""

    generators: Generators

    def canonical(self, form: sympy.Expr) -> sympy.Expr:
        """One expression for all that are equal to it, as far as the generators' relations tell."""

    def of(self, node: sympy.Basic) -> sympy.Expr:
        """The normal form of an expression."""

    def is_real_valued(self, form: sympy.Expr) -> bool:
        """Whether a form is seen to be real, though its parts may be complex."""

    def exp(self, form: sympy.Expr) -> sympy.Expr:
        """The exponential."""

    def log(self, form: sympy.Expr) -> sympy.Expr:
        """The principal logarithm."""

    def rational_power(self, form: sympy.Expr, exponent: sympy.Rational) -> sympy.Expr:
        """The principal power with a fraction as its exponent."""

    def sign(self, form: sympy.Expr) -> int | None:
        """The sign of a real form, apart from its zeros; None if it may be complex."""

    def absolute(self, form: sympy.Expr) -> sympy.Expr | None:
        """The absolute value of a real form; None if it may be complex."""
