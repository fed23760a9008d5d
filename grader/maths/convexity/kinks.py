"""Where the branches of an expression with kinks meet: |x - 1| at 1, and Max(x, x**2) at 0 and 1.

The prover cuts an interval there into pieces, and the searcher lays chords across.
"""

from collections.abc import Iterator

import sympy
from sympy.core.relational import Relational

_MANY_JOINTS = 12
"""Each joint costs a proof for one more piece."""


def joints_of(expression: sympy.Expr, symbol: sympy.Symbol, part: sympy.Interval) -> tuple[sympy.Rational, ...]:
    """Rational numbers inside an interval at which a branch may change."""
    joints: set[sympy.Rational] = set()
    for switch in switches(expression):
        joints |= {root for root in roots_of(switch, symbol) if root.is_Rational and part.start < root < part.end}
    return tuple(sorted(joints))[:_MANY_JOINTS]


def switches(expression: sympy.Basic) -> Iterator[sympy.Expr]:
    """Expressions at whose zeros a branch may change."""
    for node in sympy.preorder_traversal(expression):
        if isinstance(node, (sympy.Abs, sympy.sign, sympy.Heaviside)):
            yield from _smooth(node.args[0])
        elif isinstance(node, (sympy.Max, sympy.Min)):
            for position, argument in enumerate(node.args):
                for other in node.args[:position]:
                    yield from _smooth(argument - other)
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
    above = sympy.numer(sympy.together(switch))  # a quotient is 0 where its upper part is
    polynomial = above.as_poly(symbol) if above.is_polynomial(symbol) else None
    try:
        if polynomial is not None:
            # joints may be left out here: a piece that still holds one is refused later, where its branch is looked for
            return [] if polynomial.degree() < 1 or polynomial.degree() > 8 else list(sympy.real_roots(polynomial))
        roots = sympy.solveset(above, symbol, sympy.S.Reals)
    # SymPy gives up in many ways on equations that it cannot solve
    except (NotImplementedError, ValueError, TypeError, sympy.PolynomialError, AttributeError):
        return []
    return list(roots) if isinstance(roots, sympy.FiniteSet) else []
