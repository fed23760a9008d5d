"""A question made from the evidence, such as "What should `risk` return when every entry of `ys` is the same?".

It asks about what is special in the arguments of the smallest wrong call, and says nothing of what is expected there.
It is a function of the call's text, which is the grader's own; nothing of it is evaluated.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from grader.hints.call_text import Argument, read_call, read_value
from grader.items.answers.show import brief
from grader.items.edges import (
    Numbers,
    has_equal_elements,
    has_negative_elements,
    has_one_element,
    is_negative,
    is_not_square,
    is_number,
    is_zero,
)
from grader.model.snippet import Snippet

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_MOST_TOLD = 2
"""More than two conditions nobody keeps in mind at once."""

_OF_ARRAYS: Sequence[tuple[str, Callable[[Numbers], bool]]] = (
    ("{} is empty", lambda array: array.size == 0),
    ("the only entry of {} is 0", lambda array: has_one_element(array) and not array.any()),
    ("{} has a single entry", has_one_element),
    ("every entry of {} is 0", lambda array: array.size > 1 and not array.any()),
    ("every entry of {} is the same", has_equal_elements),
    ("{} has a single row", lambda array: array.ndim == 2 and array.shape[0] == 1),
    ("{} has a single column", lambda array: array.ndim == 2 and array.shape[1] == 1),
    ("{} is a diagonal matrix", lambda array: _is_square(array) and bool(np.all(array == np.diag(np.diag(array))))),
    ("{} is a symmetric matrix", lambda array: _is_square(array) and bool(np.all(array == array.T))),
    ("{} has more rows than columns", lambda array: is_not_square(array) and array.shape[0] > array.shape[1]),
    ("{} has more columns than rows", is_not_square),
    ("two entries of {} are the same", lambda array: array.ndim == 1 and len(np.unique(array)) < len(array)),
    ("{} has negative entries", has_negative_elements),
    ("{} has an entry 0", lambda array: not array.all()),
)
_OF_NUMBERS: Sequence[tuple[str, Callable[[Any], bool]]] = (
    ("{} is 0", is_zero),
    ("{} is negative", is_negative),
    ("{} is 1", lambda value: is_number(value) and value == 1),
    ("{} is the empty text", lambda value: isinstance(value, str) and not value),
)
"""The most special first: of one argument no more than one thing is told."""


def question(snippet: Snippet | None, names: Sequence[str] = (), *, is_begun: bool = True) -> str | None:
    """The question about a call; None where there is no call, or one without arguments.

    Parameters
    ----------
    snippet : Snippet, optional
        The evidence as a program.
    names : sequence of str
        What the function's arguments are called, as far as that is known.
    is_begun : bool
        Whether there is code to compare with.
    """
    call = read_call(snippet.call) if snippet is not None else None
    if call is None or not call.arguments:
        return None
    told = list(_specials(call.arguments, names))[:_MOST_TOLD]
    if not told:
        first = f"Which value does `{call.function}` work out first from these arguments, and what is it by hand?"
        return f"{first} Does your code get the same there?" if is_begun else first
    return f"What should `{call.function}` return when {' and '.join(told)}, and why?"


def of_chord(gave: str | None) -> str:
    """The question about evidence that a function is not convex: about its chord, where it is one."""
    match read_value(gave):
        case (_, (a, b, t)) if all(map(_is_place, (a, b))) and is_number(t):
            return (
                f"Draw the graph and the chord from {brief(a)} to {brief(b)}: how high is each of the two "
                f"at (1-t) a + t b with t = {brief(t)}, and which one lies below?"
            )
    return (
        "Draw the graph: is there a chord, however short, that runs below it somewhere? "
        "And if there is none, what keeps every chord above it?"
    )


def of_direction(gave: str | None) -> str:
    """The question about evidence on a quadratic form: about its direction, where it is one."""
    match read_value(gave):
        case ("indefinite", ([*entries], *_)) if entries and all(map(is_number, entries)):
            return f"Take v = {brief(entries)}: what is v'Av, worked out term by term, and what does its sign say?"
    return "For which direction v is v'Av easiest to work out, and what does its sign say about the matrix?"


def _specials(arguments: Sequence[Argument], names: Sequence[str]) -> Iterator[str]:
    """What is special about two arguments together, then about each."""
    called = [_called(position, names) for position in range(len(arguments))]
    values = [argument.value for argument in arguments]
    for position, value in enumerate(values[1:], start=1):
        if _are_same(values[position - 1], value):
            yield f"{called[position - 1]} and {called[position]} are the same"
    for name, argument in zip(called, arguments, strict=True):
        says = "{} is constant" if argument.is_constant else _special(argument.value)
        if says:
            yield says.format(name)


def _special(value: Any) -> str:
    """What is special about a value, with a gap for its name; empty for nothing."""
    if isinstance(value, np.ndarray):
        return next((says for says, holds in _OF_ARRAYS if holds(value)), "")
    return next((says for says, holds in _OF_NUMBERS if holds(value)), "")


def _called(position: int, names: Sequence[str]) -> str:
    """The argument's name, or which one it is."""
    if position < len(names):
        return f"`{names[position]}`"
    return f"its {_ORDINALS[position]} argument" if position < len(_ORDINALS) else f"its argument {position + 1}"


def _are_same(first: Any, second: Any) -> bool:
    if isinstance(first, np.ndarray) and isinstance(second, np.ndarray):
        return first.size > 0 and np.array_equal(first, second)
    return is_number(first) and is_number(second) and first == second


def _is_square(array: Numbers) -> bool:
    return array.ndim == 2 and array.shape[0] == array.shape[1] > 1


def _is_place(value: Any) -> bool:
    return is_number(value) or (isinstance(value, (list, tuple)) and bool(value) and all(map(is_number, value)))
