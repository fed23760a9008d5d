"""Numbers and arrays: shape, dtype and values, in this order; and in what way wrong numbers differ.

compare_numbers      shape ▸ dtype ▸ nan and inf ▸ values
describe_difference  how far off. This gives the expected number away: it is said only where the evidence shows that
                     number anyway. A pattern, such as a factor, is no matter of one call: see `patterns.py`
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.items.answers.comparison import Comparison, differs, is_wrong, note, wrong_kind
from grader.items.answers.read import (
    SKIPPING,
    NotNumbersError,
    Read,
    check_floats,
    flatten_vector,
    read_numbers,
)
from grader.items.answers.shapes import is_container, not_numbers, ragged, wrong_shape
from grader.items.answers.tolerance import Scale, Tolerance, agree, allowed_error, is_whole
from grader.model.feedback import Feedback

_SKIPS = "Floats beyond 2**53 skip whole numbers; Python's `int` does not."
_LEAST_SHARE, _PERCENT = 1e-6, 0.1
"""Shares between which a difference is told in percent."""
_LONG = 10**9
"""Whole numbers from here on are told with three digits."""
_LARGEST = int(np.finfo(np.float64).max)


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
        if target.exact is None:  # an exact number of any size can be right only where an exact one is asked for
            check_floats(read)
    except NotNumbersError as error:
        if error.code == "shape":
            return ragged(answer, wanted, len(shape), shape.__eq__)
        return not_numbers(answer, error, wanted)
    if read.values.shape != shape:
        return wrong_shape(answer, read.values.shape, shape)
    return _compare_values(read, target, scale, tolerance, input_scale)


def _compare_values(read: Read, target: Read, scale: Scale, tolerance: Tolerance, input_scale: float) -> Comparison:
    if read.values.dtype.kind == "c" and target.values.dtype.kind != "c":
        if not np.all(np.abs(read.values.imag) <= allowed_error(read, target, scale, tolerance, input_scale)):
            text = "The answer is complex, with an imaginary part that is not 0; real numbers are expected."
            return differs("dtype", text)
        complex_note = note("complex", "It has a complex type; `.real` makes it real.")
        read = read._replace(values=read.values.real, notes=(*read.notes, complex_note))
    right = agree(read, target, scale, tolerance, input_scale)
    if right.all():
        unusual = tuple(remark for remark in read.notes if remark not in target.notes)
        return Comparison(notes=unusual + _precision_note(read.dtype))
    return _wrong_values(read, target, ~right, scale, tolerance)


def _wrong_values(read: Read, target: Read, wrong: NDArray[np.bool_], scale: Scale, tolerance: Tolerance) -> Comparison:
    for index in np.argwhere(wrong & _is_undefined(read) & ~_is_undefined(target)):
        value = read.values[tuple(index)]
        return differs("nan", f"The answer {_holds(value, index)}; a finite number is expected.")
    skipping = (_SKIPS,) if (wrong & _skips(read, target)).any() else ()
    if target.values.ndim:
        where, detail = _where(wrong, read, target, scale, tolerance)
        return differs("value", _joined(where, *skipping))._replace(detail=_joined(detail, *skipping))
    detail = describe_difference(read, target)
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


def _where(wrong: NDArray[np.bool_], read: Read, target: Read, scale: Scale, tolerance: Tolerance) -> tuple[str, str]:
    """Which entries of an array are wrong, and the same with how far off; of another order no more than that."""
    if read.values.ndim == 1:  # eigenvalues and roots, most often
        ordered = _sorted(target)
        own = scale if isinstance(scale, float) else np.abs(ordered.values)
        if agree(_sorted(read), ordered, own, tolerance, 0.0).all():
            text = "The numbers are the expected ones, but in another order."
            return text, text
    first = tuple(np.argwhere(wrong)[0])
    text = f"{int(wrong.sum())} of {wrong.size} entries differ, the first at {_brackets(np.argwhere(wrong)[0])}"
    far = describe_difference(_entry(read, first), _entry(target, first))
    # A sentence on the type of all numbers, such as where NumPy's whole numbers end, stands by itself
    joined = f": {far[0].lower()}{far[1:]}" if far.startswith("It ") else f". {far}" if far else "."
    return f"{text}.", f"{text}{joined}"


def _entry(read: Read, index: tuple[Any, ...]) -> Read:
    exact = None if read.exact is None else read.exact[index]
    if exact is None:
        return read._replace(values=np.asarray(read.values[index]), exact=None)
    own = np.empty((), dtype=np.asarray(read.exact).dtype)
    own[()] = exact
    return read._replace(values=np.asarray(read.values[index]), exact=own)


def _sorted(read: Read) -> Read:
    order = np.argsort(read.values, kind="stable")
    return read._replace(values=read.values[order], exact=None if read.exact is None else read.exact[order])


def _holds(value: Any, index: NDArray[np.intp]) -> str:
    return f"holds {value} at {_brackets(index)}" if index.size else f"is {value}"


def _brackets(index: NDArray[np.intp]) -> str:
    return "".join(f"[{part}]" for part in index)


def _precision_note(dtype: np.dtype[Any]) -> tuple[Feedback, ...]:
    if dtype.kind in "fc" and np.finfo(dtype).precision < 15:  # what NumPy calls float64 has 15 digits
        text = f"It was computed in {dtype.name}, with {np.finfo(dtype).precision} digits; float64 has 15."
        return (note("precision", text),)
    return ()


def describe_difference(read: Read, target: Read) -> str:
    """How far one number is off; empty where there is nothing to say that the numbers themselves do not say better."""
    if (overflow := _overflow(read, target)) is not None:
        return overflow
    value, expected = read.values.item(), target.values.item()
    if read.exact is not None and target.exact is not None:
        return _off_by(read.exact.item() - target.exact.item(), abs(expected))
    if not (np.isfinite(value) and np.isfinite(expected)):
        return ""
    if isinstance(value, complex) or isinstance(expected, complex):
        return f"It is {abs(value - expected):.3g} away from the expected number."
    return _off_by(_exact_or_float(read) - _exact_or_float(target), abs(expected))


def _overflow(read: Read, target: Read) -> str | None:
    """NumPy's whole numbers have an end, and begin again behind it."""
    if read.exact is None or target.exact is None or read.exact.dtype == object:
        return None
    ends = np.iinfo(read.exact.dtype)  # the student's own type, of which the expected number may lie outside
    whole = [number for number in target.exact.ravel().tolist() if type(number) is int]
    if all(ends.min <= number <= ends.max for number in whole):
        return None
    return f"NumPy's {read.exact.dtype.name} ends at {ends.max}; Python's `int` has no end."


def _off_by(difference: Any, expected: float) -> str:
    return f"It is too {'large' if difference > 0 else 'small'} by {_size(difference, expected)}."


def _exact_or_float(read: Read) -> Any:
    """The one number; floats hold fractions, and every difference of them is one."""
    return Fraction(read.values.item()) if read.exact is None else read.exact.item()


def _size(difference: Any, expected: float) -> str:
    """How far off: in percent if that is little, a whole number in full, another one with three digits."""
    size = Fraction(abs(difference))  # exact, so that 1 is told as 1 and not as 0.999
    if size.denominator == 1 and size < _LONG:
        return str(size)
    if size > _LARGEST:
        return f"about {Decimal(int(size)):.2e}"
    share = float(size) / expected if expected else 1.0
    return f"{100 * share:.2g} %" if _LEAST_SHARE <= share < _PERCENT else f"{float(size):.3g}"
