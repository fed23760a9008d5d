"""Proofs in one variable: by the second derivative, and piece by piece."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import sympy
from sympy.core.relational import Relational

from grader.maths.convexity.domain import Domain
from grader.maths.convexity.prove.nonnegative import prove_needs, prove_sign
from grader.maths.convexity.prove.samples import numbers_in
from grader.maths.convexity.rules import Step
from grader.maths.convexity.verify import pieces

if TYPE_CHECKING:
    from grader.maths.convexity.prove.curvature import Prover

_KINKED = (sympy.Abs, sympy.Max, sympy.Min, sympy.Piecewise, sympy.sign, sympy.Heaviside)
_MANY_JOINTS = 12


def by_second_derivative(expression: sympy.Expr, domain: Domain) -> Iterator[Step]:
    """A step for a smooth expression whose second derivative is proved not to be below 0."""
    (symbol,) = expression.free_symbols
    if expression.has(*_KINKED, sympy.floor, sympy.ceiling) or symbol not in domain.symbols:
        return
    on_line = Domain((symbol,), (domain.range_of(symbol),))
    sign = prove_sign(sympy.diff(expression, symbol, 2), on_line.interior())
    if sign is not None:
        proofs = prove_needs(expression, on_line)
        yield Step("second derivative", expression, (sign, *proofs), tuple(islice(numbers_in(on_line.ranges[0]), 4)))


def by_pieces(expression: sympy.Expr, prover: "Prover", depth: int) -> Iterator[Step]:
    """A step for an expression with kinks, if each of its branches is proved convex."""
    from grader.maths.convexity.prove.curvature import Prover  # noqa: PLC0415 - they need each other

    (symbol,) = expression.free_symbols
    if not expression.has(*_KINKED) or symbol not in prover.domain.symbols or depth > 3:
        return
    on_line = Domain((symbol,), (prover.domain.range_of(symbol),))
    joints = joints_of(expression, symbol, on_line.ranges[0])
    places = pieces.at_pieces(expression, on_line, joints)
    if places is None:
        return
    parts = []
    for piece, branch in places:
        step = Prover(Domain((symbol,), (piece,))).convex(branch, depth + 1)
        if step is None:
            return
        parts.append(step)
    yield Step("pieces", expression, tuple(parts), joints)


def joints_of(expression: sympy.Expr, symbol: sympy.Symbol, part: sympy.Interval) -> tuple[sympy.Rational, ...]:
    """Rational places inside an interval at which a branch may change."""
    found: set[sympy.Rational] = set()
    for switch in switches(expression):
        found |= {root for root in roots_of(switch, symbol) if root.is_Rational and part.start < root < part.end}
    return tuple(sorted(found))[:_MANY_JOINTS]


def switches(expression: sympy.Basic) -> Iterator[sympy.Expr]:
    """Expressions at whose zeros a branch may change."""
    for node in sympy.preorder_traversal(expression):
        if isinstance(node, (sympy.Abs, sympy.sign, sympy.Heaviside)):
            yield from _smooth(node.args[0])
        elif isinstance(node, (sympy.Max, sympy.Min)):
            for place, one in enumerate(node.args):
                for other in node.args[:place]:
                    yield from _smooth(one - other)
        elif isinstance(node, Relational):
            yield from _smooth(node.lhs - node.rhs)


def _smooth(switch: sympy.Expr) -> Iterator[sympy.Expr]:
    """The switch, or with the branches of its own kinks: |x| - 1 changes its sign where x - 1 or -x - 1 does."""
    kink = next(iter(switch.atoms(sympy.Abs, sympy.Max, sympy.Min)), None)
    if kink is None:
        yield switch
        return
    branches = (kink.args[0], -kink.args[0]) if isinstance(kink, sympy.Abs) else kink.args
    for branch in branches:
        yield from _smooth(switch.xreplace({kink: branch}))


def roots_of(switch: sympy.Expr, symbol: sympy.Symbol) -> list[sympy.Expr]:
    """Its real zeros, if it is a quotient of polynomials or one with an easy inverse."""
    above = sympy.numer(sympy.together(switch))
    polynomial = above.as_poly(symbol) if above.is_polynomial(symbol) else None
    try:
        if polynomial is not None:
            return [] if polynomial.degree() < 1 or polynomial.degree() > 8 else list(sympy.real_roots(polynomial))
        found = sympy.solveset(above, symbol, sympy.S.Reals)
    except (NotImplementedError, ValueError, TypeError, sympy.PolynomialError, AttributeError):
        return []
    return list(found) if isinstance(found, sympy.FiniteSet) else []
