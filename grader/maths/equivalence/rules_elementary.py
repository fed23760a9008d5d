"""The elementary functions in normal form: each a rule from the normal forms of its arguments.

    sin, cos, tan, ... ─▶ exponentials of I*u          sinh, ... ─▶ exponentials          asinh, ... ─▶ logarithms
    |u|, sign, max, ... ─▶ by the signs of this case   atan, asin ─▶ an angle of its own, of which exp(I*angle) is known

Each holds on principal branches for all complex arguments but isolated ones, if no sign is asked for; so do the rules
of `rules_gamma` and `rules_special`.
"""

from collections.abc import Callable
from typing import Any

import sympy

from grader.maths.equivalence.generators import Forms

Rule = Callable[[Forms, list[sympy.Expr]], sympy.Expr | None]
"""None if nothing is known of the function in this case."""
Known = Callable[[Forms, list[sympy.Expr]], sympy.Expr]


def opaque_value(form: Forms, function: Any, *parts: sympy.Expr, is_real: bool = True) -> sympy.Expr:
    """A value of which nothing more is known than that it is real for real arguments."""
    arguments = [form.canonical(part) for part in parts]
    return form.generators.opaque(
        (function, *arguments), is_real=is_real and all(map(form.generators.is_real, arguments))
    )


def _turned(form: Forms, angle: sympy.Expr) -> sympy.Expr:
    return form.exp(form.generators.imaginary * angle)


def sine(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    """By Euler's formula."""
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
    return None if sign in {None, 0} else sympy.Integer(sign > 0)  # at 0 it has the value it is given


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
    # On the right atan is the angle; on the left half a turn is added or taken away
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
    # Two roots and not one of u**2 - 1: the principal value for all u, as below -1 their product has the other sign
    roots = [form.rational_power(parts[0] + shift, half) for shift in (1, -1)]
    return form.log(parts[0] + roots[0] * roots[1])


def _sinc(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    return sine(form, parts) / parts[0]


def _conjugate(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    return parts[0] if form.generators.is_real(form.canonical(parts[0])) else None


def _imaginary_part(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr | None:
    return sympy.Integer(0) if form.generators.is_real(form.canonical(parts[0])) else None


def _floor(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    """Whole parts are taken out; floor(-u) is not -floor(u) - 1 where u is whole, so both stay."""
    argument = sympy.expand(form.canonical(parts[0]))
    terms = sympy.Add.make_args(argument)
    whole = sympy.Add(*(term for term in terms if term.is_integer), sympy.floor(argument.as_coeff_Add()[0]))
    if argument.as_coeff_Add()[0].is_integer:
        whole -= argument.as_coeff_Add()[0]  # a whole constant was among the terms already
    rest = _unnested(form, argument - whole)
    return whole if rest.is_Rational else whole + opaque_value(form, sympy.floor, rest)


def _unnested(form: Forms, argument: sympy.Expr) -> sympy.Expr:
    """floor((floor(u) + m)/n) is floor((u + m)/n)."""
    shift, varying = argument.as_coeff_Add()
    factor, made = varying.as_coeff_Mul()
    inner = form.generators.functions.get(made)
    is_one = isinstance(inner, sympy.floor) and factor > 0 and (1 / factor).is_Integer and (shift / factor).is_Integer
    return shift + factor * inner.args[0] if inner is not None and is_one else argument


def _ceiling(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    return -_floor(form, [-parts[0]])


def _frac(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    return parts[0] - _floor(form, parts)


def _mod(form: Forms, parts: list[sympy.Expr]) -> sympy.Expr:
    return parts[0] - parts[1] * _floor(form, [parts[0] / parts[1]])


ELEMENTARY: dict[Any, Rule] = {
    sympy.exp: lambda form, parts: form.exp(parts[0]), sympy.log: _log,
    sympy.sin: sine, sympy.cos: _cos, sympy.tan: _over(sine, _cos),
    sympy.cot: _over(_cos, sine), sympy.sec: _over(None, _cos), sympy.csc: _over(None, sine),
    sympy.sinh: _sinh, sympy.cosh: _cosh, sympy.tanh: _over(_sinh, _cosh),
    sympy.coth: _over(_cosh, _sinh), sympy.sech: _over(None, _cosh), sympy.csch: _over(None, _sinh),
    sympy.asinh: _asinh, sympy.acosh: _acosh, sympy.atanh: _atanh,
    sympy.atan: _atan, sympy.asin: _asin, sympy.acos: _acos, sympy.acot: _of_inverse(_atan), sympy.atan2: _atan2,
    sympy.asec: _of_inverse(_acos), sympy.acsc: _of_inverse(_asin), sympy.acoth: _of_inverse(_atanh),
    sympy.asech: _of_inverse(_acosh), sympy.acsch: _of_inverse(_asinh),
    sympy.Abs: _abs, sympy.sign: _signum, sympy.Heaviside: _step, sympy.DiracDelta: _delta,
    sympy.Max: _largest(1), sympy.Min: _largest(-1),
    sympy.floor: _floor, sympy.ceiling: _ceiling, sympy.frac: _frac, sympy.Mod: _mod,
    sympy.sinc: _sinc,
    sympy.conjugate: _conjugate, sympy.re: _conjugate, sympy.im: _imaginary_part,
}  # fmt: skip
