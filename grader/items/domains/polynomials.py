"""Polynomials in x, y, z, and the variables themselves."""

from __future__ import annotations

from random import Random
from typing import Literal

from pydantic import Field

from grader.items.domains.domain import Domain, Size, Sizes, resolve
from grader.sandbox.late import sympy

_NAMES = "x y z u v w"


class Variables(Domain):
    """The first few of the symbols x, y, z, u, v, w, as a tuple."""

    kind: Literal["variables"] = "variables"
    """Always `variables`."""
    count: Size
    """How many: a number up to 6, or a named dimension of the item."""

    def draw(self, rng: Random, sizes: Sizes) -> tuple[sympy.Symbol, ...]:
        """The symbols, which leave nothing to draw."""
        return _variables(self.count, sizes)


class Polynomials(Domain):
    """Polynomials in the first few of the symbols x, y, z, u, v, w, as SymPy expressions."""

    kind: Literal["polynomials"] = "polynomials"
    """Always `polynomials`."""
    count: Size
    """In how many variables: a number up to 6, or a named dimension of the item."""
    degree: int = Field(ge=0, le=8)
    """Largest exponent of a variable in a term."""
    terms: int = Field(default=3, ge=1, le=8)
    """Largest number of terms."""
    largest: int = Field(default=3, ge=1)
    """Largest absolute value of a coefficient."""

    def draw(self, rng: Random, sizes: Sizes) -> sympy.Expr:
        """One polynomial; terms that fall together are added."""
        variables = _variables(self.count, sizes)
        terms = [
            (rng.randint(-self.largest, self.largest), tuple(rng.randint(0, self.degree) for _ in variables))
            for _ in range(self.terms)
        ]
        return _polynomial(variables, terms)


def _variables(count: int | str, sizes: Sizes) -> tuple[sympy.Symbol, ...]:
    names, number = _NAMES.split(), resolve(count, sizes)
    if number > len(names):
        raise ValueError(f"there are only {len(names)} variables ({', '.join(names)}), not {number}")
    return tuple(map(sympy.Symbol, names[:number]))


def _polynomial(variables: tuple[sympy.Symbol, ...], terms: list[tuple[int, tuple[int, ...]]]) -> sympy.Expr:
    products = (
        coefficient * sympy.prod(variable**exponent for variable, exponent in zip(variables, exponents, strict=True))
        for coefficient, exponents in terms
    )
    return sympy.Add(*products)
