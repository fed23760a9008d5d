"""Each kind of law holds of what is right, and says what is wrong with the rest, on arrays of any size."""

import math
from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
import pytest
import sympy
from pydantic import ValidationError

from grader.laws import (
    Agrees,
    DerivativeOf,
    Equals,
    FixedPoint,
    GradientOf,
    HessianOf,
    Inverse,
    Minimises,
    OneWord,
    Satisfies,
)
from grader.laws.law import Law, UntoldError

x, y, z, u, a = sympy.symbols("x y z u a")


def square(x: Any) -> Any:
    return x**2


def double(x: Any) -> Any:
    return 2 * x


def length(w: Any) -> Any:
    return sum(entry**2 for entry in np.ravel(w))


def twice(w: Any) -> Any:
    return 2 * np.asarray(w)


def bilinear(w: Any) -> Any:
    return w[0] * w[1]


def gain(x: float) -> float:
    return x - math.log(x)


def derivative(f: sympy.Expr, x: sympy.Symbol) -> Any:
    return sympy.diff(f, x)


def gradient(f: sympy.Expr, variables: tuple[sympy.Symbol, ...]) -> Any:
    return [sympy.diff(f, variable) for variable in variables]


def hessian(f: sympy.Expr, variables: tuple[sympy.Symbol, ...]) -> Any:
    return sympy.hessian(f, variables)


def hessian_of_length(w: Any) -> Any:
    return 2 * np.eye(len(w))


def rows(w: Any) -> list[list[float]]:
    return [[0, 1], [1, 0]]


def one() -> float:
    return 1.0


def ones(start: Any) -> Any:
    return np.ones(np.shape(start))


def root(x: float) -> float:
    return math.sqrt(x)


def toward_one(place: Any) -> Any:
    return (np.asarray(place) + 1) / 2


def pair(place: Any) -> Any:
    return np.ravel(place)


def is_positive(value: float, *arguments: Any) -> bool:
    return value > 0


def giving(value: Any, like: Callable[..., Any]) -> Callable[..., Any]:
    """A function with the parameters of another one that always gives this."""

    @wraps(like)
    def given(*arguments: Any) -> Any:
        return value

    return given


HOLDS: list[tuple[Law, tuple[Any, ...]]] = [
    (DerivativeOf(double, square, wrt="x"), (3,)),
    (DerivativeOf(double, square, wrt="x"), (x,)),
    (DerivativeOf(giving(2, square), square, wrt="x", order=2), (x,)),
    (DerivativeOf(derivative, "f", wrt="x"), (sympy.Abs(x), x)),
    (DerivativeOf(derivative, "f", wrt="x"), (sympy.log(x), x)),
    (DerivativeOf(derivative, "f", wrt="x"), (sympy.Integer(7), x)),
    (GradientOf(twice, length, wrt="w"), (np.array([1.0, -2.0]),)),
    (GradientOf(twice, length, wrt="w"), (np.array([3.0]),)),
    (GradientOf(twice, length, wrt="w"), (np.array([]),)),
    (GradientOf(twice, length, wrt="w"), (np.array([[1.0], [4.0]]),)),
    (GradientOf(gradient, "f", wrt="variables"), (x**2 * u + y / 3, (x, y, z, u))),
    (HessianOf(hessian_of_length, length, wrt="w"), (np.array([1.0, 2.0]),)),
    (HessianOf(rows, bilinear, wrt="w"), (np.array([1.0, 2.0]),)),
    (HessianOf(hessian, "f", wrt="variables"), (x**3, (x,))),
    (HessianOf(hessian, "f", wrt="variables"), (x**2 + y * u, (x, y, z, u))),
    (Minimises(giving(0, one), square, at="x"), ()),
    (Minimises(giving(1, one), gain, at="x"), ()),  # of which there is no value to the left of 0
    (Minimises(giving(np.zeros(1), one), length, at="w"), ()),
    (Minimises(giving(np.zeros((2, 2)), one), length, at="w"), ()),
    (FixedPoint(ones, toward_one, at="place"), (np.zeros(3),)),
    (FixedPoint(one, toward_one, at="place"), ()),
    (FixedPoint(ones, toward_one, at="place"), (np.zeros(0),)),
    (Inverse(square, root), (3.0,)),
    (Agrees(double, lambda x: x + x), (x,)),
    (Equals(one, "one() ** 2"), ()),
    (Satisfies("the value is above 0", square, is_positive), (2,)),
]

BROKEN: list[tuple[Law, tuple[Any, ...], str]] = [
    (DerivativeOf(square, square, wrt="x"), (3,), "differences give 6"),
    (DerivativeOf(square, square, wrt="x"), (x,), "differences of x**2 give"),
    (DerivativeOf(giving(a, derivative), "f", wrt="x"), (x**2, x), "a is a at x = -7/5"),
    (DerivativeOf(giving(sympy.I, derivative), "f", wrt="x"), (x**2, x), "differences of x**2 give"),
    (DerivativeOf(giving(sympy.zoo, derivative), "f", wrt="x"), (x**2, x), "differences of x**2 give"),
    (GradientOf(giving([2.0], length), length, wrt="w"), (np.ones(2),), "has 1 entries, and w has 2"),
    (GradientOf(giving([2.0, 0.0], length), length, wrt="w"), (np.ones(2),), "has 0 as entry 1"),
    (GradientOf(giving([x], gradient), "f", wrt="variables"), (x * y, (x, y)), "1 entries for 2 variables"),
    (GradientOf(giving([u, 0, 0, 2 * u], gradient), "f", wrt="variables"), (x**2 + u**2, (x, y, z, u)), "u is"),
    (HessianOf(giving([[2, 0]], length), length, wrt="w"), (np.ones(2),), "has the shape (1, 2)"),
    (HessianOf(giving([[2, 0], [1, 2]], length), length, wrt="w"), (np.ones(2),), "entry (1, 0)"),
    (HessianOf(giving(sympy.eye(2), hessian), "f", wrt="variables"), (x**2 + y, (x, y)), "entry (0, 0)"),
    (Minimises(giving(0.01, one), square, at="x"), (), "gives"),
    (Minimises(giving(math.nan, one), square, at="x"), (), "gives nan"),
    (Minimises(giving(np.array([1.0, -1.0]), one), bilinear, at="w"), (), "gives -1"),
    (FixedPoint(giving(1.1, one), toward_one, at="place"), (), "is moved by 0.05"),
    (FixedPoint(giving(math.nan, one), toward_one, at="place"), (), "is moved by nan"),
    (FixedPoint(giving(np.ones((1, 2)), one), pair, at="place"), (), "has the shape (1, 2)"),
    (Inverse(double, root), (3.0,), "root(double(3.0)) is"),
    (Agrees(double, square), (3.0,), "double(3.0) is 6"),
    (Equals(one, "1 + 1"), (), "it is 1"),
    (Satisfies("the value is above 0", square, is_positive), (0,), "square(0) is 0"),
]


@pytest.mark.parametrize(("law", "arguments"), HOLDS)
def test_what_is_right(law: Law, arguments: tuple[Any, ...]) -> None:
    assert law.fault_at(*arguments) is None


@pytest.mark.parametrize(("law", "arguments", "says"), BROKEN)
def test_what_is_wrong(law: Law, arguments: tuple[Any, ...], says: str) -> None:
    """The fault names what differs."""
    assert says in str(law.fault_at(*arguments))


def test_a_proof_where_both_run_on_symbols() -> None:
    assert DerivativeOf(double, square, wrt="x").is_proved(3)
    assert DerivativeOf(double, square, wrt="x").is_proved(x)
    assert not DerivativeOf(square, square, wrt="x").is_proved(3)
    assert not Satisfies("the value is above 0", square, is_positive).is_proved(3)


def test_one_word_tells_nothing() -> None:
    with pytest.raises(UntoldError, match="it is the slide's letter"):
        OneWord(one, "it is the slide's letter").fault_at()


@pytest.mark.parametrize(
    "state",
    [
        lambda: Satisfies("", one, is_positive),
        lambda: OneWord(one, ""),
        lambda: OneWord(one),  # type: ignore[call-arg]
        lambda: DerivativeOf(double, square, wrt="x", order=0),
        lambda: Equals("one", "1"),  # type: ignore[arg-type]
    ],
)
def test_what_states_no_law(state: Callable[[], Law]) -> None:
    """Pydantic refuses it where it stands."""
    with pytest.raises(ValidationError):
        state()
