"""What is no evidence, and what belongs into no field of it."""

from typing import Any

import numpy as np
import sympy

from grader.maths.convexity import Certificate, Step, Witness

R, oo = sympy.Rational, sympy.oo
x, y = sympy.symbols("x y", real=True)


class Liar:
    """Equal to everything, and of every type."""

    def __eq__(self, other: object) -> bool:
        """Always."""
        return True

    def __hash__(self) -> int:
        """Any number does."""
        return 1

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """Said to be a certificate."""
        return Certificate


class Furious:
    """Raises whatever is asked of it."""

    def __getattribute__(self, name: str) -> Any:
        """No attribute."""
        raise MemoryError(name)

    __eq__ = __hash__ = __bool__ = __len__ = __iter__ = lambda *_: 1 / 0  # type: ignore[assignment]


def _cyclic() -> Step:
    step = Step("sum", x**2)
    object.__setattr__(step, "parts", (step,))
    return step


def _deep(levels: int) -> Step:
    step = Step("quadratic", x**2)
    for _ in range(levels):
        step = Step("sum", x**2, (step,))
    return step


def _nested(levels: int) -> sympy.Expr:
    expression = x
    for _ in range(levels):
        expression = sympy.sin(expression, evaluate=False)
    return expression


def _wide(levels: int) -> Step:
    """A tree with 2**levels leaves that are one object."""
    step = Step("quadratic", x**2)
    for _ in range(levels):
        step = Step("sum", x**2, (step, step))
    return step


_LIST: list[Any] = []
_LIST.append(_LIST)
_A, _B = sympy.symbols("a b", commutative=False)
_CYCLIC_TUPLE: tuple[Any, ...] = (_LIST,)
ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    10**400,
    2**63,
    1.5,
    float("nan"),
    float("inf"),
    1j,
    "",
    "x**2",
    "range",
    b"x",
    [],
    {},
    (),
    (None,),
    [x],
    {x: x},
    _LIST,
    _CYCLIC_TUPLE,
    object(),
    type,
    Step,
    Liar(),
    Furious(),
    lambda *_: x,
    np.float64(2.0),
    np.array([1.0]),
    np.array(["x"]),
    np.array([[None]]),
    sympy.nan,
    sympy.oo,
    -sympy.oo,
    sympy.zoo,
    sympy.I,
    sympy.Float("1.5"),
    sympy.Float("nan"),
    sympy.S.true,
    sympy.EmptySet,
    sympy.S.Reals,
    sympy.Interval(0, sympy.Symbol("k", real=True)),
    sympy.FiniteSet(1),
    sympy.Tuple(x, x),
    sympy.Matrix([[x, 1], [1, x]]),
    sympy.MatrixSymbol("M", 2, 2),
    sympy.Function("f")(x),
    sympy.Function("f"),
    sympy.Lambda(x, x),
    sympy.Derivative(sympy.Function("f")(x), x),
    sympy.Integral(x**2, x),
    sympy.Sum(x, (x, 1, oo)),
    _A * _B,
    sympy.Symbol("x"),
    sympy.Symbol("x", imaginary=True),
    sympy.Symbol("z", real=True),
    sympy.Dummy("x", real=True),
    sympy.Integer(10) ** 300,
    R(1, 10**300),
    x < 1,
    sympy.Eq(x, 1),
    sympy.Poly(x, x, y),
    sympy.Poly(x**2, x, modulus=5),
    sympy.Pow(0, -1, evaluate=False),
    sympy.Mul(0, oo, evaluate=False),
    sympy.log(0, evaluate=False),
    sympy.Pow(10, sympy.Pow(10, 9, evaluate=False), evaluate=False),
    sympy.Mul(x, 1 / x, evaluate=False),
    sympy.factorial(sympy.Integer(10**9), evaluate=False),
    sympy.sin(_A, evaluate=False),
    _nested(120),
    _nested(2_000),
    sympy.Add(*[x**power for power in range(1_500)]),
    _cyclic(),
    _deep(10_000),
    _wide(60),
    Step("sum", x),
    Certificate("convex", Step("range", x**2)),
    Step("range", x, (None,)),  # type: ignore[arg-type]
    Step("range", x, [], {}),  # type: ignore[arg-type]
)
MALFORMED: tuple[Any, ...] = (
    *ODD,
    object.__new__(Certificate),
    object.__new__(Witness),
    Certificate("convex", object.__new__(Step)),
    Certificate("convex", _cyclic()),
    Certificate("convex", _deep(10_000)),
    Certificate("convex", _wide(60)),
    Certificate("not convex", Step("quadratic", x**2)),  # type: ignore[arg-type]
    Certificate("strictly", Step("quadratic", x**2)),  # type: ignore[arg-type]
    Certificate("convex", Step("hessian", x**2, (), ("elimination", 0, ((x, (None,)),)))),
    Witness("convex", (), (), R(1, 2)),
    Witness("convex", (R(0),), (R(0),), R(1, 2)),
    Witness("convex", (R(0),), (R(1), R(1)), R(1, 2)),
    Witness("convex", (R(-3),), (R(1),), 0.5),
    Witness("nonconvex", (R(-3),), (R(1),), R(1, 2)),  # type: ignore[arg-type]
)
