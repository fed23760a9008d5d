"""`verify` accepts what follows, and nothing else: each rule is tried with a claim that does not hold."""

from dataclasses import replace
from typing import Any

import pytest
import sympy

from grader.maths.convexity import Certificate, Step, Witness, classify, verify
from grader.maths.convexity.domain import Domain, Fact
from grader.maths.convexity.question import read, to_prove
from grader.maths.convexity.rules import SignStrength
from grader.maths.convexity.verify.curvature import RULES, strict_rows
from grader.maths.convexity.verify.nonnegative import RULES as SIGN_RULES
from grader.maths.convexity.verify.nonnegative import sign_strength

R = sympy.Rational
X = sympy.Symbol("x", real=True)
Y = sympy.Symbol("y", real=True)
P = sympy.Symbol("p", positive=True)
T = sympy.Symbol("T", real=True)
LINE = sympy.Interval(-sympy.oo, sympy.oo)
HALF = sympy.Interval.open(0, sympy.oo)
REALS = Domain((X,), (LINE,))
PLANE = Domain((X, Y), (LINE, LINE))
ABOVE = Domain((P,), (HALF,))
UNIT = Domain((X,), (sympy.Interval(-1, 1),))


def polynomial(expression: sympy.Expr, kernel: sympy.Expr, inner: sympy.Expr) -> Step:
    """A step by the rule `polynomial`."""
    return Step("polynomial", expression, (), (kernel, sympy.Poly(inner, T)))


TRUE_SIGNS = [
    (SignStrength.POSITIVE, Step("range", X**2 + 1), REALS),
    (SignStrength.NONNEGATIVE, Step("range", X**2), REALS),
    (SignStrength.POSITIVE, Step("range", X**2 + X + 1, (), ((X, (R(-1, 2), R(0), R(1, 2))),)), UNIT),
    (SignStrength.ISOLATED, polynomial(X**2 - 2 * X + 1, X, T**2 - 2 * T + 1), REALS),
    (SignStrength.POSITIVE, polynomial(sympy.exp(2 * X) + sympy.exp(X), sympy.exp(X), T**2 + T), REALS),
    (SignStrength.ISOLATED, polynomial(P, P, T), Domain((P,), (sympy.Interval(0, 1),))),
    (SignStrength.POSITIVE, Step("quadratic", X**2 + X * Y + Y**2 + 1), PLANE),
    (SignStrength.ISOLATED, Step("form", X**4 - X**3 * Y + Y**4), PLANE),
    (SignStrength.ISOLATED, Step("sum", X**2 + Y**2, (Step("range", X**2), Step("range", Y**2))), PLANE),
    (SignStrength.NONNEGATIVE, Step("product", X**2 * Y**2, (Step("range", X**2), Step("range", Y**2))), PLANE),
    (
        SignStrength.NONNEGATIVE,
        Step(
            "rising",
            sympy.exp(P) - P - 1,
            (Step("range", sympy.exp(P) - 1), Step("none", 1 - sympy.exp(P))),
            (sympy.Integer(0),),
        ),
        ABOVE,
    ),
    (SignStrength.NONNEGATIVE, Step("rewritten", X**2 + 2 * X + 1, (Step("range", (X + 1) ** 2),)), REALS),
    (SignStrength.POSITIVE, Step("range", 1 - X), Domain((X,), (LINE,), (Fact(1 - X, is_strict=True),))),
]
FALSE_SIGNS = [
    (Step("range", X), REALS),
    (Step("range", X**2 - 1), REALS),
    (Step("range", 1 / X**2), REALS),
    (Step("range", X**2 - R(1, 10**12), (), ((X, tuple(R(number, 50) for number in range(-49, 50))),)), UNIT),
    (polynomial(X**3, X, T**3), REALS),
    (polynomial(X**2 - R(1, 10**20), X, T**2 - R(1, 10**20)), REALS),
    (polynomial(X**2 + 1, X, T**2 + 2), REALS),
    (polynomial(sympy.sin(X) + R(1, 2), sympy.sin(X), T + R(1, 2)), REALS),
    (Step("quadratic", X**2 + 3 * X * Y + Y**2), PLANE),
    (Step("quadratic", X**2 + 2 * X), REALS),
    (Step("form", X**4 - 3 * X**2 * Y**2 + Y**4), PLANE),
    (Step("form", X**3 + Y**3), PLANE),
    (Step("form", X**2 + Y**4 - 1), PLANE),
    (Step("sum", X**2 - 1, (Step("range", X**2),)), REALS),
    (Step("sum", sympy.Integer(-1)), REALS),
    (Step("product", X**3, (Step("range", X**2), Step("range", X))), REALS),
    (Step("product", sympy.Integer(-1)), REALS),
    (Step("rising", X**3, (Step("range", 3 * X**2), Step("range", -3 * X**2)), (sympy.Integer(0),)), REALS),
    (
        Step(
            "rising",
            sympy.exp(P) - P - 2,
            (Step("range", sympy.exp(P) - 1), Step("none", 1 - sympy.exp(P))),
            (sympy.Integer(0),),
        ),
        ABOVE,
    ),
    (Step("rising", sympy.log(P), (Step("range", 1 / P), Step("none", -1 / P)), (sympy.Integer(0),)), ABOVE),
    (Step("split", X, (Step("range", X), Step("range", X)), (sympy.Integer(0),)), UNIT),
    (Step("rewritten", X, (Step("range", X**2),)), REALS),
    (Step("unheard of", X**2), REALS),
]
AFFINE_X = Step("affine", X)
SQUARE = Step("quadratic", X**2)
FALSE_CURVATURES = [
    (Step("affine", X**2), REALS),
    (Step("affine", sympy.Abs(X)), REALS),
    (Step("affine", sympy.I * X), REALS),
    (Step("quadratic", -(X**2)), REALS),
    (Step("quadratic", X * Y), PLANE),
    (Step("quadratic", X**3), REALS),
    (Step("sum", X**2 - 1 + X**3, (SQUARE,)), REALS),
    (Step("multiple", -(X**2), (SQUARE,), (sympy.Integer(-1),)), REALS),
    (Step("multiple", 3 * X**2, (SQUARE,), (sympy.Integer(2),)), REALS),
    (Step("largest", sympy.Min(X, X**2), (AFFINE_X, SQUARE)), REALS),
    (Step("largest", -sympy.Abs(X), (AFFINE_X, Step("affine", -X))), REALS),
    (Step("rewritten", X**3, (SQUARE,)), REALS),
    (Step("second derivative", X**3, (Step("range", 6 * X),)), REALS),
    (Step("second derivative", 1 / X**2, (Step("range", 6 / X**4),)), REALS),
    (Step("second derivative", sympy.Abs(X), (Step("range", sympy.Integer(0)),)), REALS),
    (Step("second derivative", sympy.floor(X), (Step("range", sympy.Integer(0)),)), REALS),
    (Step("second derivative", X**4, (Step("range", X**2),)), REALS),
    (
        Step(
            "composed",
            sympy.exp(-(X**2)),
            (
                Step("second derivative", sympy.exp(-T), (Step("range", sympy.exp(-T)),)),
                SQUARE,
                Step("range", sympy.exp(-T)),
            ),
            (sympy.exp(-T), X**2, LINE),
        ),
        REALS,
    ),
    (
        Step(
            "composed",
            X**6,
            (
                Step(
                    "second derivative",
                    sympy.Symbol("_t", real=True) ** 3,
                    (Step("range", 6 * sympy.Symbol("_t", real=True)),),
                ),
                SQUARE,
                Step("range", 3 * sympy.Symbol("_t", real=True) ** 2),
            ),
            (sympy.Symbol("_t", real=True) ** 3, X**2, LINE),
        ),
        REALS,
    ),
    (Step("pieces", -sympy.Abs(X), (AFFINE_X, Step("affine", -X)), (sympy.Integer(0),)), REALS),
    (
        Step(
            "pieces", sympy.Piecewise((X, X < 0), (X + 1, True)), (AFFINE_X, Step("affine", X + 1)), (sympy.Integer(0),)
        ),
        REALS,
    ),
    (Step("pieces", sympy.Abs(X), (AFFINE_X,), ()), REALS),
    (Step("pieces", sympy.sign(X**2 + X**4), (Step("affine", sympy.Integer(1)),), ()), REALS),
    (
        Step(
            "hessian",
            X**2 * Y**2,
            (Step("range", 2 * Y**2), Step("range", 2 * X**2), Step("range", X**2 * Y**2)),
            ("minors", 3, ()),
        ),
        PLANE,
    ),
    (Step("hessian", X**2 + Y**2 + 3 * X * Y, (), ("elimination", 0, ())), PLANE),
    (
        Step(
            "hessian",
            X**2 + 3 * X * Y + Y**2,
            (Step("range", sympy.Integer(2)), Step("range", sympy.Integer(2))),
            ("minors", 2, ()),
        ),
        PLANE,
    ),
    (
        Step(
            "logarithm of exponentials",
            sympy.log(sympy.exp(X) - sympy.exp(Y)),
            (AFFINE_X, Step("affine", Y)),
            (sympy.Integer(1), sympy.Integer(-1)),
        ),
        PLANE,
    ),
    (
        Step(
            "norm",
            (X**3 + Y**3) ** R(1, 3),
            (AFFINE_X, Step("affine", Y)),
            (sympy.Integer(3), sympy.Integer(1), sympy.Integer(1)),
        ),
        PLANE,
    ),
    (
        Step(
            "norm",
            sympy.sqrt(sympy.Abs(X)),
            (Step("largest", sympy.Abs(X), (AFFINE_X, Step("affine", -X))),),
            (R(1, 2), sympy.Integer(1)),
        ),
        REALS,
    ),
    (Step("root of a quadratic", sympy.sqrt(X**2 + X), (), (X**2 + X,)), REALS),
    (Step("form of a cone", -sympy.log(X**2 + Y**2 + 1), (), (X**2 + Y**2 + 1,)), PLANE),
    (Step("form of a cone", -sympy.log(X**2 - 1), (), (X**2 - 1,)), REALS),
    (Step("product of powers", P**3, (), (sympy.Integer(-1), (P, sympy.Integer(3)))), ABOVE),
    (Step("product of powers", sympy.sqrt(P), (), (sympy.Integer(1), (P, R(1, 2)))), ABOVE),
    (Step("product of powers", X**3, (), (sympy.Integer(1), (X, sympy.Integer(3)))), REALS),
    (Step("perspective", X**2 * P, (Step("quadratic", X**2),), (P,)), Domain((X, P), (LINE, HALF))),
    (Step("unheard of", X**2), REALS),
]

Q = sympy.Symbol("q", positive=True)
QUADRANT = Domain((P, Q), (HALF, HALF))
KINK = Step("largest", sympy.Abs(X), (AFFINE_X, Step("affine", -X)))
t = sympy.Symbol("_t", real=True)
u = sympy.Symbol("_t", nonnegative=True)
TRUE_CURVATURES = [
    (0, AFFINE_X, REALS),
    (1, SQUARE, REALS),
    (1, Step("quadratic", (X + Y) ** 2), PLANE),
    (2, Step("quadratic", X**2 + X * Y + Y**2), PLANE),
    (1, Step("rewritten", X * (X + 1), (Step("quadratic", X**2 + X),)), REALS),
    (2, Step("sum", X**2 + Y**2, (SQUARE, Step("quadratic", Y**2))), PLANE),
    (1, Step("multiple", 3 * X**2, (SQUARE,), (sympy.Integer(3),)), REALS),
    (0, KINK, REALS),
    (1, Step("second derivative", X**4, (Step("range", 12 * X**2),), (sympy.Integer(1),)), REALS),
    (0, Step("second derivative", X**4, (Step("range", 12 * X**2),)), REALS),
    (1, Step("second derivative", 1 / P, (Step("range", 2 / P**3),), (sympy.Integer(1),)), ABOVE),
    (
        1,
        Step(
            "composed",
            sympy.exp(X + Y),
            (Step("second derivative", sympy.exp(t), (Step("range", sympy.exp(t)),), (sympy.Integer(0),)),),
            (sympy.exp(t), X + Y, LINE),
        ),
        PLANE,
    ),
    (
        1,
        Step(
            "composed",
            sympy.exp(X**2),
            (
                Step("second derivative", sympy.exp(u), (Step("range", sympy.exp(u)),), (sympy.Integer(1),)),
                SQUARE,
                Step("range", sympy.exp(u)),
            ),
            (sympy.exp(u), X**2, sympy.Interval(0, sympy.oo)),
        ),
        REALS,
    ),
    (0, Step("pieces", sympy.Abs(X), (Step("affine", -X), AFFINE_X), (sympy.Integer(0),)), REALS),
    (2, Step("hessian", X**2 + X * Y + Y**2, (), ("elimination", 0, ())), PLANE),
    (
        1,
        Step(
            "logarithm of exponentials",
            sympy.log(sympy.exp(X) + sympy.exp(Y)),
            (AFFINE_X, Step("affine", Y)),
            (sympy.Integer(1), sympy.Integer(1)),
        ),
        PLANE,
    ),
    (0, Step("norm", sympy.Abs(X), (KINK,), (sympy.Integer(2), sympy.Integer(1))), REALS),
    (2, Step("root of a quadratic", sympy.sqrt(X**2 + Y**2 + 1), (), (X**2 + Y**2 + 1,)), PLANE),
    (
        2,
        Step("form of a cone", -sympy.log(P * Q - 1), (), (P * Q - 1,)),
        Domain((P, Q), (HALF, HALF), (Fact(P * Q - 1, is_strict=True),)),
    ),
    (2, Step("form of a cone", -sympy.log(P * Q), (), (P * Q,)), QUADRANT),
    (0, Step("form of a cone", -sympy.sqrt(P * Q), (), (P * Q,)), QUADRANT),
    (
        2,
        Step("product of powers", 1 / (P * Q), (), (sympy.Integer(1), (P, sympy.Integer(-1)), (Q, sympy.Integer(-1)))),
        QUADRANT,
    ),
    (0, Step("product of powers", -sympy.sqrt(P * Q), (), (sympy.Integer(-1), (P, R(1, 2)), (Q, R(1, 2)))), QUADRANT),
    (0, Step("perspective", X**2 / P, (SQUARE,), (P,)), Domain((X, P), (LINE, HALF))),
]


@pytest.mark.parametrize(("wanted", "step", "domain"), TRUE_CURVATURES, ids=lambda part: str(part)[:40])
def test_curvatures_that_follow(wanted: int, step: Step, domain: Domain) -> None:
    """Each rule proves convexity, with as many directions of strictness as it can and no more."""
    rows = strict_rows(step, domain)
    assert rows is not None
    assert len(rows) == wanted


@pytest.mark.parametrize(("wanted", "step", "domain"), TRUE_SIGNS, ids=lambda part: str(part)[:40])
def test_signs_that_follow(wanted: SignStrength, step: Step, domain: Domain) -> None:
    """Each rule proves as much as it can, and no more."""
    assert sign_strength(step, domain) == wanted


@pytest.mark.parametrize(("step", "domain"), FALSE_SIGNS, ids=lambda part: str(part)[:40])
def test_signs_that_do_not_follow(step: Step, domain: Domain) -> None:
    """A rule that is applied where it does not apply proves nothing."""
    assert sign_strength(step, domain) is None


@pytest.mark.parametrize(("step", "domain"), FALSE_CURVATURES, ids=lambda part: str(part)[:40])
def test_curvatures_that_do_not_follow(step: Step, domain: Domain) -> None:
    """None of these functions is convex, or the step does not show it."""
    assert strict_rows(step, domain) is None


def test_every_rule_is_tried() -> None:
    """A rule without a false claim here would be a rule that nobody tried to break."""
    assert {step.rule for step, _ in FALSE_CURVATURES} >= set(RULES)
    assert {step.rule for _, step, _ in TRUE_CURVATURES} == set(RULES)
    assert {step.rule for step, _ in FALSE_SIGNS} >= set(SIGN_RULES)


x, y = sympy.symbols("x y")


def certificate_of(expression: sympy.Expr, variables: list[Any], claim: str = "convex") -> Certificate:
    """The certificate that `classify` finds."""
    certificate = classify(expression, variables, seconds=60).of(claim).certificate  # type: ignore[arg-type]
    assert certificate is not None
    return certificate


def test_a_certificate_is_for_its_function_and_domain_only() -> None:
    """The proof that x**2 is convex proves nothing of x**3, of -x**2, or of strictness in (x, y)."""
    certificate = certificate_of(x**2, [x])
    assert verify(certificate, x**2, [x])
    assert not verify(certificate, x**3, [x])
    assert not verify(certificate, -(x**2), [x])
    assert not verify(replace(certificate, claim="concave"), x**2, [x])
    assert not verify(replace(certificate, claim="strictly convex"), x**2, [x, y])
    narrow = classify(x**3, [x], domain={x: sympy.Interval(0, 1)}, seconds=60).convex.certificate
    assert narrow is not None
    assert not verify(narrow, x**3, [x])


def test_a_proof_of_convexity_is_no_proof_of_strictness() -> None:
    """(x + y)**2 and |x| are convex, and flat along a line."""
    for expression, variables in ((sympy.Abs(x), [x]), ((x + y) ** 2, [x, y]), (2 * x, [x])):
        certificate = certificate_of(expression, variables)
        assert not verify(replace(certificate, claim="strictly convex"), expression, variables)


def test_an_undefined_function_has_no_certificate() -> None:
    """log(x) - log(x) + x**2 is x**2 only where log(x) is defined."""
    problem = to_prove(read(sympy.log(x), [x], None, ()).problem())
    step = Step("second derivative", -problem.expression, (Step("range", problem.domain.symbols[0] ** -2),))
    assert not verify(Certificate("concave", step), sympy.log(x), [x])


@pytest.mark.parametrize(
    ("claim", "a", "b", "t", "holds"),
    [
        ("convex", 0, -2, R(1, 2), True),
        ("strictly convex", 0, -2, R(1, 2), True),
        ("concave", 0, 2, R(1, 2), True),
        ("convex", 0, 2, R(1, 2), False),
        ("concave", 0, -2, R(1, 2), False),
        ("convex", -1, -1, R(1, 2), False),
        ("convex", 0, -2, R(3, 2), False),
        ("convex", 0, -2, 0, False),
        ("convex", 0, -20, R(1, 2), False),
        ("strictly convex", -2, 1, R(2, 3), True),
        ("convex", -2, 1, R(2, 3), True),
        ("strictly concave", -1, 1, R(1, 2), True),
        ("concave", -1, 1, R(1, 2), False),
    ],
)
def test_chords_of_a_cubic(claim: Any, a: Any, b: Any, t: Any, holds: Any) -> None:
    """A chord refutes if its gap has the wrong sign, or is 0 against strictness, and it lies in the domain."""
    witness = Witness(claim, (R(a),), (R(b),), R(t))
    assert verify(witness, x**3, [x], {x: sympy.Interval(-10, 10)}) == holds


def test_a_gap_of_nearly_0_is_told_from_0() -> None:
    """A gap of 1e-40 refutes, one of -1e-40 does not; neither is rounded to 0."""
    tiny = R(1, 10**40)
    flat, bent = sympy.Abs(x), sympy.Abs(x) + tiny * x**2
    witness = Witness("strictly convex", (R(1),), (R(2),), R(1, 2))
    assert verify(witness, flat, [x])
    assert not verify(witness, bent, [x])
    assert verify(witness, sympy.Abs(x) - tiny * x**2, [x])


def test_a_chord_beside_a_pole_refutes_nothing_there() -> None:
    """A value that is not defined has no gap."""
    assert not verify(Witness("convex", (R(-1),), (R(1),), R(1, 2)), 1 / x, [x])
    assert verify(Witness("convex", (R(-1),), (R(2),), R(1, 2)), 1 / x, [x])
