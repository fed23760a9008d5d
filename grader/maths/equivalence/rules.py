"""The functions that the normal form knows: each a rule from the normal forms of its arguments."""

from collections.abc import Callable
from typing import Any

import sympy

from grader.maths.equivalence.generators import Forms

LONGEST_SHIFT = 60
_MOST_FACTORS = 4

Rule = Callable[[Forms, list[sympy.Expr]], sympy.Expr | None]
"""None if nothing is known of the function in this case."""
Known = Callable[[Forms, list[sympy.Expr]], sympy.Expr]


def _turned(form: Forms, angle: sympy.Expr) -> sympy.Expr:
    return form.exp(form.generators.imaginary * angle)


def _sin(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    turned = _turned(form, parts[0])
    return (turned - 1 / turned) / (2 * form.generators.imaginary)


def _cos(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    turned = _turned(form, parts[0])
    return (turned + 1 / turned) / 2


def _sinh(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    grown = form.exp(parts[0])
    return (grown - 1 / grown) / 2


def _cosh(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    grown = form.exp(parts[0])
    return (grown + 1 / grown) / 2


def _over(above: Known | None, below: Known) -> Known:
    def rule(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
        return (above(form, parts) if above else sympy.Integer(1)) / below(form, parts)

    return rule


def _log(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    logs = [form.log(part) for part in parts]
    return logs[0] if len(logs) == 1 else logs[0] / logs[1]


def _abs(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    return form.absolute(parts[0])


def _signum(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    sign = form.sign(parts[0])
    return None if sign is None else sympy.Integer(sign)


def _step(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    sign = form.sign(parts[0])
    return None if sign in {None, 0} else sympy.Integer(sign > 0)


def _delta(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    return sympy.Integer(0) if form.sign(parts[0]) else None


def _largest(side: int) -> Rule:
    def rule(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
        chosen = parts[0]
        for part in parts[1:]:
            sign = form.sign(part - chosen)
            if sign is None:
                return None
            chosen = part if sign == side else chosen
        return chosen

    return rule


def _atan(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    """Odd; and of an argument and its inverse only one is used: atan(1/u) is pi/2 - atan(u) for u > 0."""
    argument = form.canonical(parts[0])
    if not form.generators.is_real(argument):
        return _angle_of_tangent(form, argument) if form.is_real_valued(argument) else None
    if argument.could_extract_minus_sign():
        argument = form.canonical(-argument)
        return -_atan_of(form, argument)
    return _atan_of(form, argument)


def _angle_of_tangent(form: Forms, argument: sympy.Expr) -> sympy.Expr:
    size = form.rational_power(1 + argument**2, sympy.Rational(1, 2))
    meaning = sympy.atan(argument, evaluate=False)
    return form.generators.angle(meaning, (1 + form.generators.imaginary * argument) / size)


def _atan_of(form: Forms, argument: sympy.Expr) -> sympy.Expr:
    above, below = sympy.fraction(argument)
    if sympy.default_sort_key(above) >= sympy.default_sort_key(below):
        return form.generators.atan(argument)
    return form.sign(argument) * form.generators.pi / 2 - form.generators.atan(form.canonical(below / above))


def _asin(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    """As an inverse tangent, which shows what else it is; on its own where that is complex."""
    below = form.rational_power(1 - parts[0] ** 2, sympy.Rational(1, 2))
    tangent = _atan(form, [parts[0] / below]) if below != 0 else None
    if tangent is not None:
        return tangent
    argument = form.canonical(parts[0])
    return form.generators.angle(sympy.asin(argument, evaluate=False), below + form.generators.imaginary * argument)


def _acos(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    return form.generators.pi / 2 - _asin(form, parts)


def _of_inverse(rule: Rule) -> Rule:
    """As asec(u) is acos(1/u)."""
    return lambda form, parts: rule(form, [1 / parts[0]])


def _atan2(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    """The angle of a point with coordinates parts[1] and parts[0]."""
    angle, side = _atan(form, [parts[0] / parts[1]]), form.sign(parts[1])
    if angle is None or side == 1:
        return angle
    height = form.sign(parts[0])
    return angle + height * form.generators.pi if side == -1 and height else None


def _asinh(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    return form.log(parts[0] + form.rational_power(parts[0] ** 2 + 1, sympy.Rational(1, 2)))


def _atanh(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    return (form.log(1 + parts[0]) - form.log(1 - parts[0])) / 2


def _acosh(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    half = sympy.Rational(1, 2)
    if form.sign(parts[0] - 1) == 1:
        return form.log(parts[0] + form.rational_power(parts[0] ** 2 - 1, half))
    roots = [form.rational_power(parts[0] + shift, half) for shift in (1, -1)]
    return form.log(parts[0] + roots[0] * roots[1])


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
        return sympy.factorial(whole - 1) if whole > 0 else None
    product = sympy.Mul(*steps)
    return _gamma_of_rest(form, rest) * (product if whole > 0 else 1 / product)


def _gamma_of_rest(form: Forms, rest: sympy.Expr) -> sympy.Expr:
    if rest == sympy.Rational(1, 2):
        return form.rational_power(form.generators.pi, rest)
    if rest.could_extract_minus_sign() or (rest.is_Rational and rest > sympy.Rational(1, 2)):
        other = gamma(form, [1 - rest])
        if other is not None:
            return form.generators.pi / (_sin(form, [form.generators.pi * rest]) * other)
    count = multiple(rest)
    if count > 1:
        return _gamma_of_multiple(form, rest, count)
    return form.generators.opaque((sympy.gamma, rest), is_real=form.generators.is_real(rest))


def multiple(rest: sympy.Expr) -> int:
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


def _sinc(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    return _sin(form, parts) / parts[0]


def _conjugate(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    return parts[0] if form.generators.is_real(form.canonical(parts[0])) else None


def _imaginary_part(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    return sympy.Integer(0) if form.generators.is_real(form.canonical(parts[0])) else None


RULES: dict[Any, Rule] = {
    sympy.exp: lambda form, parts: form.exp(parts[0]), sympy.log: _log,
    sympy.sin: _sin, sympy.cos: _cos, sympy.tan: _over(_sin, _cos),
    sympy.cot: _over(_cos, _sin), sympy.sec: _over(None, _cos), sympy.csc: _over(None, _sin),
    sympy.sinh: _sinh, sympy.cosh: _cosh, sympy.tanh: _over(_sinh, _cosh),
    sympy.coth: _over(_cosh, _sinh), sympy.sech: _over(None, _cosh), sympy.csch: _over(None, _sinh),
    sympy.asinh: _asinh, sympy.acosh: _acosh, sympy.atanh: _atanh,
    sympy.atan: _atan, sympy.asin: _asin, sympy.acos: _acos, sympy.acot: _of_inverse(_atan), sympy.atan2: _atan2,
    sympy.asec: _of_inverse(_acos), sympy.acsc: _of_inverse(_asin), sympy.acoth: _of_inverse(_atanh),
    sympy.asech: _of_inverse(_acosh), sympy.acsch: _of_inverse(_asinh),
    sympy.Abs: _abs, sympy.sign: _signum, sympy.Heaviside: _step, sympy.DiracDelta: _delta,
    sympy.Max: _largest(1), sympy.Min: _largest(-1),
    sympy.gamma: gamma, sympy.factorial: _factorial, sympy.binomial: _binomial,
    sympy.sinc: _sinc,
    sympy.conjugate: _conjugate, sympy.re: _conjugate, sympy.im: _imaginary_part,
}  # fmt: skip
