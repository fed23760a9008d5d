"""The rung of shapes: sentences on the shape of an answer, and answers of which only the shape is known beforehand.

wrong_shape, ragged, several_parts  what the shape is, what is asked for, and the cure where there is a usual one
read_parts                           an answer as arrays of the shapes asked for, with sizes that fit together
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.items.answers.comparison import COMMA, Comparison, differs, wrong_kind
from grader.items.answers.read import NotNumbersError, Read, check_floats, flatten_vector, read_numbers
from grader.items.domains.domain import Size, resolve, split
from grader.model.counted import counted
from grader.model.feedback import Feedback
from grader.sandbox.late import MatrixBase

ArrayShape = tuple[int, ...]
Shape = tuple[Size, ...]
"""Sizes of an answer: numbers, or names such as `"h"` that stand for any size but for the same one throughout."""

_RAVEL = " `np.ravel(...)` makes a row or column an array of one dimension."
_TRANSPOSE = " `.T` swaps rows and columns."
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ROUNDING = 1e-9
"""Share of an imaginary part that comes from rounding."""


def is_container(answer: Any) -> bool:
    """Whether an answer has entries; a 0-dimensional array is a number."""
    return isinstance(answer, (list, tuple, MatrixBase)) or (isinstance(answer, np.ndarray) and answer.ndim > 0)


def not_numbers(answer: Any, error: NotNumbersError, wanted: str, name: str = "the answer") -> Comparison:
    """The message for an answer that could not be read as numbers; `name` is what it is called."""
    is_entry = error.part is not answer and is_container(answer)
    subject = f"An entry of {name}" if is_entry else _capital(name)
    if error.code == "too_large":
        return differs("too_large", f"{subject} cannot be worked with: {error.reason}.")
    if not is_entry:
        return wrong_kind(answer, wanted, subject)
    return wrong_kind(error.part, "a number", subject, code="dtype")


def wrong_shape(answer: Any, shape: ArrayShape, wanted: ArrayShape) -> Comparison:
    """The message for numbers in another shape than the one wanted."""
    # (Q, R) for Q: two matrices of one shape can be read as one array of three dimensions
    is_several = shape[1:] == wanted or (len(shape) > len(wanted) and not _cure(shape, wanted))
    if isinstance(answer, tuple) and len(answer) > 1 and is_several:
        return several_parts(answer, f"an array of shape {wanted}", [shape[1:]] * len(answer), wanted.__eq__)
    if isinstance(answer, tuple) and len(answer) == 1 and shape[1:] == wanted:
        return differs("shape", f"The answer is a tuple of 1 part; an array of shape {wanted} is expected.{COMMA}")
    if shape == (0,) and len(wanted) > 1 and isinstance(answer, (list, tuple)):
        text = f"The answer is empty, and does not say how long its rows are; `np.empty({wanted})` has shape {wanted}."
        return differs("shape", text if 0 in wanted else f"The answer is empty; shape {wanted} is expected.")
    given = f"has shape {shape}" if shape else "is a single number"
    return differs("shape", f"The answer {given}; shape {wanted} is expected.{_cure(shape, wanted)}")


def ragged(
    answer: Any, wanted: str, dimensions: int, fits: Callable[[ArrayShape], bool], name: str = "the answer"
) -> Comparison:
    """The message for a list or tuple whose parts differ in shape: rows, or several results where one is asked for.

    Parameters
    ----------
    answer : list or tuple
        The student's answer.
    wanted : str
        What is expected, in words.
    dimensions : int
        How many dimensions it has.
    fits : callable
        Whether a part of this shape would do.
    name : str
        What the answer is called.
    """
    shapes = [_shape_of(part) for part in answer]
    # parts with as many dimensions as a row has are rows; with others, they are several results
    if (
        isinstance(answer, (list, tuple))
        and None not in shapes
        and {len(shape) for shape in shapes} != {dimensions - 1}
    ):
        return several_parts(answer, wanted, shapes, fits, name)
    return differs("shape", f"The rows of {name} differ in length; {wanted} is expected.")


def several_parts(
    answer: Any, wanted: str, shapes: list[ArrayShape], fits: Callable[[ArrayShape], bool], name: str = "the answer"
) -> Comparison:
    """The message for a list or tuple of several results where one is asked for, as NumPy's functions return them."""
    fitting = [ORDINALS[index] for index, shape in enumerate(shapes[: len(ORDINALS)]) if fits(shape)]
    which = " and ".join(f"the {ordinal}" for ordinal in fitting)
    hint = f"; {which} {'has' if len(fitting) == 1 else 'have'} that shape" if 0 < len(fitting) < len(shapes) else ""
    kind = "tuple" if isinstance(answer, tuple) else "list"
    is_a = f"{_capital(name)} is a {kind} of {len(shapes)} parts"
    return differs("shape", f"{is_a}; {wanted} is expected: return one of them{hint}.")


def _shape_of(part: Any) -> Any:
    try:
        return read_numbers(part).values.shape
    except NotNumbersError:
        return None


def _cure(shape: ArrayShape, wanted: ArrayShape) -> str:
    if len(shape) == 2 and 1 in shape and wanted == (max(shape),):
        return _RAVEL
    if len(shape) == 1 and len(wanted) == 2 and 1 in wanted and max(wanted) == shape[0]:
        return (
            " `a[:, None]` makes a column of a vector." if wanted[1] == 1 else " `a[None, :]` makes a row of a vector."
        )
    return _TRANSPOSE if len(shape) == 2 and wanted == shape[::-1] else ""


class ReadParts(NamedTuple):
    """The parts of an answer as float64 arrays; None where `comparison` holds a problem."""

    parts: tuple[NDArray[np.float64], ...] | None
    comparison: Comparison


@np.errstate(all="ignore")
def read_parts(answer: Any, shapes: tuple[Shape, ...]) -> ReadParts:
    """The answer's parts, one for each shape; a problem if it does not have them."""
    if len(shapes) == 1:
        return _read_each([answer], shapes, ("the answer",))
    if not isinstance(answer, (list, tuple)):
        return ReadParts(None, wrong_kind(answer, f"a tuple of {len(shapes)} arrays"))
    if len(answer) != len(shapes):
        text = f"The answer has {counted(len(answer), 'part')}; a tuple of {len(shapes)} arrays is expected."
        return ReadParts(None, differs("length", text))
    return _read_each(list(answer), shapes, tuple(f"part {index} of the answer" for index in range(len(shapes))))


def _read_each(answers: list[Any], shapes: tuple[Shape, ...], names: tuple[str, ...]) -> ReadParts:
    sizes: dict[str, int] = {}
    parts: list[NDArray[np.float64]] = []
    notes: dict[Feedback, None] = {}
    for answer, shape, name in zip(answers, shapes, names, strict=True):
        read = _read(answer, shape, name)
        if isinstance(read, Comparison):
            return ReadParts(None, read)
        if not _fits(read.values.shape, shape, sizes):  # the sizes that a name stands for go on to the next part
            return ReadParts(None, _wrong_part(answer, read.values.shape, shape, name, sizes))
        parts.append(read.values.astype(np.float64))
        notes.update(dict.fromkeys(read.notes))
    return ReadParts(tuple(parts), Comparison(notes=tuple(notes)))


def _read(answer: Any, shape: Shape, name: str) -> Read | Comparison:
    wanted = f"an array of {_in_words(shape)}" if shape else "a number"
    if not shape and is_container(answer):
        return wrong_kind(answer, wanted, _capital(name))
    try:
        read = read_numbers(flatten_vector(answer, len(shape)))
        check_floats(read)
    except NotNumbersError as error:
        if error.code == "shape":
            return ragged(answer, wanted, len(shape), lambda part_shape: _fits(part_shape, shape, {}), name)
        return not_numbers(answer, error, wanted, name)
    if not np.isfinite(read.values).all():
        return differs("nan", f"{_capital(name)} holds nan or an infinite number; finite numbers are expected.")
    if read.values.dtype.kind == "c" and np.abs(read.values.imag).max() > _ROUNDING * np.abs(read.values).max():
        return differs("dtype", f"{_capital(name)} is complex; real numbers are expected.")
    return read._replace(values=read.values.real)


def _wrong_part(answer: Any, given: ArrayShape, shape: Shape, name: str, sizes: dict[str, int]) -> Comparison:
    is_column = len(given) == 2 and given[1] == 1
    if isinstance(answer, tuple) and len(given) > len(shape) > 0 and not is_column:
        wanted = f"an array of {_in_words(shape)}"
        if len(answer) > 1:
            shapes = [given[1:]] * len(answer)
            return several_parts(answer, wanted, shapes, lambda part: _fits(part, shape, dict(sizes)), name)
        if len(answer) == 1 and _fits(given[1:], shape, dict(sizes)):
            return differs("shape", f"{_capital(name)} is a tuple of 1 part; {wanted} is expected.{COMMA}")
    has = f"has shape {given}" if given else "is a single number"
    names = [split(size)[0] for size in shape if isinstance(size, str)]
    known = [f"{name} = {sizes[name]}" for name in names if name in sizes]
    with_sizes = f" with {', '.join(known)}" if known else ""
    # a copy of the sizes, for trying writes into them
    is_vector = len(given) == 2 and 1 in given and len(shape) == 1 and _fits((max(given),), shape, dict(sizes))
    cure = _RAVEL if is_vector else ""
    return differs("shape", f"{_capital(name)} {has}; {_in_words(shape)}{with_sizes} is expected.{cure}")


def _fits(given: ArrayShape, shape: Shape, sizes: dict[str, int]) -> bool:
    """Whether the sizes are right; a name that comes up for the first time stands for the size that is given there."""
    if len(given) != len(shape):
        return False
    for length, size in zip(given, shape, strict=True):
        if isinstance(size, str):
            name, more = split(size)
            sizes.setdefault(name, max(length - more, 0))
        if resolve(size, sizes) != length:
            return False
    return True


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def _in_words(shape: Shape) -> str:
    if not shape:
        return "a single number"
    inner = ", ".join(map(str, shape))
    return f"shape ({inner},)" if len(shape) == 1 else f"shape ({inner})"
