"""Special functions at fractions and at irrational arguments: enclosed by balls, as narrow as the bits allow."""

import contextlib
import subprocess
import sys
from fractions import Fraction
from typing import Any

import mpmath
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import I, Rational, pi, sqrt
from sympy.functions.special.bessel import airyaiprime, airybiprime, hankel1, jn, yn
from sympy.functions.special.polynomials import hermite_prob

from grader.maths.enclosure import enclose
from grader.maths.values import NoValueError, Setting, UnknownError, as_number, value_at
from grader.maths.values.arb import FORMULAS, special
from grader.maths.values.number import interval, is_real
from tests.slow import examples

x = sympy.Symbol("x")
EVERYWHERE = {
    sympy.erf(x): mpmath.erf, sympy.erfc(x): mpmath.erfc, sympy.erfi(x): mpmath.erfi,
    sympy.Si(x): mpmath.si, sympy.Shi(x): mpmath.shi, sympy.fresnels(x): mpmath.fresnels,
    sympy.fresnelc(x): mpmath.fresnelc, sympy.airyai(x): mpmath.airyai, sympy.airybi(x): mpmath.airybi,
    airyaiprime(x): lambda z: mpmath.airyai(z, derivative=1), airybiprime(x): lambda z: mpmath.airybi(z, derivative=1),
    sympy.besselj(0, x): lambda z: mpmath.besselj(0, z), sympy.besseli(3, x): lambda z: mpmath.besseli(3, z),
    sympy.atan(x): mpmath.atan, sympy.asinh(x): mpmath.asinh, sympy.sinc(x): mpmath.sinc,
    sympy.chebyshevt(7, x, evaluate=False): lambda z: mpmath.chebyt(7, z),
    sympy.chebyshevu(5, x, evaluate=False): lambda z: mpmath.chebyu(5, z),
    sympy.legendre(6, x, evaluate=False): lambda z: mpmath.legendre(6, z),
    sympy.hermite(5, x, evaluate=False): lambda z: mpmath.hermite(5, z),
    sympy.laguerre(4, x, evaluate=False): lambda z: mpmath.laguerre(4, 0, z),
    hermite_prob(3, x, evaluate=False): lambda z: z**3 - 3 * z,
    sympy.gegenbauer(4, Rational(1, 3), x, evaluate=False): lambda z: mpmath.gegenbauer(4, mpmath.mpf(1) / 3, z),
    sympy.jacobi(3, 1, 2, x, evaluate=False): lambda z: mpmath.jacobi(3, 1, 2, z),
    sympy.polylog(2, x - 200): lambda z: mpmath.polylog(2, z - 200),
    sympy.elliptic_k(-(x**2)): lambda z: mpmath.ellipk(-z * z),
    sympy.elliptic_e(-(x**2)): lambda z: mpmath.ellipe(-z * z),
    sympy.hyper([1], [2, 3], x / 9): lambda z: mpmath.hyp1f2(1, 2, 3, z / 9),
}  # fmt: skip
"""Functions of any real number, with mpmath's."""
POSITIVE = {
    sympy.gamma(x): mpmath.gamma, sympy.loggamma(x): mpmath.loggamma, sympy.factorial(x): mpmath.factorial,
    sympy.digamma(x): mpmath.digamma, sympy.polygamma(2, x): lambda z: mpmath.polygamma(2, z),
    sympy.beta(x, Rational(1, 3)): lambda z: mpmath.beta(z, mpmath.mpf(1) / 3),
    sympy.harmonic(x): mpmath.harmonic, sympy.binomial(x, Rational(5, 2)): lambda z: mpmath.binomial(z, 2.5),
    sympy.RisingFactorial(x, Rational(1, 2)): lambda z: mpmath.rf(z, 0.5),
    sympy.FallingFactorial(x, Rational(1, 2)): lambda z: mpmath.ff(z, 0.5),
    sympy.Ci(x): mpmath.ci, sympy.Chi(x): mpmath.chi, sympy.Ei(x): mpmath.ei,
    sympy.li(x + 2): lambda z: mpmath.li(z + 2),
    sympy.expint(2, x): lambda z: mpmath.expint(2, z), sympy.LambertW(x): mpmath.lambertw,
    sympy.uppergamma(Rational(1, 3), x): lambda z: mpmath.gammainc(mpmath.mpf(1) / 3, z),
    sympy.lowergamma(Rational(1, 3), x): lambda z: mpmath.gammainc(mpmath.mpf(1) / 3, 0, z),
    sympy.bessely(1, x): lambda z: mpmath.bessely(1, z), sympy.besselk(1, x): lambda z: mpmath.besselk(1, z),
    jn(1, x): lambda z: mpmath.sqrt(mpmath.pi / 2 / z) * mpmath.besselj(1.5, z),
    yn(1, x): lambda z: mpmath.sqrt(mpmath.pi / 2 / z) * mpmath.bessely(1.5, z),
    sympy.zeta(x + 1): lambda z: mpmath.zeta(z + 1), sympy.acosh(x + 1): lambda z: mpmath.acosh(z + 1),
    sympy.asec(x + 1): lambda z: mpmath.asec(z + 1), sympy.acsch(x): mpmath.acsch,
    sympy.acoth(x + 1): lambda z: mpmath.acoth(z + 1),
}  # fmt: skip
"""Functions of positive numbers, with mpmath's."""
fractions = st.fractions(min_value=-30, max_value=30, max_denominator=1000)
positives = st.fractions(min_value=Fraction(1, 100), max_value=30, max_denominator=1000)


def _agrees(expression: sympy.Expr, at: Fraction, reference: Any) -> None:
    """The enclosure of f(sqrt(2)*at) holds mpmath's value, and is narrow."""
    enclosure = interval(value_at(expression.subs(x, sqrt(2) * x), {x: at}), 120)
    with mpmath.workprec(250):
        number = mpmath.re(reference(mpmath.sqrt(2) * at.numerator / at.denominator))
        low, high = (mpmath.make_mpf(end._mpi_[0]) for end in (enclosure.a, enclosure.b))
        margin = mpmath.mpf(2) ** -200 * (1 + abs(number))
        assert low - margin <= number <= high + margin
        assert high - low <= mpmath.mpf(2) ** -70 * (1 + abs(number))


@pytest.mark.parametrize("function", sorted(EVERYWHERE, key=str), ids=str)
@settings(max_examples=examples(5))
@given(at=fractions)
def test_enclosed_everywhere(function: sympy.Expr, at: Fraction) -> None:
    _agrees(function, at, EVERYWHERE[function])


@pytest.mark.parametrize("function", sorted(POSITIVE, key=str), ids=str)
@settings(max_examples=examples(5))
@given(at=positives)
def test_enclosed_at_positive_numbers(function: sympy.Expr, at: Fraction) -> None:
    _agrees(function, at, POSITIVE[function])


CUTS = (-3, Rational(-3, 2), Rational(-1, 3), Rational(1, 2), Rational(5, 2), 3)


@pytest.mark.parametrize(
    "function",
    [
        sympy.asin, sympy.acos, sympy.acosh, sympy.atanh, sympy.acoth, sympy.asech, sympy.asec, sympy.acsc,
        sympy.loggamma, sympy.Ei, sympy.Ci, sympy.Chi, sympy.li, sympy.LambertW, sympy.elliptic_k, sympy.elliptic_e,
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", CUTS)
def test_branch_cuts_are_sympys(function: Any, at: Any) -> None:
    """Where a real number lies on a cut, the side is the one that SymPy's own values are on."""
    expected = function(at).evalf(30)
    try:
        value = as_number(value_at(function(x), {x: Fraction(int(sympy.Rational(at).p), int(sympy.Rational(at).q))}))
    except NoValueError:
        assert not expected.is_finite
        return
    assert abs(value - expected) < Rational(1, 10**20)


@pytest.mark.parametrize("order", [0, 2, Rational(1, 3)])
@pytest.mark.parametrize("function", [sympy.bessely, sympy.besselk, hankel1, sympy.expint, sympy.uppergamma])
def test_branch_cuts_of_functions_with_an_order(function: Any, order: Any) -> None:
    expected = function(order, Rational(-3, 2)).evalf(30)
    value = as_number(value_at(function(order, x), {x: Fraction(-3, 2)}))
    assert abs(value - expected) < Rational(1, 10**20)


@pytest.mark.parametrize(
    "expression",
    [
        sympy.gamma(x - 1), sympy.digamma(-x), sympy.loggamma(x - 1), sympy.zeta(x), sympy.Ei(x - 1),
        sympy.li(x), sympy.besselk(0, x - 1), sympy.bessely(0, x - 1), sympy.erfinv(x), sympy.acoth(x),
        sympy.asec(x - 1), sympy.elliptic_k(x), sympy.Ci(x - 1), sympy.factorial(-x), sympy.beta(x - 1, 2),
        sympy.arg(x - 1),
    ],
)  # fmt: skip
def test_no_value_at_a_pole(expression: sympy.Expr) -> None:
    with pytest.raises(NoValueError):
        value_at(expression, {x: Fraction(1)})


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (sympy.zeta(x), Fraction(-1, 2)), (sympy.LambertW(x), Fraction(0)), (sympy.binomial(x, x + 1), Fraction(0)),
        (sympy.besselj(0, x), Fraction(1)), (sympy.harmonic(x + 4), Fraction(25, 12)), (sympy.erfc(x), Fraction(1)),
        (sympy.fibonacci(x + 10), Fraction(55)), (sympy.frac(x - Rational(1, 3)), Fraction(2, 3)),
        (sympy.DiracDelta(x + 1), Fraction(0)), (sympy.acos(x + 1), Fraction(0)),
    ],
)  # fmt: skip
def test_exact_where_it_is_a_fraction(expression: sympy.Expr, expected: Fraction) -> None:
    assert value_at(expression, {x: Fraction(0)}) == expected


@pytest.mark.parametrize(
    ("expression", "at"),
    [
        (sympy.asin(x), 2), (sympy.acosh(x), Fraction(1, 2)), (sympy.LambertW(x), -1), (sympy.Ci(x), -1),
        (sympy.uppergamma(Rational(1, 3), x), -1), (sympy.loggamma(x), Fraction(-1, 2)), (sympy.atanh(x), 2),
    ],
)  # fmt: skip
def test_no_real_value(expression: sympy.Expr, at: Any) -> None:
    with pytest.raises(NoValueError):
        value_at(expression, {x: Fraction(at)}, Setting(real=True))
    assert not is_real(value_at(expression, {x: Fraction(at)}))


NASTY = [Fraction(10) ** 30, Fraction(-(10**9)), Fraction(1, 10**40), 1 + Fraction(1, 10**50), Fraction(-4001, 2)]


@pytest.mark.parametrize("at", NASTY)
@pytest.mark.parametrize("bits", [120, 600])
def test_nasty_arguments_come_to_an_end(at: Fraction, bits: int) -> None:
    """Huge, tiny or near a pole: an enclosure that is finite, or nothing, but no endless work."""
    for function in FORMULAS:
        for orders in ([], [Fraction(2)], [Fraction(79, 2)], [Fraction(-40), Fraction(1, 3)]):
            with contextlib.suppress(NoValueError, UnknownError, TypeError, ValueError):
                assert as_number(special(function, [*orders, at], Setting(bits))).is_finite


@pytest.mark.parametrize(
    ("function", "parts"),
    [
        (sympy.polylog, [Fraction(100), 1 - Fraction(1, 10**50)]),
        (sympy.uppergamma, [Fraction(1999, 2), Fraction(999)]),
        (sympy.zeta, [Fraction(1, 3), Fraction(-(10**9))]),
        (sympy.gamma, [Fraction(10) ** 20]),
    ],
)
def test_what_would_take_for_ever_is_refused(function: Any, parts: list[Fraction]) -> None:
    with pytest.raises(UnknownError, match="large"):
        special(function, parts, Setting(600))


def test_complex_arguments() -> None:
    """Of an entire function, as of any other."""
    value = as_number(value_at(sympy.erf(x + I), {x: Fraction(1)}))
    assert abs(value - sympy.erf(1 + I).evalf(30)) < Rational(1, 10**20)


def test_enclosed_over_an_interval() -> None:
    """Convexity asks for fractions on both sides."""
    low, high = enclose(sympy.besselj(0, sqrt(2) * x), {x: Rational(5, 3)}) or (0, 0)
    assert low <= sympy.besselj(0, sqrt(2) * Rational(5, 3)).evalf(40) <= high
    assert high - low < Rational(1, 10**20)
    assert enclose(sympy.bessely(0, pi * x), {x: Rational(-1)}) is None


def test_loaded_when_it_is_needed() -> None:
    """The library takes a tenth of a second: elementary functions do without, and so does SymPy."""
    code = """if True:
        import sys
        import grader, sympy
        from fractions import Fraction
        from grader.maths.values import value_at
        x = sympy.Symbol("x")
        value_at(sympy.exp(x) + sympy.sin(x) + sympy.sqrt(x), {x: Fraction(2)})
        assert "flint" not in sys.modules
        value_at(sympy.erf(x), {x: Fraction(2)})
        assert "flint" in sys.modules
    """
    subprocess.run([sys.executable, "-c", code], check=True)
