"""Sentences on the shape of an answer: what it is, what is asked for, and the cure where there is a usual one."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sympy.matrices.matrixbase import MatrixBase

from grader.items.answers.comparison import Comparison, differs
from grader.items.answers.read import NotNumbersError, read_numbers

Shape = tuple[int, ...]
RAVEL = " `np.ravel(...)` makes a row or column an array of one dimension."
_TRANSPOSE = " `.T` swaps rows and columns."
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")


def is_container(answer: Any) -> bool:
    """Whether an answer has entries; a 0-dimensional array is a number."""
    return isinstance(answer, (list, tuple, MatrixBase)) or (isinstance(answer, np.ndarray) and answer.ndim > 0)


def wrong_shape(answer: Any, shape: Shape, wanted: Shape) -> Comparison:
    """The message for numbers in another shape than the one wanted."""
    if isinstance(answer, tuple) and len(answer) > 1 and shape[1:] == wanted:
        return several_parts(answer, f"an array of shape {wanted}", [wanted] * len(answer), wanted.__eq__)
    if shape == (0,) and len(wanted) > 1 and isinstance(answer, (list, tuple)):
        text = f"The answer is empty, and does not say how long its rows are; `np.empty({wanted})` has shape {wanted}."
        return differs("shape", text if 0 in wanted else f"The answer is empty; shape {wanted} is expected.")
    given = f"has shape {shape}" if shape else "is a single number"
    return differs("shape", f"The answer {given}; shape {wanted} is expected.{_cure(shape, wanted)}")


def ragged(
    answer: Any, wanted: str, dimensions: int, fits: Callable[[Shape], bool], name: str = "the answer"
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
    if (
        isinstance(answer, (list, tuple))
        and None not in shapes
        and {len(shape) for shape in shapes} != {dimensions - 1}
    ):
        return several_parts(answer, wanted, shapes, fits, name)
    return differs("shape", f"The rows of {name} differ in length; {wanted} is expected.")


def several_parts(
    answer: Any, wanted: str, shapes: list[Shape], fits: Callable[[Shape], bool], name: str = "the answer"
) -> Comparison:
    """The message for a list or tuple of several results where one is asked for, as NumPy's functions return them."""
    fitting = [_PLACES[index] for index, shape in enumerate(shapes[: len(_PLACES)]) if fits(shape)]
    which = " and ".join(f"the {place}" for place in fitting)
    hint = f"; {which} {'has' if len(fitting) == 1 else 'have'} that shape" if 0 < len(fitting) < len(shapes) else ""
    kind = "tuple" if isinstance(answer, tuple) else "list"
    is_a = f"{name[0].upper()}{name[1:]} is a {kind} of {len(shapes)} parts"
    return differs("shape", f"{is_a}; {wanted} is expected: return one of them{hint}.")


def _shape_of(part: Any) -> Any:
    try:
        return read_numbers(part).values.shape
    except NotNumbersError:
        return None


def _cure(shape: Shape, wanted: Shape) -> str:
    if len(shape) == 2 and 1 in shape and wanted == (max(shape),):
        return RAVEL
    return _TRANSPOSE if len(shape) == 2 and wanted == shape[::-1] else ""
