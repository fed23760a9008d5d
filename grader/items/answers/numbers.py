"""Numbers and arrays: shape, dtype and values, in this order."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison, differs, note
from grader.items.answers.kinds import wrong_kind
from grader.items.answers.read import NotNumbersError, Numbers, Read, flatten_vector, read_numbers
from grader.items.answers.tolerance import Tolerance
from grader.model.feedback import Feedback


def compare_numbers(answer: Any, target: Read, tolerance: Tolerance, input_scale: float = 0.0) -> Comparison:
    """Climb the ladder for an expected number or array.

    Parameters
    ----------
    answer : object
        The student's answer, as it came over the wire.
    target : Read
        The reference's answer, read as numbers.
    tolerance : Tolerance
        How near is near enough.
    input_scale : float
        Largest absolute value among the arguments.
    """
    shape = target.values.shape
    wanted = f"an array of shape {shape}" if shape else "a number"
    if not shape and is_container(answer):
        return wrong_kind(answer, wanted)
    try:
        read = read_numbers(flatten_vector(answer, len(shape)))
    except NotNumbersError as error:
        return not_numbers(answer, error, wanted)
    if read.values.shape != shape:
        return _wrong_shape(read.values.shape, shape)
    return _compare_values(read, target, tolerance, input_scale)


def allowed_error(read: Read, target: Read, tolerance: Tolerance, input_scale: float) -> float:
    """The largest error of an answer that is right."""
    finite = target.values[np.isfinite(target.values)]
    scale = float(np.abs(finite).max(initial=0.0))
    return tolerance.allowed(scale, read.dtype, input_scale, is_whole=target.dtype.kind in "iu")


def not_numbers(answer: Any, error: NotNumbersError, wanted: str, name: str = "the answer") -> Comparison:
    """The message for an answer that could not be read as numbers; `name` is what it is called."""
    is_entry = error.part is not answer and is_container(answer)
    subject = f"An entry of {name}" if is_entry else f"{name[0].upper()}{name[1:]}"
    if error.code == "shape":
        return differs("shape", f"The rows of {name} differ in length; {wanted} is expected.")
    if error.code == "too_large":
        return differs("too_large", f"{subject} cannot be worked with: {error.reason}.")
    if not is_entry:
        return wrong_kind(answer, wanted, subject)
    return wrong_kind(error.part, "a number", subject, code="dtype")


def is_container(answer: Any) -> bool:
    """Whether an answer has entries; a 0-dimensional array is a number."""
    return isinstance(answer, (list, tuple, MatrixBase)) or (isinstance(answer, np.ndarray) and answer.ndim > 0)


def _wrong_shape(shape: tuple[int, ...], wanted: tuple[int, ...]) -> Comparison:
    is_given = f"has shape {shape}" if shape else "is a single number"
    text = f"The answer {is_given}; shape {wanted} is expected."
    if len(shape) == 2 and 1 in shape and wanted == (max(shape),):
        text += " `np.ravel(...)` makes a row or column an array of one dimension."
    elif len(shape) == 2 and wanted == shape[::-1]:
        text += " `.T` swaps rows and columns."
    return differs("shape", text)


def _compare_values(read: Read, target: Read, tolerance: Tolerance, input_scale: float) -> Comparison:
    allowed = allowed_error(read, target, tolerance, input_scale)
    values, notes = read.values, read.notes
    if values.dtype.kind == "c" and target.values.dtype.kind != "c":
        if not np.all(np.abs(values.imag) <= allowed):
            text = "The answer is complex, with an imaginary part that is not 0; real numbers are expected."
            return differs("dtype", text)
        values, notes = values.real, (*notes, note("complex", "It has a complex type; `.real` makes it real."))
    wrong = ~_agree(values, target.values, allowed)
    for place in np.argwhere(wrong & ~np.isfinite(values) & np.isfinite(target.values)):
        return differs("nan", f"The answer {_holds(values[tuple(place)], place)}; a finite number is expected.")
    if not wrong.any():
        unusual = tuple(one for one in notes if one not in target.notes)
        return Comparison(notes=unusual + _precision_note(read.dtype))
    if target.values.ndim == 0:
        return differs("value", "The number is not the expected one.")
    return differs("value", _where(wrong, values, target.values, allowed))


def _agree(values: Numbers, target: Numbers, allowed: float) -> NDArray[np.bool_]:
    """Within what is allowed, or the same infinity, or both nan (which a misconception may give)."""
    agree: NDArray[np.bool_] = np.abs(values - target) <= allowed
    agree |= (values == target) | (np.isnan(values) & np.isnan(target))
    return agree


def _where(wrong: NDArray[np.bool_], values: Numbers, target: Numbers, allowed: float) -> str:
    if values.ndim == 1 and _agree(np.sort(values), np.sort(target), allowed).all():
        return "The numbers are the expected ones, but in another order."
    return f"{int(wrong.sum())} of {wrong.size} entries differ, the first at {_index(np.argwhere(wrong)[0])}."


def _holds(value: Any, place: NDArray[np.intp]) -> str:
    return f"holds {value} at {_index(place)}" if place.size else f"is {value}"


def _index(place: NDArray[np.intp]) -> str:
    return "".join(f"[{part}]" for part in place)


def _precision_note(dtype: np.dtype[Any]) -> tuple[Feedback, ...]:
    if dtype.kind in "fc" and np.finfo(dtype).precision < 15:
        text = f"It was computed in {dtype.name}, with {np.finfo(dtype).precision} digits; float64 has 15."
        return (note("precision", text),)
    return ()
