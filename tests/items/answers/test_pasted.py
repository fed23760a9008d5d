"""Evidence as a program: what it imports and defines is enough, and arguments come back as they were."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from grader.items.answers.pasted import snippet
from grader.items.answers.show import whole
from grader.sandbox.client.outcome import Failure, FailureKind, Returned
from grader.sandbox.functions import ExpressionFunction, FunctionHandle, VectorFunction

x, y = sympy.symbols("x y")
real, positive = sympy.Symbol("x", real=True), sympy.Symbol("a", positive=True)
beta = sympy.Symbol("beta")

SETUPS: list[tuple[tuple[Any, ...], str, tuple[str, ...]]] = [
    ((1, [2.5], "a"), "f(1, [2.5], 'a')", ()),
    ((np.array([1.5]),), "f(np.array([1.5]))", ("import numpy as np",)),
    ((sympy.Integer(0),), "f(sympy.Integer(0))", ("import sympy",)),
    (((sympy.S.Half, 1),), "f((sympy.Rational(1, 2), 1))", ("import sympy",)),
    ((Fraction(1, 3),), "f(Fraction(1, 3))", ("from fractions import Fraction",)),
    (([float("nan"), -float("inf")],), "f([nan, -inf])", ("from math import inf", "from math import nan")),
    ((x**2 / 3, (x, y)), "f(x**2/3, (x, y))", ("import sympy", 'x, y = sympy.symbols("x y")')),
    ((real,), "f(x)", ("import sympy", 'x = sympy.Symbol("x", real=True)')),
    (
        (positive * x,),
        "f(a*x)",
        ("import sympy", 'a = sympy.Symbol("a", positive=True)', 'x = sympy.Symbol("x")'),
    ),
    (
        (sympy.sin(x) + sympy.pi / 3,),
        "f(sin(x) + pi/3)",
        ("import sympy", "from sympy import pi, sin", 'x = sympy.Symbol("x")'),
    ),
    ((beta,), "f(beta)", ("import sympy", 'beta = sympy.Symbol("beta")')),
    (
        (sympy.Matrix([[x, sympy.S.Half]]),),
        "f(Matrix([[x, sympy.Rational(1, 2)]]))",
        ("import sympy", "from sympy import Matrix", 'x = sympy.Symbol("x")'),
    ),
    ((ExpressionFunction((x,), x**2 / 2),), "f(lambda x: x**2/2)", ()),
    ((ExpressionFunction((x,), sympy.exp(x)),), "f(lambda x: np.exp(x))", ("import numpy as np",)),
    ((ExpressionFunction((x,), sympy.Max(x, 0)),), "f(lambda x: np.maximum(0, x))", ("import numpy as np",)),
    (
        (VectorFunction((x, y), (x, sympy.sqrt(y))),),
        "f(lambda w: np.array([w[0], np.sqrt(w[1])]))",
        ("import numpy as np",),
    ),
    ((np.array([1, 2], dtype=np.float32),), "f(np.array([1.0, 2.0], dtype='float32'))", ("import numpy as np",)),
    ((np.empty((0, 2), dtype=int),), "f(np.empty((0, 2), dtype='int64'))", ("import numpy as np",)),
    ((np.arange(3000),), f"f(np.array({list(range(3000))}))", ("import numpy as np",)),
]


@pytest.mark.parametrize(("arguments", "call", "setup"), SETUPS, ids=range(len(SETUPS)))
def test_a_call_has_all_that_it_needs(arguments: tuple[Any, ...], call: str, setup: tuple[str, ...]) -> None:
    """Imports first, then symbols with what is assumed of them."""
    program = snippet(("f", arguments))
    assert program is not None
    assert (program.call, program.setup) == (call, setup)
    names: dict[str, Any] = {"f": lambda *given: given}
    exec("\n".join(program.setup), names)  # noqa: S102 - what the test has written
    again = eval(program.call, names)  # noqa: S307 - the same
    for argument, made in zip(arguments, again, strict=True):
        if not callable(argument):
            np.testing.assert_equal(made, argument)


@pytest.mark.parametrize(
    "argument",
    [FunctionHandle(3), "a" * 30_000, np.zeros(30_000), sympy.Function("unknown")(x), sympy.Symbol("x_{1}")],
    ids=["handle", "text", "array", "unknown function", "no identifier"],
)
def test_what_has_no_source_has_no_program(argument: Any) -> None:
    """Rather none than one that does not run."""
    assert snippet(("f", (argument,))) is None
    assert snippet(("f", (1,)), before=[("g", (argument,))]) is None


def test_what_was_expected_is_source_as_well() -> None:
    """With what it needs; left out where it has none."""
    program = snippet(("f", (1,)), Returned(x / 2), expected=Returned(sympy.cos(x) / 2), compared="Somehow.")
    assert program is not None
    assert (program.gave, program.expected, program.compared) == ("x/2", "cos(x)/2", "Somehow.")
    assert program.setup == ("import sympy", "from sympy import cos", 'x = sympy.Symbol("x")')
    program = snippet(("f", (1,)), Returned(None), expected=Returned(FunctionHandle(1)))
    assert program is not None
    assert (program.gave, program.expected, program.setup) == ("None", None, ())


def test_what_failed_gave_nothing() -> None:
    """And calls before stand before."""
    program = snippet(("f", (1,)), Failure(FailureKind.RAISED, "it failed"), before=[("g", ()), ("f", (2,))])
    assert program is not None
    assert (program.before, program.call, program.gave) == (("g()", "f(2)"), "f(1)", None)


NUMBERS = st.one_of(
    st.integers(),
    st.floats(allow_nan=False),
    st.fractions(),
    st.booleans(),
    st.text(),
    st.fractions().map(lambda number: sympy.Rational(number.numerator, number.denominator)),
    st.lists(st.floats(width=32), max_size=4).map(lambda numbers: np.array(numbers, dtype=np.float32)),
    st.lists(st.integers(-100, 100), max_size=4).map(lambda numbers: np.array(numbers, dtype=np.int8)),
)
VALUES = st.recursive(
    NUMBERS,
    lambda parts: (
        st.lists(parts, max_size=3) | st.lists(parts, max_size=3).map(tuple) | st.dictionaries(st.text(), parts)
    ),
    max_leaves=6,
)


@given(VALUES)
def test_python_makes_the_same_of_it(value: Any) -> None:
    """Type and value, also of what is nested."""
    text = whole(value)
    assert text is not None
    names = {"np": np, "sympy": sympy, "Fraction": Fraction, "inf": float("inf"), "nan": float("nan")}
    again = eval(text, names)  # noqa: S307 - what the test has written
    assert type(again) is type(value)
    np.testing.assert_equal(again, value)
    if isinstance(value, np.ndarray):
        assert again.dtype == value.dtype
