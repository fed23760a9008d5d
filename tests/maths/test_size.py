"""Hostile expressions are refused at once; honest ones never are."""

from typing import Any

import pytest
import sympy

from grader.maths.deadline import within
from grader.maths.equivalence import compare
from grader.maths.size import is_bounded, terms, too_large

x, y, z = sympy.symbols("x y z")
FOREVER = 30.0
"""Seconds after which what hangs is killed, so that the test fails and does not hang as well."""
POWER = "it holds a power that is too large to be worked out"


def power(base: Any, exponent: Any) -> sympy.Expr:
    """An unevaluated power."""
    return sympy.Pow(sympy.Integer(base) if isinstance(base, int) else base, exponent, evaluate=False)


def nest(head: Any, part: Any, times: int) -> sympy.Expr:
    """A function applied so many times, unevaluated."""
    for _ in range(times):
        part = head(part, evaluate=False)
    return part


HOSTILE = [
    (power(10, power(10, 8)), POWER),
    (power(10, power(10, power(10, 8))), POWER),
    (power(power(power(x, 1000), 1000), 1000), POWER),
    (power(y + 1, power(2, 20)), POWER),
    (sympy.sin(power(10, power(10, 8)), evaluate=False), POWER),
    (nest(sympy.exp, sympy.Integer(9), 4), POWER),
    (sympy.floor(nest(sympy.exp, sympy.Integer(20), 2), evaluate=False), POWER),
    (sympy.factorial(sympy.Integer(10**9), evaluate=False), POWER),
    (sympy.binomial(sympy.Integer(10**9), sympy.Integer(5 * 10**8), evaluate=False), POWER),
    (power(2, sympy.Float("1e30")), POWER),
    (power(2, sympy.tan(sympy.atan(10**12, evaluate=False), evaluate=False)), POWER),
    (power(2, sympy.Piecewise((10**12, x > 0), (1, True), evaluate=False)), POWER),
    (power(2, sympy.re(sympy.Integer(10**12), evaluate=False)), POWER),
    *(
        (head(*arguments, evaluate=False), POWER)
        for head, arguments in (
            (sympy.fibonacci, [10**9]),
            (sympy.harmonic, [10**8]),
            (sympy.bernoulli, [10**6]),
            (sympy.zeta, [10**6]),
            (sympy.loggamma, [10**9]),
            (sympy.digamma, [10**9]),
            (sympy.polygamma, [0, 10**9]),
            (sympy.subfactorial, [10**7]),
            (sympy.factorial2, [10**9]),
            (sympy.rf, [3, 10**8]),
            (sympy.legendre, [10**6, x]),
            (sympy.binomial, [x, 10**7]),
        )
    ),
    (power(x, 10**8), "it holds an exponent beyond 10,000"),
    (power(x, -(10**8)), "it holds an exponent beyond 10,000"),
    (x ** sympy.Rational(1, 10**9 + 7) + x, "it holds a fraction in an exponent with a denominator beyond 10,000"),
    (x + sympy.Integer(10**300), "it holds a number of more than 200 digits"),
    (x + sympy.Rational(1, 10**300), "it holds a number of more than 200 digits"),
    (x * sympy.Float("1e-9000"), "it holds a number of more than 200 digits"),
    (sympy.Add(*([x] * 100_000), evaluate=False), "it has more than 2,000 parts"),
    (nest(sympy.sin, x, 400), "it is nested deeper than 150 levels"),
]
HONEST = [
    (x + 1) ** 1000,
    (x - y) ** 6000,
    (x - y) ** 5000 * (x + y) ** 5000,
    x**x**x,
    2 ** (x**4),
    sympy.exp(sympy.exp(sympy.exp(x))),
    sympy.exp(-0.123456789 * x**2),
    sympy.exp(x / (10**9 + 7)) + sympy.exp(x),
    x ** sympy.Float(0.1),
    sympy.factorial(sympy.Integer(1000), evaluate=False),
    sympy.loggamma(x + 2),
    sympy.exp(sympy.sin(10**6 * x)) + sympy.exp(sympy.atan(10**6 * x)),
    2 ** sympy.tan(sympy.atan(x)),
    sympy.zeta(3) + sympy.polygamma(2, x),
    sympy.erf(x / 10**6) + sympy.sin(10**9 * x),
    1 / (1 + sympy.exp(-x)) ** 50,
    sympy.Rational(1, 3) ** 100 * x,
    sum(sympy.sin(k * x) ** 2 for k in range(1, 60)),
    sympy.sqrt(2) ** 500,
]


@pytest.mark.parametrize(
    ("expression", "limit"), HOSTILE, ids=lambda value: value[:30] if isinstance(value, str) else ""
)
def test_hostile_expressions_are_refused_at_once(expression: sympy.Expr, limit: str) -> None:
    """The limit is named, nothing is evaluated, and a refusal is no provisional agreement."""
    assert within(FOREVER, too_large, expression) == limit
    result = within(FOREVER, compare, expression, x)
    assert result is not None
    assert (result.verdict, result.limit, result.tried) == ("undecided", limit, "")


@pytest.mark.parametrize("expression", HONEST, ids=str)
def test_honest_expressions_are_not_refused(expression: sympy.Expr) -> None:
    """What could be asked for in a course is far within the limits, and takes little time."""
    assert too_large(expression) is None
    result = within(FOREVER, compare, expression, expression + 1)
    assert result is not None
    assert result.verdict == "different"


def test_a_point_can_be_too_far_out() -> None:
    """x**x**x is harmless at 2 and takes all memory at 10."""
    assert is_bounded(x**x**x, {x: sympy.Integer(2)})
    assert not is_bounded(x**x**x, {x: sympy.Integer(10)})
    assert not is_bounded(sympy.exp(x), {x: sympy.Integer(10**6)})


@pytest.mark.parametrize(
    ("expression", "count"),
    [
        (x, 1),
        (x + y + 1, 3),
        ((x + 1) * (y + 2), 4),
        ((x + y + z) ** 2, 6),
        ((x + 1) ** 100, 101),
        ((x + y + z) ** 1000, float("inf")),
        (sympy.sin((x + 1) ** 5), 6),
        (x**y, 1),
    ],
    ids=str,
)
def test_terms_of_a_product(expression: sympy.Expr, count: float) -> None:
    """How many terms multiplying out would give, without doing it."""
    assert terms(expression) == count
