"""Every reasonable kind of number, list, array and matrix, read as an array of double precision.

What is exact, whole numbers and fractions of any size, is kept beside it and never compared through a float: 2**60 and
2**60 - 1 are the same one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.items.answers.comparison import note
from grader.model.feedback import Feedback
from grader.sandbox.late import Expr, Integer, MatrixBase, Rational, sympy

Exact = int | Fraction

Numbers = NDArray[Any]

SKIPPING = 2**53
"""Beyond it, floats of double precision skip whole numbers."""
_DECIMAL_DIGITS = 28
"""What Python's Decimal keeps of a quotient."""
_FLOAT_BITS, _FEW_BITS = 53, 40
"""Binary digits of the numerator of what was a float: all 53 of them, or some fewer where the last ones are 0."""
_WHOLE, _DOUBLE = np.dtype(np.int64), np.dtype(np.float64)
_MAX_DIMENSIONS = 8
"""Lists may be in lists to any depth, and NumPy ends at 32 or 64 dimensions with an error of its own."""
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
    """Of type float64 or complex128; 0-dimensional for a number. Infinite for an exact number beyond all floats."""
    dtype: np.dtype[Any]
    """The type in which the student computed; the least precise one where there are several."""
    notes: tuple[Feedback, ...] = ()
    exact: Numbers | None = None
    """The entries that are exact, as whole numbers and fractions: of an integer type, or objects with None for an entry
    that is not exact. None where no entry is."""


def read_numbers(answer: Any) -> Read:
    """The answer as an array of double precision; NotNumbersError if an entry of it is no number."""
    if isinstance(answer, (np.ndarray, np.generic)) and answer.dtype.kind in "iufc":
        array = np.asarray(answer)
        return _real_if_possible(array, answer.dtype, exact=array if array.dtype.kind in "iu" else None)
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
    if all(type(entry) is float for entry in answer):  # so common that it is worth a way of its own
        return Read(np.array(answer, dtype=np.float64), _DOUBLE)
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
    values = np.array([part.values for part in parts]).reshape(shape)  # `shape` tells of axes of length 0
    return _real_if_possible(values, dtype, notes, _join_exact(parts, shape))


def _join_exact(parts: list[Read], shape: tuple[int, ...]) -> Numbers | None:
    if all(part.exact is None for part in parts):
        return None
    entries: list[Any] = []
    for part in parts:
        entries += [None] * part.values.size if part.exact is None else part.exact.ravel().tolist()
    exact = np.empty(len(entries), dtype=object)
    exact[:] = entries
    return exact.reshape(shape)


def _coarseness(dtype: np.dtype[Any]) -> float:
    """Distance from 1 to the next number of a type; 0 for whole numbers, which are exact."""
    return float(np.finfo(dtype).eps) if dtype.kind in "fc" else 0.0


def _read_number(value: Any) -> Read:
    if isinstance(value, float):
        return Read(np.array(float(value)), _DOUBLE)
    if isinstance(value, (int, Fraction, Decimal)) and not isinstance(value, bool):
        return _read_exact(value, (_DECIMAL,) if isinstance(value, Decimal) else ())
    if isinstance(value, complex):
        return _real_if_possible(np.array(value), np.dtype(np.complex128))
    if isinstance(value, Expr) and value.is_number:  # no symbols in it, though it may be `Mod(1, 0)`
        number = value if value.is_Rational else _carried_out(value)
        if number.is_Rational:
            return _read_exact(number, (_SYMPY,))
        return Read(np.array(_evaluate(number)), _DOUBLE, (_SYMPY,))
    raise NotNumbersError(value)


def _read_exact(value: Any, notes: tuple[Feedback, ...]) -> Read:
    number = exact_value(value)
    values = np.array(_float(value if number is None else number))
    if number is None:
        return Read(values, _DOUBLE, notes)
    exact = np.empty((), dtype=object)
    exact[()] = number
    return Read(values, _WHOLE if type(number) is int else _DOUBLE, notes, exact)


def _float(value: int | Fraction | Decimal) -> float:
    """The nearest float; an infinity for what is beyond all of them."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _carried_out(value: sympy.Expr) -> sympy.Expr:
    """The number with its sums and powers worked out: nothing is on its way here, and it may be a whole one."""
    from grader.maths.size import too_large  # noqa: PLC0415 - needs SymPy, as its numbers do

    if (limit := too_large(value)) is not None:
        raise NotNumbersError(value, "too_large", limit)
    try:
        return value if value.has(sympy.Float) else value.doit()
    except Exception as error:  # SymPy has many kinds of exception for what has no value, such as Mod(1, 0)
        raise NotNumbersError(value) from error


def _evaluate(value: sympy.Expr) -> float | complex:
    try:
        number = complex(value.evalf(17))  # 17 digits are what tells any two floats apart
    except Exception as error:  # SymPy has many kinds of exception for what has no value, such as Mod(1, 0)
        raise NotNumbersError(value) from error
    if number.imag and not np.isfinite(number):
        raise NotNumbersError(value)
    if np.isinf(number) and value.is_finite:
        raise NotNumbersError(value, "too_large", _TOO_LARGE)
    return number if number.imag else number.real


def _real_if_possible(
    values: NDArray[Any], dtype: np.dtype[Any], notes: tuple[Feedback, ...] = (), exact: Numbers | None = None
) -> Read:
    if values.dtype.kind != "c":
        return Read(values.astype(np.float64), dtype, notes, exact)
    if not values.imag.any():
        return Read(values.real.astype(np.float64), dtype, tuple(dict.fromkeys((*notes, _COMPLEX))), exact)
    return Read(values.astype(np.complex128), dtype, notes, exact)


def check_floats(read: Read) -> None:
    """NotNumbersError, with the entry, where an exact number is beyond all floats."""
    if read.exact is not None and read.exact.dtype == object:
        for number in read.exact[np.isinf(read.values)]:
            if number is not None:
                raise NotNumbersError(number, "too_large", _TOO_LARGE)


def exact_value(value: Any) -> Exact | None:
    """The number as an int, if its type is one of whole numbers, or as a fraction; None if it is not exact.

    A Decimal is exact as it was written. One of 28 digits and more behind the point was rounded, or was a float.
    """
    if isinstance(value, (bool, np.bool_)):
        return None
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Decimal):
        return None if _is_rounded(value) else Fraction(value)
    if isinstance(value, Integer):
        return int(value.p)
    return Fraction(int(value.p), int(value.q)) if isinstance(value, Rational) else None


def exact_difference(answer: Exact, expected: Exact) -> Fraction | None:
    """How far one number is from the other; None where the answer is a float in the dress of a fraction.

    `Fraction(1/3)` and `Rational(1/3)` are what a float gives: a power of two below a full mantissa. Where such a
    fraction is asked for, it has to be hit all the same.
    """
    return None if _was_float(answer) and not _was_float(expected) else Fraction(answer - expected)


def is_skipped(value: Exact | None) -> bool:
    """Whether the number is a whole one of a size at which floats skip some."""
    return type(value) is int and abs(value) > SKIPPING


def _is_rounded(value: Decimal) -> bool:
    if not value.is_finite():
        return True
    _, digits, exponent = value.as_tuple()
    return len(digits) >= _DECIMAL_DIGITS and int(exponent) < 0


def _was_float(value: Exact) -> bool:
    below = value.denominator
    is_binary = below > 1 and below & (below - 1) == 0  # a power of two has one binary digit, and one less shares none
    return is_binary and _FEW_BITS <= abs(value.numerator).bit_length() <= _FLOAT_BITS
