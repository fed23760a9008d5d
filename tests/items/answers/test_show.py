"""Values as a student would type them."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from grader.items.answers.show import brief, show, show_call
from grader.sandbox.functions import ExpressionFunction, FunctionHandle, VectorFunction

x, y = sympy.symbols("x y")
huge = sympy.sin(sympy.Pow(10, sympy.Pow(10, 8, evaluate=False), evaluate=False), evaluate=False)

TABLE: list[tuple[Any, str]] = [
    (np.float64(2), "2.0"),
    (np.int8(2), "2"),
    (np.bool_(1), "True"),
    (-0.0, "0.0"),
    (np.float32(0.5), "0.5"),
    (np.array([-0.0, 1.5]), "np.array([0.0, 1.5])"),
    (np.array(2.0), "np.array(2.0)"),
    (np.array(None), "np.array(None)"),
    (np.zeros(0), "np.array([])"),
    (np.zeros((0, 2)), "np.empty((0, 2))"),
    (np.zeros((2, 0)), "np.empty((2, 0))"),
    (sympy.zeros(0, 3), "zeros(0, 3)"),
    (np.longdouble(2), "2.0"),
    (2**200, str(2**200)),
    (sympy.Integer(10**300), str(10**300)),
    (-(10**5000), "<a whole number of about 5000 digits>"),
    ([10**5000, 1], "[<a whole number of about 5000 digits>, 1]"),
    ([np.float64(1), (np.int64(2),)], "[1.0, (2,)]"),
    ({"b": np.float64(1), "a": {2, 1}}, "{'b': 1.0, 'a': {1, 2}}"),
    (set(), "set()"),
    ("a\\b", "r'a\\b'"),
    ("\\B", "r'\\B'"),
    ("a\\", "'a\\\\'"),
    ("\\'", '"\\\\\'"'),
    ("a\\\n", "'a\\\\\\n'"),
    ("\\1", "r'\\1'"),
    (Fraction(1, 3), "Fraction(1, 3)"),
    (x**2 / 2, "x**2/2"),
    (sympy.Matrix([[x, 1]]), "Matrix([[x, 1]])"),
    (ExpressionFunction((x,), x**2), "lambda x: x**2"),
    (ExpressionFunction((x, y), x * y), "lambda *p: (lambda x, y: x*y)(*(p if len(p) > 1 else p[0]))"),
    (
        ExpressionFunction((x,), x**2, takes_point=True),
        "lambda p: (lambda x: x**2)(p[0] if np.shape(p) == (1,) else p)",
    ),
    (VectorFunction((x, y), (x * y, 2 * x)), "lambda w: np.array([w[0]*w[1], 2*w[0]])"),
    (FunctionHandle(3), "<a function>"),
    (huge, "<a SymPy expression that is not shown: it holds a power that is too large to be worked out>"),
    (sympy.Add(huge, x, huge, evaluate=False), show(huge)),
    (float("nan"), "nan"),
    ("it's", '"it\'s"'),
]


@pytest.mark.parametrize(("value", "text"), TABLE, ids=lambda value: repr(value)[:30] if isinstance(value, str) else "")
def test_values_are_shown_as_source(value: Any, text: str) -> None:
    """No NumPy scalar types, no negative zero, nothing that takes long to print."""
    assert show(value) == text


@pytest.mark.parametrize(
    "value",
    [
        list(range(100_000)),
        np.zeros((1000, 1000)),
        np.zeros((1_000_000, 1, 1)),
        "a" * 10_000,
        dict.fromkeys(range(10_000)),
    ],
    ids=["list", "matrix", "column", "text", "dictionary"],
)
def test_long_values_are_cut(value: Any) -> None:
    """400 characters and three dots in evidence, 60 in a sentence."""
    assert len(show(value)) == 403
    assert show(value).endswith("...")
    assert len(brief(value)) == 63


def test_calls_can_be_pasted() -> None:
    """Name, then the arguments."""
    assert show_call("network", ([0], np.array([[1.5]]), x)) == "network([0], np.array([[1.5]]), x)"
