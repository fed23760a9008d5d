"""A form as a product of powers of irreducible factors."""

import math
from typing import NamedTuple

import sympy

from grader.maths.equivalence.generators import Generators
from grader.maths.zero import is_algebraic_zero


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
    content, factor_powers = sympy.Integer(1), []
    for part, side in ((above, 1), (below, -1)):
        number, factors = sympy.factor_list(part)
        content *= number**side
        factor_powers += [_whole(factor, side * times, back) for factor, times in factors]
    return Factors(content, factor_powers)


def _whole(factor: sympy.Expr, times: int, back: dict[sympy.Dummy, sympy.Expr]) -> tuple[sympy.Expr, sympy.Rational]:
    """A power of a finer symbol as one of its base."""
    if factor in back:
        base, share = back[factor].as_base_exp()
        return base, share * times
    return factor.xreplace(back), sympy.Integer(times)


_HIGHEST_POWER = 20_000


class TooFineError(ArithmeticError):
    """The polynomials would have a huge degree."""


class Quotient(NamedTuple):
    """Two polynomials in symbols that have whole exponents."""

    above: sympy.Expr
    below: sympy.Expr
    finer: dict[sympy.Dummy, sympy.Expr]
    """The finer symbols that were put in, as rational powers of generators."""


class Relation(NamedTuple):
    """A polynomial that is monic in a symbol, and zero."""

    symbol: sympy.Dummy
    polynomial: sympy.Expr


def tidied(form: sympy.Expr, generators: Generators) -> sympy.Expr:
    """Whole powers of roots written out: t**(5/2) is f**2*t**(1/2), and z**(7/2) is -z**(1/2)."""
    bases = {**generators.roots, generators.turn: sympy.Integer(-1)}

    def tidy(power: sympy.Expr) -> sympy.Expr:
        base, exponent = power.as_base_exp()
        whole = sympy.floor(exponent)
        return bases[base] ** whole * base ** (exponent - whole)

    powers = {power: tidy(power) for power in _powers(form) if power.as_base_exp()[0] in bases}
    # a power that stays is replaced by itself: its base, which must stay too, is a whole power where it stands alone
    other = form.xreplace(powers)
    return form if other == form else tidied(other, generators)


def quotient(form: sympy.Expr, generators: Generators) -> Quotient:
    """The form over one denominator, reduced by what is known of the generators.

    Raises
    ------
    TooFineError
        If the polynomials would have a huge degree, as those of exp(x) + exp(x/10**9).
    """
    form = tidied(form, generators)
    known = _radicands(form, generators)
    units = _units([form, *(radicand for _, radicand in known.values())], generators)
    fine = {base: _finer(base) for base, unit in units.items() if unit != 1}

    def refined(part: sympy.Expr) -> sympy.Expr:
        powers = {power: power.as_base_exp() for power in _powers(part)}
        return part.xreplace(
            {
                power: fine[base] ** (exponent / units[base])
                for power, (base, exponent) in powers.items()
                if base in fine
            }
        )

    relations = [
        Relation(fine.get(made, made), fine.get(made, made) ** (degree / units.get(made, 1)) - refined(radicand))
        for made, (degree, radicand) in known.items()
    ]
    if generators.turn in fine:
        turn = fine[generators.turn]
        # exp(I*pi*unit) is a primitive root of unity, of order 2/unit
        relations.append(Relation(turn, sympy.cyclotomic_poly(int(2 / units[generators.turn]), turn)))
    above, below = sympy.fraction(sympy.together(refined(form)))
    back = {made: base ** units[base] for base, made in fine.items()}
    return Quotient(_reduced(above, relations), _reduced(below, relations), back)


def _radicands(form: sympy.Expr, generators: Generators) -> dict[sympy.Dummy, tuple[int, sympy.Expr]]:
    """The roots and surds of a form and of their own radicands, the later ones first: they are made of the earlier."""
    known = {**{base: (1, radicand) for base, radicand in generators.roots.items()}, **generators.surds}
    used, radicands = set(form.free_symbols), {}
    for made in sorted(known, key=lambda symbol: symbol.dummy_index, reverse=True):
        if made in used:
            radicands[made] = known[made]
            used |= known[made][1].free_symbols
    return radicands


def _units(forms: list[sympy.Expr], generators: Generators) -> dict[sympy.Expr, sympy.Rational]:
    """The power of each generator of which all that occur are whole powers."""
    exponents: dict[sympy.Expr, list[sympy.Rational]] = {}
    for form in forms:
        for power in _powers(form):
            base, exponent = power.as_base_exp()
            exponents.setdefault(base, []).append(exponent)
    units = {base: _unit(own, has_relation=base not in generators.powers) for base, own in exponents.items()}
    if any(abs(exponent / units[base]) > _HIGHEST_POWER for base, own in exponents.items() for exponent in own):
        raise TooFineError
    return units


def _unit(exponents: list[sympy.Rational], *, has_relation: bool) -> sympy.Rational:
    """One over the common denominator; without a relation to keep whole, the greatest common divisor."""
    below = math.lcm(*(int(exponent.q) for exponent in exponents))
    above = 1 if has_relation or below == 1 else math.gcd(*(int(exponent * below) for exponent in exponents))
    return sympy.Rational(above, below)


def vanishes(form: sympy.Expr, generators: Generators) -> bool:
    """Whether a form is zero because of what is known of its generators; False may also mean that it is not known."""
    if form == 0:
        return True
    above, below, finer = quotient(form, generators)
    if below == 0:
        return False
    return above == 0 or _has_zero_coefficients(above, finer, generators)


def _has_zero_coefficients(above: sympy.Expr, finer: dict[sympy.Dummy, sympy.Expr], generators: Generators) -> bool:
    """sqrt(2) and exp(I*pi/4) are not independent: their combinations are decided as numbers."""
    values = {made: generators.meaning(power) for made, power in finer.items()}
    constant = {made: value for made, value in values.items() if value is not None and _is_algebraic(value)}
    if not constant:
        return False
    others = sorted(above.free_symbols - set(constant), key=str)
    coefficients = sympy.Poly(above, *others).coeffs() if others else [above]
    return all(is_algebraic_zero(coefficient.xreplace(constant)) is True for coefficient in coefficients)


def _is_algebraic(value: sympy.Expr) -> bool:
    """Whether it is a number that can be decided together with others; any other one counts as independent of them."""
    return not value.free_symbols and is_algebraic_zero(value) is not None


def _reduced(polynomial: sympy.Expr, relations: list[Relation]) -> sympy.Expr:
    reduced = sympy.expand(polynomial)
    for relation in relations:
        if reduced.has(relation.symbol):
            reduced = sympy.expand(sympy.rem(reduced, relation.polynomial, relation.symbol))
    return reduced


def _finer(base: sympy.Expr) -> sympy.Dummy:
    return sympy.Dummy(f"{base.name}_", **({"positive": True} if base.is_positive else {}))


def _powers(form: sympy.Expr) -> set[sympy.Expr]:
    return {
        node
        for node in sympy.preorder_traversal(form)
        if isinstance(node, sympy.Pow) and node.base.is_Dummy and node.exp.is_Rational
    } | {node for node in form.free_symbols if node.is_Dummy}
