"""Values to and from the lists of the wire, and those to and from bytes."""

import json
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NoReturn

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.sandbox.functions import ExpressionFunction, FunctionHandle
from grader.sandbox.wire.arrays import decode_array, decode_scalar, decode_shape, encode_array, encode_scalar
from grader.sandbox.wire.errors import MAX_DEPTH, MAX_TEXT, Budget, WireError
from grader.sandbox.wire.expressions import TreeEncoder, decode_matrix, decode_tree, encode_matrix
from grader.sandbox.wire.numbers import digits, from_digits

_SAFE_INT = 2**53
_CONTAINERS: dict[type, str] = {list: "list", tuple: "tuple", set: "set", frozenset: "set"}


class Encoder:
    """Turns one value into data that JSON can hold.

    Parameters
    ----------
    max_bytes : int
        Size that the message may have.
    keep_function : callable, optional
        Given a function, keeps it and returns the number of its handle; without it functions are refused.
    """

    def __init__(self, max_bytes: int, keep_function: Callable[[Any], int] | None = None) -> None:
        self._max_bytes = max_bytes
        self._keep_function = keep_function
        self._budget = Budget()

    def encode(self, value: Any, depth: int = 0) -> Any:
        """Data of the grammar; WireError, with a sentence about the value, where there is none."""
        self._budget.spend()
        if depth > MAX_DEPTH:
            raise WireError(f"it is nested deeper than {MAX_DEPTH} levels")
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind in _PLAIN:
            return _PLAIN[kind](value)
        if kind in _CONTAINERS:
            items = sorted(value, key=repr) if kind in {set, frozenset} else value
            return [_CONTAINERS[kind], *(self.encode(item, depth + 1) for item in items)]
        if kind is dict:
            pairs = ([self.encode(key, depth + 1), self.encode(item, depth + 1)] for key, item in value.items())
            return ["dict", *pairs]
        return self._encode_rich(value, depth)

    def _encode_rich(self, value: Any, depth: int) -> Any:
        if isinstance(value, np.generic) and value.dtype.kind in "biufc":
            return encode_scalar(value)
        if isinstance(value, np.ndarray):
            return self._encode_objects(value, depth) if value.dtype == object else encode_array(value, self._max_bytes)
        if isinstance(value, MatrixBase):
            return encode_matrix(value)
        if isinstance(value, sympy.Basic):
            return ["sympy", TreeEncoder().encode(value)]
        if isinstance(value, ExpressionFunction):
            symbols = [TreeEncoder().encode(symbol) for symbol in value.variables]
            return ["function", symbols, TreeEncoder().encode(value.expression)]
        if isinstance(value, FunctionHandle):
            return ["handle", value.number]
        if callable(value) and self._keep_function is not None and not isinstance(value, type):
            return ["handle", self._keep_function(value)]
        if isinstance(value, (int, float, complex, str, list, tuple, dict)):
            return self._encode_builtin(value, depth)
        raise WireError(f"it is {_a(type(value).__name__)}")

    def _encode_builtin(self, value: Any, depth: int) -> Any:
        """A value of a subclass (a named tuple, an IntEnum) as the built-in that it is, by the built-in's own methods."""
        for base in (int, float, complex, str):
            if isinstance(value, base):
                return self.encode(base.__new__(base, base.__str__(value) if base is str else value), depth)
        if isinstance(value, dict):
            return self.encode(dict(dict.items(value)), depth)
        base_type = list if isinstance(value, list) else tuple
        return self.encode(base_type(base_type.__iter__(value)), depth)

    def _encode_objects(self, array: np.ndarray[Any, Any], depth: int) -> Any:
        items = (self.encode(item, depth + 1) for item in array.ravel().tolist())
        return ["objects", list(array.shape), *items]

    def to_bytes(self, message: dict[str, Any]) -> bytes:
        """A message of already encoded parts as bytes; WireError if there are too many."""
        raw = json.dumps(message, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")
        if len(raw) > self._max_bytes:
            raise WireError(f"it takes {len(raw):,} bytes, more than {self._max_bytes:,}")
        return raw


def _a(noun: str) -> str:
    """`a list`, `an Enum`: a type's name as part of a sentence, cut to a readable length."""
    noun = noun[:60] or "object"
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"


def _encode_int(value: int) -> Any:
    return value if -_SAFE_INT <= value <= _SAFE_INT else ["int", digits(value)]


def _encode_float(value: float) -> Any:
    return value if math.isfinite(value) else ["float", repr(value)]


def _encode_str(value: str) -> str:
    if len(value) > MAX_TEXT:
        raise WireError(f"it is a text of {len(value):,} characters")
    return value


_PLAIN: dict[type, Callable[[Any], Any]] = {
    int: _encode_int,
    float: _encode_float,
    str: _encode_str,
    complex: lambda value: ["complex", _encode_float(value.real), _encode_float(value.imag)],
    Fraction: lambda value: ["fraction", digits(value.numerator), digits(value.denominator)],
}


class Decoder:
    """Turns data of the grammar back into a value.

    Parameters
    ----------
    on_handle : callable, optional
        Given the number of a handle, returns the value that stands for it; by default a `FunctionHandle`.
    """

    def __init__(self, on_handle: Callable[[int], Any] = FunctionHandle) -> None:
        self._on_handle = on_handle
        self._budget = Budget()

    def decode(self, data: Any, depth: int = 0) -> Any:
        """The value; WireError for anything outside the grammar or its limits."""
        self._budget.spend()
        if depth > MAX_DEPTH:
            raise WireError(f"nested deeper than {MAX_DEPTH} levels")
        if data is None or isinstance(data, (bool, int)):
            return data
        if isinstance(data, float):
            return data
        if isinstance(data, str):
            if len(data) > MAX_TEXT:
                raise WireError("a text that is too long")
            return data
        if not isinstance(data, list) or not data or not isinstance(data[0], str):
            raise WireError("malformed value")
        return self._decode_tagged(data[0], data[1:], depth)

    def _decode_tagged(self, tag: str, rest: list[Any], depth: int) -> Any:
        match tag, rest:
            case "list" | "tuple" | "set", items:
                return self._decode_container(tag, [self.decode(item, depth + 1) for item in items])
            case "dict", pairs:
                return self._decode_dict(pairs, depth)
            case "objects", [shape, *items]:
                return self._decode_objects(shape, [self.decode(item, depth + 1) for item in items])
            case "int", [text]:
                return from_digits(text)
            case "float", ["nan" | "inf" | "-inf" as name]:
                return float(name)
            case "complex", [real, imaginary]:
                return complex(self._part(real, depth), self._part(imaginary, depth))
            case "fraction", [numerator, denominator] if from_digits(denominator) > 0:
                return Fraction(from_digits(numerator), from_digits(denominator))
            case "scalar", [name, data]:
                return decode_scalar(name, data)
            case "array", [name, shape, data]:
                return decode_array(name, shape, data)
            case "sympy", [tree]:
                return decode_tree(tree)
            case "matrix", entries:
                return decode_matrix(entries)
            case "function", [[*symbols], tree]:
                return _decode_function(symbols, tree)
            case "handle", [int(number)] if not isinstance(number, bool):
                return self._on_handle(number)
        raise WireError("malformed value")

    def _part(self, data: Any, depth: int) -> float:
        value = self.decode(data, depth + 1)
        if type(value) is not float:
            raise WireError("malformed complex number")
        return value

    def _decode_container(self, tag: str, items: list[Any]) -> Any:
        if tag == "list":
            return items
        if tag == "tuple":
            return tuple(items)
        try:
            return frozenset(items)
        except TypeError as error:
            raise WireError("malformed set") from error

    def _decode_dict(self, pairs: list[Any], depth: int) -> dict[Any, Any]:
        decoded = {}
        for pair in pairs:
            if not isinstance(pair, list) or len(pair) != 2:
                raise WireError("malformed dictionary")
            key = self.decode(pair[0], depth + 1)
            try:
                decoded[key] = self.decode(pair[1], depth + 1)
            except TypeError as error:
                raise WireError("malformed dictionary") from error
        return decoded

    def _decode_objects(self, shape: Any, items: list[Any]) -> np.ndarray[Any, Any]:
        sizes = decode_shape(shape)
        if math.prod(sizes) != len(items):
            raise WireError("malformed array")
        array = np.empty(len(items), dtype=object)
        array[:] = items if not items else [*items]
        for position, item in enumerate(items):  # plain assignment would unpack items that are themselves lists
            array[position] = item
        return array.reshape(sizes)


def _decode_function(symbols: list[Any], tree: Any) -> ExpressionFunction:
    variables = tuple(decode_tree(symbol) for symbol in symbols)
    expression = decode_tree(tree)
    if not all(isinstance(variable, sympy.Symbol) for variable in variables) or not isinstance(expression, sympy.Expr):
        raise WireError("malformed function")
    return ExpressionFunction(variables, expression)


def from_bytes(raw: bytes) -> dict[str, Any]:
    """The message in these bytes; WireError unless it is one JSON object with finite numbers."""
    try:
        message = json.loads(raw, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as error:  # WireError and UnicodeDecodeError are ValueErrors
        raise WireError("malformed message") from error
    if not isinstance(message, dict):
        raise WireError("malformed message")
    return message


def _refuse(_name: str) -> NoReturn:
    raise WireError("malformed number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise WireError("malformed number")
    return value
