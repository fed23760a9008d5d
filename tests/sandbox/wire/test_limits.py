"""What lies just within a limit crosses, and what lies just beyond is refused: on either side of the wall."""

import base64
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
import sympy

from grader.sandbox.functions import FunctionHandle
from grader.sandbox.wire import Decoder, Encoder, WireError
from grader.sandbox.wire.messages import from_bytes, to_bytes

X = ["Symbol", "x"]
x = sympy.Symbol("x")


def nested(levels: int) -> Any:
    """A list in a list in a ..."""
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


def written(levels: int) -> Any:
    """The same as data of the wire."""
    value: Any = 1
    for _ in range(levels):
        value = ["list", value]
    return value


def sines(levels: int) -> Any:
    """The sine of the sine of ... of x, as data of the wire."""
    tree: Any = X
    for _ in range(levels):
        tree = ["sin", tree]
    return ["sympy", tree]


def sine(levels: int) -> Any:
    """The same expression."""
    expression = x
    for _ in range(levels):
        expression = sympy.sin(expression, evaluate=False)
    return expression


READ: dict[str, tuple[Callable[[int], Any], int]] = {
    "depth": (written, 64),
    "parts": (lambda count: ["list", *[0] * count], 99_999),
    "text": (lambda count: "x" * count, 100_000),
    "keys": (lambda count: ["dict", *([number, 0] for number in range(count))], 10_000),
    "set": (lambda count: ["set", *range(count)], 10_000),
    "frozen set": (lambda count: ["frozenset", *range(count)], 10_000),
    "digits": (lambda count: ["int", "9" * count], 4_000),
    "digits of a negative one": (lambda count: ["int", "-" + "9" * count], 4_000),
    "exponent of a decimal": (lambda number: ["decimal", f"1E-{number}"], 9_999),
    "depth of a tree": (sines, 100),
    "nodes": (lambda count: ["sympy", ["Add", *[X] * count]], 19_999),
    "exponent": (lambda number: ["sympy", ["Float", "1", number, 53]], 40_000),
    "negative exponent": (lambda number: ["sympy", ["Float", "1", -number, 53]], 40_000),
    "precision": (lambda number: ["sympy", ["Float", "1", 0, number]], 4_000),
    "no precision": (lambda number: ["sympy", ["Float", "1", 0, 2 - number]], 1),
    "mantissa": (lambda bits: ["sympy", ["Float", str(2**bits - 1), 0, 53]], 4_000),
    "name": (lambda count: ["sympy", ["Symbol", "x" * count]], 100),
    "handle": (lambda number: ["handle", number], 2**53 - 1),
    "no handle": (lambda number: ["handle", 1 - number], 1),
    "entries": (lambda count: ["matrix", count, 1, *[X] * count], 2_500),
    "an empty side": (lambda count: ["matrix", 0, count], 2_500),
    "dimensions": (lambda count: ["array", "uint8", [1] * count, "AA=="], 8),
    "elements": (lambda count: ["array", "uint8", [0, count], ""], 2**31),
    "bytes": (lambda count: ["array", "uint8", [3], base64.b64encode(bytes(count)).decode()], 3),
}


@pytest.mark.parametrize("name", READ)
def test_read(name: str) -> None:
    """One more is refused."""
    make, most = READ[name]
    Decoder().decode(make(most))
    with pytest.raises(WireError):
        Decoder().decode(make(most + 1))


SENT: dict[str, tuple[Callable[[int], Any], int]] = {
    "depth": (nested, 64),
    "parts": (lambda count: [0] * count, 99_999),
    "text": (lambda count: "x" * count, 100_000),
    "keys": (lambda count: dict.fromkeys(range(count)), 10_000),
    "set": (lambda count: {*range(count)}, 10_000),
    "bits": (lambda bits: 2**bits - 1, 13_284),
    "bits of a negative one": (lambda bits: 1 - 2**bits, 13_284),
    "bits of an expression": (lambda bits: sympy.Integer(2**bits - 1), 13_284),
    "exponent of a decimal": (lambda number: Decimal(f"1E-{number}"), 9_999),
    "depth of a tree": (sine, 100),
    "nodes": (lambda count: sympy.Add(*[sympy.Symbol(f"x{n}") for n in range(count)], evaluate=False), 19_999),
    "exponent": (lambda number: sympy.Float((0, 1, number, 1), precision=53), 40_000),
    "negative exponent": (lambda number: sympy.Float((0, 1, -number, 1), precision=53), 40_000),
    "precision": (lambda bits: sympy.Float(1, precision=bits), 4_000),
    "name": (lambda count: sympy.Symbol("x" * count), 100),
    "entries": (lambda count: sympy.Matrix([x] * count), 2_500),
    "rows": (lambda count: sympy.Matrix(count, 50, [x] * 50 * count), 50),
    "an empty side": (lambda count: sympy.zeros(0, count), 2_500),
    "dimensions": (lambda count: np.zeros([1] * count), 8),
    "bytes": (lambda count: np.zeros(count, dtype="uint8"), 2**20),
    "objects": (lambda count: np.full(count, None, dtype=object), 99_999),
}


@pytest.mark.parametrize("name", SENT)
def test_sent(name: str) -> None:
    """What is sent can be read; one more is refused."""
    make, most = SENT[name]
    Decoder().decode(from_bytes(to_bytes({"value": Encoder(2**20).encode(make(most))}))["value"])
    with pytest.raises(WireError):
        Encoder(2**20).encode(make(most + 1))


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (2**53, 2**53),
        (-(2**53), -(2**53)),
        (2**53 + 1, ["int", "9007199254740993"]),
        (-(2**53) - 1, ["int", "-9007199254740993"]),
        (FunctionHandle(2**53 - 1), ["handle", 2**53 - 1]),
    ],
)
def test_whole_numbers_that_json_would_round_are_texts(value: Any, data: Any) -> None:
    """Others are themselves."""
    assert Encoder(2**20).encode(value) == data
    assert Decoder().decode(from_bytes(to_bytes({"value": data}))["value"]) == value


@pytest.mark.parametrize(("digits", "is_read"), [("9" * 17, True), ("-" + "9" * 16, True), ("9" * 18, False)])
def test_long_whole_numbers_of_json(digits: str, *, is_read: bool) -> None:
    """Nobody sends them as such."""
    raw = f'{{"a":{digits}}}'.encode()
    if is_read:
        assert from_bytes(raw) == {"a": int(digits)}
    else:
        with pytest.raises(WireError):
            from_bytes(raw)


NAN, INF = ["float", "nan"], ["float", "inf"]


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (["complex", 1.0, 2.0], "(1+2j)"),
        (["complex", NAN, 2.0], "(nan+2j)"),
        (["complex", 1.0, ["float", "-inf"]], "(1-infj)"),
        (["complex", INF, NAN], "(inf+nanj)"),
        (NAN, "nan"),
        (INF, "inf"),
    ],
    ids=str,
)
def test_numbers_that_are_not_finite(data: Any, value: str) -> None:
    """By their names, there and back."""
    assert str(Decoder().decode(data)) == value
    assert Encoder(2**20).encode(Decoder().decode(data)) == data


@pytest.mark.parametrize(
    "data",
    [["complex", ["int", "nan"], 1.0], ["complex", ["float", "nan", 1], 1.0], ["complex", 1.0], ["float"]],
    ids=str,
)
def test_parts_that_are_none(data: Any) -> None:
    """Of a complex number, or of one that is not finite."""
    with pytest.raises(WireError):
        Decoder().decode(data)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_finite_is_never_sent_as_a_number(value: float) -> None:
    """JSON has none: it would be read by no other program."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_bytes({"value": value})
