"""Fractions around the value of an expression: they always hold it, and None stands where there is no real value."""

from typing import Any

import mpmath
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.maths import intervals
from grader.maths.enclosure import enclose, enclose_over, holds_over
from tests.slow import examples

x, y = sympy.symbols("x y")
R = sympy.Rational
ALL = [
    sympy.exp(x), sympy.sin(x), sympy.cos(x), sympy.tan(x), sympy.sinh(x), sympy.cosh(x), sympy.tanh(x), sympy.atan(x),
    sympy.erf(x), sympy.Abs(x), sympy.sign(x), sympy.Max(x, x**2, 1), sympy.Min(x, 1 / (1 + x**2)), x**7, x**4,
    sympy.Heaviside(x), sympy.Heaviside(x, 1), sympy.floor(x), sympy.ceiling(x), sympy.pi * x, sympy.E + x,
    sympy.Piecewise((x**2, x < 1), (sympy.exp(x), True)), sympy.EulerGamma * x, sympy.sin(sympy.pi * x),
    sympy.cos(sympy.pi * x / 7), 2**x, x * sympy.exp(-(x**2)), sympy.log(1 + sympy.exp(x)),
]  # fmt: skip
POSITIVE = [
    sympy.log(x), sympy.sqrt(x), x ** R(-7, 3), x**-5, x**x, x**sympy.pi, sympy.gamma(x), sympy.loggamma(x),
    sympy.polygamma(0, x), sympy.polygamma(1, x), sympy.polygamma(2, x), x ** R(3, 10), 1 / x, x * sympy.log(x),
]  # fmt: skip
WITHIN_ONE = [sympy.asin(x), sympy.acos(x), sympy.sqrt(1 - x**2), sympy.atan(x) / (2 - x), sympy.tan(sympy.pi * x / 3)]
fractions = st.builds(R, st.integers(-(10**6), 10**6), st.integers(1, 10**4))
tiny = st.builds(lambda sign, power: sign * R(1, 2**power), st.sampled_from([1, -1]), st.integers(0, 200))


def true_value(expression: sympy.Expr, value: sympy.Rational) -> Any:
    """At 200 digits, by substitution and SymPy's own evaluation."""
    exact = expression.replace(lambda part: isinstance(part, sympy.Float), sympy.Rational)
    with mpmath.workdps(200):
        return exact.subs(x, value).evalf(200)


def assert_encloses(expression: sympy.Expr, value: sympy.Rational) -> None:
    """The fractions are around the value, and close to each other."""
    enclosure = enclose(expression, {x: value}, 30)
    assert enclosure is not None
    low, high = enclosure
    exact = true_value(expression, value)
    assert low <= exact <= high
    assert high - low <= R(1, 10**20) * max(1, abs(low), abs(value) * 10)


@pytest.mark.parametrize("expression", ALL, ids=str)
@settings(max_examples=examples(40), deadline=None)
@given(value=st.one_of(st.builds(R, st.integers(-5000, 5000), st.integers(1, 500)), tiny, st.just(R(0))))
def test_everywhere(expression: sympy.Expr, value: sympy.Rational) -> None:
    """Functions that are defined everywhere are enclosed everywhere, but for numbers beyond any use."""
    if abs(value) < 100:
        assert_encloses(expression, value)


@pytest.mark.parametrize("expression", POSITIVE, ids=str)
@settings(max_examples=examples(40), deadline=None)
@given(value=st.one_of(st.builds(R, st.integers(1, 5000), st.integers(50, 500)), tiny.map(abs)))
def test_on_the_positive_numbers(expression: sympy.Expr, value: sympy.Rational) -> None:
    """Functions of positive numbers are enclosed there, near 0 too, relative to their size."""
    enclosure = enclose(expression, {x: value}, 30)
    assert enclosure is not None
    exact = true_value(expression, value)
    assert enclosure[0] <= exact <= enclosure[1]


@pytest.mark.parametrize("expression", POSITIVE, ids=str)
def test_a_function_of_positive_numbers_is_not_enclosed_below_0(expression: sympy.Expr) -> None:
    """The root of -2 is complex, its logarithm too, and gamma is left alone there: no value is invented."""
    if expression not in {1 / x, x**-5}:
        assert enclose(expression, {x: R(-2)}) is None


@pytest.mark.parametrize("expression", WITHIN_ONE, ids=str)
@settings(max_examples=examples(60), deadline=None)
@given(value=st.one_of(st.builds(R, st.integers(-99, 99), st.just(100)), tiny.map(lambda part: 1 - abs(part)), tiny))
def test_between_minus_1_and_1(expression: sympy.Expr, value: sympy.Rational) -> None:
    """Arcs and roots are enclosed up to their ends, as close as 2**-200, given the digits for it."""
    enclosure = enclose(expression, {x: value}, 140)
    assert enclosure is not None
    exact = true_value(expression, value)
    assert enclosure[0] <= exact <= enclosure[1]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (1 / x, 0), (sympy.log(x), 0), (x**-2, 0), (x ** R(1, 3), -8), (sympy.sqrt(x), -1), (sympy.asin(x), 2),
        (sympy.acos(x), -2), (sympy.tan(sympy.pi * x), R(1, 2)), (sympy.I * x, 1), (x / x**2, 0),
        (sympy.mathieuc(1, 2, x), 2),
        (sympy.gamma(x), 0), (sympy.Piecewise((1, x > 1)), 0), (sympy.exp(sympy.exp(sympy.exp(x))), 9), (x + y, 1),
        (sympy.log(x, evaluate=False) * 0 + sympy.oo, 1), (x ** (x + 1), 0),
    ],
)  # fmt: skip
def test_none_without_a_real_value(expression: sympy.Expr, value: sympy.Rational) -> None:
    """A pole, a complex value, a number too large, a symbol without value or a function without rule gives None."""
    assert enclose(expression, {x: R(value)}) is None


@pytest.mark.parametrize(
    ("expression", "value", "exact"),
    [
        (sympy.sqrt(x), 0, 0), (sympy.Abs(x), -3, 3), (sympy.sign(x), 0, 0), (sympy.Heaviside(x), 0, R(1, 2)),
        (sympy.floor(x), R(-1, 2), -1), (sympy.ceiling(x), R(-1, 2), 0), (sympy.exp(x), 0, 1), (x**0, 5, 1),
        (sympy.Piecewise((1, x < 0), (2, sympy.Eq(x, 0)), (3, True)), 0, 2), (sympy.Max(x, 3), 3, 3),
        (sympy.Float(0.5) * x, 1, R(1, 2)), (sympy.asin(x), 0, 0),
    ],
)  # fmt: skip
def test_exact_values_are_held(expression: sympy.Expr, value: sympy.Rational, exact: sympy.Rational) -> None:
    """Where the value is a fraction, it lies between the two."""
    enclosure = enclose(expression, {x: R(value)})
    assert enclosure is not None
    assert enclosure[0] <= exact <= enclosure[1]


@pytest.mark.parametrize("expression", [*ALL, *POSITIVE, *WITHIN_ONE], ids=str)
@settings(max_examples=examples(40), deadline=None)
@given(ends=st.tuples(fractions, fractions), fraction=st.fractions(0, 1), is_open=st.booleans())
def test_over_a_box(
    expression: sympy.Expr, ends: tuple[sympy.Rational, sympy.Rational], fraction: Any, is_open: Any
) -> None:
    """An enclosure over an interval holds the enclosure at each of its points."""
    low, high = sorted(end / 10**5 for end in ends)
    if low == high:
        return
    at_low, at_high = (intervals.rational(int(end.p), int(end.q), 53) for end in (low, high))
    box = {x: intervals.Interval(at_low.low, at_high.high, is_open, is_open)}
    over = enclose_over(expression, box)
    if over is None:
        return
    share = R(fraction.numerator, fraction.denominator) * R(98, 100) + R(1, 100)
    value = low + share * (high - low)
    at = enclose_over(expression, {x: intervals.rational(int(value.p), int(value.q), 120)}, 120)
    assert at is not None
    assert intervals.hull(over, at)[:2] == over[:2] or at[0] == at[1]


@pytest.mark.parametrize(
    ("expression", "positive", "nonnegative"),
    [
        (sympy.exp(x), True, True), (x**2, False, True), (1 + x**2, True, True), (sympy.Abs(x), False, True),
        (x, False, False), (sympy.sqrt(x**2 + 1), True, True), (sympy.cosh(x) - 1, False, True),
        (1 - sympy.tanh(x), True, True), (1 + sympy.sin(x), False, True), (sympy.exp(-x) * x**2, False, True),
    ],
)  # fmt: skip
def test_signs_over_the_line(expression: sympy.Expr, positive: Any, nonnegative: Any) -> None:
    """An open end tells above 0 from not below it."""
    enclosure = enclose_over(expression, {x: intervals.REALS})
    assert enclosure is not None
    assert (enclosure.is_positive, enclosure.is_nonnegative) == (positive, nonnegative)


def test_relations_over_a_box() -> None:
    """A relation holds everywhere, nowhere, or is not decided."""
    box = {x: intervals.POSITIVE}
    assert holds_over(x > 0, box) is True
    assert holds_over(x < 0, box) is False
    assert holds_over(x > 1, box) is None
    assert holds_over(sympy.And(x > 0, x > -1), box) is True
    assert holds_over(sympy.Or(x < 0, x > 1), box) is None
    assert holds_over(sympy.Eq(x, -1), box) is False
    assert holds_over(sympy.Ne(x, -1), box) is True
