"""Answers of which only the shape is known beforehand: read as arrays, with sizes that fit together."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison, differs
from grader.items.answers.kinds import wrong_kind
from grader.items.answers.numbers import NotNumbersError, Read, read_numbers
from grader.items.domains.domain import Size, resolve
from grader.model.feedback import Feedback

Shape = tuple[Size, ...]
"""Sizes of an answer: numbers, or names such as `"h"` that stand for any size but for the same one throughout."""


class Form(NamedTuple):
    """The parts of an answer as float64 arrays; None where `comparison` holds a problem."""

    parts: tuple[NDArray[np.float64], ...] | None
    comparison: Comparison


def read_form(answer: Any, shapes: tuple[Shape, ...]) -> Form:
    """The answer's parts, one for each shape; a problem if it does not have them."""
    if len(shapes) == 1:
        return _read_parts([answer], shapes, ("The answer",))
    if not isinstance(answer, (list, tuple)):
        return Form(None, wrong_kind(answer, f"a tuple of {len(shapes)} arrays"))
    if len(answer) != len(shapes):
        text = f"The answer has {len(answer)} parts; a tuple of {len(shapes)} arrays is expected."
        return Form(None, differs("length", text))
    return _read_parts(list(answer), shapes, tuple(f"Part {place} of the answer" for place in range(len(shapes))))


def _read_parts(answers: list[Any], shapes: tuple[Shape, ...], names: tuple[str, ...]) -> Form:
    sizes: dict[str, int] = {}
    parts: list[NDArray[np.float64]] = []
    notes: dict[Feedback, None] = {}
    for answer, shape, name in zip(answers, shapes, names, strict=True):
        read = _read(answer, shape, name)
        if isinstance(read, Comparison):
            return Form(None, read)
        if not _fits(read.values.shape, shape, sizes):
            wanted = _in_words(shape)
            return Form(None, differs("shape", f"{name} has shape {read.values.shape}; {wanted} is expected."))
        parts.append(read.values.astype(np.float64))
        notes.update(dict.fromkeys(read.notes))
    return Form(tuple(parts), Comparison(notes=tuple(notes)))


def _read(answer: Any, shape: Shape, name: str) -> Read | Comparison:
    wanted = f"an array of {_in_words(shape)}" if shape else "a number"
    if not shape and isinstance(answer, (list, tuple, MatrixBase)):
        return wrong_kind(answer, wanted)
    try:
        read = read_numbers(answer)
    except NotNumbersError as error:
        return wrong_kind(error.part, wanted)
    if read.values.dtype.kind == "c":
        return differs("dtype", f"{name} is complex; real numbers are expected.")
    if not np.isfinite(read.values).all():
        return differs("nan", f"{name} holds nan or an infinite number; finite numbers are expected.")
    return read


def _fits(found: tuple[int, ...], shape: Shape, sizes: dict[str, int]) -> bool:
    if len(found) != len(shape):
        return False
    for have, size in zip(found, shape, strict=True):
        if isinstance(size, str) and size not in sizes and "+" not in size:
            sizes[size] = have
        if resolve(size, sizes) != have:
            return False
    return True


def _in_words(shape: Shape) -> str:
    inner = ", ".join(map(str, shape))
    return f"shape ({inner},)" if len(shape) == 1 else f"shape ({inner})"
