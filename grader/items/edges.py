"""What is special about an argument: a zero, a negative number, one element, equal elements, other sizes.

It is what students leave out: `grade check` looks whether anything is tried there, and hints ask about it.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]


def is_number(value: Any) -> bool:
    """Whether it is an int or a float, and not a truth value."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def as_numbers(value: Any) -> Numbers | None:
    """Numbers in a row or in rows; None for anything else."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "if":
        return value
    if isinstance(value, (list, tuple)) and value and all(map(is_number, value)):
        return np.asarray(value)
    return None


def is_zero(value: Any) -> bool:
    """Whether it is the number 0."""
    return is_number(value) and bool(value == 0)


def is_negative(value: Any) -> bool:
    """Whether it is a number below 0."""
    return is_number(value) and bool(value < 0)


def has_one_element(array: Numbers) -> bool:
    """Whether it holds a single number."""
    return array.size == 1


def has_equal_elements(array: Numbers) -> bool:
    """Whether it holds one number several times."""
    return array.size > 1 and bool(np.all(array == array.flat[0]))


def has_negative_elements(array: Numbers) -> bool:
    """Whether one of its numbers is below 0."""
    return bool(np.any(array < 0))


def is_not_square(array: Numbers) -> bool:
    """Whether it is a matrix with other numbers of rows and columns."""
    return array.ndim == 2 and array.shape[0] != array.shape[1]


def _of_array(holds: Callable[[Numbers], bool]) -> Callable[[Any], bool]:
    def is_so(value: Any) -> bool:
        array = as_numbers(value)
        return array is not None and holds(array)

    return is_so


EDGES: Mapping[str, Callable[[Any], bool]] = {
    "is 0": is_zero,
    "is negative": is_negative,
    "is not whole": lambda value: is_number(value) and value != int(value),
    "has one element": _of_array(has_one_element),
    "has equal elements": _of_array(has_equal_elements),
    "has negative elements": _of_array(has_negative_elements),
    "has other than two columns": _of_array(lambda array: array.ndim == 2 and array.shape[1] != 2),
    "is not square": _of_array(is_not_square),
}
"""What a student leaves out. Empty arrays and lists are drawn as those of no element."""
