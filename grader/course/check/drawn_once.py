"""The inputs of an exercise, drawn once, and a reference that works out each answer once.

Mutants, misconceptions and other right solutions are all judged on the same inputs: what is the same for all of them
is worked out for the first, and processes that are forked from here have it already.
"""

import copy
import functools
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from grader.course.check.examine import seed_of
from grader.errors import AuthoringError
from grader.items.drawn import DrawnItem
from grader.items.function import FunctionItem
from grader.items.item import Item
from grader.judging.key import ExerciseKey


def drawn_once(key: ExerciseKey, variants: Sequence[int] = (0,)) -> ExerciseKey:
    """The same exercise: each item, for each variant, with what is drawn for it as its only cases.

    Its functions are the reference only: what stands in the place of a submission is called each time.
    """
    items = tuple(_drawn(key, item, variant) for variant in variants for item in key.exercise.items)
    functions = {name: _kept(function) for name, function in key.functions.items()}
    return replace(key, exercise=key.exercise.model_copy(update={"items": items}), functions=functions)


def answer_all(key: ExerciseKey) -> None:
    """Have the reference work out what its items compare with; where it fails, it fails again when it is asked."""
    for item in key.exercise.items:
        for arguments in item.cases if isinstance(item, FunctionItem) else ():
            try:
                key.call(item.function, *arguments)
            except AuthoringError:
                break


def _drawn(key: ExerciseKey, item: Item, variant: int) -> Item:
    if not isinstance(item, DrawnItem) or not item.inputs:
        return item
    try:
        calls = item.calls(Random(seed_of(key.name, item.id, variant)))  # noqa: S311 - reproducible, not secret
    except AuthoringError:  # which is told when it is judged
        return item
    return item.model_copy(update={"cases": tuple(calls), "inputs": (), "trials": 0})


def _kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which is called once with the same objects."""
    values: dict[tuple[int, ...], tuple[tuple[Any, ...], Any]] = {}

    @functools.wraps(function)
    def answer(*arguments: Any) -> Any:
        # by identity: arrays cannot be keys. The arguments are kept, so that no other object gets their number
        identity = tuple(map(id, arguments))
        if identity not in values:
            values[identity] = arguments, function(*copy.deepcopy(arguments))
        return values[identity][1]

    return answer
