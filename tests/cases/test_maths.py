"""Verdicts of `grader.maths` on pairs that were judged wrongly once, and on their neighbours."""

from typing import Any

import pytest
import sympy
from sympy import (
    Abs,
    Heaviside,
    Integer,
    MatrixSymbol,
    Max,
    Rational,
    Trace,
    acot,
    asin,
    atan,
    binomial,
    ceiling,
    cos,
    exp,
    factorial,
    floor,
    gamma,
    log,
    pi,
    sign,
    sin,
    sqrt,
)
from sympy.algebras.quaternion import Quaternion
from sympy.physics.quantum import Operator

from grader.items.answers import compare_expressions
from grader.maths.equivalence import compare
from grader.maths.text import parse
from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import Case, check

x, y, z, n, k = sympy.symbols("x y z n k")
r = sympy.Symbol("r", real=True)
A, B = sympy.symbols("A B", commutative=False)
M, N = (MatrixSymbol(name, 2, 2) for name in "MN")
PATIENT = 20.0

CASES = (
    Case("maths_gelu", "work", {"gelu": "WRONG 0", "tail": "CORRECT 2"}, says_not={"gelu": "agrees"}),
)  # fmt: skip

AT_ISOLATED_POINTS = [
    # powers of a negative number are real where the exponent is a whole one
    (x ** ((x + 1) / x), (x ** (1 / x)) ** (x + 1)),
    (x ** ((x + 2) / x), (x ** (1 / x)) ** (x + 2)),
    (r ** ((r + 1) / r), (r ** (1 / r)) ** (r + 1)),
    (r ** ((r + 3) / r), (r ** (1 / r)) ** (r + 3)),
    (sqrt(r ** (2 * r)), r**r),
    ((x**2) ** (x / 2), x**x),
    ((x**2) ** (1 / x), x ** (2 / x)),
    (sqrt(x ** (2 * x)), x**x),
    ((x**x) ** (1 / x), x),
    ((x**y) ** (1 / y), x),
    (exp(x * log(x**2) / 2), x**x),
    (Abs(x) ** x, x**x),
    # a double zero below a root is real, and stands alone
    (sqrt((x - Rational(7, 13)) ** 2 * (x - 1)) + Abs(x - 1) / (x - 1), sqrt((x - Rational(7, 13)) ** 2 * (x - 1)) + 1),
    # jumps
    (asin(x) + sign(x - 1) ** 2, asin(x) + 1),
    (acot(x) - pi / 2 * sign(x) + atan(x), 0 * x),
    (Heaviside(x - Rational(5, 17)) ** 2, Heaviside(x - Rational(5, 17))),
    (ceiling(x * Rational(7, 13)) - floor(x * Rational(7, 13)), Integer(1)),
    # where two jumps meet, or three
    ((1 - sign(x - Rational(2, 7)) ** 2) * (1 - sign(y - Rational(3, 11)) ** 2), 0 * x),
    ((1 - sign(x - y) ** 2) * (1 - sign(x + y - Rational(1, 3)) ** 2), 0 * x),
    (
        (1 - sign(x - y - Rational(3, 7)) ** 2)
        * (1 - sign(x + y - Rational(1, 3)) ** 2)
        * (1 - sign(z - x - Rational(1, 13)) ** 2),
        0 * x,
    ),
]
NEVER_EQUAL = [
    (sqrt((x**2 - 2) ** 2 * (x - 5)) + Abs(x - 5) / (x - 5), sqrt((x**2 - 2) ** 2 * (x - 5)) + 1),
    (A * B, B * A),
    (A * B - B * A, Integer(0)),
    ((A + B) ** 2, A**2 + 2 * A * B + B**2),
    (A * B / A, B),
    ((A * B) ** 2, A**2 * B**2),
    (exp(A) * exp(B), exp(A + B)),
    (log(A * B), log(A) + log(B)),
    (M * N, N * M),
    (M * N - N * M, sympy.ZeroMatrix(2, 2)),
    (Operator("P") * Operator("Q"), Operator("Q") * Operator("P")),
    (Quaternion(0, 1, 0, 0), Quaternion(0, 0, 1, 0)),
    (Trace(M * N * M), Trace(M * N)),
]
EQUAL = [
    # maths_binomial_pole: 1/gamma is 0 at a pole
    (x + binomial(x, x + 1), x),
    (x + binomial(x, x + 2), x),
    (r + binomial(r, r + 1), r),
    (2 * r + binomial(r, r + 3), 2 * r),
    (binomial(2 * x, 2 * x + 1) + 1, Integer(1)),
    (binomial(x, x), Integer(1)),
    (binomial(x, x - 1), x),
    (binomial(x, 3), x * (x - 1) * (x - 2) / 6),
    (binomial(n, k), binomial(n, n - k)),
    (x * binomial(x - 1, k - 1), k * binomial(x, k)),
    (binomial(n, k) * factorial(k) * factorial(n - k), factorial(n)),
    (x / gamma(x + 1), 1 / gamma(x)),
    # what does not commute
    (A * B, A * B),
    ((A + B) ** 2, A**2 + A * B + B * A + B**2),
    (x * A * (A + B), x * A**2 + x * A * B),
    (M + N, N + M),
    # derivatives are those of real symbols
    (sympy.Derivative(Abs(x), x), sign(x)),
    (sympy.diff(Abs(x * y - 1), x), y * sign(x * y - 1)),
    (sympy.diff(sympy.Matrix([x, y, z]).norm(), x), x / sqrt(x**2 + y**2 + z**2)),
    (sympy.diff(sqrt(x**2), x), sign(x) + 0 * x),
    (sympy.diff(sympy.conjugate(x) * x, x), 2 * x),
    (sympy.diff(sympy.re(x) ** 2, x), 2 * x),
    (sympy.diff(Abs(x), x, 2), Integer(0)),
    (sympy.diff(Abs(x) ** 3, x, 2), 6 * Abs(x)),
    (sympy.diff(Abs(x), x).subs(x, 2 * y), sign(y)),
    (sympy.diff(Max(Abs(x), 1), x), sign(x) * Heaviside(Abs(x) - 1)),
]
TYPED_DIFFERENT = [
    ("0/(abs(x)-x)", Integer(0)),
    ("(abs(x)-x)/(abs(x)-x)", Integer(1)),
    ("1/(abs(x)-x) - 1/(abs(x)-x)", Integer(0)),
    ("0*log(x-abs(x))", Integer(0)),
    ("0/(max(x,0)-x)", Integer(0)),
    ("x + 0*(1/(abs(x)+x))", x),
    ("1/(1/(abs(x)-x))", Abs(x) - x),
    ("x*(sign(x)-1)/(sign(x)-1)", x),
    ("(x*y)/(abs(y)-y)*0", Integer(0)),
    ("max(x, 0/(abs(x)-x))", Max(x, 0)),
    ("(x-x)/(abs(x-3)-x+3)", Integer(0)),
    ("0/(abs(x-100)-x+100)", Integer(0)),
    ("0/(x-x)", Integer(0)),
    ("x/0*0", Integer(0)),
]
TYPED_EQUAL = [
    ("(x^2-1)/(x-1)", x + 1),
    ("0/x", Integer(0)),
    ("x/x", Integer(1)),
    ("x*y/y", x),
    ("0*sin(1/x)", Integer(0)),
    ("2/4*x", x / 2),
    ("sqrt(x)^2", x),
    ("exp(log(x))", x),
    ("sin(x)^2 + cos(x)^2 + x - x", sin(x) ** 2 + cos(x) ** 2),
]


THIRD = sympy.Rational(1 / 3)
FLOATS = [
    # a fraction that was made of a float stands for either
    (THIRD * x, x / 3, "equal"),
    (Rational(0.1) * x, x / 10, "equal"),
    (THIRD * x, THIRD * x, "equal"),
    (2 * THIRD * x + 1, THIRD * 2 * x + 1, "equal"),
    (sin(Rational(0.7) * x) + Rational(2 / 7), sin(7 * x / 10) + Rational(2, 7), "equal"),
    (Rational(0.3333333333) * x, x / 3, "different"),
    (x / 3, THIRD * x, "different"),
    # and one that was not, for itself
    (x / 2**53, 0 * x, "different"),
    (x / 2**53, x / (2**53 + 1), "different"),
    (Rational(1, 2**60) + x, x, "different"),
    (x * (1 + Rational(1, 2**54)), x, "different"),
    (Rational(3, 2**70) * x, Rational(3, 2**70) * x + Rational(1, 2**90), "different"),
    (Rational(3, 2**70) * x, 3 * x / 2**70, "equal"),
]


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine changes no verdict here."""
    monkeypatch.setattr(compare_expressions, "SECONDS", 20.0)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_maths(case: Case, patient: Sandbox) -> None:
    """Each case gets the verdict, the points and the sentence that it must get."""
    check(case, patient)


@pytest.mark.parametrize(("left", "right"), AT_ISOLATED_POINTS)
def test_a_point_at_which_both_differ_counts_alone(left: sympy.Expr, right: sympy.Expr) -> None:
    """maths_isolated_both_defined: equality does not cross it, however isolated it is."""
    result = compare(left, right, seconds=PATIENT)
    assert result.verdict == "different"
    assert result.witness is not None
    assert None not in (result.witness.left, result.witness.right)


@pytest.mark.parametrize(("left", "right"), NEVER_EQUAL)
def test_what_cannot_be_proved_is_not_called_equal(left: Any, right: Any) -> None:
    """maths_noncommutative: an order of factors that matters, and points that no fraction is."""
    for sides in ((left, right), (right, left)):
        assert compare(*sides, seconds=PATIENT).verdict == "undecided"


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_equal(left: Any, right: Any) -> None:
    """With a proof."""
    result = compare(left, right, seconds=PATIENT)
    assert result.verdict == "equal"
    assert result.proof


@pytest.mark.parametrize(("text", "right"), TYPED_DIFFERENT)
def test_what_was_typed_says_where_there_is_no_value(text: str, right: sympy.Expr) -> None:
    """maths_region_hidden: though SymPy carries 0/(|x| - x) out to 0, it is 0/0 for every x from 0 on."""
    typed = parse(text, ["x", "y"]).expression
    assert typed is not None
    result = compare(typed, right, seconds=PATIENT)
    assert result.verdict == "different"
    assert result.witness is not None
    assert result.witness.left is None


@pytest.mark.parametrize(("text", "right"), TYPED_EQUAL)
def test_a_typed_gap_does_no_harm(text: str, right: sympy.Expr) -> None:
    """At an isolated point."""
    typed = parse(text, ["x", "y"]).expression
    assert typed is not None
    assert compare(typed, right, seconds=PATIENT).verdict == "equal"


@pytest.mark.parametrize(("left", "right", "verdict"), FLOATS)
def test_fractions_of_floats(left: sympy.Expr, right: sympy.Expr, verdict: str) -> None:
    """Right in either reading is right; what was exact stays exact."""
    assert compare(left, right, seconds=PATIENT).verdict == verdict
