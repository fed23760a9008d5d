"""Gamma functions in normal form, and what is made of them: recurrences and reflections bring each to a few values.

    gamma(x + 2) ─▶ x*(x + 1)*gamma(x)       polygamma(0, x + 2) ─▶ p + 1/x + 1/(x + 1), p = polygamma(0, x)

References
----------
NIST Digital Library of Mathematical Functions, chapter 5: 5.5 (recurrence, reflection, multiplication) and 5.15
(polygamma functions).
"""

from typing import Any

import sympy

from grader.maths.equivalence.generators import Forms
from grader.maths.equivalence.rules_elementary import Rule, opaque_value, sine

LONGEST_SHIFT = 60
_MOST_FACTORS = 4


def split_argument(form: Forms, part: sympy.Expr) -> tuple[sympy.Expr, int] | None:
    """An argument as a rest and a whole number, the rest's own constant in [0, 1); None if that is a long way."""
    argument = sympy.expand(form.canonical(part))
    constant = argument.as_coeff_Add()[0]
    whole = sympy.floor(constant)
    return None if abs(whole) > LONGEST_SHIFT else (argument - whole, int(whole))


def gamma(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    """By gamma(u + 1) = u*gamma(u), gamma(1 - u) = pi/(sin(pi*u)*gamma(u)), and Gauss's formula for multiples."""
    argument = sympy.expand(form.canonical(parts[0]))
    constant = argument.as_coeff_Add()[0]
    whole = sympy.floor(constant)
    if abs(whole) > LONGEST_SHIFT:
        return None
    rest = argument - whole
    steps = [rest + step for step in range(int(min(whole, 0)), int(max(whole, 0)))]
    if rest == 0:
        return sympy.factorial(whole - 1) if whole > 0 else None  # else a pole
    product = sympy.Mul(*steps)
    return _gamma_of_rest(form, rest) * (product if whole > 0 else 1 / product)


def _gamma_of_rest(form: Forms, rest: sympy.Expr) -> sympy.Expr:
    if rest == sympy.Rational(1, 2):
        return form.rational_power(form.generators.pi, rest)
    # One way only, or u and 1 - u would be brought to one another for ever
    if rest.could_extract_minus_sign() or (rest.is_Rational and rest > sympy.Rational(1, 2)):
        other = gamma(form, [1 - rest])
        if other is not None:
            return form.generators.pi / (sine(form, [form.generators.pi * rest]) * other)
    count = _largest_divisor(rest)
    if count > 1:
        return _gamma_of_multiple(form, rest, count)
    return form.generators.opaque((sympy.gamma, rest), is_real=form.generators.is_real(rest))


def _largest_divisor(rest: sympy.Expr) -> int:
    """The whole number by which the part of an argument that varies is divisible; 1 if that is a large one."""
    factor = rest.as_coeff_Add()[1].as_content_primitive()[0]
    return int(factor) if factor.is_Integer and 1 < factor <= _MOST_FACTORS else 1


def _gamma_of_multiple(form: Forms, rest: sympy.Expr, count: int) -> sympy.Expr:
    """By Gauss's formula: gamma(2*u) = 2**(2*u - 1)*gamma(u)*gamma(u + 1/2)/sqrt(pi)."""
    shares = [gamma(form, [rest / count + sympy.Rational(step, count)]) for step in range(count)]
    power = form.exp((rest - sympy.Rational(1, 2)) * form.log(sympy.Integer(count)))
    scale = form.rational_power(2 * form.generators.pi, sympy.Rational(1 - count, 2))
    return scale * power * sympy.Mul(*shares)


def _factorial(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    return gamma(form, [parts[0] + 1])


def _binomial(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    upper, lower = parts
    if any(part.is_Integer and part < 0 for part in (lower, form.canonical(upper - lower))):
        return sympy.Integer(0)  # a pole of a factor below
    above, *below = (_factorial(form, [part]) for part in (upper, lower, upper - lower))
    if above is None or None in below:
        return None
    return above / sympy.Mul(*below)


def _quotient_of_gammas(above: Any, below: Any) -> Rule:
    """Functions that are defined by gamma functions of sums of their arguments."""

    def rule(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
        gammas = [[gamma(form, [part]) for part in side(*parts)] for side in (above, below)]
        if any(None in side for side in gammas):
            return None
        return sympy.Mul(*gammas[0]) / sympy.Mul(*gammas[1])

    return rule


def _loggamma(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    """The logarithm of gamma where that is positive."""
    value = gamma(form, parts) if form.sign(parts[0]) == 1 else None
    return None if value is None else form.log(value)


def _polygamma(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    """By psi(u + 1) = psi(u) + 1/u and its derivatives."""
    order, split = parts[0], split_argument(form, parts[1])
    if not isinstance(order, sympy.Integer) or order < 0 or split is None:
        return None
    rest, whole = split
    if rest == 0:
        return form.of(sympy.polygamma(order, 1)) + _steps(order, sympy.Integer(1), whole - 1) if whole > 0 else None
    return _polygamma_of_rest(form, order, rest) + _steps(order, rest, whole)


def _polygamma_of_rest(form: Forms, order: sympy.Integer, rest: sympy.Expr) -> sympy.Expr:
    """Reflected, psi(1 - u) = psi(u) + pi*cot(pi*u), and taken apart, psi(2*u) = (psi(u) + psi(u + 1/2))/2 + log(2)."""
    is_past_half = rest.is_Rational and rest > sympy.Rational(1, 2)
    if order == 0 and (rest.could_extract_minus_sign() or is_past_half):
        other = _polygamma(form, [order, 1 - rest])
        if other is not None:
            return other - form.of(sympy.pi) * _cotangent(form, form.generators.pi * rest)
    count = _largest_divisor(rest)
    if count > 1:
        shares = [_polygamma(form, [order, rest / count + sympy.Rational(step, count)]) for step in range(count)]
        constant = form.log(sympy.Integer(count)) if order == 0 else 0
        return sympy.Add(*shares) / sympy.Integer(count) ** (order + 1) + constant
    return opaque_value(form, sympy.polygamma, order, rest)


def _steps(order: sympy.Integer, start: sympy.Expr, whole: int) -> sympy.Expr:
    """What `whole` steps of 1 add to a polygamma function."""
    sign = 1 if whole > 0 else -1
    arguments = (start + step for step in range(min(whole, 0), max(whole, 0)))
    return (
        sign * (-1) ** order * sympy.factorial(order) * sympy.Add(*(argument ** (-order - 1) for argument in arguments))
    )


def _cotangent(form: Forms, angle: sympy.Expr) -> sympy.Expr:
    turned = form.exp(form.generators.imaginary * angle)
    return form.generators.imaginary * (turned + 1 / turned) / (turned - 1 / turned)


def _zeta(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    """Hurwitz's function with a whole order is a polygamma function."""
    if len(parts) == 1 or not isinstance(parts[0], sympy.Integer) or parts[0] < 2:
        return None
    order = parts[0] - 1
    value = _polygamma(form, [order, parts[1]])
    return None if value is None else (-1) ** (order + 1) * value / sympy.factorial(order)


def _harmonic(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    if len(parts) > 1:
        return None
    value = _polygamma(form, [sympy.Integer(0), parts[0] + 1])
    return None if value is None else value + form.of(sympy.EulerGamma)


GAMMA: dict[Any, Rule] = {
    sympy.gamma: gamma, sympy.factorial: _factorial, sympy.binomial: _binomial,
    sympy.polygamma: _polygamma, sympy.harmonic: _harmonic, sympy.zeta: _zeta, sympy.loggamma: _loggamma,
    sympy.beta: _quotient_of_gammas(lambda a, b: (a, b), lambda a, b: (a + b,)),
    sympy.RisingFactorial: _quotient_of_gammas(lambda u, k: (u + k,), lambda u, _: (u,)),
    sympy.FallingFactorial: _quotient_of_gammas(lambda u, _: (u + 1,), lambda u, k: (u - k + 1,)),
    sympy.catalan: _quotient_of_gammas(lambda n: (2 * n + 1,), lambda n: (n + 1, n + 2)),
}  # fmt: skip
