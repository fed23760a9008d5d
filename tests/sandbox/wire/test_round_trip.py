"""A value that crosses the wall arrives as it was: equal, and of the same type."""

import json
from collections import Counter, OrderedDict, defaultdict, namedtuple
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given

from grader.sandbox.functions import ExpressionFunction, FunctionHandle, VectorFunction
from grader.sandbox.wire import Decoder, Encoder
from grader.sandbox.wire.heads import HEADS
from grader.sandbox.wire.messages import from_bytes, to_bytes
from tests.sandbox.wire.strategies import EXPRESSIONS, VALUES, same

x, y = sympy.symbols("x y")
Pair = namedtuple("Pair", "left right")  # noqa: PYI024 - students write it so


class Colour(IntEnum):
    """Numbers with names."""

    RED = 1


class Name(StrEnum):
    """Texts with names."""

    A = "a"


def cross(value: Any) -> Any:
    """The value after a way through bytes."""
    raw = to_bytes({"value": Encoder(2**20).encode(value)})
    return Decoder(FunctionHandle).decode(from_bytes(raw)["value"])


@given(VALUES)
def test_any_value(value: Any) -> None:
    """What crosses is the same on the other side, and crosses back from there."""
    arrived = cross(value)
    assert same(arrived, value)
    assert same(cross(arrived), value)


@given(VALUES)
def test_one_message_for_one_value(value: Any) -> None:
    """Equal values give equal bytes, and JSON without names for what is not finite."""
    encoded = Encoder(2**20).encode(value)
    assert json.dumps(encoded, allow_nan=False) == json.dumps(Encoder(2**20).encode(cross(value)), allow_nan=False)


@pytest.mark.parametrize(
    ("written", "arrives"),
    [
        (sympy.UnevaluatedExpr(x + 1) * 2, 2 * (x + 1)),
        (sympy.SingularityFunction(2 * x + 1, 0, 1), (2 * x + 1) * sympy.Heaviside(2 * x + 1, 1)),
        (sympy.SingularityFunction(x, 3, 0), sympy.Heaviside(x - 3, 1)),
    ],
    ids=["unevaluated", "ramp", "step"],
)
def test_another_way_to_write_what_is_known(written: sympy.Expr, arrives: sympy.Expr) -> None:
    """Crosses as what it stands for."""
    assert sympy.simplify(cross(written) - arrives) == 0


@given(EXPRESSIONS)
def test_any_expression(expression: sympy.Expr) -> None:
    """The tree arrives as it was built, not as SymPy would rewrite it."""
    arrived = cross(expression)
    assert arrived == expression
    assert sympy.srepr(arrived) == sympy.srepr(expression)


@pytest.mark.parametrize("name", sorted(HEADS))
def test_every_head(name: str) -> None:
    """Each function that the grammar knows can be sent, with as many arguments as it takes."""
    head = getattr(sympy, name)
    count = min(head.nargs or [2]) if name not in {"Max", "Min"} else 2
    node = head(*(x, y)[: int(count)], evaluate=False)
    arrived = cross(node)
    assert type(arrived) is type(node)
    assert arrived == node


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Pair(1, [2]), (1, [2])),
        (Colour.RED, 1),
        (Name.A, "a"),
        (OrderedDict(a=1), {"a": 1}),
        (defaultdict(list, a=[1]), {"a": [1]}),
        (Counter("aab"), {"a": 2, "b": 1}),
        (range(3), [0, 1, 2]),
        (Decimal("1.10"), Decimal("1.10")),
        (Decimal("-Infinity"), float("-inf")),
        (np.longdouble(1.5), np.float64(1.5)),
        (np.str_("text"), "text"),
        (np.bool_(True), np.bool_(True)),
        (np.float32(0.1), np.float32(0.1)),
        (np.array(3.0), np.array(3.0)),
        (np.array([1, "a", None, [Fraction(1, 2)]], dtype=object), np.array([1, "a", None, [Fraction(1, 2)]], object)),
        (np.asfortranarray([[1, 2], [3, 4]]), np.array([[1, 2], [3, 4]])),
        (np.array([1, 2], dtype=">i4"), np.array([1, 2], dtype="int32")),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (sympy.Tuple(x, 1), (x, sympy.Integer(1))),
        (sympy.Dict({x: 1}), {x: sympy.Integer(1)}),
        (sympy.FiniteSet(x, 1), {x, sympy.Integer(1)}),
        (sympy.Array([[x, 1], [0, y]]), [[x, sympy.Integer(1)], [sympy.Integer(0), y]]),
        (sympy.derive_by_array(x * y, (x, y)), [y, x]),
        (sympy.EmptySet, set()),
        (sympy.Matrix([[x, 1]]), sympy.ImmutableMatrix([[x, 1]])),
        (sympy.SparseMatrix(2, 2, {(0, 1): x}), sympy.ImmutableMatrix([[0, x], [0, 0]])),
        (sympy.zeros(0, 3), sympy.ImmutableMatrix(0, 3, [])),
        (sympy.true, sympy.true),
        (sympy.nan, sympy.nan),
        (sympy.zoo, sympy.zoo),
        (sympy.Matrix([[sympy.zoo]]), sympy.ImmutableMatrix([[sympy.zoo]])),
        (sympy.Eq(x, 1), sympy.Eq(x, 1)),
        (
            sympy.Not(sympy.And(x > 1, sympy.Or(y < 2, sympy.Ne(x, y)))),
            sympy.Not(sympy.And(x > 1, sympy.Or(y < 2, sympy.Ne(x, y)))),
        ),
        (sympy.Symbol("n", integer=True, nonnegative=True), sympy.Symbol("n", integer=True, nonnegative=True)),
        (sympy.Symbol("\\lambda_{1}^*"), sympy.Symbol("\\lambda_{1}^*")),
        (sympy.Float("0.1", 50), sympy.Float("0.1", 50)),
        (FunctionHandle(3), FunctionHandle(3)),
        (ExpressionFunction((x, y), x * y), ExpressionFunction((x, y), x * y)),
        (ExpressionFunction((x,), x**2, takes_point=True), ExpressionFunction((x,), x**2, takes_point=True)),
        (VectorFunction((x, y), (x * y, x)), VectorFunction((x, y), (x * y, x))),
    ],
    ids=lambda value: type(value).__name__,
)
def test_arrives_as(value: Any, expected: Any) -> None:
    """Subclasses arrive as the built-in that they are, and mutable matrices as immutable ones."""
    arrived = cross(value)
    if isinstance(expected, np.ndarray) and expected.dtype == object:
        assert arrived.tolist() == expected.tolist()
    else:
        assert same(arrived, expected)


def test_matrix_class_and_long_double_arrays() -> None:
    """Arrays of the older classes arrive as plain ones."""
    arrived = cross(np.ones((1, 2)).view(np.matrix))
    assert (type(arrived), arrived.shape) == (np.ndarray, (1, 2))
    assert cross(np.ones(2, dtype=np.longdouble)).dtype == np.float64
