"""Values of every kind that crosses the wall, drawn at random."""

from decimal import Decimal
from typing import Any

import numpy as np
import sympy
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.sandbox.wire.arrays import DTYPES

X, Y = sympy.symbols("x y")
P = sympy.Symbol("p", positive=True)

NUMBERS = (
    st.booleans()
    | st.integers()
    | st.integers(-(10**300), 10**300)
    | st.floats()
    | st.complex_numbers()
    | st.fractions()
    | st.decimals(allow_nan=False, allow_infinity=False).filter(lambda value: abs(value.adjusted()) < 1000)
)
ARRAYS = arrays.arrays(st.sampled_from(sorted(DTYPES)), arrays.array_shapes(min_dims=0, min_side=0, max_side=3))
SCALARS = ARRAYS.filter(lambda array: array.size > 0).map(lambda array: array.ravel()[0])
EXPRESSIONS = st.recursive(
    st.sampled_from([X, Y, P, sympy.pi, sympy.E, sympy.I, sympy.oo, -sympy.oo, sympy.Integer(0)])
    | st.integers(-(10**30), 10**30).map(sympy.Integer)
    | st.fractions().map(lambda value: sympy.Rational(value.numerator, value.denominator))
    | st.floats(allow_nan=False, allow_infinity=False).map(sympy.Float)
    | st.decimals(-100, 100, places=20).map(lambda value: sympy.Float(str(value), 30)),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: sympy.Add(*pair, evaluate=False)),
        st.tuples(inner, inner).map(lambda pair: sympy.Mul(*pair, evaluate=False)),
        st.tuples(inner, inner).map(lambda pair: sympy.Pow(*pair, evaluate=False)),
        inner.map(lambda part: sympy.sin(part, evaluate=False)),
        inner.map(lambda part: sympy.Abs(part, evaluate=False)),
        inner.map(
            lambda part: sympy.Piecewise((part, X < 0), (part, sympy.And(Y > 1, X > 0)), (X, True), evaluate=False)
        ),
    ),
    max_leaves=8,
)
KEYS = st.text(max_size=5) | st.integers() | st.booleans() | st.tuples(st.integers(), st.text(max_size=2))
PLAIN = st.none() | NUMBERS | st.text() | SCALARS | ARRAYS | EXPRESSIONS
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(KEYS, inner, max_size=4),
        st.sets(KEYS, max_size=4),
        st.frozensets(KEYS, max_size=4),
    ),
    max_leaves=8,
)


def same(left: Any, right: Any) -> bool:
    """Whether two values are equal in type and content, through and through; nan equals nan, and 0.0 is not -0.0."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray | np.generic):
        return bool(left.dtype == right.dtype) and left.shape == right.shape and left.tobytes() == right.tobytes()
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return same(list(left), list(right)) and same(list(left.values()), list(right.values()))
    if isinstance(left, float | complex | Decimal):
        return repr(left) == repr(right)
    return bool(left == right)
