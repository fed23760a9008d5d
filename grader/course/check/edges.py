"""What a student leaves out: an answer that is right but for a zero, a negative number, one element, other sizes."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from grader.items.drawn import DrawnItem
from grader.items.edges import EDGES
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
        for says, holds in EDGES.items():
            yield f"{name} {says}", _at(position, holds)


def _at(position: int, holds: Callable[[Any], bool]) -> IsEdge:
    return lambda arguments: holds(arguments[position])
