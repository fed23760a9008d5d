"""Special functions, whose values Arb encloses at any argument, real or complex: one line each in a table.

    values ──▶ a fraction, or no value, where SymPy knows it: zeta(0) = -1/2, gamma(-1)
           ──▶ balls: Fraction | interval ──▶ arb, complex interval ──▶ acb
           ──▶ the formula with real balls; with complex ones where that gives none ──▶ a finite ball ──▶ Value

On branch cuts Arb has the values that SymPy has; the tests compare them. The library takes a tenth of a second to load,
so it is loaded when a function first needs it.

References
----------
F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE Transactions on Computers 66
(2017), 1281-1292.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from types import ModuleType
from typing import Any

import sympy
from mpmath import libmp
from sympy.functions.special.bessel import airyaiprime, airybiprime, hankel1, hankel2, jn, yn
from sympy.functions.special.polynomials import hermite_prob

from grader.maths.values.number import NoValueError, Setting, UnknownError, Value, bound, context, holds_zero, is_real

Formula = Callable[..., Any]

_LARGEST_ARGUMENT = 2.0**40
_LARGEST_OF_SEVERAL = 2_000.0
_LARGEST_ORDER = 40.0
"""Of a function of several arguments all but the last one are taken for orders: their size is what takes time."""
_WITHOUT_ORDER = (sympy.atan2, sympy.erf2, sympy.binomial, sympy.beta, sympy.RisingFactorial, sympy.FallingFactorial)
_MOST_BITS_OF_LERCH = 1_000
_LARGEST_EXACT = 100
"""Arguments up to here are asked of SymPy first, which works out Bernoulli numbers, binomials and the like."""
_LARGEST_EXACT_OF_SEVERAL = 30
_LARGEST_FACTORIAL = 1_000
_GUARD = 30
"""Binary digits that balls carry beyond those of the result: what a formula of a few of them loses."""


@cache
def flint() -> ModuleType:
    """The library."""
    import flint as library  # noqa: PLC0415 - see above

    return library


def as_ball(value: Value) -> Any:
    """A ball that holds the value."""
    arb = flint().arb
    if isinstance(value, Fraction):
        return arb(flint().fmpq(value.numerator, value.denominator))
    if not is_real(value):
        return flint().acb(_around(value.real), _around(value.imag))
    return _around(value)


def from_ball(ball: Any, bits: int) -> Value:
    """An interval that holds a ball; a fraction if it is a whole number or a short binary one, exactly.

    Raises
    ------
    UnknownError
        If the ball is infinite, as at a pole.
    """
    if not ball.is_finite():
        raise UnknownError("no finite enclosure")
    if isinstance(ball, flint().arb):
        # kept exact only while it is short: a long fraction would make all that comes after it slow
        return _exact_fraction(ball) if ball.is_exact() and _is_short(ball) else _ends(ball, bits)
    if ball.imag.is_zero():
        return from_ball(ball.real, bits)
    return context(bits).mpc(_ends(ball.real, bits), _ends(ball.imag, bits))


def _around(real: Any) -> Any:
    """A ball around a real interval."""
    ends = [_binary(end._mpi_[0]) for end in (real.a, real.b)]
    return ends[0] if real.a == real.b else ends[0].union(ends[1])


def _binary(number: tuple[int, int, int, int]) -> Any:
    sign, mantissa, exponent, _ = number
    # how mpmath's kernel writes an infinity
    if not mantissa and exponent:
        raise UnknownError("an infinite argument")
    return flint().arb((-int(mantissa) if sign else int(mantissa), int(exponent)))


def _is_short(ball: Any) -> bool:
    mantissa, exponent = ball.man_exp()
    return bool(abs(exponent) <= 64 and mantissa.bit_length() <= 64)


def _exact_fraction(ball: Any) -> Fraction:
    mantissa, exponent = map(int, ball.man_exp())
    return Fraction(mantissa) * Fraction(2) ** exponent


def _ends(ball: Any, bits: int) -> Any:
    arithmetic = context(bits)
    numbers = [_kernel(end) for end in (ball.lower(), ball.upper())]
    return arithmetic.mpf([arithmetic.make_mpf((number, number)) for number in numbers])


def _kernel(end: Any) -> tuple[int, int, int, int]:
    mantissa, exponent = end.man_exp()
    made: tuple[int, int, int, int] = libmp.from_man_exp(int(mantissa), int(exponent))
    return made


def special(function: Any, parts: list[Value], setting: Setting) -> Value:
    """The value of a function of the table, or of another one where it is a fraction."""
    exact = _exact(function, parts)
    if exact is not None:
        return exact
    formula = FORMULAS.get(function)
    if formula is None:
        raise UnknownError(str(function))
    if function is sympy.lerchphi and setting.bits > _MOST_BITS_OF_LERCH:
        raise UnknownError("it takes half a minute at thousands of digits")
    for position, part in enumerate(parts):
        bound(part, _largest(function, len(parts) - 1 - position, len(parts)))
    return enclosed(formula, parts, setting)


def enclosed(formula: Formula, parts: list[Value], setting: Setting) -> Value:
    """What a formula gives for real balls, or, if that is nothing, for complex ones."""
    with flint().ctx.workprec(setting.bits + _GUARD):
        try:
            made = _evaluated(formula, [as_ball(part) for part in parts], is_real=all(map(is_real, parts)))
        except (AttributeError, ArithmeticError, TypeError, ValueError) as error:
            raise UnknownError("arguments that the formula does not take") from error
        result = from_ball(made, setting.bits)
    if setting.real and not is_real(result):
        raise UnknownError("a real value") if holds_zero(result.imag) else NoValueError("a complex value")
    return result


def _evaluated(formula: Formula, balls: list[Any], *, is_real: bool) -> Any:
    made = formula(*balls) if is_real else None
    # acos(2) has no real ball, and a complex one
    return made if made is not None and made.is_finite() else formula(*map(flint().acb, balls))


def _largest(function: Any, behind: int, count: int) -> float:
    if count == 1 or function in {sympy.atan2, sympy.erf2}:
        return _LARGEST_ARGUMENT
    return _LARGEST_ORDER if behind and function not in _WITHOUT_ORDER else _LARGEST_OF_SEVERAL


def _exact(function: Any, parts: list[Value]) -> Fraction | None:
    """What SymPy knows: a fraction, or that there is a pole."""
    largest = _LARGEST_EXACT if len(parts) == 1 else _LARGEST_EXACT_OF_SEVERAL
    if function in {sympy.gamma, sympy.factorial, sympy.binomial}:
        largest = _LARGEST_FACTORIAL
    if not all(isinstance(part, Fraction) and abs(part) <= largest for part in parts):
        return None
    # binomial(-1, -1) is 1 or 0, as one comes to it from this side or that
    if function is sympy.binomial and _has_no_limit(*parts):
        raise UnknownError("a matter of convention: the limit depends on the direction")
    made = function(*(sympy.Rational(part.numerator, part.denominator) for part in parts))
    if made in (sympy.nan, sympy.zoo, sympy.oo, -sympy.oo):
        raise NoValueError(str(function))
    return Fraction(int(made.p), int(made.q)) if isinstance(made, sympy.Rational) else None


def _has_no_limit(upper: Fraction, lower: Fraction) -> bool:
    """Whether a binomial coefficient is a pole above and one below."""
    poles = [part.denominator == 1 and part < 0 for part in (upper, lower, upper - lower)]
    return poles[0] and any(poles[1:])


def _complex(formula: Formula) -> Formula:
    """A formula that there is for complex balls only."""
    return lambda *balls: formula(*map(flint().acb, balls))


def _acot(x: Any) -> Any:
    """As SymPy has it: atan(1/x), and at 0, where that jumps, the value from the right."""
    return flint().arb.pi() / 2 + x if x.is_zero() else (1 / x).atan()


def _atan2(y: Any, x: Any) -> Any:
    return flint().arb.atan2(y, x)


def _polygamma(order: Any, x: Any) -> Any:
    return x.digamma() if order.is_zero() else flint().acb(x).polygamma(order)


def _harmonic(x: Any, *power: Any) -> Any:
    if not power:
        return (x + 1).digamma() + flint().arb.const_euler()
    return power[0].zeta() - power[0].zeta(x + 1)


def _two(x: Any) -> Any:
    return type(x)(2)


def _imaginary() -> Any:
    return flint().acb(0, 1)


def _spherical(name: str) -> Formula:
    return lambda order, x: (type(x).pi() / (2 * x)).sqrt() * getattr(x, name)(order + 1 / _two(x))


def _elliptic_e(*balls: Any) -> Any:
    return balls[0].elliptic_e() if len(balls) == 1 else flint().acb.elliptic_e_inc(*balls)


def _elliptic_f(phi: Any, m: Any) -> Any:
    return flint().acb.elliptic_f(phi, m)


def _elliptic_pi(*balls: Any) -> Any:
    return flint().acb.elliptic_pi(*balls) if len(balls) == 2 else flint().acb.elliptic_pi_inc(*balls)


FORMULAS: dict[Any, Formula] = {
    sympy.atan: lambda x: x.atan(), sympy.asin: lambda x: x.asin(), sympy.acos: lambda x: x.acos(),
    sympy.acot: _acot, sympy.asec: lambda x: (1 / x).acos(), sympy.acsc: lambda x: (1 / x).asin(),
    sympy.asinh: lambda x: x.asinh(), sympy.acosh: lambda x: x.acosh(), sympy.atanh: lambda x: x.atanh(),
    sympy.acoth: lambda x: (1 / x).atanh(), sympy.asech: lambda x: (1 / x).acosh(),
    sympy.acsch: lambda x: (1 / x).asinh(), sympy.atan2: _atan2, sympy.sinc: lambda x: x.sinc(),
    sympy.gamma: lambda x: x.gamma(), sympy.loggamma: lambda x: x.lgamma(), sympy.polygamma: _polygamma,
    sympy.factorial: lambda x: (x + 1).gamma(),
    # `rgamma` is 1/gamma, which has a value, 0, at the poles
    sympy.binomial: lambda n, k: (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma(),
    sympy.beta: lambda a, b: a.gamma() * b.gamma() * (a + b).rgamma(),
    sympy.RisingFactorial: lambda x, k: (x + k).gamma() * x.rgamma(),
    sympy.FallingFactorial: lambda x, k: (x + 1).gamma() * (x - k + 1).rgamma(),
    sympy.harmonic: _harmonic,
    sympy.uppergamma: lambda s, x: x.gamma_upper(s), sympy.lowergamma: lambda s, x: x.gamma_lower(s),
    sympy.betainc: lambda a, b, x, y: y.beta_lower(a, b) - x.beta_lower(a, b),
    sympy.betainc_regularized: lambda a, b, x, y: y.beta_lower(a, b, 1) - x.beta_lower(a, b, 1),
    sympy.erf: lambda x: x.erf(), sympy.erfc: lambda x: x.erfc(), sympy.erfi: lambda x: x.erfi(),
    sympy.erf2: lambda x, y: y.erf() - x.erf(), sympy.erfinv: lambda x: x.erfinv(),
    sympy.erfcinv: lambda x: x.erfcinv(),
    sympy.fresnels: lambda x: x.fresnel_s(), sympy.fresnelc: lambda x: x.fresnel_c(),
    sympy.Si: lambda x: x.si(), sympy.Ci: lambda x: x.ci(), sympy.Shi: lambda x: x.shi(),
    sympy.Chi: lambda x: x.chi(), sympy.Ei: lambda x: x.ei(), sympy.expint: lambda s, x: x.expint(s),
    sympy.li: lambda x: x.li(), sympy.Li: lambda x: x.li(offset=True),
    # The branch is a whole number, and no ball
    sympy.LambertW: lambda x, *k: x.lambertw(*(int(number.real.unique_fmpz()) for number in k)),
    sympy.zeta: lambda s, *a: s.zeta(*a), sympy.dirichlet_eta: _complex(lambda s: s.dirichlet_eta()),
    sympy.polylog: lambda s, x: x.polylog(s), sympy.lerchphi: _complex(lambda x, s, a: x.lerch_phi(s, a)),
    sympy.besselj: lambda n, x: x.bessel_j(n), sympy.bessely: lambda n, x: x.bessel_y(n),
    sympy.besseli: lambda n, x: x.bessel_i(n), sympy.besselk: lambda n, x: x.bessel_k(n),
    hankel1: _complex(lambda n, x: x.bessel_j(n) + _imaginary() * x.bessel_y(n)),
    hankel2: _complex(lambda n, x: x.bessel_j(n) - _imaginary() * x.bessel_y(n)),
    jn: _spherical("bessel_j"), yn: _spherical("bessel_y"),
    sympy.airyai: lambda x: x.airy()[0], airyaiprime: lambda x: x.airy()[1],
    sympy.airybi: lambda x: x.airy()[2], airybiprime: lambda x: x.airy()[3],
    sympy.elliptic_k: _complex(lambda m: m.elliptic_k()), sympy.elliptic_e: _complex(_elliptic_e),
    sympy.elliptic_f: _complex(_elliptic_f), sympy.elliptic_pi: _complex(_elliptic_pi),
    sympy.chebyshevt: lambda n, x: x.chebyshev_t(n), sympy.chebyshevu: lambda n, x: x.chebyshev_u(n),
    sympy.legendre: lambda n, x: x.legendre_p(n), sympy.assoc_legendre: lambda n, m, x: x.legendre_p(n, m),
    sympy.hermite: lambda n, x: x.hermite_h(n),
    # He_n(x) = H_n(x/sqrt(2))/2**(n/2)
    hermite_prob: lambda n, x: (x / _two(x).sqrt()).hermite_h(n) / _two(x) ** (n / 2),
    sympy.laguerre: lambda n, x: x.laguerre_l(n), sympy.assoc_laguerre: lambda n, a, x: x.laguerre_l(n, a),
    sympy.gegenbauer: lambda n, a, x: x.gegenbauer_c(n, a), sympy.jacobi: lambda n, a, b, x: x.jacobi_p(n, a, b),
}  # fmt: skip
