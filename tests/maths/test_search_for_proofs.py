"""What the search for proofs finds, kind by kind: which rules, in which parts, with what data."""

from collections.abc import Iterator
from typing import Any

import pytest
import sympy

from grader.maths.convexity.domain import Domain, Fact
from grader.maths.convexity.prove import atoms, composed, derivatives, samples
from grader.maths.convexity.prove.curvature import ProofSearch, _groups
from grader.maths.convexity.prove.nonnegative import _by_cells, _product, _sum, cuts_of, prove_rising, prove_sign
from grader.maths.convexity.prove.rewriting import as_polynomial, forms_of
from grader.maths.convexity.rules import Step
from grader.maths.convexity.verify.curvature import strict_rows

R = sympy.Rational
X, Y, Z = sympy.symbols("x y z", real=True)
P, Q = sympy.symbols("p q", positive=True)
LINE = sympy.Interval(-sympy.oo, sympy.oo)
ABOVE = sympy.Interval.open(0, sympy.oo)
exp, log, sin, cos, sqrt, Abs, Max, Min = (
    sympy.exp,
    sympy.log,
    sympy.sin,
    sympy.cos,
    sympy.sqrt,
    sympy.Abs,
    sympy.Max,
    sympy.Min,
)


def domain_of(symbols: str) -> Domain:
    """The domain of symbols by their names; p and q are above 0."""
    known = {str(symbol): symbol for symbol in (X, Y, Z, P, Q)}
    return Domain(tuple(known[name] for name in symbols), tuple(ABOVE if name in "pq" else LINE for name in symbols))


def outline(step: Step) -> str:
    """The rules of a proof as a tree."""
    return step.rule + (f"({', '.join(map(outline, step.parts))})" if step.parts else "")


def outlines(steps: Iterator[Step], domain: Domain) -> list[str]:
    """Each step with its data, and with a question mark if the verifier does not take it for a proof."""
    marks = ((step, "" if strict_rows(step, domain) is not None else "?") for step in steps)
    return [f"{outline(step)} {' '.join(map(str, step.data))}".strip() + mark for step, mark in marks]


SMOOTH = "second derivative(range)"

SHAPES = [
    (log(exp(X) + exp(Y)), "xy", ["logarithm of exponentials(affine, affine) 1 1"]),
    (log(3 * 2**X * exp(Y) + 5 * exp(X**2)), "xy", ["logarithm of exponentials(quadratic, affine) 5 3"]),
    (log(1 + X**2 * exp(X)), "x", []),
    (log(1 + exp(-Abs(X))), "x", []),
    (sqrt(X**2 + Y**4), "xy", ["root of a quadratic x**2 + y**4?", "norm(largest(affine, affine), quadratic) 2 1 1"]),
    (sqrt(X**2 + 1), "x", ["root of a quadratic x**2 + 1", "norm(affine, largest(affine, affine)) 2 1 1"]),
    ((P**3 + Q**6) ** R(1, 3), "pq", ["norm(affine, quadratic) 3 1 1"]),
    ((P**3 + Q**4) ** R(1, 3), "pq", ["norm(affine, second derivative(range)) 3 1 1"]),
    ((P**3 + Q) ** R(1, 3), "pq", []),
    ((X**4 + 16) ** R(1, 4), "x", ["norm(affine, largest(affine, affine)) 4 16 1"]),
    ((P ** R(3, 2) + Q**3) ** R(2, 3), "pq", ["norm(affine, quadratic) 3/2 1 1"]),
    ((P + Q**P) ** R(1, 2), "pq", ["root of a quadratic p + q**p?"]),
    (P + Q, "pq", ["product of powers 1 (p + q, 1)"]),
    (-log(P * Q - 1), "pq", ["form of a cone p*q - 1?"]),
    (-sqrt(1 + P * Q), "pq", ["form of a cone p*q + 1?"]),
    (-((1 + P * Q) ** R(1, 3)), "pq", []),
    (sqrt(P * Q), "pq", ["product of powers 1 (p, 1/2) (q, 1/2)?"]),
    (2 / (P * Q) ** 2, "pq", ["product of powers 2 (p, -2) (q, -2)"]),
    (3 * sympy.pi / sqrt(P), "p", ["product of powers 3*pi (p, -1/2)"]),
    ((X * Y) ** 2 / P, "xyp", ["product of powers 1 (x, 2) (y, 2) (p, -1)?"]),
    ((X * (P + 1)) ** R(1, 3), "xp", ["product of powers 1 (x, 1/3) (p + 1, 1/3)?"]),
    ((P + Q) ** 3 / Q, "pq", ["product of powers 1 (q, -1) (p + q, 3)"]),
    (P * exp(Q), "pq", []),
    (P**sympy.pi, "p", []),
    (sympy.pi * (X + Y) ** -2 * exp(2), "xy", ["product of powers pi*exp(2) (x + y, -2)?"]),
    (sympy.Integer(3), "x", []),
]  # fmt: skip
PERSPECTIVES = [
    (X**2 / P, "xp", ["perspective(quadratic) p"]),
    (P * exp(X / P), "xp", ["perspective(second derivative(range)) p"]),
    (P * log(P / Q), "pq", ["perspective(second derivative(range)) p", "perspective(second derivative(range)) q"]),
    ((X + Y) ** 2 / P, "xyp", ["perspective(quadratic) p"]),
    (P * Abs(X / P - 1), "xp", ["perspective(largest(affine, affine)) p"]),
    (X * P, "xp", []),
    (exp(X) * P, "xp", []),
    (P**2 + Q, "pq", []),
    (Abs(X), "xp", []),
    (P * log(P), "p", []),
]
COMPOSED = [
    (exp(X**2), "x", ["composed(second derivative(range), quadratic, range) exp(_t) x**2 Interval(0, oo)"]),
    (sqrt(1 + X**2), "x", []),
    (exp(X + Y), "xy", ["composed(second derivative(range), affine, none) exp(_t) x + y Interval(-oo, oo)"]),
    (Max(X, 0) ** 2, "x", ["composed(quadratic, largest(affine, affine), range) _t**2 Max(0, x) Interval(0, oo)"]),
    (
        (X**2 - X + 1) ** 3,
        "x",
        ["composed(second derivative(range), quadratic, range, polynomial) _t**3 x**2 - x + 1 Interval.open(0, oo)"],
    ),
    (
        (X**2 - 2 * X + 1) ** 3,
        "x",
        ["composed(second derivative(range), quadratic, range, polynomial) _t**3 x**2 - 2*x + 1 Interval(0, oo)"],
    ),
    (1 / (1 + exp(X)), "x", []),
    (
        exp(-sqrt(P)),
        "p",
        [
            f"composed({SMOOTH}, {SMOOTH}, range) exp(_t) -sqrt(p) Interval.open(-oo, 0)",
            f"composed({SMOOTH}, {SMOOTH}, range) exp(-_t) sqrt(p) Interval.open(0, oo)",
        ],
    ),
    (
        1 / log(1 + P),
        "p",
        [
            "composed(second derivative(range), second derivative(range), range) 1/_t log(p + 1) Interval.open(0, oo)",
            "composed(second derivative(range), affine, none) 1/log(_t) p + 1 Interval.open(1, oo)",
        ],
    ),
    (
        (1 + exp(X)) ** 2 + exp(X),
        "x",
        ["composed(quadratic, second derivative(range), range) _t + (_t + 1)**2 exp(x) Interval.open(0, oo)"],
    ),
    (-log(P * Q), "pq", []),
]
SHARED = [
    (X**2 + Y**2 + sin(X + Y), "xy", ["sum(quadratic, composed(second derivative(range), affine, none))"]),
    (
        2 * X**2 + 2 * Y**2 + sin(X) * cos(Y),
        "xy",
        [f"sum(quadratic, composed({SMOOTH}, affine, none), composed({SMOOTH}, affine, none))"],
    ),
    (X**2 + X * Y + Y**2 + cos(X / 2), "xy", ["sum(quadratic, second derivative(range))"]),
    (X**2 + Y**2 + R(99, 100) * sin(X + Y), "xy", ["sum(quadratic, composed(second derivative(range), affine, none))"]),
    (X**2 + Y**2 + R(101, 100) * sin(X + Y), "xy", []),
    (X**2 + Y**2, "xy", []),
    (X**2 + Y**2 + exp(X * Y), "xy", []),
    (X**2 + Y**2 + X * Y * sin(X), "xy", []),
    (X**4 + Y**2 + sin(X), "xy", []),
    (X**2 + Y**2 - exp(X), "xy", []),
]
PIECES = [
    (Abs(X), "x", ["pieces(affine, affine) 0"]),
    (Max(X, X**2), "x", ["pieces(quadratic, affine, quadratic) 0 1"]),
    (
        sympy.Piecewise((X**2 / 2, Abs(X) <= 1), (Abs(X) - R(1, 2), True)),
        "x",
        ["pieces(affine, quadratic, quadratic, affine) -1 0 1"],
    ),
    (Abs(X**2 - 1), "x", []),
    (X**2, "x", []),
]
HESSIANS = [
    (X**2 + X * Y + Y**2, "xy", ["hessian elimination 0 ()"]),
    (X**4 + X**2 * Y**2 + Y**4, "xy", ["hessian(form, form, form) minors 3 ()"]),
    (X**2 / P, "xp", ["hessian(sum(range), sum(range), sum(range)) minors 3 ()"]),
    (exp(X) + Y**2, "xy", ["hessian elimination 0 ()"]),
    ((X + Y + Z) ** 2, "xyz", [f"hessian({', '.join(['sum(range)'] * 7)}) minors 7 ()"]),
    (Abs(X) + Y**2, "xy", []),
    (X * Y, "xy", []),
    (X**2, "xy", []),
]  # fmt: skip
SECOND_DERIVATIVES = [
    (X**4, "x", ["second derivative(range) 0 1 -1 1/3"]),
    (1 / P, "p", ["second derivative(range) 1 1/3 5 1/20"]),
    (X**2 + log(X**2 + 1) / 10, "x", ["second derivative(rewritten(range)) 0 1 -1 1/3"]),
    (X**3, "x", []),
    (Abs(X), "x", []),
    (sympy.floor(X), "x", []),
    (X**2, "p", []),
]


FINDERS: dict[str, Any] = {
    "shape": lambda form, search: atoms.candidates(form, search, 1),
    "perspective": atoms.perspectives,
    "composed": lambda form, search: composed.composed(form, search, 1),
    "shared": lambda form, search: composed.shared_out(form, search, 1),
    "pieces": lambda form, search: derivatives.by_pieces(form, search, 1),
    "hessian": lambda form, search: derivatives.by_hessian(form, search.domain),
    "second derivative": lambda form, search: derivatives.by_second_derivative(form, search.domain),
}
STEPS = [
    (kind, *row)
    for kind, rows in zip(
        FINDERS, (SHAPES, PERSPECTIVES, COMPOSED, SHARED, PIECES, HESSIANS, SECOND_DERIVATIVES), strict=True
    )
    for row in rows
]


@pytest.mark.parametrize(("kind", "expression", "symbols", "wanted"), STEPS, ids=lambda part: str(part)[:40])
def test_steps_of_each_kind(kind: str, expression: sympy.Expr, symbols: str, wanted: list[str]) -> None:
    """Each kind of step, where the expression has its shape, and none where it has not."""
    domain = domain_of(symbols)
    assert outlines(FINDERS[kind](expression, ProofSearch(domain)), domain) == wanted


@pytest.mark.parametrize(
    ("expression", "symbols", "wanted"),
    [
        (X**2 + 1, "x", "range"),
        (X**2 - 2 * X + 1, "x", "polynomial"),
        (exp(X) - X - 1, "x", "rising(range, range)"),
        (P - sin(P), "p", "rising(range, none)"),
        (X**2 + X * Y + Y**2, "xy", "quadratic"),
        (X**4 - X**3 * Y + Y**4, "xy", "form"),
        (exp(2 * X) - 2 * exp(X) + 1, "x", "polynomial"),
        (exp(-2 * X) - 2 * exp(-X) + 1, "x", "polynomial"),
        (exp(X) - 2 * exp(X / 2) + 1, "x", "polynomial"),
        (sin(X) ** 2 - 2 * sin(X) + 1, "x", "polynomial"),
        (2 - 2 * sin(X) - cos(X) ** 2, "x", "polynomial"),
        (P - 2 * sqrt(P) + 1, "p", "polynomial"),
        (sympy.cosh(X) ** 2 - 2 * sympy.cosh(X) + 1, "x", "polynomial"),
        ((X**2 - X + 1) * (Y**2 - Y + 1), "xy", "product(polynomial, polynomial)"),
        ((X - X**2 - 1) * (Y - Y**2 - 1), "xy", "product(polynomial, polynomial)"),
        ((X - X**2 - 1) * (Y**2 - Y + 1), "xy", None),
        ((X**2 - X + 1) * exp(Y) + Z**2, "xyz", "sum(range, product(polynomial, range))"),
        ((P + 1) ** 2 - P**2 - 2 * P, "p", "rewritten(range)"),
        (X**2 - X, "x", None),
        (-(X**2) - 1, "x", None),
        (P - R(1, 2000), "p", None),
        (exp(X) - 2 * X, "x", None),  # it falls on both sides of 0
        (exp(-X) + 2 * X, "x", None),  # it rises on both sides of 0
        (P - log(P), "p", None),
    ],
    ids=str,
)
def test_signs_that_are_proved(expression: sympy.Expr, symbols: str, wanted: str | None) -> None:
    """By the cheapest rule that will do."""
    step = prove_sign(expression, domain_of(symbols))
    assert (None if step is None else outline(step)) == wanted


@pytest.mark.parametrize(
    ("expression", "symbols", "wanted"),
    [
        (X**2 + 1, "x", ["x: _T**2 + 1"]),
        (exp(2 * X) + exp(X), "x", ["exp(x): _T**2 + _T"] * 2),
        (exp(-X) + exp(-3 * X), "x", ["exp(-x): _T**3 + _T"] * 2),
        (exp(X / 2) + exp(X / 3), "x", ["exp(x/6): _T**3 + _T**2"]),
        (exp(X / 2) + exp(X), "x", ["exp(x/2): _T**2 + _T"] * 2),
        (exp(X / 2) + exp(X / 6), "x", ["exp(x/6): _T**3 + _T"] * 2),
        (sin(X) ** 2 + cos(X), "x", ["cos(x): -_T**2 + _T + 1"]),
        (cos(X) ** 4 + sin(X), "x", ["sin(x): _T**4 - 2*_T**2 + _T + 1"]),
        (sympy.sinh(X) ** 2 + sympy.cosh(X), "x", ["cosh(x): _T**2 + _T - 1"]),
        (sympy.cosh(X) ** 2 + sympy.sinh(X), "x", ["sinh(x): _T**2 + _T + 1"]),
        (sqrt(P) + P, "p", ["sqrt(p): _T**2 + _T"]),
        (sympy.atan(X) ** 2 + sympy.atan(X), "x", ["atan(x): _T**2 + _T"]),
        (sympy.tanh(X) ** 3 + 1, "x", ["tanh(x): _T**3 + 1"]),
        (log(P) ** 2 + 2 * log(P), "p", ["log(p): _T**2 + 2*_T"]),
        (X**60 + X, "x", ["x: _T**60 + _T"]),
        (X**61 + X, "x", []),
        (sympy.pi * exp(X), "x", []),
        (exp(X) ** 2 + exp(X), "xy", ["exp(x): _T**2 + _T"] * 2),
        (exp(X) + exp(Y), "xy", []),
        (exp(X) + exp(sympy.pi * X), "x", []),
        (exp(Z) ** 2 + 1, "x", []),
        (sin(X) ** 2 + cos(X) ** 2, "x", []),
    ],
    ids=str,
)
def test_polynomials_of_a_part(expression: sympy.Expr, symbols: str, wanted: list[str]) -> None:
    """An expression as a polynomial with rational coefficients of each part that it may be one of."""
    steps = as_polynomial(expression, domain_of(symbols))
    assert [f"{step.data[0]}: {step.data[1].as_expr()}" for step in steps] == wanted


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ((X + 1) ** 2, ["x**2 + 2*x + 1"]),
        (log(P * Q), ["log(p) + log(q)"]),
        ((X**2 - 1) / (X - 1) + 1, ["x**2/(x - 1) + 1 - 1/(x - 1)", "x + 2"]),
        (sin(2 * X) + sympy.tan(X), ["2*sin(x)*cos(x) + sin(x)/cos(x)"]),
        (sqrt(X**4 + X**2), ["sqrt(x**2 + 1)*Abs(x)"]),
        (exp(X) * exp(2 * Y), ["exp(x + 2*y)"]),
        ((exp(X) + 1) ** 2 - exp(2 * X), ["2*exp(x) + 1"]),
        (sin(4 * X), ["-8*sin(x)**3*cos(x) + 4*sin(x)*cos(x)"]),
        (sin(5 * X), []),
        (
            sympy.Add(*((number * X + 1) ** 2 for number in range(2, 39))),
            [
                "19018*x**2 + 1480*x + 37",
                "37*(514*x**2 + 40*x + 1)",
            ],
        ),
        (sympy.Add(*((number * X + 1) ** 2 for number in range(2, 40))), []),
    ],
    ids=lambda part: str(part)[:60],
)
def test_other_forms(expression: sympy.Expr, wanted: list[str]) -> None:
    """Each once, after the expression itself; none where finding them would take long."""
    assert list(map(str, forms_of(expression))) == [str(expression), *wanted]


@pytest.mark.parametrize(
    ("part", "cells", "wanted"),
    [
        (sympy.Interval(0, 1), 4, "1/4 1/2 3/4"),
        (sympy.Interval(-1, R(1, 2)), 2, "-1/4"),
        (sympy.Interval(2, sympy.oo), 10, "17/8 9/4 19/8 3 13/4"),
        (sympy.Interval(-sympy.oo, 3), 10, "23/8 11/4 21/8 2 7/4"),
        (LINE, 6, "-3/8 -1/4 -1/8 0 1/8 1/4 3/8"),
    ],
    ids=str,
)
def test_cuts(part: sympy.Interval, cells: int, wanted: str) -> None:
    """Of the same length where both ends are numbers, else growing away from the one end, or from 0."""
    assert " ".join(map(str, cuts_of(part, cells))) == wanted


@pytest.mark.parametrize(
    ("size", "least", "cells"),
    [
        (1, R(4, 5), 2),
        (1, R(3, 5), 6),
        (1, R(1, 2), 6),
        (1, R(2, 5), 24),
        (1, R(13, 50), None),
        (2, R(3, 5), 6),
        (2, R(7, 20), 24),
        (2, R(3, 10), None),
        (3, R(4, 5), 6),
        (3, R(3, 5), None),
    ],
)
def test_an_interval_is_cut_ever_finer(size: int, least: sympy.Rational, cells: int | None) -> None:
    """As few cells as prove it, of those that are not too many for the number of variables."""
    symbols = (X, Y, Z)[:size]
    expression = sympy.Add(*(symbol**2 - symbol for symbol in symbols)) + R(size - 1, 4) + least
    step = _by_cells(expression, Domain(symbols, (sympy.Interval(0, 1),) * size))
    assert ([] if step is None else [(symbol, len(cuts) + 1) for symbol, cuts in step.data]) == (
        [] if cells is None else [(symbol, cells) for symbol in symbols]
    )


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        (sympy.Interval(0, 1), "1/2 1/5 6/7 1/50 98/99 2/5 2/3 1/1000 999/1000"),
        (sympy.Interval(2, 4), "3 12/5 26/7 51/25 394/99 14/5 10/3 1001/500 1999/500"),
        (sympy.Interval(2, sympy.oo), "3 7/3 7 41/20 32 2001/1000 1002 1000002"),
        (sympy.Interval(-sympy.oo, 3), "2 8/3 -2 59/20 -27 2999/1000 -997 -999997"),
        (
            LINE,
            "0 1 -1 1/3 -1/3 5 -5 1/20 -1/20 30 -30 1/1000 -1/1000 1000 -1000 1000000 -1000000",
        ),
    ],
    ids=str,
)
def test_sample_numbers(part: sympy.Interval, wanted: str) -> None:
    """Inside the interval, near its ends and far from them."""
    assert " ".join(map(str, samples.numbers_in(part))) == wanted


def test_sample_points() -> None:
    """Beside the diagonal first, then a grid of four numbers on each axis."""
    found = list(samples.sample_points(Domain((X, Y), (LINE, sympy.Interval(0, 1)))))
    assert found[:4] == [(0, R(6, 7)), (1, R(1, 50)), (-1, R(98, 99)), (R(1, 3), R(2, 5))]
    assert found[-2:] == [(R(1, 3), R(6, 7)), (R(1, 3), R(1, 50))]
    assert len(found) == 17 + 4 * 4


@pytest.mark.parametrize(
    ("expression", "symbols", "negative", "bent"),
    [
        (X, "x", True, False),
        (X**2, "x", False, False),
        (-(X**2), "x", True, True),
        (X**2 - R(1, 10), "x", True, False),
        (X * Y, "xy", True, True),
        (X - Y, "xy", True, False),
        (P**3, "p", False, False),
        (X**3, "px", True, True),
        (sqrt(P), "p", False, True),
        (10**5 - P, "p", True, False),
        (P - R(1, 10**4), "p", False, False),
        (sympy.Integer(-1), "x", True, False),
        (1 / X, "x", True, True),
    ],
    ids=str,
)
def test_sample_points_refute(expression: sympy.Expr, symbols: str, *, negative: bool, bent: bool) -> None:
    """A value below 0, or a chord below the graph, at a sample point."""
    assert samples.is_negative_somewhere(expression, domain_of(symbols)) == negative
    assert samples.bends_down_somewhere(expression, domain_of(symbols)) == bent


def test_samples_are_taken_where_facts_hold() -> None:
    """A point that does not belong to the domain refutes nothing."""
    above = Domain((X,), (LINE,), (Fact(X, is_strict=True),))
    for expression in (X, X**3):
        assert not samples.is_negative_somewhere(expression, above)
        assert not samples.bends_down_somewhere(expression, above)
    assert samples.is_negative_somewhere(X - 1, above)
    assert samples.bends_down_somewhere(-(X**3), above)


def test_terms_in_groups() -> None:
    """Terms that share a variable, also by way of a third, stay together."""
    groups = _groups([X**2, Y**2, X * Z, P, Q * Y, Z])
    assert sorted(sorted(map(str, group)) for group in groups) == [["p"], ["q*y", "y**2"], ["x**2", "x*z", "z"]]


class Asked(ProofSearch):
    """A search that writes down how deep the parts are that it is asked for."""

    def __init__(self, domain: Domain) -> None:
        super().__init__(domain)
        self.depths: set[int] = set()

    def convex(self, expression: sympy.Expr, depth: int = 0) -> Step | None:
        """As it was."""
        self.depths.add(depth)
        return super().convex(expression, depth)

    def _search(self, expression: sympy.Expr, depth: int) -> Step | None:
        return ProofSearch(self.domain).convex(expression, depth)

    def on(self, domain: Domain) -> "Asked":
        """On another domain, in the same book."""
        other = Asked(domain)
        other.depths = self.depths
        return other


@pytest.mark.parametrize(
    ("find", "expression", "symbols"),
    [
        ("candidates", log(exp(X) + exp(Y)), "xy"),
        ("candidates", sqrt(X**2 + Y**2), "xy"),
        ("composed", exp(X**2), "x"),
        ("composed", exp(-sqrt(P)), "p"),
        ("shared_out", X**2 + Y**2 + sin(X + Y), "xy"),
        ("by_pieces", Abs(X), "x"),
        ("arithmetic", 3 * exp(X), "x"),
        ("arithmetic", -3 * sqrt(P), "p"),
        ("arithmetic", Max(X, X**2), "x"),
        ("arithmetic", exp(X) + X**2, "x"),
        ("arithmetic", X**2 - X * Y + Y**2 + exp(Z), "xyz"),
        ("arithmetic", X**2 + Abs(X * Y) + Y**2, "xy"),
        ("arithmetic", exp(X) + P**2 - P * Q + Q**2, "xpq"),
    ],
    ids=str,
)
def test_parts_are_one_step_deeper(find: str, expression: sympy.Expr, symbols: str) -> None:
    """So that every search ends."""
    finders: dict[str, Any] = {
        "candidates": atoms.candidates,
        "composed": composed.composed,
        "shared_out": composed.shared_out,
        "by_pieces": derivatives.by_pieces,
        "arithmetic": lambda form, search, depth: search._arithmetic(form, depth),  # noqa: SLF001 - as it is called inside
    }
    for depth in (1, 2):
        search = Asked(domain_of(symbols))
        list(finders[find](expression, search, depth))
        assert search.depths == {depth + 1}


def test_signs_of_parts_are_deeper(monkeypatch: pytest.MonkeyPatch) -> None:
    """A factor by one step, the rest of a sum and a derivative by two; deep down nothing is proved any more."""
    depths: list[int] = []
    inside: list[bool] = []

    def asked(expression: sympy.Expr, domain: Domain, depth: int = 0) -> Step | None:
        if not inside:
            depths.append(depth)
        inside.append(True)
        step = prove_sign(expression, domain, depth)
        inside.pop()
        return step

    monkeypatch.setattr("grader.maths.convexity.prove.nonnegative.prove_sign", asked)
    for find, expression, symbols, deeper in (
        (_product, (X**2 - X + 1) * (Y**2 - Y + 1), "xy", 1),
        (_sum, (X**2 - X + 1) * exp(Y) + Z**2, "xyz", 2),
        (prove_rising, exp(X) - X - 1, "x", 2),
    ):
        depths.clear()
        assert find(expression, domain_of(symbols), 1) is not None
        assert set(depths) == {1 + deeper}
    line = domain_of("x")
    assert prove_rising(exp(X) - X - 1, line, 3) is not None
    assert prove_rising(exp(X) - X - 1, line, 5) is None
    assert prove_sign(X**2, line, 5) is not None
    assert prove_sign(X**2, line, 6) is None
    total, space = (X**2 - X + 1) * exp(Y) + Z**2, domain_of("xyz")
    assert _sum(total, space, 2) is not None
    assert _sum(total, space, 3) is None
