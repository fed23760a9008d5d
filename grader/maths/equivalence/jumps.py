"""Where expressions jump a proof by continuity says nothing: there each place, line or surface is looked at itself.

sign(x**2 - 2)                 jumps at places that no rational point tells of: nothing is proved
sign(x - 7)                    x = 7 is put in: two numbers
Piecewise((x, Eq(x, y)), ...)  x = y is put in: two expressions of one symbol less, which are proved in their turn
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction

import sympy

from grader.maths.equivalence.joints import JUMPS, TURNED, deciders
from grader.maths.equivalence.points import Domains, Point, allows
from grader.maths.size import terms
from grader.maths.values import NoValueError, Setting, UnknownError, Value, certainly_differ, value_at
from grader.maths.zero import is_algebraic_zero

_BITS = 200
_MOST_TERMS = 2_000
_HIGHEST_DEGREE = 100
"""Higher ones are not asked for their zeros, which may take long."""
_UNDEFINED = (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo, sympy.AccumBounds)
_FIELDS = (sympy.ZZ, sympy.QQ)

Place = tuple[sympy.Symbol, sympy.Expr]
"""A symbol, and what it is there."""
Prove = Callable[[sympy.Expr, sympy.Expr], bool]


def has_hidden_jumps(left: sympy.Expr, right: sympy.Expr) -> bool:
    """Whether isolated points may matter that no rational point tells of.

    A jump at an irrational place; or any jump beside a power with symbols in its exponent, whose base may be negative
    there: then it is real at isolated exponents only.
    """
    nodes = [node for side in (left, right) for node in sympy.preorder_traversal(side)]
    jumps = [node for node in nodes if isinstance(node, JUMPS)]
    if jumps and any(isinstance(node, sympy.Pow) and _is_real_here_and_there(node) for node in nodes):
        return True
    return any(map(is_irrational, _zeros_of(*jumps)))


def is_turned_at_a_hidden_place(*expressions: sympy.Expr) -> bool:
    """Whether SymPy may have carried out something falsely at a place that no rational point tells of."""
    nodes = (node for side in expressions for node in sympy.preorder_traversal(side) if isinstance(node, TURNED))
    return any(map(is_irrational, _zeros_of(*nodes)))


def agree_at_jumps(left: sympy.Expr, right: sympy.Expr, domains: Domains, prove: Prove) -> bool:
    """Whether both are proved to be equal wherever one of them may jump and both are defined.

    Parameters
    ----------
    left, right : Expr
        Of which no jump is hidden.
    domains : mapping of Symbol to Set
        Of every symbol.
    prove : callable
        Says of two expressions of fewer symbols whether they are proved to be equal.
    """
    jumps = [node for side in (left, right) for node in sympy.preorder_traversal(side) if isinstance(node, JUMPS)]
    for decider in _zeros_of(*jumps):
        places = list(_places(decider))
        if None in places:
            return False
        inside = (place for place in places if place and _is_inside(place, domains))
        if not all(_agree_at(place, left, right, prove) for place in inside):
            return False
    return True


def _is_inside(place: Place, domains: Domains) -> bool:
    symbol, formula = place
    return not formula.is_Rational or allows(symbol, domains[symbol], Fraction(int(formula.p), int(formula.q)))


def _agree_at(place: Place, left: sympy.Expr, right: sympy.Expr, prove: Prove) -> bool:
    symbol, formula = place
    there = [side.xreplace({symbol: formula}) for side in (left, right)]
    if left.free_symbols | right.free_symbols != {symbol}:
        return _is_gap(*there) or there[0] == there[1] or prove(*there)
    point = {symbol: Fraction(int(formula.p), int(formula.q))}
    try:
        values = _values((left, right), point)
    except NoValueError:
        return True
    if len(values) < 2:
        return False
    if all(isinstance(value, Fraction) for value in values):
        return bool(values[0] == values[1])
    # A separation bound, which takes time, only where the digits do not tell
    return not certainly_differ(values[0], values[1], _BITS) and (
        is_algebraic_zero(there[0] - there[1]) is True or prove(*there)
    )


def _values(sides: tuple[sympy.Expr, sympy.Expr], point: Point) -> list[Value]:
    """Those that are certain; NoValueError if one side has none, whatever is known of the other."""
    values = []
    for side in sides:
        with suppress(UnknownError):
            values.append(value_at(side, point, Setting(_BITS)))
    return values


def _is_gap(*sides: sympy.Expr) -> bool:
    """Whether one of them is defined nowhere on a line; a piece of it alone may be."""
    return any(side.has(*_UNDEFINED) and not side.has(sympy.Piecewise) for side in sides)


def _zeros_of(*jumps: sympy.Basic) -> list[sympy.Expr]:
    """What is 0 where they may jump, apart from what never is."""
    return [decider for decider in dict.fromkeys(deciders(*jumps)) if not decider.is_nonzero]


def _places(decider: sympy.Expr) -> Iterator[Place | None]:
    """Where a decider is 0, in terms of the other symbols; None where that can't be said by one formula."""
    above = sympy.numer(sympy.together(decider))  # a quotient is 0 where its upper part is
    for factor, _ in sympy.factor_list(above)[1]:
        yield from _roots(factor)


def _roots(factor: sympy.Expr) -> Iterator[Place | None]:
    symbols = sorted(factor.free_symbols, key=str)
    if len(symbols) == 1:
        polynomial = sympy.Poly(factor, *symbols)
        # Other factors have irrational zeros, if any: `has_hidden_jumps` has seen to these
        yield from ((symbols[0], root) for root in polynomial.ground_roots())
        return
    for symbol in symbols:
        polynomial = sympy.Poly(factor, symbol)
        if polynomial.degree() == 1 and _is_never_zero(polynomial):
            yield symbol, -polynomial.nth(0) / polynomial.nth(1)
            return
    yield None


def _is_never_zero(polynomial: sympy.Poly) -> bool:
    """Whether a*x + b is no 0 for all x at any other symbols."""
    shift, slope = polynomial.nth(0), polynomial.nth(1)
    return bool(slope.is_Rational or (shift.is_Rational and shift != 0))


def is_irrational(decider: sympy.Expr) -> bool:
    """Whether its zeros are not all rational, or, with several symbols, not given by one of them."""
    symbols = sorted(decider.free_symbols, key=str)
    if terms(decider) > _MOST_TERMS:
        return True
    try:
        polynomials = [sympy.Poly(decider, symbol) for symbol in symbols]
    except sympy.PolynomialError:
        return True
    if len(symbols) > 1:
        return all(polynomial.degree() != 1 for polynomial in polynomials)
    if polynomials[0].domain not in _FIELDS or polynomials[0].degree() > _HIGHEST_DEGREE:
        return True
    roots = polynomials[0].ground_roots()
    return bool(polynomials[0].count_roots() != len(roots))


def _is_real_here_and_there(power: sympy.Pow) -> bool:
    exponent = power.exp
    return bool(exponent.free_symbols) and not exponent.is_integer and not power.base.is_nonnegative
