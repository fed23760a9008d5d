"""A form as a product of powers of irreducible factors."""

import math
from typing import NamedTuple

import sympy


class Factors(NamedTuple):
    """A rational number times powers, which are whole unless the factor is a generator with rational powers."""

    content: sympy.Rational
    powers: list[tuple[sympy.Expr, sympy.Rational]]


def factored(form: sympy.Expr) -> Factors:
    """The factors over the rationals of a form that is made of symbols with rational exponents."""
    steps: dict[sympy.Expr, int] = {}
    powers = [node for node in sympy.preorder_traversal(form) if isinstance(node, sympy.Pow) and node.exp.is_Rational]
    for power in powers:
        if not power.exp.is_Integer:
            steps[power.base] = math.lcm(steps.get(power.base, 1), int(power.exp.q))
    finer = {base: sympy.Dummy(f"{base}_", positive=True) for base in steps}
    whole = {power: finer[power.base] ** (power.exp * steps[power.base]) for power in powers if power.base in finer}
    # a base that also stands alone has the exponent 1
    alone = {base: finer[base] ** steps[base] for base in finer}
    above, below = sympy.fraction(sympy.together(form.xreplace(whole).xreplace(alone)))
    back = {made: base ** sympy.Rational(1, steps[base]) for base, made in finer.items()}
    content, found = sympy.Integer(1), []
    for part, side in ((above, 1), (below, -1)):
        number, factors = sympy.factor_list(part)
        content *= number**side
        found += [_whole(factor, side * times, back) for factor, times in factors]
    return Factors(content, found)


def _whole(factor: sympy.Expr, times: int, back: dict[sympy.Dummy, sympy.Expr]) -> tuple[sympy.Expr, sympy.Rational]:
    """A power of a finer symbol as one of its base."""
    if factor in back:
        base, share = back[factor].as_base_exp()
        return base, share * times
    return factor.xreplace(back), sympy.Integer(times)
