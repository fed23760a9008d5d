"""What a student leaves out: an answer that is right but for a zero, a negative number, one element, other sizes."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.items.drawn import DrawnItem
from grader.items.trials import Arguments
from grader.judging.key import ExerciseKey

IsEdge = Callable[[Arguments], bool]
"""Whether a list of arguments is so."""


def input_names(key: ExerciseKey, item: DrawnItem) -> tuple[str, ...]:
    """What the reference calls the arguments that are drawn."""
    return tuple(inspect.signature(key.functions[item.function]).parameters)[: len(item.inputs)]


def missing_edges(key: ExerciseKey, item: DrawnItem, calls: Iterable[Arguments]) -> dict[str, IsEdge]:
    """The edges that a case of the item has and none of the calls, in words."""
    calls = list(calls)
    of_cases = {name: is_edge for name, is_edge in edges(input_names(key, item)) if any(map(is_edge, item.cases))}
    return {name: is_edge for name, is_edge in of_cases.items() if not any(map(is_edge, calls))}


def edges(names: Sequence[str]) -> Iterator[tuple[str, IsEdge]]:
    """What may be left out, argument by argument, in words; and whether a list of arguments is so.

    Parameters
    ----------
    names : sequence of str
        Of the arguments that are drawn.
    """
    for position, name in enumerate(names):
        for says, holds in _EDGES.items():
            yield f"{name} {says}", _at(position, holds)


def _at(position: int, holds: Callable[[Any], bool]) -> IsEdge:
    return lambda arguments: holds(arguments[position])


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _array(value: Any) -> np.ndarray[Any, Any] | None:
    """Numbers in a row or in rows; None for anything else."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "if":
        return value
    if isinstance(value, (list, tuple)) and value and all(map(_is_number, value)):
        return np.asarray(value)
    return None


def _of_array(holds: Callable[[np.ndarray[Any, Any]], bool]) -> Callable[[Any], bool]:
    def is_so(value: Any) -> bool:
        array = _array(value)
        return array is not None and bool(holds(array))

    return is_so


_EDGES: Mapping[str, Callable[[Any], bool]] = {
    "is 0": lambda value: _is_number(value) and value == 0,
    "is negative": lambda value: _is_number(value) and value < 0,
    "is not whole": lambda value: _is_number(value) and value != int(value),
    "has one element": _of_array(lambda array: array.size == 1),
    "has equal elements": _of_array(lambda array: array.size > 1 and bool(np.all(array == array.flat[0]))),
    "has negative elements": _of_array(lambda array: bool(np.any(array < 0))),
    "has other than two columns": _of_array(lambda array: array.ndim == 2 and array.shape[1] != 2),
    "is not square": _of_array(lambda array: array.ndim == 2 and array.shape[0] != array.shape[1]),
}
"""What a student leaves out. Empty arrays and lists are drawn as those of no element."""
