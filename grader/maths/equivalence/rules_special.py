"""Special functions in normal form: recurrences, reflections and parities bring each to a few values of its own.

    erf(-x) ─▶ -erf(x)      besselj(2, x) ─▶ 2*j1/x - j0      uppergamma(1/2, x) ─▶ sqrt(pi)*erfc(sqrt(x))

References
----------
NIST Digital Library of Mathematical Functions, chapters 6 and 8 (integrals), 7 (erf), 10 (Bessel).
"""

from typing import Any

import sympy
from sympy.functions.special.bessel import jn, yn

from grader.maths.equivalence.generators import Forms
from grader.maths.equivalence.rules_elementary import Known, Rule, opaque_value
from grader.maths.equivalence.rules_gamma import LONGEST_SHIFT, gamma, split_argument


def _odd(function: Any) -> Known:
    def rule(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
        argument = form.canonical(parts[0])
        if argument.could_extract_minus_sign():
            return -opaque_value(form, function, -argument)
        return opaque_value(form, function, argument)

    return rule


_erf = _odd(sympy.erf)


def _erfc(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    return 1 - _erf(form, parts)


def _erf2(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    return _erf(form, parts[1:]) - _erf(form, parts[:1])


def _uppergamma(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    """By gamma(s + 1, u) = s*gamma(s, u) + u**s*exp(-u)."""
    split, argument = split_argument(form, parts[0]), parts[1]
    if split is None:
        return None
    rest, whole = split
    value = _uppergamma_of_rest(form, rest, argument)
    for step in range(max(whole, 0)):
        value = (rest + step) * value + _power_times_exp(form, argument, rest + step)
    # The same formula, solved for the lower order
    for step in range(-1, min(whole, 0) - 1, -1):
        if rest + step == 0:
            return None
        value = (value - _power_times_exp(form, argument, rest + step)) / (rest + step)
    return value


def _uppergamma_of_rest(form: Forms, rest: sympy.Expr, argument: sympy.Expr) -> sympy.Expr:
    if rest == 0:
        return _exponential_integral(form, argument)
    if rest == sympy.Rational(1, 2):
        root = form.rational_power(argument, rest)
        return form.rational_power(form.generators.pi, rest) * _erfc(form, [root])
    return opaque_value(form, sympy.uppergamma, rest, argument, is_real=False)


def _power_times_exp(form: Forms, argument: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    return form.exp(exponent * form.log(argument) - argument)


def _lowergamma(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    whole, rest = gamma(form, parts[:1]), _uppergamma(form, parts)
    return None if whole is None or rest is None else whole - rest


def _ei(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    return opaque_value(form, sympy.Ei, parts[0])


def _exponential_integral(form: Forms, argument: sympy.Expr) -> sympy.Expr:
    """E_1, which is -Ei(-u) for u > 0; below 0 it is complex."""
    if form.sign(argument) == 1:
        return -_ei(form, [-argument])
    return opaque_value(form, sympy.expint, sympy.Integer(1), argument, is_real=False)


def _expint(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    """By n*E(n + 1, u) = exp(-u) - u*E(n, u)."""
    order, argument = parts
    if not isinstance(order, sympy.Integer) or abs(order) > LONGEST_SHIFT:
        return None
    decay = form.exp(-argument)
    if order > 0:
        value = _exponential_integral(form, argument)
        for step in range(1, int(order)):
            value = (decay - argument * value) / step
        return value
    value = decay / argument  # E(0, u)
    for step in range(-1, int(order) - 1, -1):
        value = (decay - step * value) / argument
    return value


def _li(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    return _ei(form, [form.log(parts[0])])


def _li_from_2(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    return _li(form, parts) - _li(form, [sympy.Integer(2)])


def _shi(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    if not form.generators.is_real(form.canonical(parts[0])):
        return None
    return (_ei(form, parts) - _ei(form, [-parts[0]])) / 2


def _chi(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    return (_ei(form, parts) + _ei(form, [-parts[0]])) / 2 if form.sign(parts[0]) == 1 else None


def _lambert(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    """By exp(w) = u/w, on any branch; w itself where u is w*exp(w) with w > -1."""
    argument, *branch = (form.canonical(part) for part in parts)
    for known in [] if branch else _exponents(form, argument):
        if form.canonical(argument - known * form.exp(known)) == 0 and form.sign(known + 1) == 1:
            return known
    return form.generators.inverse(("lambert", argument, *branch), lambda made: argument / made, is_real=False)


def _exponents(form: Forms, argument: sympy.Expr) -> list[sympy.Expr]:
    """What the exponentials in a product hold together, and its logarithms."""
    powers, logs = form.generators.powers, form.generators.logs
    factors = [factor.as_base_exp() for factor in sympy.Mul.make_args(argument)]
    together = sympy.Add(*(share * powers[base] for base, share in factors if base in powers))
    return [together, *(base for base, _ in factors if base in logs)]


def _eta(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    """Dirichlet's function by Riemann's."""
    if len(parts) > 1:
        return None
    power = form.exp((1 - parts[0]) * form.log(sympy.Integer(2)))
    return (1 - power) * opaque_value(form, sympy.zeta, parts[0])


def _polylog(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    return -form.log(1 - parts[1]) if parts[0] == 1 else None


def _bessel(function: Any, side: int, slope: int) -> Rule:
    """By C(v + 1, u) = slope*2*v/u*C(v, u) - side*C(v - 1, u), from the orders in [0, 2)."""

    def rule(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
        split, argument = split_argument(form, parts[0]), parts[1]
        if split is None:
            return None
        rest, whole = split
        low, high = _first_two(form, function, rest, argument, (side, slope))
        # Upwards, and below downwards, by the recurrence solved for the other end
        for step in range(1, whole):
            low, high = high, slope * 2 * (rest + step) / argument * high - side * low
        for step in range(0, whole, -1):
            low, high = side * (slope * 2 * (rest + step) / argument * low - high), low
        return high if whole > 0 else low

    return rule


def _first_two(
    form: Forms, function: Any, rest: sympy.Expr, argument: sympy.Expr, signs: tuple[int, int]
) -> tuple[sympy.Expr, sympy.Expr]:
    """The functions of orders `rest` and `rest` + 1; those of half a whole number are elementary."""
    if rest != sympy.Rational(1, 2):
        is_real = rest.is_Integer and function in {sympy.besselj, sympy.besseli}
        low, high = (opaque_value(form, function, order, argument, is_real=is_real) for order in (rest, rest + 1))
        return low, high
    before, here = _half(form, function, argument)
    side, slope = signs
    return here, slope * here / argument - side * before


def _half(form: Forms, function: Any, argument: sympy.Expr) -> tuple[sympy.Expr, sympy.Expr]:
    """The functions of orders -1/2 and 1/2."""
    root = form.rational_power(argument, -sympy.Rational(1, 2))
    turned, grown = form.exp(form.generators.imaginary * argument), form.exp(argument)
    sine, cosine = (turned - 1 / turned) / (2 * form.generators.imaginary), (turned + 1 / turned) / 2
    pairs = {
        sympy.besselj: (cosine, sine),
        sympy.bessely: (sine, -cosine),
        sympy.besseli: ((grown + 1 / grown) / 2, (grown - 1 / grown) / 2),
        sympy.besselk: (1 / grown, 1 / grown),
    }
    scale = form.of(sympy.sqrt(sympy.pi / 2 if function is sympy.besselk else 2 / sympy.pi)) * root
    before, here = pairs[function]
    return scale * before, scale * here


def _spherical(cylindrical: Rule) -> Rule:
    """By the Bessel functions of half a whole number."""

    def rule(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
        value = cylindrical(form, [parts[0] + sympy.Rational(1, 2), parts[1]])
        scale = form.of(sympy.sqrt(sympy.pi / 2)) * form.rational_power(parts[1], -sympy.Rational(1, 2))
        return None if value is None else scale * value

    return rule


_BESSEL: dict[Any, Rule] = {
    sympy.besselj: _bessel(sympy.besselj, 1, 1), sympy.bessely: _bessel(sympy.bessely, 1, 1),
    sympy.besseli: _bessel(sympy.besseli, -1, -1), sympy.besselk: _bessel(sympy.besselk, -1, 1),
}  # fmt: skip
SPECIAL: dict[Any, Rule] = {
    **_BESSEL, jn: _spherical(_BESSEL[sympy.besselj]), yn: _spherical(_BESSEL[sympy.bessely]),
    sympy.erf: _erf, sympy.erfc: _erfc, sympy.erf2: _erf2, sympy.erfi: _odd(sympy.erfi), sympy.Si: _odd(sympy.Si),
    sympy.fresnels: _odd(sympy.fresnels), sympy.fresnelc: _odd(sympy.fresnelc), sympy.erfinv: _odd(sympy.erfinv),
    sympy.uppergamma: _uppergamma, sympy.lowergamma: _lowergamma, sympy.LambertW: _lambert,
    sympy.Ei: _ei, sympy.expint: _expint, sympy.li: _li, sympy.Li: _li_from_2, sympy.Shi: _shi, sympy.Chi: _chi,
    sympy.dirichlet_eta: _eta, sympy.polylog: _polylog,
}  # fmt: skip
