"""For each rule the most plausible proofs of something false."""

from typing import Any, NamedTuple

import sympy

from grader.maths.convexity import Claim, Step
from grader.maths.convexity.domain import line

R, oo = sympy.Rational, sympy.oo
x, y, z = sympy.symbols("x y z", real=True)
p, q, s = sympy.symbols("p q s", positive=True)
n, m = sympy.symbols("n m", nonnegative=True)
T = sympy.Symbol("T", real=True)
REALS, ABOVE, FROM_0 = sympy.Interval(-oo, oo), sympy.Interval.open(0, oo), sympy.Interval(0, oo)
t, _ = line(REALS)
u, _ = line(FROM_0)


class Forgery(NamedTuple):
    """A false claim, a proof of it, and the ends of a chord that shows it to be false at the middle."""

    claim: Claim
    expression: sympy.Expr
    step: Step
    a: tuple[Any, ...]
    b: tuple[Any, ...]
    domain: dict[sympy.Symbol, sympy.Interval] = {}  # noqa: RUF012 - never changed
    constraints: tuple[Any, ...] = ()
    defined: tuple[Step, ...] = ()


def affine(form: sympy.Expr) -> Step:
    """A step by the rule `affine`."""
    return Step("affine", form)


def in_range(form: sympy.Expr, *cuts: Any) -> Step:
    """A step by the rule `range`."""
    return Step("range", form, (), cuts)


def composed(whole: sympy.Expr, outer: Step, inner: sympy.Expr, range_: Any, *others: Step) -> Step:
    """A step by the rule `composed`."""
    return Step("composed", whole, (outer, *others), (outer.expression, inner, range_))


def hessian(form: sympy.Expr, *signs: Step) -> Step:
    """A step by the rule `hessian` with minors."""
    return Step("hessian", form, signs, ("minors", len(signs), ()))


SQUARE, ROOT = Step("quadratic", x**2), (n * m) ** R(1, 3)
TINY = sympy.pi - R(int(sympy.pi.evalf(60) * 10**40), 10**40)
HIDDEN_0 = sympy.sin(1) ** 2 + sympy.cos(1) ** 2 - 1
EXP = Step("second derivative", sympy.exp(t), (in_range(sympy.exp(t)),), (sympy.Integer(0),))
EDGE = sympy.Piecewise((1, x <= 0), (x ** (-(1 + x) / sympy.log(1 / x)), True))
POINT = sympy.Piecewise((5, sympy.Eq(x, 0)), (x**2, True))
SUM_OF_STEPS = sympy.Heaviside(x, 0) + sympy.Heaviside(-x, 0)
QUARTIC = x**4 - 3 * x**2 * y**2 + y**4
CUBIC = x**5 / 60 - x**4 / 24

FORGERIES: dict[str, Forgery] = {
    "the outer function depends on x": Forgery(
        "convex",
        x**2 * y**2,
        composed(x**2 * y**2, Step("quadratic", x**2 * t**2), y, REALS),
        (1, 0),
        (0, 1),
    ),
    "the outer function is x t": Forgery("convex", x * y, composed(x * y, affine(x * t), y, REALS), (1, -1), (-1, 1)),
    "the outer function is exp(x) t**2": Forgery(
        "convex",
        sympy.exp(x) * y**2,
        composed(sympy.exp(x) * y**2, Step("quadratic", sympy.exp(x) * t**2), y, REALS),
        (-R(1, 2), R(3, 2)),
        (R(1, 2), R(1, 2)),
    ),
    "a Hessian in one of two symbols": Forgery(
        "convex",
        x**2 * y**2,
        composed(x**2 * y**2, hessian(x**2 * t**2, in_range(2 * x**2)), y, REALS),
        (1, 0),
        (0, 1),
    ),
    "a second symbol is a coefficient": Forgery(
        "convex", x * y**2, Step("multiple", x * y**2, (Step("quadratic", y**2),), (x,)), (-1, 1), (-1, -1)
    ),
    "a second symbol is a factor above 0": Forgery(
        "convex",
        p * y**2,
        Step("multiple", p * y**2, (Step("quadratic", y**2),), (p,)),
        (R(1, 2), R(3, 2)),
        (R(3, 2), R(1, 2)),
        {p: ABOVE},
    ),
    "strict inside, flat along an edge": Forgery(
        "strictly convex",
        -ROOT,
        hessian(
            -ROOT,
            in_range(sympy.diff(-ROOT, m, 2)),
            in_range(sympy.diff(-ROOT, n, 2)),
            Step("rewritten", sympy.hessian(-ROOT, (n, m)).det(), (in_range(1 / (27 * n ** R(4, 3) * m ** R(4, 3))),)),
        ),
        (1, 0),
        (3, 0),
        {n: FROM_0, m: FROM_0},
    ),
    "a slope that is 0 in disguise": Forgery(
        "strictly convex",
        sympy.exp(HIDDEN_0 * x),
        composed(sympy.exp(HIDDEN_0 * x), EXP, HIDDEN_0 * x, REALS),
        (0,),
        (1,),
    ),
    "a factor too small to see its sign": Forgery(
        "convex",
        TINY * sympy.sqrt(p),
        Step("product of powers", TINY * sympy.sqrt(p), (), (TINY, (p, R(1, 2)))),
        (1,),
        (4,),
        {p: ABOVE},
    ),
    "a way through points outside the domain": Forgery(
        "convex",
        CUBIC.xreplace({x: n}),
        hessian(
            CUBIC.xreplace({x: n}),
            Step("rising", n**3 / 3 - n**2 / 2, (in_range(n**2 - n), Step("none", n - n**2)), (sympy.Integer(0),)),
        ),
        (R(11, 10),),
        (R(13, 10),),
        {n: sympy.Interval(0, 10)},
        (n**2 - n > 0,),
    ),
    "0**0 in the place of a limit": Forgery(
        "convex",
        EDGE,
        Step(
            "pieces", EDGE, (affine(sympy.Integer(1)), Step("rewritten", EDGE.args[1][0], (EXP,))), (sympy.Integer(0),)
        ),
        (-R(1, 16),),
        (R(1, 4),),
        {x: sympy.Interval(-R(1, 4), R(1, 4))},
    ),
    "one point lifted": Forgery("convex", POINT, Step("rewritten", POINT, (SQUARE,)), (-1,), (1,)),
    "one point lowered": Forgery("concave", -POINT, Step("rewritten", POINT, (SQUARE,)), (-1,), (1,)),
    "two jumps that meet": Forgery(
        "concave",
        SUM_OF_STEPS,
        Step("rewritten", -SUM_OF_STEPS, (affine(sympy.Integer(-1)),)),
        (-1,),
        (1,),
    ),
    "an indefinite square": Forgery(
        "convex", x**2 + 3 * x * y + y**2, Step("quadratic", x**2 + 3 * x * y + y**2), (1, -1), (-1, 1)
    ),
    "a square with a minus": Forgery("convex", -(x**2), Step("quadratic", -(x**2)), (-1,), (1,)),
    "flat along a line": Forgery("strictly convex", (x + y) ** 2, Step("quadratic", (x + y) ** 2), (1, -1), (-1, 1)),
    "a cubic as a quadratic": Forgery("convex", x**3, Step("quadratic", x**3), (-3,), (1,)),
    "|x| as affine": Forgery("concave", sympy.Abs(x), affine(-sympy.Abs(x)), (-1,), (1,)),
    "a term left out of a sum": Forgery("convex", x**2 - x**4, Step("sum", x**2 - x**4, (SQUARE,)), (1,), (3,)),
    "a negative multiple": Forgery(
        "convex", -2 * x**2, Step("multiple", -2 * x**2, (SQUARE,), (sympy.Integer(-2),)), (-1,), (1,)
    ),
    "the smallest as the largest": Forgery(
        "convex", sympy.Min(x, -x), Step("largest", sympy.Min(x, -x), (affine(x), affine(-x))), (-1,), (1,)
    ),
    "a rest that turns a maximum": Forgery(
        "convex",
        -sympy.Abs(x),
        Step("largest", -sympy.Abs(x), (affine(x), affine(-x)), (-2 * sympy.Abs(x),)),
        (-1,),
        (1,),
    ),
    "values beyond the range of the outer function": Forgery(
        "convex",
        x**3,
        composed(x**3, Step("second derivative", u**3, (in_range(6 * u),)), x, FROM_0),
        (-3,),
        (1,),
    ),
    "a falling outer function": Forgery(
        "convex",
        sympy.exp(-(x**2)),
        composed(
            sympy.exp(-(x**2)),
            Step("second derivative", sympy.exp(-u), (in_range(sympy.exp(-u)),)),
            x**2,
            FROM_0,
            SQUARE,
            in_range(sympy.exp(-u)),
        ),
        (-R(1, 2),),
        (R(1, 2),),
    ),
    "an outer function that falls at first": Forgery(
        "convex",
        (x**2 - 1) ** 2,
        composed(
            (x**2 - 1) ** 2,
            Step("quadratic", t**2),
            x**2 - 1,
            sympy.Interval(-1, oo),
            Step("quadratic", x**2 - 1),
            Step("polynomial", 2 * t, (), (t, sympy.Poly(2 * T, T))),
        ),
        (-R(1, 2),),
        (R(1, 2),),
    ),
    "a pole inside": Forgery("convex", x**-2, Step("second derivative", x**-2, (in_range(6 * x**-4),)), (-1,), (3,)),
    "the sign of another function": Forgery(
        "convex", x**3, Step("second derivative", x**3, (in_range(6 * x**2),)), (-3,), (1,)
    ),
    "a kink that bends down": Forgery(
        "convex", -sympy.Abs(x), Step("second derivative", -sympy.Abs(x), (in_range(sympy.Integer(0)),)), (-1,), (1,)
    ),
    "steps": Forgery(
        "convex",
        sympy.floor(x),
        Step("second derivative", sympy.floor(x), (in_range(sympy.Integer(0)),)),
        (R(1, 2),),
        (R(3, 2),),
    ),
    "a wave as a polynomial": Forgery(
        "convex",
        x**2 / 4 - sympy.sin(x),
        Step(
            "second derivative",
            x**2 / 4 - sympy.sin(x),
            (Step("polynomial", R(1, 2) + sympy.sin(x), (), (sympy.sin(x), sympy.Poly(T + R(1, 2), T))),),
        ),
        (-R(2),),
        (-R(1),),
    ),
    "a dip between the cells of a grid": Forgery(
        "convex",
        x**4 - x**2 / 10**6,
        Step(
            "second derivative",
            x**4 - x**2 / 10**6,
            (in_range(12 * x**2 - R(1, 500_000), (x, (R(-1, 1000), R(1, 1000)))),),
        ),
        (-R(1, 10_000),),
        (R(1, 10_000),),
    ),
    "a root of even order beside one of odd order": Forgery(
        "convex",
        x**5 / 20 - x**4 / 12,
        Step(
            "second derivative",
            x**5 / 20 - x**4 / 12,
            (Step("polynomial", x**3 - x**2, (), (x, sympy.Poly(T**3 - T**2, T))),),
        ),
        (R(1, 4),),
        (R(3, 4),),
    ),
    "pieces whose slopes fall": Forgery(
        "convex",
        -sympy.Abs(x),
        Step("pieces", -sympy.Abs(x), (affine(x), affine(-x)), (sympy.Integer(0),)),
        (-1,),
        (1,),
    ),
    "pieces with a jump": Forgery(
        "convex",
        sympy.Piecewise((x, x < 0), (x + 1, True)),
        Step("pieces", sympy.Piecewise((x, x < 0), (x + 1, True)), (affine(x), affine(x + 1)), (sympy.Integer(0),)),
        (-1,),
        (3,),
    ),
    "an end that is too low": Forgery(
        "convex",
        sympy.Piecewise((-1, n <= 0), (n, True)),
        Step("pieces", sympy.Piecewise((-1, n <= 0), (n, True)), (affine(n),), ()),
        (0,),
        (2,),
        {n: FROM_0},
    ),
    "leading minors only": Forgery(
        "convex", -(y**2) + 0 * x, hessian(-(y**2), in_range(sympy.Integer(0))), (0, -1), (0, 1)
    ),
    "no look at the determinant": Forgery(
        "convex",
        x**2 * y**2,
        hessian(x**2 * y**2, in_range(2 * y**2), in_range(2 * x**2), in_range(12 * x**2 * y**2)),
        (1, 0),
        (0, 1),
    ),
    "elimination over a saddle": Forgery(
        "convex", x * y, Step("hessian", x * y, (), ("elimination", 0, ((x, (R(0),)), (y, (R(0),))))), (1, -1), (-1, 1)
    ),
    "a form that takes both signs": Forgery(
        "convex",
        QUARTIC,
        hessian(
            QUARTIC,
            Step("form", sympy.diff(QUARTIC, x, 2)),
            Step("form", sympy.diff(QUARTIC, y, 2)),
            Step("form", sympy.expand(sympy.hessian(QUARTIC, (x, y)).det())),
        ),
        (1, 2),
        (-1, 2),
    ),
    "a logarithm of exponentials of what is not convex": Forgery(
        "convex",
        sympy.log(sympy.exp(-(x**2)) + 1),
        Step(
            "logarithm of exponentials",
            sympy.log(sympy.exp(-(x**2)) + 1),
            (Step("quadratic", -(x**2)), affine(sympy.Integer(0))),
            (sympy.Integer(1), sympy.Integer(1)),
        ),
        (-R(1, 2),),
        (R(1, 2),),
    ),
    "a logarithm of a difference of exponentials": Forgery(
        "convex",
        sympy.log(2 * sympy.exp(p) - 1),
        Step(
            "logarithm of exponentials",
            sympy.log(2 * sympy.exp(p) - 1),
            (affine(p), affine(sympy.Integer(0))),
            (sympy.Integer(2), sympy.Integer(-1)),
        ),
        (R(1, 10),),
        (2,),
        {p: ABOVE},
    ),
    "a norm with a power below 1": Forgery(
        "convex",
        (sympy.sqrt(n) + sympy.sqrt(m)) ** 2,
        Step("norm", (sympy.sqrt(n) + sympy.sqrt(m)) ** 2, (affine(n), affine(m)), (R(1, 2), R(1), R(1))),
        (1, 0),
        (0, 1),
        {n: FROM_0, m: FROM_0},
    ),
    "a norm with a negative factor": Forgery(
        "convex",
        sympy.sqrt(p**2 - 1),
        Step("norm", sympy.sqrt(p**2 - 1), (affine(p), affine(sympy.Integer(1))), (R(2), R(1), R(-1))),
        (2,),
        (4,),
        {p: sympy.Interval(1, oo)},
        (),
        (in_range(p**2 - 1),),
    ),
    "a norm that is flat along rays": Forgery(
        "strictly convex",
        sympy.sqrt(x**2 + y**2),
        Step("root of a quadratic", sympy.sqrt(x**2 + y**2), (), (x**2 + y**2,)),
        (1, 1),
        (3, 3),
    ),
    "the root of a quadratic below 0 somewhere": Forgery(
        "convex",
        sympy.sqrt(p**2 + 2 * p),
        Step("root of a quadratic", sympy.sqrt(p**2 + 2 * p), (), (p**2 + 2 * p,)),
        (1,),
        (4,),
        {p: ABOVE},
    ),
    "a cone with two directions": Forgery(
        "convex",
        -sympy.log(x**2 + y**2 + 1),
        Step("form of a cone", -sympy.log(x**2 + y**2 + 1), (), (x**2 + y**2 + 1,)),
        (1, 5),
        (-1, 5),
    ),
    "a product whose powers sum to less than 1": Forgery(
        "convex",
        sympy.sqrt(p) / q**2,
        Step("product of powers", sympy.sqrt(p) / q**2, (), (R(1), (p, R(1, 2)), (q, R(-2)))),
        (1, 1),
        (9, 1),
        {p: ABOVE, q: ABOVE},
    ),
    "a product of two squares": Forgery(
        "convex",
        x**2 * y**2,
        Step("product of powers", x**2 * y**2, (), (R(1), (x, R(2)), (y, R(2)))),
        (1, 0),
        (0, 1),
    ),
    "a perspective of the wrong degree": Forgery(
        "convex",
        x**2 * s,
        Step("perspective", x**2 * s, (SQUARE,), (s,)),
        (2, 0),
        (R(1, 10), 2),
        {x: REALS, s: ABOVE},
    ),
    "a perspective is flat along rays": Forgery(
        "strictly convex",
        x**2 / s,
        Step("perspective", x**2 / s, (SQUARE,), (s,)),
        (1, 1),
        (3, 3),
        {x: REALS, s: ABOVE},
    ),
    "the proof of a part of the line": Forgery(
        "convex",
        x**3,
        Step("second derivative", x**3, (Step("polynomial", 6 * x, (), (x, sympy.Poly(6 * T, T))),)),
        (-3,),
        (1,),
    ),
    "a concave function's own proof": Forgery("concave", x**2, SQUARE, (-1,), (1,)),
    "split, with a piece left out": Forgery(
        "convex",
        x**3,
        Step("second derivative", x**3, (Step("split", 6 * x, (in_range(6 * x),), (R(0),)),)),
        (-3,),
        (1,),
    ),
    "a product of signs that are unknown": Forgery(
        "convex",
        x**3,
        Step("second derivative", x**3, (Step("product", 6 * x, (in_range(sympy.Integer(6)), in_range(x))),)),
        (-3,),
        (1,),
    ),
}
