"""The decoder gives a value or a WireError, quickly, whatever it is given: a student may write any bytes."""

import base64
import time
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.wire import Decoder, WireError
from grader.sandbox.wire.arrays import DTYPES
from grader.sandbox.wire.heads import BOOLEANS, HEADS, RELATIONS

TAGS = (
    "list tuple set frozenset dict int float complex fraction decimal scalar array objects sympy matrix function "
    "handle constant Integer Rational Float Symbol Add Mul Pow Piecewise pair nan pi true x real -real 1 -7 1e5"
)
HEAD_NAMES = sorted({*TAGS.split(), *HEADS, *RELATIONS, *BOOLEANS, *DTYPES})
X, ONE = ["Symbol", "x"], ["Integer", "1"]
LESS = ["Lt", X, ONE]
SECONDS = 10  # generous: each takes well under one


def data(count: int) -> str:
    """Base64 of so many zero bytes."""
    return base64.b64encode(bytes(count)).decode()


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.integers(-1, 3)
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.sampled_from(HEAD_NAMES)
    | st.integers(0, 20).map(data),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.builds(lambda tag, rest: [tag, *rest], st.sampled_from(HEAD_NAMES), st.lists(inner, max_size=4))
        | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=20,
)
TREES = st.recursive(
    st.sampled_from(
        [X, ONE, ["Integer", "10"], ["constant", "true"], ["constant", "zoo"], ["Float", "1", 5, 53], LESS]
    ),
    lambda inner: st.builds(
        lambda head, rest: [head, *rest], st.sampled_from(HEAD_NAMES), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


@given(ANYTHING)
def test_any_data(anything: Any) -> None:
    """A value or a WireError."""
    _decode(anything)


@given(TREES)
def test_any_tree(tree: Any) -> None:
    """An expression or a WireError; the expression can be printed."""
    value = _decode(["sympy", tree])
    assert value is None or str(value)


def _decode(anything: Any) -> Any:
    try:
        return Decoder().decode(anything)
    except WireError:
        return None


@pytest.mark.parametrize(
    "malformed",
    [
        {},
        [],
        [1],
        ["list", ["unknown"]],
        ["set", ["list"]],
        ["dict", [1]],
        ["dict", [["list"], 1]],
        ["int", 5],
        ["int", "1" * 5000],
        ["int", "1\n"],
        ["int", "١"],
        ["int", "1_0"],
        ["int", "0x10"],
        ["float", "1e5"],
        ["complex", 1, 2],
        ["complex", ["float"], 1.0],
        ["fraction", "1", "0"],
        ["fraction", "1", "-2"],
        ["decimal", "1E+99999"],
        ["decimal", "sNaN"],
        ["scalar", "object", ""],
        ["scalar", "float64", data(7)],
        ["array", "float64", [2], data(8)],
        ["array", "float64", [-1], data(8)],
        ["array", "float64", [-1, -1], data(8)],
        ["array", "float64", [-1, 0], ""],
        ["array", "float64", [True], data(8)],
        ["array", "float64", [2**32, 2**32], ""],
        ["array", "float64", [0, 2**62], ""],
        ["array", "float64", [1] * 9, data(8)],
        ["array", "float64", [1], "!" * 12],
        ["array", "float64", [1], "é"],
        ["array", "datetime64[s]", [1], data(8)],
        ["objects", [3], 1],
        ["objects", [2**62, 4]],
        ["objects", [-1, -1], 1],
        ["handle", -1],
        ["handle", True],
        ["handle", 2**60],
        ["function", [X], X],
        ["vector_function", [X], [X]],
        "x" * 200_000,
        "\ud800",
        ["list", *[0] * 200_000],
        ["set", *range(20_000)],
        ["matrix", 1, 2, X],
        ["matrix", -1, -1, X],
        ["matrix", 1, 1, LESS],
        ["matrix", 1, 1, ["constant", "true"]],
    ],
    ids=lambda value: str(value)[:30].encode("ascii", "replace").decode(),
)
def test_malformed(malformed: Any) -> None:
    """Outside the grammar, or beyond a limit."""
    with pytest.raises(WireError):
        Decoder().decode(malformed)


@pytest.mark.parametrize(
    "malformed",
    [
        "x",
        [],
        [X],
        ["Symbol"],
        ["Symbol", ""],
        ["Symbol", "x" * 101],
        ["Symbol", "a\x1b"],
        ["Symbol", "exit()"],
        ["Symbol", "os.system"],
        ["Symbol", "x", "commutative"],
        ["Symbol", "x", "real", "imaginary"],
        ["Symbol", "x", 1],
        ["constant", "System"],
        ["Integer", 1],
        ["Rational", "1", "0"],
        ["Float", "1", 10**9, 53],
        ["Float", "1", 0, 10**9],
        ["Float", "9" * 4000, 0, 53],
        ["Float", "nan", 0, 53],
        ["Add"],
        ["Add", X],
        ["Mul", ["constant", "oo"], ["constant", "nan"]],
        ["Mul", ["constant", "oo"], ["constant", "zoo"]],
        ["Add", X, LESS],
        ["Add", X, ["constant", "true"]],
        ["Mul", LESS, LESS],
        ["Pow", X],
        ["Pow", X, X, X],
        ["Pow", X, LESS],
        ["sin"],
        ["sin", X, X],
        ["sin", LESS],
        ["Lt", X],
        ["Lt", LESS, X],
        ["Eq", ["constant", "true"], ["constant", "true"]],
        ["And", LESS],
        ["And", X, LESS],
        ["Not", X],
        ["Not", LESS, LESS],
        ["Piecewise"],
        ["Piecewise", X],
        ["Piecewise", ["pair", X, X]],
        ["Piecewise", ["pair", LESS, LESS]],
        ["pair", X],
        ["Add", X, ["pair", X, LESS]],
        ["Integral", X, X],
        ["Lambda", X, X],
        ["__import__", ["Symbol", "os"]],
    ],
    ids=str,
)
def test_malformed_trees(malformed: Any) -> None:
    """A tree that is no expression: relations among numbers, wrong counts, names that are code."""
    with pytest.raises(WireError):
        Decoder().decode(["sympy", malformed])


def tower(levels: int) -> list[Any]:
    """10**10**...**10."""
    tree: list[Any] = ["Integer", "10"]
    for _ in range(levels):
        tree = ["Pow", ["Integer", "10"], tree]
    return tree


HOSTILE = {
    "tower": ["sympy", tower(50)],
    "power": ["sympy", ["Pow", ["Integer", "10"], ["Integer", "1" + "0" * 3000]]],
    "exponentials": ["sympy", ["exp", ["exp", ["exp", ["exp", ["Integer", "100"]]]]]],
    "factorial": ["sympy", ["factorial", ["factorial", ["Integer", "100000"]]]],
    "floor": ["sympy", ["floor", tower(5)]],
    "greatest": ["sympy", ["Max", tower(4), tower(5)]],
    "remainder": ["sympy", ["Mod", tower(4), tower(5)]],
    "binomial": ["sympy", ["binomial", tower(4), tower(5)]],
    "comparison": ["sympy", ["And", ["Lt", tower(4), tower(5)], ["Gt", X, tower(5)]]],
    "piece": ["sympy", ["Piecewise", ["pair", tower(3), ["Lt", ["Piecewise", ["pair", X, LESS]], tower(3)]]]],
    "matrix": ["matrix", 2, 2, *[tower(4)] * 4],
    "wide": ["sympy", ["Add", *[["sin", X]] * 9_000]],
    "symbols": ["sympy", ["Add", *[["Symbol", f"x{number}", "real", "nonzero"] for number in range(19_000)]]],
    "float": ["sympy", ["exp", ["Float", "1", 39_000, 53]]],
    "colliding keys": ["dict", *[[["int", str(number * (2**61 - 1))], 0] for number in range(10_000)]],
    "fractions": ["list", *[["fraction", "9" * 4000, "7" * 4000]] * 100],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_data_is_only_kept(name: str) -> None:
    """Nothing is evaluated, compared or expanded, so nothing takes time or memory."""
    start = time.monotonic()
    Decoder().decode(HOSTILE[name])
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize("depth", [90, 101, 5000])
def test_depth(depth: int) -> None:
    """An expression that is decoded can be printed and searched without exhausting the stack; a deeper is refused."""
    tree: Any = X
    for _ in range(depth):
        tree = ["sin", tree]
    if depth <= 100:
        value = Decoder().decode(["sympy", tree])
        assert str(value).count("sin") == depth
        assert value.free_symbols == {sympy.Symbol("x")}
        assert value.subs(sympy.Symbol("x"), 0) == 0
    else:
        with pytest.raises(WireError):
            Decoder().decode(["sympy", tree])


def test_truth_values_of_an_array_are_0_and_1() -> None:
    """Any other byte is taken for true, instead of for something in between."""
    raw = base64.b64encode(b"\0\1\2\xff").decode()
    array = Decoder().decode(["array", "bool", [4], raw])
    assert array.view(np.uint8).tolist() == [0, 1, 1, 1]
