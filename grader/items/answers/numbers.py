"""Numbers and arrays: shape, dtype and values, in this order."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.items.answers.allowed import agree, allowed_error, is_whole
from grader.items.answers.comparison import Comparison, differs, is_wrong, note
from grader.items.answers.differences import describe_difference
from grader.items.answers.exact import SKIPPING
from grader.items.answers.kinds import wrong_kind
from grader.items.answers.read import NotNumbersError, Read, check_floats, flatten_vector, read_numbers
from grader.items.answers.scale import Scale
from grader.items.answers.shapes import is_container, ragged, wrong_shape
from grader.items.answers.tolerance import Tolerance
from grader.model.feedback import Feedback

_SKIPPING = "Floats beyond 2**53 skip whole numbers; Python's `int` does not."


def compare_numbers(
    answer: Any, target: Read, scale: Scale, tolerance: Tolerance, input_scale: float = 0.0
) -> Comparison:
    """Climb the ladder for an expected number or array.

    Parameters
    ----------
    answer : object
        The student's answer, as it came over the wire.
    target : Read
        The reference's answer, read as numbers.
    scale : float or ndarray
        What errors in it are relative to, as `scale_of` gives it.
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
        if target.exact is None:
            check_floats(read)
    except NotNumbersError as error:
        if error.code == "shape":
            return ragged(answer, wanted, len(shape), shape.__eq__)
        return not_numbers(answer, error, wanted)
    if read.values.shape != shape:
        return wrong_shape(answer, read.values.shape, shape)
    return _compare_values(read, target, scale, tolerance, input_scale)


def not_numbers(answer: Any, error: NotNumbersError, wanted: str, name: str = "the answer") -> Comparison:
    """The message for an answer that could not be read as numbers; `name` is what it is called."""
    is_entry = error.part is not answer and is_container(answer)
    subject = f"An entry of {name}" if is_entry else f"{name[0].upper()}{name[1:]}"
    if error.code == "too_large":
        return differs("too_large", f"{subject} cannot be worked with: {error.reason}.")
    if not is_entry:
        return wrong_kind(answer, wanted, subject)
    return wrong_kind(error.part, "a number", subject, code="dtype")


def _compare_values(read: Read, target: Read, scale: Scale, tolerance: Tolerance, input_scale: float) -> Comparison:
    if read.values.dtype.kind == "c" and target.values.dtype.kind != "c":
        if not np.all(np.abs(read.values.imag) <= allowed_error(read, target, scale, tolerance, input_scale)):
            text = "The answer is complex, with an imaginary part that is not 0; real numbers are expected."
            return differs("dtype", text)
        complex_note = note("complex", "It has a complex type; `.real` makes it real.")
        read = read._replace(values=read.values.real, notes=(*read.notes, complex_note))
    right = agree(read, target, scale, tolerance, input_scale)
    if right.all():
        unusual = tuple(one for one in read.notes if one not in target.notes)
        return Comparison(notes=unusual + _precision_note(read.dtype))
    return _wrong_values(read, target, ~right, scale, tolerance)


def _wrong_values(read: Read, target: Read, wrong: NDArray[np.bool_], scale: Scale, tolerance: Tolerance) -> Comparison:
    for place in np.argwhere(wrong & _is_undefined(read) & ~_is_undefined(target)):
        value = read.values[tuple(place)]
        return differs("nan", f"The answer {_holds(value, place)}; a finite number is expected.")
    detail = describe_difference(read, target)
    skipping = (_SKIPPING,) if (wrong & _skips(read, target)).any() else ()
    if target.values.ndim:
        text = _where(wrong, read, target, scale, tolerance)
        return differs("value", _joined(text, *skipping))._replace(detail=_joined(text, detail, *skipping))
    text = "The number is not the expected one."
    if skipping:
        return differs("value", _joined(text, *skipping))._replace(detail=_joined(detail, *skipping))
    return is_wrong(text, detail)


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _is_undefined(read: Read) -> NDArray[np.bool_]:
    """Where an answer is nan or infinite, and not a whole number beyond all floats."""
    undefined: NDArray[np.bool_] = np.asarray(~np.isfinite(read.values))
    return undefined & _is_inexact(read) if undefined.any() else undefined


def _skips(read: Read, target: Read) -> NDArray[np.bool_]:
    """Where a whole number is asked for and a float is given, both of a size at which floats skip whole numbers."""
    are_large = np.asarray((np.abs(read.values) >= SKIPPING) & (np.abs(target.values) >= SKIPPING)) & is_whole(target)
    return are_large if read.exact is None else are_large & _is_inexact(read)


def _is_inexact(read: Read) -> NDArray[np.bool_]:
    if read.exact is None or read.exact.dtype != object:
        return np.full(read.values.shape, read.exact is None)
    inexact = [number is None for number in read.exact.ravel().tolist()]
    return np.array(inexact, dtype=bool).reshape(read.values.shape)


def _where(wrong: NDArray[np.bool_], read: Read, target: Read, scale: Scale, tolerance: Tolerance) -> str:
    if read.values.ndim == 1:
        ordered = _sorted(target)
        own = scale if isinstance(scale, float) else np.abs(ordered.values)
        if agree(_sorted(read), ordered, own, tolerance, 0.0).all():
            return "The numbers are the expected ones, but in another order."
    return f"{int(wrong.sum())} of {wrong.size} entries differ, the first at {_index(np.argwhere(wrong)[0])}."


def _sorted(read: Read) -> Read:
    order = np.argsort(read.values, kind="stable")
    return read._replace(values=read.values[order], exact=None if read.exact is None else read.exact[order])


def _holds(value: Any, place: NDArray[np.intp]) -> str:
    return f"holds {value} at {_index(place)}" if place.size else f"is {value}"


def _index(place: NDArray[np.intp]) -> str:
    return "".join(f"[{part}]" for part in place)


def _precision_note(dtype: np.dtype[Any]) -> tuple[Feedback, ...]:
    if dtype.kind in "fc" and np.finfo(dtype).precision < 15:
        text = f"It was computed in {dtype.name}, with {np.finfo(dtype).precision} digits; float64 has 15."
        return (note("precision", text),)
    return ()
