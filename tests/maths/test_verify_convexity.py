"""`verify` accepts what follows, and nothing else: each rule is tried with a claim that does not hold."""

from dataclasses import replace
from typing import Any

import pytest
import sympy

from grader.maths.convexity import Certificate, Step, Witness, classify, verify
from grader.maths.convexity.domain import Domain, Fact
from grader.maths.convexity.question import read, to_prove
from grader.maths.convexity.rules import SignStrength
from grader.maths.convexity.verify.curvature import RULES, is_value_in, strict_rows
from grader.maths.convexity.verify.defined import needs
from grader.maths.convexity.verify.nonnegative import RULES as SIGN_RULES
from grader.maths.convexity.verify.nonnegative import sign_strength
from grader.maths.convexity.verify.pieces import side

R = sympy.Rational
X = sympy.Symbol("x", real=True)
Y = sympy.Symbol("y", real=True)
Z = sympy.Symbol("z", real=True)
P = sympy.Symbol("p", positive=True)
Q = sympy.Symbol("q", positive=True)
T = sympy.Symbol("T", real=True)
LINE = sympy.Interval(-sympy.oo, sympy.oo)
HALF = sympy.Interval.open(0, sympy.oo)
REALS = Domain((X,), (LINE,))
PLANE = Domain((X, Y), (LINE, LINE))
SPACE = Domain((X, Y, Z), (LINE, LINE, LINE))
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
    (SignStrength.NONNEGATIVE, Step("form", Y**2 * (X**2 + Y**2)), PLANE),
    (SignStrength.NONNEGATIVE, Step("form", X**2 * (X**2 + Y**2)), PLANE),
    (SignStrength.NONNEGATIVE, Step("form", (X - Y) ** 2), PLANE),
    (SignStrength.NONNEGATIVE, Step("form", Y**4 + Z**4), SPACE),
    (SignStrength.NONNEGATIVE, Step("form", X**4 + Y**4), SPACE),
    (SignStrength.ISOLATED, Step("sum", X**2 + Y**2, (Step("range", X**2), Step("range", Y**2))), PLANE),
    (SignStrength.ISOLATED, Step("sum", X**2 + X**4, (Step("range", X**2), Step("range", X**4))), REALS),
    (SignStrength.NONNEGATIVE, Step("sum", X**2 + X**4, (Step("range", X**2), Step("range", X**4))), PLANE),
    (SignStrength.POSITIVE, Step("sum", X**2 + 1, (Step("range", X**2), Step("range", sympy.Integer(1)))), REALS),
    (
        SignStrength.NONNEGATIVE,
        Step("sum", X**2 + sympy.Abs(Y), (Step("range", X**2), Step("range", sympy.Abs(Y)))),
        PLANE,
    ),
    (SignStrength.POSITIVE, Step("product", P * Q, (Step("range", P), Step("range", Q))), Domain((P, Q), (HALF, HALF))),
    (SignStrength.POSITIVE, Step("range", P), ABOVE),
    (SignStrength.NONNEGATIVE, Step("quadratic", (X + Y) ** 2), PLANE),
    (SignStrength.NONNEGATIVE, polynomial(sympy.sin(X) + 1, sympy.sin(X), T + 1), REALS),
    (SignStrength.POSITIVE, polynomial(sympy.sin(X) + 2, sympy.sin(X), T + 2), REALS),
    (SignStrength.NONNEGATIVE, polynomial(sympy.Integer(0), X, 0 * T), REALS),
    (SignStrength.ISOLATED, polynomial(X**4 - X**2 * 2 + 1, X, T**4 - 2 * T**2 + 1), REALS),
    (SignStrength.NONNEGATIVE, polynomial(X**2 - 2 * X + 1, X, T**2 - 2 * T + 1), PLANE),
    (SignStrength.POSITIVE, polynomial(P**2 + P, P, T**2 + T), ABOVE),
    (SignStrength.ISOLATED, polynomial(1 - X**2, X, 1 - T**2), UNIT),
    (SignStrength.POSITIVE, polynomial(1 - X**2, X, 1 - T**2), UNIT.interior()),
    (SignStrength.ISOLATED, polynomial(-X - 200, X, -T - 200), Domain((X,), (sympy.Interval(-sympy.oo, -200),))),
    (SignStrength.ISOLATED, polynomial(-X, X, -T), Domain((X,), (sympy.Interval(-sympy.oo, 0),))),
    (SignStrength.ISOLATED, polynomial(3 - X, X, 3 - T), Domain((X,), (sympy.Interval(-sympy.oo, 3),))),
    (SignStrength.POSITIVE, polynomial(3 - X, X, 3 - T), Domain((X,), (sympy.Interval.open(-sympy.oo, 3),))),
    (SignStrength.POSITIVE, polynomial(X - 200, X, T - 200), Domain((X,), (sympy.Interval(201, sympy.oo),))),
    (
        SignStrength.NONNEGATIVE,
        Step("split", X**2, (Step("range", X**2), Step("range", X**2)), (sympy.Integer(0),)),
        UNIT,
    ),
    (
        SignStrength.POSITIVE,
        Step("split", X**2 + 1, (Step("range", X**2 + 1), Step("range", X**2 + 1)), (sympy.Integer(0),)),
        UNIT,
    ),
    (
        SignStrength.POSITIVE,
        Step(
            "rising",
            sympy.exp(X) - X,
            (Step("range", sympy.exp(X) - 1), Step("range", 1 - sympy.exp(X))),
            (sympy.Integer(0),),
        ),
        REALS,
    ),
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
    (Step("form", X**2 - Y**4), PLANE),
    (Step("form", -(X**4) - Y**4), PLANE),
    (Step("form", X**4 + Y**4 + Z**4), SPACE),
    (Step("form", sympy.sqrt(2) * X**2 + Y**2), PLANE),
    (Step("sum", X**2 - 1, (Step("range", X**2),)), REALS),
    (Step("sum", X**2 + X, (Step("range", X**2), Step("range", X))), REALS),
    (polynomial(1 - X**2, X, 1 - T**2), REALS),
    (polynomial(X - 200, X, T - 200), REALS),
    (polynomial(-X - 200, X, -T - 200), REALS),
    (polynomial(X + 200, X, T + 200), REALS),
    (polynomial(sympy.pi * X**2, X, sympy.pi * T**2), REALS),
    (polynomial(sympy.Integer(-1) + 0 * X, X, 0 * T - 1), REALS),
    (polynomial(-(X**2) * (X - 1) ** 2, X, -(T**2) * (T - 1) ** 2), REALS),
    (Step("split", X**2, (Step("range", X**2),), (sympy.Integer(0),)), UNIT),
    (Step("split", X + 1, (Step("range", X + 1), Step("range", X**2)), (sympy.Integer(0),)), UNIT),
    (Step("range", Y**2), REALS),
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
KINK = Step("largest", sympy.Abs(X), (AFFINE_X, Step("affine", -X)))
KINK_Y = Step("largest", sympy.Abs(Y), (Step("affine", Y), Step("affine", -Y)))
QUADRANT = Domain((P, Q), (HALF, HALF))
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
    (Step("product of powers", P**sympy.pi, (), (sympy.Integer(1), (P, sympy.pi))), ABOVE),
    (Step("product of powers", 1 + 0 * P, (), (sympy.Integer(1), (P, sympy.Integer(0)))), ABOVE),
    (Step("product of powers", 2 * P**3, (), (sympy.Integer(1), (P, sympy.Integer(3)))), ABOVE),
    (Step("product of powers", X**-2, (), (sympy.Integer(1), (X, sympy.Integer(-2)))), REALS),
    (Step("product of powers", (P**2) ** 3, (), (sympy.Integer(1), (P**2, sympy.Integer(3)))), ABOVE),
    (
        Step("product of powers", P**2 * Q**2, (), (sympy.Integer(1), (P, sympy.Integer(2)), (Q, sympy.Integer(2)))),
        QUADRANT,
    ),
    (
        Step("product of powers", P / sympy.sqrt(Q), (), (sympy.Integer(1), (P, sympy.Integer(1)), (Q, R(-1, 2)))),
        QUADRANT,
    ),
    (
        Step("product of powers", -P * Q, (), (sympy.Integer(-1), (P, sympy.Integer(1)), (Q, sympy.Integer(1)))),
        QUADRANT,
    ),
    (Step("product of powers", -1 / P, (), (sympy.Integer(-1), (P, sympy.Integer(-1)))), ABOVE),
    (Step("perspective", X**2 * P, (Step("quadratic", X**2),), (P,)), Domain((X, P), (LINE, HALF))),
    (Step("perspective", X**2 / Y, (Step("quadratic", X**2),), (Y,)), PLANE),
    (Step("perspective", -(X**2) / P, (Step("quadratic", -(X**2)),), (P,)), Domain((X, P), (LINE, HALF))),
    (Step("perspective", X**2 / P, (Step("quadratic", 2 * X**2),), (P,)), Domain((X, P), (LINE, HALF))),
    (Step("form of a cone", -sympy.log(X**2 + Y**2 + 1), (), (X**2 + Y**2 + 1,)), PLANE),
    (Step("form of a cone", sympy.sqrt(P * Q), (), (P * Q,)), QUADRANT),
    (Step("form of a cone", -sympy.log(P * Q), (), (2 * P * Q,)), QUADRANT),
    (Step("form of a cone", -sympy.sqrt(P * Q), (), (2 * P * Q,)), QUADRANT),
    (Step("form of a cone", -sympy.log(X * Y), (), (X * Y,)), PLANE),
    (Step("form of a cone", -sympy.log(sympy.pi * P * Q), (), (sympy.pi * P * Q,)), QUADRANT),
    (Step("root of a quadratic", sympy.sqrt(X**2), (), (X**2 + 1,)), REALS),
    (Step("root of a quadratic", sympy.sqrt(X**2 - Y**2), (), (X**2 - Y**2,)), PLANE),
    (
        Step("norm", sympy.sqrt(X**2 - Y**2), (KINK, KINK_Y), (sympy.Integer(2), sympy.Integer(1), sympy.Integer(-1))),
        PLANE,
    ),
    (
        Step(
            "norm", sympy.sqrt(X**2 + Y**2), (AFFINE_X, KINK_Y), (sympy.Integer(2), sympy.Integer(1), sympy.Integer(1))
        ),
        PLANE,
    ),
    (
        Step("norm", sympy.sqrt(X**2 + Y**2), (KINK, KINK_Y), (sympy.Integer(2), sympy.Integer(1), sympy.Integer(2))),
        PLANE,
    ),
    (Step("norm", sympy.sqrt(P), (Step("affine", sympy.sqrt(P)),), (sympy.Integer(2), sympy.Integer(1))), ABOVE),
    (
        Step(
            "logarithm of exponentials",
            sympy.log(sympy.exp(X**2) + sympy.exp(Y)),
            (Step("affine", X**2), Step("affine", Y)),
            (sympy.Integer(1), sympy.Integer(1)),
        ),
        PLANE,
    ),
    (
        Step(
            "logarithm of exponentials",
            sympy.log(2 * sympy.exp(X) + sympy.exp(Y)),
            (AFFINE_X, Step("affine", Y)),
            (sympy.Integer(1), sympy.Integer(1)),
        ),
        PLANE,
    ),
    (Step("unheard of", X**2), REALS),
]

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
    (1, Step("product of powers", P**2, (), (sympy.Integer(1), (P, sympy.Integer(2)))), ABOVE),
    (
        0,
        Step("product of powers", X**2 / P, (), (sympy.Integer(1), (X, sympy.Integer(2)), (P, sympy.Integer(-1)))),
        Domain((X, P), (LINE, HALF)),
    ),
    (
        2,
        Step("product of powers", P**3 / Q, (), (sympy.Integer(1), (P, sympy.Integer(3)), (Q, sympy.Integer(-1)))),
        QUADRANT,
    ),
    (
        0,
        Step("product of powers", P**2 / Q, (), (sympy.Integer(1), (P, sympy.Integer(2)), (Q, sympy.Integer(-1)))),
        QUADRANT,
    ),
    (1, Step("product of powers", -sympy.sqrt(P), (), (sympy.Integer(-1), (P, R(1, 2)))), ABOVE),
    (
        2,
        Step("product of powers", -((P * Q) ** R(1, 3)), (), (sympy.Integer(-1), (P, R(1, 3)), (Q, R(1, 3)))),
        QUADRANT,
    ),
    (
        0,
        Step("norm", sympy.sqrt(X**2 + Y**2), (KINK, KINK_Y), (sympy.Integer(2), sympy.Integer(1), sympy.Integer(1))),
        PLANE,
    ),
    (
        1,
        Step(
            "norm",
            sympy.sqrt(X**2 + 1),
            (KINK, Step("affine", sympy.Integer(1))),
            (sympy.Integer(2), sympy.Integer(1), sympy.Integer(1)),
        ),
        REALS,
    ),
    (
        0,
        Step(
            "norm",
            sympy.Abs(X) + 1,
            (KINK, Step("affine", sympy.Integer(1))),
            (sympy.Integer(1), sympy.Integer(1), sympy.Integer(1)),
        ),
        REALS,
    ),
    (1, Step("root of a quadratic", sympy.sqrt(X**2 + 1), (), (X**2 + 1,)), REALS),
    (0, Step("root of a quadratic", sympy.sqrt(X**2 + Y**2), (), (X**2 + Y**2,)), PLANE),
    (1, Step("root of a quadratic", sympy.sqrt((X + Y) ** 2 + 1), (), ((X + Y) ** 2 + 1,)), PLANE),
    (0, Step("form of a cone", -sympy.log(P * Q + P), (), (P * Q + P,)), QUADRANT),
    (2, Step("form of a cone", -sympy.log(P * Q + P + Q), (), (P * Q + P + Q,)), QUADRANT),
    (
        0,
        Step(
            "logarithm of exponentials",
            sympy.log(sympy.exp(X**2) + sympy.exp(X)),
            (SQUARE, AFFINE_X),
            (sympy.Integer(1), sympy.Integer(1)),
        ),
        REALS,
    ),
    (
        0,
        Step(
            "logarithm of exponentials",
            sympy.log(2 * sympy.exp(X) + 3 * sympy.exp(X)),
            (AFFINE_X, AFFINE_X),
            (sympy.Integer(2), sympy.Integer(3)),
        ),
        REALS,
    ),
    (0, Step("pieces", X * sympy.sign(X**2 - X + 1), (AFFINE_X,), ()), REALS),
    (0, Step("pieces", X * sympy.sign(X - X**2 - 1), (Step("affine", -X),), ()), REALS),
    (0, Step("pieces", X * sympy.Heaviside(X - X**2 - 1) + X, (AFFINE_X,), ()), REALS),
    (0, Step("pieces", X * sympy.Heaviside(X**2 - X + 1), (AFFINE_X,), ()), REALS),
    (0, Step("pieces", X * sympy.Abs(X**2 - X + 1) - X**3 + X**2, (AFFINE_X,), ()), REALS),
    (0, Step("perspective", X**2 / P, (SQUARE,), (P,)), Domain((X, P), (LINE, HALF))),
    (
        0,
        Step("perspective", (X + Y) ** 2 / P, (Step("quadratic", (X + Y) ** 2),), (P,)),
        Domain((X, Y, P), (LINE, LINE, HALF)),
    ),
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


@pytest.mark.parametrize(
    ("expression", "domain", "loose", "strict"),
    [
        (X**2 + 1, REALS, 1, 1),
        (-(X**2) - 1, REALS, -1, -1),
        (X**2, REALS, 1, None),
        (-(X**2), REALS, -1, None),
        (sympy.exp(X), REALS, 1, 1),
        (-sympy.exp(X), REALS, -1, -1),
        (sympy.Abs(X), REALS, 1, None),
        (sympy.Integer(0), REALS, 0, 0),
        (X, REALS, None, None),
        (P, ABOVE, 1, 1),
        (X + 1, UNIT, 1, None),
    ],
    ids=str,
)
def test_sides(expression: sympy.Expr, domain: Domain, loose: int | None, strict: int | None) -> None:
    """On which side of 0 an argument stays; a single zero leaves it on its side, but not strictly."""
    assert (side(expression, domain), side(expression, domain, is_strict=True)) == (loose, strict)


@pytest.mark.parametrize(
    ("expression", "wanted", "analytic"),
    [
        (1 / X, "not zero x", None),
        (X**2, "", None),
        (sympy.sqrt(X), "nonnegative x", "positive x"),
        (X ** R(-1, 2), "positive x", None),
        (X**sympy.pi, "positive x", None),
        (sympy.exp(X), "", None),
        (sympy.log(X), "positive x", None),
        (sympy.gamma(X), "positive x", None),
        (sympy.loggamma(X), "positive x", None),
        (sympy.polygamma(1, X), "positive x", None),
        (sympy.polygamma(X, 2), "impossible polygamma(x, 2)", None),
        (sympy.asin(X), "nonnegative 1 - x**2", "positive 1 - x**2"),
        (sympy.acos(X), "nonnegative 1 - x**2", "positive 1 - x**2"),
        (sympy.acosh(X), "nonnegative x - 1", "positive x - 1"),
        (sympy.atanh(X), "positive 1 - x**2", None),
        (sympy.tan(X), "enclosed tan(x)", None),
        (sympy.Abs(X), "", "impossible Abs(x)"),
        (sympy.Max(X, sympy.log(X)), "positive x", "impossible Max(x, log(x)), positive x"),
        (sympy.besselj(0, X), "impossible besselj(0, x)", None),
        (sympy.sin(sympy.log(X) + 1 / Y), "not zero y, positive x", None),
    ],
    ids=str,
)
def test_what_a_function_needs(expression: sympy.Expr, wanted: str, analytic: str | None) -> None:
    """To be defined, and to be analytic; nothing is known of other functions."""
    for is_analytic, text in ((False, wanted), (True, wanted if analytic is None else analytic)):
        found = needs(expression, analytic=is_analytic)
        assert ", ".join(sorted(f"{need.kind} {need.part}" for need in found)) == text


def test_values_in_an_interval_by_signs() -> None:
    """Each finite end needs its own proof, and an open one that it is never reached."""
    inner = X**2 - X + R(1, 4)
    low, high = polynomial(inner, X, T**2 - T + R(1, 4)), polynomial(R(9, 4) - inner, X, 2 + T - T**2)
    closed, ray = sympy.Interval(0, R(9, 4)), sympy.Interval(0, sympy.oo)
    assert is_value_in(inner, closed, UNIT, (low, high))
    assert is_value_in(inner, ray, UNIT, (low,))
    for part, proofs in (
        (closed, (low,)),
        (closed, (high,)),
        (ray, (high,)),
        (sympy.Interval.Lopen(0, R(9, 4)), (low, high)),
        (sympy.Interval.Ropen(0, R(9, 4)), (low, high)),
        (sympy.Interval(1, R(9, 4)), (low, high)),
    ):
        assert not is_value_in(inner, part, UNIT, proofs)


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
        ("strictly convex", 0, -2, 0, False),
        ("strictly convex", 0, -2, 1, False),
        ("strictly concave", 0, 2, 0, False),
        ("strictly concave", 0, 2, 1, False),
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
