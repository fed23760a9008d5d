"""Every reasonable kind of number, list, array and matrix, read as an array of double precision."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import note
from grader.maths.size import too_large
from grader.model.feedback import Feedback

Numbers = NDArray[Any]

_WHOLE, _DOUBLE = np.dtype(np.int64), np.dtype(np.float64)
_MAX_DIMENSIONS = 8
_TOO_LARGE = "it is beyond 1.8e308, the largest number that a float holds"
_SYMPY = note("sympy", "It holds SymPy numbers, which are slow and exact; `float(...)` makes ordinary ones of them.")
_DECIMAL = note("decimal", "It is a Decimal, which cannot be added to a float; `float(...)` makes it one.")
_COMPLEX = note("complex", "It has a complex type with imaginary part 0; `.real` makes it real.")


class NotNumbersError(ValueError):
    """A value that cannot be read as a number or an array of numbers.

    Parameters
    ----------
    part : object
        What it, or an entry of it, is.
    code : str
        `type`, or `shape` for rows that differ in length, or `too_large`.
    reason : str
        Why a number is too large.
    """

    def __init__(self, part: Any, code: str = "type", reason: str = "") -> None:
        super().__init__()
        self.part = part
        self.code = code
        self.reason = reason


class Read(NamedTuple):
    """An answer read as numbers."""

    values: Numbers
    """Of type float64 or complex128; 0-dimensional for a number."""
    dtype: np.dtype[Any]
    """The type in which the student computed; the least precise one where there are several."""
    notes: tuple[Feedback, ...] = ()


def read_numbers(answer: Any) -> Read:
    """The answer as an array of double precision; NotNumbersError if an entry of it is no number."""
    if isinstance(answer, (np.ndarray, np.generic)) and answer.dtype.kind in "iufc":
        return _real_if_possible(np.asarray(answer), answer.dtype)
    if isinstance(answer, MatrixBase):
        return _read_entries(answer.flat(), answer.shape)
    if isinstance(answer, np.ndarray):
        return _read_entries(answer.ravel().tolist(), answer.shape)
    return _read_sequence(answer) if isinstance(answer, (list, tuple)) else _read_number(answer)


def flatten_vector(answer: Any, dimensions: int) -> Any:
    """The entries of a SymPy row or column where one dimension is asked for, which SymPy does not have."""
    is_vector = isinstance(answer, MatrixBase) and 1 in answer.shape and dimensions == 1
    return list(answer.flat()) if is_vector else answer


def _read_sequence(answer: list[Any] | tuple[Any, ...]) -> Read:
    parts = [read_numbers(item) for item in answer]
    shapes = {part.values.shape for part in parts}
    if len(shapes) > 1 or any(len(shape) >= _MAX_DIMENSIONS for shape in shapes):
        raise NotNumbersError(answer, "shape")
    return _join(parts, (len(parts), *(shapes.pop() if shapes else ())))


def _read_entries(entries: Iterable[Any], shape: tuple[int, ...]) -> Read:
    parts = []
    for entry in entries:
        parts.append(read_numbers(entry))
        if parts[-1].values.ndim:
            raise NotNumbersError(entry)
    return _join(parts, shape)


def _join(parts: list[Read], shape: tuple[int, ...]) -> Read:
    dtype = max((part.dtype for part in parts), key=_coarseness, default=_DOUBLE)
    notes = tuple(dict.fromkeys(note for part in parts for note in part.notes))
    return _real_if_possible(np.array([part.values for part in parts]).reshape(shape), dtype, notes)


def _coarseness(dtype: np.dtype[Any]) -> float:
    return float(np.finfo(dtype).eps) if dtype.kind in "fc" else 0.0


def _read_number(value: Any) -> Read:
    if isinstance(value, (int, float, Fraction, Decimal)) and not isinstance(value, bool):
        dtype = _WHOLE if isinstance(value, int) else _DOUBLE
        return Read(np.array(_float(value)), dtype, (_DECIMAL,) if isinstance(value, Decimal) else ())
    if isinstance(value, complex):
        return _real_if_possible(np.array(value), np.dtype(np.complex128))
    if isinstance(value, sympy.Expr) and value.is_number:
        dtype = _WHOLE if isinstance(value, sympy.Integer) else _DOUBLE
        return Read(np.array(_evaluate(value)), dtype, (_SYMPY,))
    raise NotNumbersError(value)


def _float(value: float | Fraction | Decimal) -> float:
    try:
        number = float(value)
    except OverflowError as error:
        raise NotNumbersError(value, "too_large", _TOO_LARGE) from error
    if isinstance(value, Decimal) and value.is_finite() and np.isinf(number):
        raise NotNumbersError(value, "too_large", _TOO_LARGE)
    return number


def _evaluate(value: sympy.Expr) -> float | complex:
    if (limit := too_large(value)) is not None:
        raise NotNumbersError(value, "too_large", limit)
    try:
        number = complex(value.evalf(17))
    except Exception as error:  # SymPy has many kinds of exception for what has no value, such as Mod(1, 0)
        raise NotNumbersError(value) from error
    if number.imag and not np.isfinite(number):
        raise NotNumbersError(value)
    if np.isinf(number) and value.is_finite:
        raise NotNumbersError(value, "too_large", _TOO_LARGE)
    return number if number.imag else number.real


def _real_if_possible(values: NDArray[Any], dtype: np.dtype[Any], notes: tuple[Feedback, ...] = ()) -> Read:
    if values.dtype.kind != "c":
        return Read(values.astype(np.float64), dtype, notes)
    if not values.imag.any():
        return Read(values.real.astype(np.float64), dtype, tuple(dict.fromkeys((*notes, _COMPLEX))))
    return Read(values.astype(np.complex128), dtype, notes)
