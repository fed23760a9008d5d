"""NumPy scalars and arrays on the wire: raw bytes of a few fixed types."""

import base64
import binascii
import math
from typing import Any

import numpy as np

from grader.sandbox.wire.errors import MAX_DIMENSIONS, MAX_ELEMENTS, WireError, refused_array

_NAMES = "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128"
DTYPES = frozenset(_NAMES.split())
_WIDE = {"longdouble": np.float64, "clongdouble": np.complex128}


def check_shape(array: np.ndarray[Any, Any]) -> None:
    """WireError unless the shape is one that `decode_shape` takes."""
    if array.ndim > MAX_DIMENSIONS:
        raise WireError(f"it is an array of {array.ndim} dimensions")
    if _extent(array.shape) > MAX_ELEMENTS:
        raise WireError(f"it is an array of {' x '.join(map(str, array.shape))} elements")


def encode_array(array: np.ndarray[Any, Any], max_bytes: int) -> list[Any]:
    """`["array", dtype, shape, base64]`; WireError if it is too large or not of numbers."""
    check_shape(array)
    # nbytes counts the elements, also of a huge view on one number, so this comes before any copy
    if array.nbytes > max_bytes:
        shape = " x ".join(map(str, array.shape))
        raise WireError(f"it is an array of {shape} numbers, more than {max_bytes:,} bytes")
    plain = _plain(array)
    return ["array", plain.dtype.name, list(plain.shape), base64.b64encode(plain.tobytes()).decode("ascii")]


def encode_scalar(scalar: np.generic) -> list[Any]:
    """`["scalar", dtype, base64]` for a NumPy number."""
    _, name, _, data = encode_array(np.asarray(scalar), 64)
    return ["scalar", name, data]


def decode_shape(shape: Any) -> tuple[int, ...]:
    """A shape of a few whole numbers >= 0; WireError for anything else."""
    if not isinstance(shape, list) or len(shape) > MAX_DIMENSIONS:
        raise WireError("malformed shape")
    if not all(type(size) is int and size >= 0 for size in shape) or _extent(shape) > MAX_ELEMENTS:
        raise WireError("malformed shape")
    return tuple(shape)


def decode_array(name: Any, shape: Any, data: Any) -> np.ndarray[Any, Any]:
    """The array; WireError unless type, shape and bytes fit together."""
    if not isinstance(name, str) or name not in DTYPES or not isinstance(data, str):
        raise WireError("malformed array")
    sizes = decode_shape(shape)
    try:
        raw = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise WireError("malformed array") from error
    # A byte other than 0 and 1 is no truth value, but NumPy would take it for one and then treat it as either
    dtype = np.dtype("uint8" if name == "bool" else name).newbyteorder("<")
    if len(raw) != math.prod(sizes) * dtype.itemsize:
        raise WireError("an array whose bytes do not fit its shape")
    # A copy, as what lies in bytes cannot be written to
    return np.frombuffer(raw, dtype=dtype).reshape(sizes).astype(np.dtype(name))


def decode_scalar(name: Any, data: Any) -> np.generic:
    """The NumPy number."""
    scalar: Any = decode_array(name, [], data)[()]
    return scalar  # type: ignore[no-any-return]


def _extent(shape: Any) -> int:
    """The number of elements, were no side empty: an empty array may have other sides of any length."""
    return math.prod(max(size, 1) for size in shape)


def _plain(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The array in one of the types of the wire, little-endian."""
    for wide, narrow in _WIDE.items():
        # Where a long double is no wider than a double, NumPy calls it one already
        if array.dtype == np.dtype(wide) and array.dtype.name not in DTYPES:
            return array.astype(narrow)
    if array.dtype.name not in DTYPES:
        raise WireError(refused_array(array.dtype))
    return array.astype(array.dtype.newbyteorder("<"))
