"""Numbers and arrays: every reasonable type is read, then shape, dtype and values are compared."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison, differs, note
from grader.items.answers.kinds import wrong_kind
from grader.items.answers.tolerance import Tolerance
from grader.model.feedback import Feedback

Numbers = NDArray[np.inexact[Any]]


class NotNumbersError(ValueError):
    """A value that cannot be read as a number or an array of numbers; the argument is what it, or a part of it, is."""

    def __init__(self, part: Any) -> None:
        super().__init__()
        self.part = part


class Read(NamedTuple):
    """An answer read as numbers."""

    values: Numbers
    """Double precision (or complex); 0-dimensional for a number."""
    dtype: np.dtype[Any]
    """The type in which the student computed."""
    notes: tuple[Feedback, ...] = ()


def read_numbers(answer: Any) -> Read:
    """The answer as an array of double precision; NotNumbersError if a part of it is no number."""
    if isinstance(answer, (np.ndarray, np.generic)) and answer.dtype.kind in "iufc":
        return _real_if_possible(np.asarray(answer), answer.dtype)
    if isinstance(answer, MatrixBase):
        return read_numbers(np.array(answer.tolist(), dtype=object).reshape(answer.shape))
    if isinstance(answer, (list, tuple)):
        return _read_sequence(answer)
    if isinstance(answer, np.ndarray):
        flat = [_read_number(item) for item in answer.ravel().tolist()]
        return _real_if_possible(np.array(flat).reshape(answer.shape), np.dtype(np.float64))
    value = _read_number(answer)
    notes = (note("sympy", "It is a SymPy number; `float(...)` makes it an ordinary one."),)
    return _real_if_possible(np.asarray(value), np.dtype(np.float64), notes if isinstance(answer, sympy.Basic) else ())


def _read_sequence(answer: list[Any] | tuple[Any, ...]) -> Read:
    parts = [read_numbers(item) for item in answer]
    shapes = {part.values.shape for part in parts}
    if len(shapes) > 1:
        raise NotNumbersError(answer)
    dtype = min((part.dtype for part in parts), key=lambda dtype: dtype.itemsize, default=np.dtype(np.float64))
    return _real_if_possible(np.array([part.values for part in parts]), dtype)


def _read_number(value: Any) -> float | complex:
    if isinstance(value, (bool, np.bool_)):
        raise NotNumbersError(value)
    if isinstance(value, (int, float, Fraction, Decimal)):
        return _float(value)
    if isinstance(value, complex):
        return value
    if isinstance(value, np.generic) and value.dtype.kind in "iufc":
        number: float | complex = value.item()
        return number
    if isinstance(value, sympy.Expr) and value.is_number:
        return _evaluate(value)
    raise NotNumbersError(value)


def _float(value: float | Fraction | Decimal) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _evaluate(value: sympy.Expr) -> float | complex:
    try:
        number = complex(value.evalf(17))
    except (TypeError, ValueError, OverflowError, ArithmeticError) as error:
        raise NotNumbersError(value) from error
    return number if number.imag else number.real


def _real_if_possible(values: NDArray[Any], dtype: np.dtype[Any], notes: tuple[Feedback, ...] = ()) -> Read:
    if values.dtype.kind != "c":
        return Read(values.astype(np.float64), dtype, notes)
    if not values.imag.any():
        notes = (*notes, note("complex", "It has a complex type with imaginary part 0; `.real` makes it real."))
        return Read(values.real.astype(np.float64), dtype, notes)
    return Read(values.astype(np.complex128), dtype, notes)


def compare_numbers(answer: Any, expected: Any, tolerance: Tolerance, input_scale: float = 0.0) -> Comparison:
    """Climb the ladder for an expected number or array.

    Parameters
    ----------
    answer : object
        The student's answer, as it came over the wire.
    expected : number or array_like
        The reference's answer.
    tolerance : Tolerance
        How near is near enough.
    input_scale : float
        Largest absolute value among the arguments.
    """
    target = read_numbers(expected).values
    wanted = "a number" if target.ndim == 0 else f"an array of shape {target.shape}"
    if answer is None or (isinstance(answer, (list, tuple, np.ndarray, MatrixBase)) and target.ndim == 0):
        inner = answer if answer is None else np.asarray(answer, dtype=object)
        if answer is None or inner.ndim > 0:
            return wrong_kind(answer, wanted)
    try:
        read = read_numbers(answer)
    except NotNumbersError as error:
        return _not_numbers(answer, error.part, wanted)
    if read.values.shape != target.shape:
        return _wrong_shape(read.values.shape, target.shape)
    if read.values.dtype.kind == "c" and target.dtype.kind != "c":
        return _compare_complex(read, target, tolerance)
    return _compare_values(read, target, tolerance, input_scale)


def _not_numbers(answer: Any, part: Any, wanted: str) -> Comparison:
    if part is answer and isinstance(answer, (list, tuple)):
        return differs("shape", f"The rows of the answer differ in length; {wanted} is expected.")
    if part is answer or not isinstance(answer, (list, tuple, np.ndarray, MatrixBase)):
        return wrong_kind(answer, wanted)
    inside = wrong_kind(part, "a number").problem
    assert inside is not None  # noqa: S101 - wrong_kind always names a problem
    return differs("dtype", inside.text.replace("The answer is", "A part of the answer is", 1))


def _wrong_shape(shape: tuple[int, ...], wanted: tuple[int, ...]) -> Comparison:
    text = f"The answer {_of_shape(shape)}; {_shape_words(wanted)} is expected."
    if len(shape) == 2 and 1 in shape and wanted == (max(shape),):
        text += " `.ravel()` makes a row or column an array of one dimension."
    return differs("shape", text)


def _of_shape(shape: tuple[int, ...]) -> str:
    return f"has shape {shape}" if shape else "is a single number"


def _shape_words(shape: tuple[int, ...]) -> str:
    return f"shape {shape}" if shape else "a single number"


def _compare_complex(read: Read, target: Numbers, tolerance: Tolerance) -> Comparison:
    scale = float(np.max(np.abs(target), initial=0.0))
    if np.max(np.abs(read.values.imag)) > tolerance.allowed(scale, np.dtype(np.float64)):
        return differs(
            "dtype", "The answer is complex, with an imaginary part that is not 0; real numbers are expected."
        )
    real = Read(read.values.real, read.dtype, (note("complex", "It has a complex type; `.real` makes it real."),))
    return _compare_values(real, target, tolerance, 0.0)


def _compare_values(read: Read, target: Numbers, tolerance: Tolerance, input_scale: float) -> Comparison:
    finite = np.isfinite(read.values)
    for place in np.argwhere(~finite & (read.values != target)):
        return differs("nan", f"The answer {_holds(read.values[tuple(place)], place)}; a finite number is expected.")
    size = np.abs(target[np.isfinite(target)])
    allowed = tolerance.allowed(float(size.max(initial=0.0)), read.dtype, input_scale)
    with np.errstate(invalid="ignore"):
        error = np.abs(read.values - target)
    wrong = ~(error <= allowed) & (read.values != target)
    if not wrong.any():
        return Comparison(notes=read.notes + _precision_note(read.dtype))
    if target.ndim == 0:
        return differs("value", "The number is not the expected one.")
    return differs("value", _where(wrong, read.values, target, allowed))


def _where(wrong: NDArray[np.bool_], values: Numbers, target: Numbers, allowed: float) -> str:
    if values.ndim == 1 and np.all(np.abs(np.sort_complex(values) - np.sort_complex(target)) <= allowed):
        return "The numbers are the expected ones, but in another order."
    first = tuple(int(part) for part in np.argwhere(wrong)[0])
    index = "".join(f"[{part}]" for part in first)
    return f"{int(wrong.sum())} of {wrong.size} entries differ, the first at {index}."


def _holds(value: Any, place: NDArray[np.intp]) -> str:
    return f"holds {value} at {tuple(map(int, place))}" if place.size else f"is {value}"


def _precision_note(dtype: np.dtype[Any]) -> tuple[Feedback, ...]:
    if dtype.kind in "fc" and np.finfo(dtype).precision < 15:
        text = f"It was computed in {dtype.name}, with {np.finfo(dtype).precision} digits; float64 has 15."
        return (note("precision", text),)
    return ()
