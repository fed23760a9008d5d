"""Proves two expressions equal: each case of signs on its own, by normal form.

symbols ▸ real dummies, moved to where they are positive     sums, derivatives ▸ carried out
normal form of the difference ▸ 0: proved                    a sign is needed ▸ both cases, each proved
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import partial

import sympy
from sympy.core.function import AppliedUndef

from grader.maths.equivalence.cases import Case, NeedSignError
from grader.maths.equivalence.joints import JUMPS, edges
from grader.maths.equivalence.jumps import agree_at_jumps, has_hidden_jumps, is_irrational
from grader.maths.equivalence.normal import NormalForm
from grader.maths.equivalence.points import Domains, bounds
from grader.maths.equivalence.quotients import vanishes
from grader.maths.equivalence.vanishing import vanishes_as_exponential, vanishes_in_steps
from grader.maths.size import has_fine_powers, terms
from grader.maths.values import NoValueError, Setting, UnknownError, as_number, certainly_differ, value_at
from grader.maths.values.number import is_real

_BITS = 200
_LARGEST_EXPONENT = 1_000_000
_MOST_CASES = 64
_MOST_TERMS = (500, 20_000)
_WAYS = (
    lambda reduced, form: vanishes(reduced, form.generators),
    vanishes_as_exponential,
    vanishes_in_steps,
)
_LATER = (sympy.Sum, sympy.Product, sympy.Integral, sympy.Derivative)


def prove(left: sympy.Expr, right: sympy.Expr, domains: Domains, *, is_real: bool) -> str:
    """The rule by which they are equal wherever both are defined, apart from isolated points; empty if none is found.

    Parameters
    ----------
    left, right : Expr
        Without decimals.
    domains : mapping of Symbol to Set
        Of every symbol.
    is_real : bool
        Whether only those points count at which all parts of `right` are real.
    """
    if is_real and _has_hidden_points(right):
        return ""
    names = stand_ins(left.free_symbols | right.free_symbols, domains)
    here, there = (_carried_out(side.xreplace(names)) for side in (left, right))
    facts = [fact for symbol, made in names.items() for fact in _bounds(symbol, made, domains)]
    facts += _implied(there) if is_real else []
    box = {made: bounds(symbol, domains[symbol]) for symbol, made in names.items()}
    # Before the cases, which take time
    if has_hidden_jumps(here, there):
        return ""
    cases = _proved_cases(here - there, Case({}, tuple(facts), box))
    if not cases or not agree_at_jumps(left, right, domains, partial(_is_proved, domains=domains, is_real=is_real)):
        return ""
    return "normal form" if cases == 1 else f"normal form in {cases} cases of signs"


def _is_proved(left: sympy.Expr, right: sympy.Expr, *, domains: Domains, is_real: bool) -> bool:
    return bool(prove(left, right, domains, is_real=is_real))


def by_simplify(left: sympy.Expr, right: sympy.Expr, domains: Domains) -> str:
    """SymPy's own simplification, which knows rules that the normal form does not."""
    difference = (left - right).xreplace(stand_ins(left.free_symbols | right.free_symbols, domains))
    if difference.has(*JUMPS) or has_fine_powers(difference) or _has_open_power(difference):
        return ""
    return "simplified to 0" if sympy.simplify(difference) == 0 else ""


def stand_ins(symbols: Iterable[sympy.Symbol], domains: Domains) -> dict[sympy.Symbol, sympy.Dummy]:
    """A real dummy for each symbol, with the sign that its domain gives it."""
    return {symbol: _dummy(symbol, domains) for symbol in symbols}


def _dummy(symbol: sympy.Symbol, domains: Domains) -> sympy.Dummy:
    low, high = bounds(symbol, domains[symbol])
    known: dict[str, bool] = {"real": True}
    if low >= 0:
        known = {"positive": True}  # 0 itself is an isolated point
    elif high <= 0:
        known = {"negative": True}
    if symbol.is_integer or domains[symbol].is_subset(sympy.S.Integers):
        known["integer"] = True
    return sympy.Dummy(symbol.name, **known)


def _carried_out(expression: sympy.Expr) -> sympy.Expr:
    if not expression.has(*_LATER):
        return expression
    sums = {node: _sum_of_powers(node) for node in expression.atoms(sympy.Sum)}
    return expression.xreplace({node: total for node, total in sums.items() if total is not None}).doit()


def _sum_of_powers(node: sympy.Sum) -> sympy.Expr | None:
    """The sum of a polynomial by Bernoulli's formula; SymPy searches first for a telescope, which takes long."""
    if len(node.limits) != 1 or terms(node.function) > _MOST_TERMS[0]:
        return None
    [(index, first, last)] = node.limits
    if not node.function.is_polynomial(index) or first.is_infinite or last.is_infinite:
        return None
    powers = sympy.Poly(node.function, index).terms()
    return sympy.Add(
        *(
            factor * (sympy.bernoulli(power + 1, last + 1) - sympy.bernoulli(power + 1, first)) / (power + 1)
            for (power,), factor in powers
        )
    )


def _bounds(symbol: sympy.Symbol, made: sympy.Dummy, domains: Domains) -> list[sympy.Expr]:
    low, high = bounds(symbol, domains[symbol])
    facts = [made - low] if low.is_Rational and low != 0 else []
    return facts + ([high - made] if high.is_Rational and high != 0 else [])


def _implied(key: sympy.Expr) -> list[sympy.Expr]:
    """What is positive wherever all parts of the key are real, apart from isolated points."""
    conditions: list[sympy.Expr] = []
    waiting: list[sympy.Basic] = [key]
    while waiting:
        node = waiting.pop()
        if isinstance(node, sympy.Piecewise):
            continue  # a branch counts only where it is taken
        waiting += node.args
        if isinstance(node, sympy.log):
            conditions.append(node.args[0])
        elif isinstance(node, sympy.Pow) and _is_for_positive(node.exp):
            conditions.append(node.base)
        elif isinstance(node, (sympy.asin, sympy.acos, sympy.atanh)):
            conditions += [1 - node.args[0], 1 + node.args[0]]
        elif isinstance(node, sympy.acosh):
            conditions.append(node.args[0] - 1)
    return [fact for condition in conditions if (fact := _polynomial(condition)) is not None]


def _polynomial(quotient: sympy.Expr) -> sympy.Expr | None:
    """A polynomial of the same sign; None if there is none."""
    product = sympy.Mul(*sympy.fraction(sympy.together(quotient)))
    symbols = product.free_symbols
    is_one = symbols and product.is_polynomial(*symbols) and not product.atoms(AppliedUndef)
    return product if is_one and sympy.Poly(product, *symbols).domain in (sympy.ZZ, sympy.QQ) else None


def _is_for_positive(exponent: sympy.Expr) -> bool:
    """Whether a power with this exponent is real for a positive base only; a real cube root of -8 may be meant."""
    if isinstance(exponent, sympy.Rational):
        return bool(exponent.q % 2 == 0)
    return not exponent.free_symbols and _is_no_whole_number(exponent)


def _is_no_whole_number(number: sympy.Expr) -> bool:
    """Whether a number is certainly none: log(4)/log(2) is one."""
    try:
        value = value_at(number, {}, Setting(_BITS))
    except (NoValueError, UnknownError):
        return False
    if isinstance(value, Fraction):
        # With an odd denominator a real root may be meant
        return value.denominator % 2 == 0
    near = as_number(value)
    return is_real(value) and abs(near) < _LARGEST_EXPONENT and certainly_differ(value, Fraction(round(near)))


def _has_open_power(expression: sympy.Expr) -> bool:
    """Whether a power with a variable exponent may have a negative base: rules of powers fail where that is whole."""
    powers = (node for node in sympy.preorder_traversal(expression) if isinstance(node, sympy.Pow))
    return any(power.exp.free_symbols and not power.base.is_positive for power in powers)


def _proved_cases(difference: sympy.Expr, case: Case) -> int:
    """In how many cases the difference is proved to be 0; none if it fails in one of them."""
    waiting, proved = [case], 0
    while waiting:
        case = waiting.pop()
        try:
            if not any(_vanishes(difference, case)):
                return 0
            proved += 1
        except NeedSignError as need:
            if not need.factor.free_symbols <= difference.free_symbols:
                return 0  # generators are made anew for each case, so a split by one of them would never end
            waiting += [split for sign in (1, -1) if (split := case.with_sign(need.factor, sign)) is not None]
        if proved + len(waiting) > _MOST_CASES:
            return 0
    return proved


def _vanishes(difference: sympy.Expr, case: Case) -> Iterator[bool]:
    """Whether it is 0 in one case: first with long powers kept, then, where that matters, multiplied out."""
    for most_terms in _MOST_TERMS:
        form = NormalForm(case, most_terms)
        reduced = form.of(difference)
        yield any(by(reduced, form) for by in _WAYS)
        if not form.keeps_powers:
            return


def _has_hidden_points(key: sympy.Expr) -> bool:
    """Whether the key may be real at isolated points that no rational point tells of: a double zero below a root."""
    return any(is_irrational(factor) for edge in edges(key) for factor in _doubles(edge))


def _doubles(edge: sympy.Expr) -> list[sympy.Expr]:
    polynomial = _polynomial(edge)
    if polynomial is None:
        return []
    return [factor for factor, times in sympy.factor_list(polynomial)[1] if times % 2 == 0]
