"""Values to the lists of the wire.

On the student's side it reads objects that may do anything while they are read; what they raise is the caller's to
catch. Types are asked by `issubclass(type(value), ...)`: an object's own `__class__` may lie.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from grader.sandbox.functions import ExpressionFunction, FunctionHandle, VectorFunction
from grader.sandbox.late import Basic, Dict, EmptySet, FiniteSet, MatrixBase, NDimArray, Tuple
from grader.sandbox.stand_ins import StandIn, package_of
from grader.sandbox.wire.arrays import check_shape, encode_array, encode_scalar
from grader.sandbox.wire.errors import MAX_DEPTH, MAX_KEYS, MAX_NODES, MAX_TEXT, Budget, WireError, refusal
from grader.sandbox.wire.numbers import encode_complex, encode_decimal, encode_float, encode_fraction, encode_int
from grader.sandbox.wire.trees import TreeEncoder

_AS_BUILTIN: dict[type, Callable[[Any], Any]] = {  # by the built-in's own methods: a subclass may have others
    int: int.__int__,
    float: float.__float__,
    complex: complex.__complex__,
    str: str.__str__,
    list: lambda value: list(list.__iter__(value)),
    tuple: lambda value: tuple(tuple.__iter__(value)),
    set: lambda value: set(set.__iter__(value)),
    frozenset: lambda value: frozenset(frozenset.__iter__(value)),
    dict: lambda value: dict(dict.items(value)),
    range: lambda value: list(value[: MAX_NODES + 1]),  # one more than the budget allows, and no more than that
    Tuple: lambda value: tuple(value.args),
    Dict: dict,
    NDimArray: lambda value: value.tolist(),
    FiniteSet: lambda value: set(value.args),
    EmptySet: lambda _value: set(),
}


class Encoder:
    """Turns one value into data that JSON can hold.

    Parameters
    ----------
    max_bytes : int
        Size that an array may have.
    keep_function : callable, optional
        Given a function, keeps it and returns the number of its handle: on the student's side. Without it, an
        `ExpressionFunction` or `VectorFunction` crosses by its expressions, and other functions are refused.
    """

    def __init__(self, max_bytes: int, keep_function: Callable[[Any], int] | None = None) -> None:
        self._max_bytes = max_bytes
        self._keep_function = keep_function
        self._budget = Budget()
        self._trees = TreeEncoder(self._budget)

    def encode(self, value: Any, depth: int = 0) -> Any:
        """Data of the grammar; WireError, with a clause about the value, where there is none."""
        self._budget.spend()
        if depth > MAX_DEPTH:
            raise WireError(f"it is nested deeper than {MAX_DEPTH} levels, or holds itself")
        kind = type(value)
        # Before the numbers, of which Python takes True for one
        if value is None or kind is bool:
            return value
        if kind in _PLAIN:
            return _PLAIN[kind](value)
        if kind in {list, tuple, set, frozenset, dict}:
            return self._encode_container(value, depth)
        return self._encode_rich(value, kind, depth)

    def _encode_container(self, value: Any, depth: int) -> list[Any]:
        name = type(value).__name__
        if name not in {"list", "tuple"} and len(value) > MAX_KEYS:
            raise WireError(f"it is a {name} of more than {MAX_KEYS:,} entries")
        if name == "dict":
            pairs = ([self.encode(key, depth + 1), self.encode(item, depth + 1)] for key, item in value.items())
            return ["dict", *pairs]
        items = [self.encode(item, depth + 1) for item in value]
        # The order of a set is an accident, and two runs must give the same message
        return [name, *(items if name in {"list", "tuple"} else sorted(items, key=json.dumps))]

    def _encode_rich(self, value: Any, kind: type, depth: int) -> Any:
        if issubclass(kind, StandIn):
            raise WireError(f"it holds a stand-in for {package_of(value)}, which does nothing while work is graded")
        if issubclass(kind, np.generic) and value.dtype.kind in "biufc":
            return encode_scalar(value)
        if issubclass(kind, np.ndarray) and not issubclass(kind, np.ma.MaskedArray):
            # As a plain array, by NumPy's own method: the subclass may have another one
            return self._encode_array(np.ndarray.view(value, np.ndarray), depth)
        if issubclass(kind, MatrixBase):
            return self._trees.encode_matrix(value)
        for base, convert in _AS_BUILTIN.items():
            if issubclass(kind, base):
                return self.encode(convert(value), depth)
        if issubclass(kind, Basic):
            return ["sympy", self._trees.encode(value)]
        return self._encode_function(value, kind)

    def _encode_function(self, value: Any, kind: type) -> list[Any]:
        if issubclass(kind, FunctionHandle):
            return ["handle", value.number]
        if self._keep_function is not None and callable(value) and not issubclass(kind, type):
            return ["handle", self._keep_function(value)]
        if issubclass(kind, ExpressionFunction):
            symbols = [self._trees.encode(symbol) for symbol in value.variables]
            tag = "point_function" if value.takes_point else "function"
            return [tag, symbols, self._trees.encode(value.expression)]
        if issubclass(kind, VectorFunction):
            parts = (value.variables, value.entries)
            return ["vector_function", *([self._trees.encode(tree) for tree in trees] for trees in parts)]
        raise WireError(refusal(value))

    def _encode_array(self, array: np.ndarray[Any, Any], depth: int) -> list[Any]:
        if array.dtype != object:
            return encode_array(array, self._max_bytes)
        check_shape(array)
        if array.size > MAX_NODES:
            raise WireError(f"it is an array of {array.size:,} objects")
        items = (self.encode(item, depth + 1) for item in array.ravel().tolist())
        return ["objects", list(array.shape), *items]


def _encode_str(value: str) -> str:
    if len(value) > MAX_TEXT:
        raise WireError(f"it is a text of {len(value):,} characters")
    if not _is_unicode(value):
        raise WireError("it is a text with half of a surrogate pair, which is no character")
    return value


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


_PLAIN: dict[type, Callable[[Any], Any]] = {
    int: encode_int,
    float: encode_float,
    str: _encode_str,
    complex: encode_complex,
    Fraction: encode_fraction,
    Decimal: encode_decimal,
}
