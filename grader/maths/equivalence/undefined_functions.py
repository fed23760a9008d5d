"""Undefined functions, as f in x*f(x): what is true of them is true of any function, so any will do to refute it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import sympy
from sympy.core.function import AppliedUndef


@dataclass(frozen=True)
class Concrete:
    """Two expressions without undefined functions."""

    left: sympy.Expr
    right: sympy.Expr
    functions: Mapping[str, sympy.Expr] = field(default_factory=dict)
    """What the undefined functions were taken to be."""
    typed: tuple[sympy.Expr, sympy.Expr] | None = None
    """Both as they were written: x/x has no value at 0, though it was carried out to 1."""


MAX_NESTED = 6
"""Undefined functions of undefined functions: every level multiplies the size of what is put in."""


def nesting(expression: sympy.Basic) -> int:
    """How deep undefined functions are nested in each other."""
    inner = max(map(nesting, expression.args), default=0)
    return inner + isinstance(expression, AppliedUndef)


def concrete(left: sympy.Expr, right: sympy.Expr) -> tuple[Concrete, ...]:
    """The expressions with polynomials in place of undefined functions, in two ways; as they are if there are none.

    The polynomials have no zero and no symmetry in common, and different names get different ones.
    """
    used = sorted(left.atoms(AppliedUndef) | right.atoms(AppliedUndef), key=str)
    if not used:
        return (Concrete(left, right),)
    return tuple(_chosen(left, right, used, turn) for turn in range(2))


def _chosen(left: sympy.Expr, right: sympy.Expr, used: list[AppliedUndef], turn: int) -> Concrete:
    numbers = {kind: number for number, kind in enumerate(dict.fromkeys((call.func, len(call.args)) for call in used))}
    # 3 apart, so that no two functions have one number, in either turn
    chosen = {(kind, count): _polynomial(count, 3 * number + turn) for (kind, count), number in numbers.items()}

    def replaced(expression: sympy.Expr) -> sympy.Expr:
        for (kind, count), function in chosen.items():
            expression = expression.replace(
                lambda node, kind=kind, count=count: node.func == kind and len(node.args) == count,
                lambda node, function=function: function(*node.args),
            )
        return expression.doit()

    return Concrete(replaced(left), replaced(right), {str(kind): made for (kind, _), made in chosen.items()})


def _polynomial(count: int, number: int) -> sympy.Lambda:
    arguments = sympy.symbols(f"t:{count}")
    terms = (
        (number + position + 2) * argument
        + sympy.Rational(1, number + position + 2) * argument**2 * (argument + position)
        for position, argument in enumerate(arguments)
    )
    return sympy.Lambda(arguments, sum(terms, sympy.Integer(number + 3)) + sympy.prod(arguments))
