"""Where the pieces of an expression meet: the zeros of what |.|, max, sign, the steps and the conditions look at."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import sympy
from sympy.core.relational import Relational

from grader.maths.size import terms

_MOST_NODES = 60
_MOST_TERMS = 200
_MOST_TERMS_ABOVE = 2_000
"""Of a sum of quotients over one denominator, multiplied out."""
_HIGHEST_DEGREE = 12
_HIGHEST_TOTAL_DEGREE = 24
_MOST_CROSSED = 8
_WHOLE = (0, -1, 2, -2, 3, 1, -3, 4)
TURNED = (sympy.acot, sympy.acoth)
"""What jumps at 0, and is carried out as if it were odd there too: acot(-x) to -acot(x)."""
JUMPS = (
    sympy.sign, sympy.Heaviside, sympy.Piecewise, sympy.floor, sympy.ceiling, sympy.Mod, sympy.arg, sympy.atan2,
    *TURNED,
)  # fmt: skip
"""What is not continuous at its joints."""


def deciders(*expressions: sympy.Basic) -> list[sympy.Expr]:
    """The expressions on whose signs the pieces depend, each once."""
    deciding: dict[sympy.Expr, None] = {}
    for expression in expressions:
        for node in sympy.preorder_traversal(expression):
            deciding.update(dict.fromkeys(_of_node(node)))
    return [decider for decider in deciding if decider.free_symbols]


def joints(*expressions: sympy.Basic) -> Iterator[tuple[sympy.Symbol, sympy.Expr]]:
    """A symbol and what it has to be, in terms of the others, for the expressions to be at a joint or an edge."""
    for decider in dict.fromkeys([*deciders(*expressions), *edges(*expressions), *_whole_exponents(*expressions)]):
        if sum(1 for _ in sympy.preorder_traversal(decider)) > _MOST_NODES or terms(decider) > _MOST_TERMS:
            continue
        for symbol in sorted(decider.free_symbols, key=str):
            yield from ((symbol, root) for root in _roots(decider, symbol))


def crossings(*expressions: sympy.Basic) -> Iterator[tuple[tuple[sympy.Symbol, sympy.Expr], ...]]:
    """Symbols with what they have to be, each in terms of those before it, for two or three joints to meet."""
    small = [decider for decider in deciders(*expressions) if terms(decider) <= _MOST_TERMS]
    for count in (2, 3):
        for group in combinations(small[:_MOST_CROSSED], count):
            yield from _meeting(group)


def _meeting(group: Sequence[sympy.Expr]) -> Iterator[tuple[tuple[sympy.Symbol, sympy.Expr], ...]]:
    """Solved one after the other: what the first says of a symbol is put into the rest."""
    first, *rest = group
    for symbol in sorted(first.free_symbols, key=str):
        for root in _roots(first, symbol):
            if not rest:
                yield ((symbol, root),)
                continue
            later = [decider.xreplace({symbol: root}) for decider in rest]
            if all(decider.free_symbols for decider in later):
                yield from ((*known, (symbol, root)) for known in _meeting(later))


def edges(*expressions: sympy.Basic) -> list[sympy.Expr]:
    """The expressions at whose zeros a part stops being real, but is real there: below roots, and in asin and acosh.

    Where such a zero is a double one, the point stands apart from all others at which the part is real.
    """
    nodes = (node for expression in expressions for node in sympy.preorder_traversal(expression))
    return [edge for edge in dict.fromkeys(edge for node in nodes for edge in _edges_of(node)) if edge.free_symbols]


def _edges_of(node: sympy.Basic) -> list[sympy.Expr]:
    if isinstance(node, sympy.Pow) and isinstance(node.exp, sympy.Rational) and node.exp.q % 2 == 0:
        return [node.base]
    if isinstance(node, (sympy.asin, sympy.acos)):
        return [1 - node.args[0], 1 + node.args[0]]
    if isinstance(node, sympy.acosh):
        return [node.args[0] - 1]
    return [node.args[0]] if isinstance(node, (sympy.acsch, *TURNED)) else []


def _whole_exponents(*expressions: sympy.Basic) -> list[sympy.Expr]:
    """What is 0 where an exponent is a small whole number: there a power of a negative number is real."""
    nodes = (node for expression in expressions for node in sympy.preorder_traversal(expression))
    exponents = dict.fromkeys(node.exp for node in nodes if isinstance(node, sympy.Pow) and node.exp.free_symbols)
    return [exponent - whole for whole in _WHOLE for exponent in exponents if whole or exponent.is_Add]


def _of_node(node: sympy.Basic) -> list[sympy.Expr]:
    if isinstance(node, (sympy.Abs, sympy.sign, sympy.Heaviside, sympy.DiracDelta, sympy.arg, sympy.atan2, *TURNED)):
        return [node.args[0]]
    if isinstance(node, (sympy.Max, sympy.Min)):
        return [node.args[position] - node.args[0] for position in range(1, len(node.args))]
    if isinstance(node, Relational) and isinstance(node.lhs, sympy.Expr):
        return [node.lhs - node.rhs]
    return []


def _roots(decider: sympy.Expr, symbol: sympy.Symbol) -> list[sympy.Expr]:
    """Its zero if it is linear; rational zeros and numbers that separate the others if it has one symbol."""
    if _holds_odd_numbers(decider):
        return []
    try:
        return _roots_of_quotient(decider, symbol)
    except Exception:  # noqa: BLE001 - SymPy fails with many kinds of exception; then no joint is known
        return []


def _holds_odd_numbers(decider: sympy.Expr) -> bool:
    """Whether it holds a number beside fractions, roots and constants: SymPy works such out, however long it takes."""
    nodes = (node for node in sympy.preorder_traversal(decider) if node.args and not node.free_symbols)
    return not all(isinstance(node, (sympy.Add, sympy.Mul, sympy.Pow)) for node in nodes)


def _roots_of_quotient(decider: sympy.Expr, symbol: sympy.Symbol) -> list[sympy.Expr]:
    above = sympy.numer(sympy.together(decider))  # a quotient is 0 where its upper part is
    if terms(above) > _MOST_TERMS_ABOVE:
        return []
    polynomial = sympy.Poly(above, symbol)
    if polynomial.degree() == 1:
        slope, shift = polynomial.all_coeffs()
        return [-shift / slope]
    if len(decider.free_symbols) > 1:
        return _roots_of_factors(polynomial, symbol)
    if polynomial.degree() > _HIGHEST_DEGREE or not polynomial.domain.is_QQ | polynomial.domain.is_ZZ:
        return []
    # Isolating intervals: their ends lie between the zeros, or are one
    apart = [end for (ends, _) in polynomial.intervals() for end in ends]
    return [*polynomial.ground_roots(), *apart]


def _roots_of_factors(polynomial: sympy.Poly, symbol: sympy.Symbol) -> list[sympy.Expr]:
    """The zeros of the factors that are linear in the symbol."""
    if polynomial.degree() > _HIGHEST_DEGREE:
        return []
    # In all symbols together: x**12*y**5000 + x - 1 takes minutes, in one step that nothing interrupts
    if sympy.Poly(polynomial.as_expr()).total_degree() > _HIGHEST_TOTAL_DEGREE:
        return []
    factors = [sympy.Poly(factor, symbol) for factor, _ in sympy.factor_list(polynomial.as_expr())[1]]
    return [-factor.nth(0) / factor.nth(1) for factor in factors if factor.degree() == 1]
