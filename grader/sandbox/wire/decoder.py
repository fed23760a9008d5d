"""The lists of the wire back to values: a value or a WireError, in bounded time, whatever the data."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.sandbox.functions import ExpressionFunction, FunctionHandle, VectorFunction
from grader.sandbox.late import Expr, Symbol
from grader.sandbox.wire.arrays import decode_array, decode_scalar, decode_shape
from grader.sandbox.wire.errors import MAX_DEPTH, MAX_HANDLE, MAX_KEYS, MAX_TEXT, Budget, WireError
from grader.sandbox.wire.numbers import decode_number
from grader.sandbox.wire.trees import TreeDecoder

_SEQUENCES: dict[str, Callable[[list[Any]], Any]] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}


class Decoder:
    """Turns data of the grammar back into a value.

    Parameters
    ----------
    resolve : callable, optional
        On the student's side: given the number of a handle, returns its function. Without it, on the grader's side,
        a handle becomes a `FunctionHandle`, and a function given by an expression is refused: calling it would run
        code made from a student's expression.
    """

    def __init__(self, resolve: Callable[[int], Any] | None = None) -> None:
        self._resolve = resolve
        self._budget = Budget()
        self._trees = TreeDecoder(self._budget)

    def decode(self, data: Any, depth: int = 0) -> Any:
        """The value; WireError for anything outside the grammar or its limits."""
        self._budget.spend()
        if depth > MAX_DEPTH:
            raise WireError(f"nested deeper than {MAX_DEPTH} levels")
        if data is None or isinstance(data, (bool, int, float)):
            return data
        if isinstance(data, str):
            return _decode_text(data)
        if not isinstance(data, list) or not data or not isinstance(data[0], str):
            raise WireError("malformed value")
        return self._decode_tagged(data[0], data[1:], depth)

    def _decode_tagged(self, tag: str, rest: list[Any], depth: int) -> Any:
        match tag, rest:
            case "list" | "tuple" | "set" | "frozenset", items:
                return _sequence(tag, [self.decode(item, depth + 1) for item in items])
            case "dict", pairs:
                return self._decode_dict(pairs, depth)
            case "objects", [shape, *items]:
                return _object_array(shape, [self.decode(item, depth + 1) for item in items])
            case "scalar", [name, data]:
                return decode_scalar(name, data)
            case "array", [name, shape, data]:
                return decode_array(name, shape, data)
            case "sympy", [tree]:
                return self._trees.decode(tree)
            case "matrix", entries:
                return self._trees.decode_matrix(entries)
            case "function" | "point_function" | "vector_function", [[*symbols], [*body]] if self._resolve is not None:
                return self._decode_function(tag, symbols, body)
            case "handle", [number] if type(number) is int and 0 <= number < MAX_HANDLE:
                return FunctionHandle(number) if self._resolve is None else self._resolve(number)
        return decode_number(tag, rest)

    def _decode_dict(self, pairs: list[Any], depth: int) -> dict[Any, Any]:
        # Keys can be chosen so that their hashes collide: a dictionary then takes the square of their number
        if len(pairs) > MAX_KEYS or not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
            raise WireError("malformed dictionary")
        items = [(self.decode(key, depth + 1), self.decode(item, depth + 1)) for key, item in pairs]
        try:
            return dict(items)
        except TypeError as error:  # a key that cannot be one
            raise WireError("malformed dictionary") from error

    def _decode_function(self, tag: str, symbols: list[Any], body: list[Any]) -> ExpressionFunction | VectorFunction:
        variables = tuple(self._trees.decode(symbol) for symbol in symbols)
        if not all(isinstance(part, Symbol) for part in variables):
            raise WireError("malformed function")
        if tag != "vector_function":
            return ExpressionFunction(variables, self._decode_expression(body), takes_point=tag == "point_function")
        return VectorFunction(variables, tuple(map(self._decode_expression, body)))

    def _decode_expression(self, tree: Any) -> Expr:
        expression = self._trees.decode(tree)
        if not isinstance(expression, Expr):
            raise WireError("malformed function")
        return expression


def _decode_text(data: str) -> str:
    if len(data) > MAX_TEXT:
        raise WireError("a text that is too long")
    try:
        data.encode()
    except UnicodeEncodeError as error:  # half of a surrogate pair: no report could be written with it
        raise WireError("malformed text") from error
    return data


def _sequence(tag: str, items: list[Any]) -> Any:
    if tag in {"set", "frozenset"} and len(items) > MAX_KEYS:
        raise WireError("malformed set")
    try:
        return _SEQUENCES[tag](items)
    except TypeError as error:  # an element that cannot be one
        raise WireError("malformed set") from error


def _object_array(shape: Any, items: list[Any]) -> np.ndarray[Any, Any]:
    sizes = decode_shape(shape)
    if math.prod(sizes) != len(items):
        raise WireError("malformed array")
    array = np.empty(len(items), dtype=object)
    for position, item in enumerate(items):  # assigning them at once would unpack items that are lists
        array[position] = item
    return array.reshape(sizes)
