"""Attacks on the properties that authors state: no answer is right only because its numbers are wild, or missing.

A number that is large enough is right where plain floats overflow without a word, and then inf <= inf.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from grader.course.check.examine import examine
from grader.course.check.place import line_of
from grader.items import PropertyItem
from grader.items.answers.shapes import read_form
from grader.items.domains.domain import split
from grader.judging.key import ExerciseKey
from grader.model.checked import Finding

Parts = tuple[NDArray[np.float64], ...]
Change = Callable[[Parts], Parts]
"""An answer that is made of the reference's."""

_LARGE = (1e20, 1e30, 1e40, 1e60, 1e80, 1e110, 1e155, 1e300, 1.7e308)
_TINY = (1e-20, 1e-40, 1e-60, 1e-110, 1e-155, 1e-300, 5e-324)
_PLAIN = (1.0, 1e3, 1e6, 1e9)
_SMALL = (1.0, 1e-3, 1e-6, 1e-9, 0.0)


def check_properties(key: ExerciseKey) -> Iterator[Finding]:
    """Findings for properties that nonsense has."""
    for item in key.exercise.items:
        if isinstance(item, PropertyItem) and (accepted := _accepted(key, item)) is not None:
            fault = f"`fault` of {item.id} finds nothing wrong with {accepted}"
            cure = "Let it say what is wrong where a number on the way is not finite, or a size is not the right one"
            path = f"exercises/{key.name}.py"
            yield Finding(code="property.accepts", path=path, line=line_of(item.fault), fault=fault, cure=cure)


def _accepted(key: ExerciseKey, item: PropertyItem) -> str | None:
    """The first nonsense that is right throughout, in words; None if there is none."""

    def is_right(change: Change) -> bool:
        return examine(key, {item.function: _answering(key, item, change)}, item).fraction == 1

    for sizes, usual in ((_LARGE, _PLAIN), (_TINY, _SMALL)):
        for words, direction in _DIRECTIONS.items():
            size = next((size for size in sizes if is_right(_times(direction, size))), None)
            if size is not None and not any(is_right(_times(direction, plain)) for plain in usual):
                return f"{words} times {size:g}, but with the same times {usual[0]:g} it does"
    return next((words for words, change in _misfits(item) if is_right(change)), None)


def _answering(key: ExerciseKey, item: PropertyItem, change: Change) -> Callable[..., object]:
    """A function that gives the reference's answer, changed."""

    def answer(*arguments: object) -> object:
        parts = read_form(key.functions[item.function](*arguments), item.shapes).parts or ()
        changed = change(parts)
        return changed if len(item.shapes) > 1 else changed[0]

    return answer


def _times(direction: Change, size: float) -> Change:
    return lambda parts: tuple(part * size for part in direction(parts))


def _ones(parts: Parts) -> Parts:
    return tuple(np.ones_like(part) for part in parts)


def _alternating(parts: Parts) -> Parts:
    return tuple(np.where(np.arange(part.size).reshape(part.shape) % 2, 1.0, -1.0) for part in parts)


def _at_most_one(parts: Parts) -> Parts:
    """The reference's answer, with 1 as its largest number, so that no multiple of it overflows by itself."""
    largest = max((float(np.abs(part).max(initial=0.0)) for part in parts), default=0.0) or 1.0
    return tuple((part / largest).astype(np.float64) for part in parts)


_DIRECTIONS: dict[str, Change] = {
    "1 in every entry": _ones,
    "-1 and 1 in turn": _alternating,
    "the reference's answer": _at_most_one,
}


def _misfits(item: PropertyItem) -> Iterator[tuple[str, Change]]:
    """What is no number, and what has another size than the arguments ask for."""
    for value in (np.inf, -np.inf, np.nan):
        yield f"{value} in every entry", _times(_ones, value)
    for place, shape in enumerate(item.shapes):
        for axis, size in enumerate(shape):
            if isinstance(size, str) and split(size)[0] in item.dimensions:
                yield f"an answer without entries along axis {axis}", _resized(place, axis, 0)
                yield f"an answer with one entry more along axis {axis}", _resized(place, axis, 1)
                yield f"an answer with one entry less along axis {axis}", _resized(place, axis, -1)


def _resized(place: int, axis: int, more: int) -> Change:
    """One part with so many entries more, which are 0, or fewer, along an axis; with none if it is 0."""

    def resized(parts: Parts) -> Parts:
        part = parts[place]
        length = part.shape[axis] + more if more else 0
        kept: NDArray[np.float64] = np.take(part, np.arange(min(length, part.shape[axis])), axis)
        widths: Sequence[tuple[int, int]] = [(0, max(more, 0) if one == axis else 0) for one in range(part.ndim)]
        return (*parts[:place], np.pad(kept, widths), *parts[place + 1 :])

    return resized
