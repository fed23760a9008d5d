"""Where the pieces of an expression meet: the zeros of what |.|, max, sign, the steps and the conditions look at."""

from collections.abc import Iterator

import sympy
from sympy.core.relational import Relational

from grader.maths.terms import terms

_MOST_NODES = 60
_MOST_TERMS = 200
_HIGHEST_DEGREE = 12
JUMPS = (sympy.sign, sympy.Heaviside, sympy.Piecewise, sympy.floor, sympy.ceiling, sympy.Mod)
"""What is not continuous at its joints."""


def deciders(*expressions: sympy.Basic) -> list[sympy.Expr]:
    """The expressions on whose signs the pieces depend, each once."""
    found: dict[sympy.Expr, None] = {}
    for expression in expressions:
        for node in sympy.preorder_traversal(expression):
            found.update(dict.fromkeys(_of_node(node)))
    return [one for one in found if one.free_symbols]


def joints(*expressions: sympy.Basic) -> Iterator[tuple[sympy.Symbol, sympy.Expr]]:
    """A symbol and what it has to be, in terms of the others, for the expressions to be at a joint."""
    for decider in deciders(*expressions):
        if sum(1 for _ in sympy.preorder_traversal(decider)) > _MOST_NODES or terms(decider) > _MOST_TERMS:
            continue
        for symbol in sorted(decider.free_symbols, key=str):
            yield from ((symbol, root) for root in _roots(decider, symbol))


def _of_node(node: sympy.Basic) -> list[sympy.Expr]:
    if isinstance(node, (sympy.Abs, sympy.sign, sympy.Heaviside)):
        return [node.args[0]]
    if isinstance(node, (sympy.Max, sympy.Min)):
        return [node.args[place] - node.args[0] for place in range(1, len(node.args))]
    if isinstance(node, Relational) and isinstance(node.lhs, sympy.Expr):
        return [node.lhs - node.rhs]
    return []


def _roots(decider: sympy.Expr, symbol: sympy.Symbol) -> list[sympy.Expr]:
    """Its zero if it is linear; rational zeros and numbers that separate the others if it has one symbol."""
    try:
        polynomial = sympy.Poly(decider, symbol)
    except sympy.PolynomialError:
        return []
    if polynomial.degree() == 1:
        slope, shift = polynomial.all_coeffs()
        return [-shift / slope]
    if (
        len(decider.free_symbols) > 1
        or polynomial.degree() > _HIGHEST_DEGREE
        or not polynomial.domain.is_QQ | polynomial.domain.is_ZZ
    ):
        return []
    apart = [end for (ends, _) in polynomial.intervals() for end in ends]
    return [*polynomial.ground_roots(), *apart]
