"""What cannot cross is refused with a clause that says what it is, and how to mend it."""

import sys
from typing import Any

import numpy as np
import pytest
import sympy

from grader.sandbox.wire import Decoder, Encoder, IncomparableError, WireError

x = sympy.Symbol("x")
DOIT = "where SymPy can, .doit() carries it out"


class Liar:
    """Claims to be an array, equals everything, and raises whenever it is looked at."""

    __class__ = np.ndarray  # type: ignore[assignment]
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return True

    def __float__(self) -> float:
        return 1.0

    def __index__(self) -> int:
        return 1

    def __repr__(self) -> str:
        raise SystemExit

    def __getattr__(self, name: str) -> Any:
        raise KeyError(name)


def nested(levels: int) -> Any:
    """A dictionary in a dictionary in a ..."""
    value: Any = 1
    for _ in range(levels):
        value = {"a": value}
    return value


def endless() -> list[Any]:
    """A list that holds itself."""
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ((i for i in range(3)), "it is a generator object; list(...) makes it a list"),
        (zip([1], [2], strict=True), "it is a zip object; list(...) makes it a list"),
        (map(str, [1]), "it is a map object; list(...) makes it a list"),
        (filter(None, [1]), "it is a filter object; list(...) makes it a list"),
        ({1: 2}.keys(), "it is a dict_keys object; list(...) makes it a list"),
        ({1: 2}.items(), "it is a dict_items object; list(...) makes it a list"),
        (enumerate([1]), "it is an enumerate object; list(...) makes it a list"),
        (b"abc", "it is a bytes object; .decode() makes it a text"),
        (object(), "it is an object object"),
        (sys, "it is a module object"),
        (Ellipsis, "it is an ellipsis object"),
        (int, "it is the class int itself; it was not called"),
        (sympy.sin, "it is the class sin itself; it was not called"),
        (lambda: 1, "it is a function object"),
        (Liar(), "it is a Liar object"),
        ([1, {Liar()}], "it is a Liar object"),
        (np.ma.MaskedArray([1, 2], mask=[False, True]), "it is a MaskedArray object; .filled(...) makes it an array"),
        (np.zeros(3, dtype=[("a", int)]), "it is an array of records, not of numbers"),
        (np.array(["a"]), "it is an array of texts, not of numbers; .tolist() makes it a list of texts"),
        (iter(np.ones(2)), "it is an iterator object; list(...) makes it a list"),
        (np.datetime64("2020-01-01"), "it is a datetime64 object"),
        (np.zeros(200_000), "it is an array of 200000 numbers, more than 1,048,576 bytes"),
        (np.broadcast_to(1.0, (10**6, 10**6)), "it is an array of 1000000 x 1000000 elements"),
        (np.broadcast_to(np.array(None, dtype=object), (10**6,)), "it is an array of 1,000,000 objects"),
        (np.zeros((0, 2**40)), "it is an array of 0 x 1099511627776 elements"),
        (np.zeros((1,) * 9), "it is an array of 9 dimensions"),
        (nested(10_000), "it is nested deeper than 64 levels, or holds itself"),
        (endless(), "it is nested deeper than 64 levels, or holds itself"),
        (range(10**12), "it has more than 100,000 parts"),
        ([0] * 200_000, "it has more than 100,000 parts"),
        ({*range(20_000)}, "it is a set of more than 10,000 entries"),
        (dict.fromkeys(range(20_000)), "it is a dict of more than 10,000 entries"),
        ("x" * 200_000, "it is a text of 200,000 characters"),
        ("\ud800", "it is a text with half of a surrogate pair, which is no character"),
        (1 << 20_000, "it is a whole number of more than 4,000 digits"),
        (sympy.Integer(1 << 20_000), "it is a whole number of more than 4,000 digits"),
        (sympy.Float("1e99999"), "it holds a decimal number with too many digits, or one too large or too small"),
        (sympy.Float(1, 5000), "it holds a decimal number with too many digits, or one too large or too small"),
        (sympy.Symbol("a\x1b"), "it holds the symbol 'a\\x1b', which has no plain name"),
        (sympy.Symbol("f(x)"), "it holds the symbol 'f(x)', which has no plain name"),
        (sympy.Symbol("A", commutative=False), "it holds a symbol that does not commute"),
        (sympy.Dummy("x"), "it holds a Dummy symbol; Symbol(...) makes one that can be compared"),
        (sympy.Function("f")(x), "it holds the undefined function f"),
        (sympy.floor(x).diff(x), "it holds a Derivative that SymPy does not carry out, for real symbols either"),
        (sympy.floor(x).diff(x).subs(x, 2), "it holds a Subs that SymPy does not carry out, for real symbols either"),
        (
            1 + sympy.Integral(x, x),
            "it holds an Integral that is not carried out; where SymPy can, .doit() carries it out",
        ),
        (sympy.Sum(x, (x, 1, 3)), f"it holds a Sum that is not carried out; {DOIT}"),
        (sympy.airyai(x), "it holds an airyai, which is not an elementary function"),
        (x / sympy.Integer(0), "it holds zoo, as from a division by zero"),
        (sympy.Add(x, sympy.nan, evaluate=False), "it holds nan, as from a division by zero"),
        (x + sympy.O(x**2), "it holds an O(...) term; .removeO() takes it away"),
        (sympy.Poly(x, x), "it holds a Poly, which is not an elementary function; .as_expr() makes it an expression"),
        (sympy.Interval(0, 1), "it holds an Interval, which is not an elementary function"),
        (sympy.SparseMatrix(10**6, 10**6, {}), "it is a matrix of 1000000 x 1000000 entries"),
        (sympy.MatrixSymbol("A", 2, 2), "it holds a MatrixSymbol, which is not an elementary function"),
    ],
    ids=lambda value: (
        type(value).__name__ if not isinstance(value, str) else value[:20].encode("ascii", "replace").decode()
    ),
)
def test_refused(value: Any, text: str) -> None:
    """The clause fits behind "The answer cannot be judged:"."""
    with pytest.raises(WireError) as refused:
        Encoder(2**20).encode(value)
    assert str(refused.value) == text


@pytest.mark.parametrize(
    ("value", "is_ours"),
    [
        (1 + sympy.Integral(x, x), True),
        (sympy.floor(x).diff(x), True),
        (sympy.airyai(x), True),
        (sympy.Symbol("A", commutative=False), True),
        ([1, {"f": sympy.airyai(x)}], True),
        (sympy.Add(*map(sympy.Integer, range(30_000)), evaluate=False), True),
        (sympy.Function("f")(x), False),
        (sympy.Dummy("x"), False),
        (x + sympy.O(x**2), False),
        (sympy.Interval(0, 1), False),
        (sympy.Poly(x, x), False),
        (map(str, []), False),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_may_be_right_is_told_from_what_is_not(value: Any, *, is_ours: bool) -> None:
    """An expression that a limit of ours keeps from being compared is no wrong answer."""
    with pytest.raises(WireError) as refused:
        Encoder(2**20).encode(value)
    assert isinstance(refused.value, IncomparableError) is is_ours


y, z = sympy.symbols("y z")
SLOPES = [
    (sympy.Derivative(x**2, x), 2 * x),
    (sympy.diff(sympy.Abs(x * y - 1), x), y * sympy.sign(x * y - 1)),
    (sympy.diff(sympy.sign(x), x), 2 * sympy.DiracDelta(x)),
    (sympy.diff(sympy.Abs(x), x).subs(x, 3), sympy.Integer(1)),
    (sympy.diff(sympy.Abs(x), x).subs(x, 2 * y), sympy.sign(y)),
    (sympy.diff(sympy.conjugate(x) * x, x), 2 * x),
    (sympy.diff(sympy.re(x) ** 2 + sympy.im(x), x), 2 * x),
    (sympy.diff(sympy.Matrix([x, y, z]).norm(1), y), sympy.sign(y)),
    (sympy.Matrix([sympy.Abs(x)]).jacobian([x])[0], sympy.sign(x)),
]


@pytest.mark.parametrize(("left", "crosses"), SLOPES, ids=str)
def test_derivatives_are_those_of_real_symbols(left: Any, crosses: sympy.Expr) -> None:
    """SymPy knows no derivative of |x| for an x that may be complex, as `Symbol("x")` may."""
    assert Decoder().decode(Encoder(2**20).encode(left)) == crosses
    assert Decoder().decode(Encoder(2**20).encode([left])) == [crosses]


def test_symbols_keep_their_names_and_assumptions() -> None:
    """Also where others are taken for real on the way."""
    positive = sympy.Symbol("p", positive=True)
    assert Decoder().decode(Encoder(2**20).encode(sympy.diff(sympy.Abs(x) * positive, x))) == positive * sympy.sign(x)


def test_deep_expressions_are_refused() -> None:
    """An expression that is deeper than Python can recurse is refused, not tried."""
    deep = x
    for _ in range(150):
        deep = sympy.Add(1, sympy.Mul(2, deep, evaluate=False), evaluate=False)
    with pytest.raises(WireError, match="nested deeper than 100 levels"):
        Encoder(2**20).encode(deep)


def test_functions_are_kept_on_the_students_side() -> None:
    """There, anything callable becomes a number; a class still does not."""
    kept: list[Any] = []
    encoder = Encoder(2**20, lambda function: kept.append(function) or len(kept))  # type: ignore[func-returns-value]
    assert encoder.encode([len, np.sin]) == ["list", ["handle", 1], ["handle", 2]]
    assert kept == [len, np.sin]
    with pytest.raises(WireError, match="the class int itself"):
        encoder.encode(int)
