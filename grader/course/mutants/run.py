"""Which mutants an exercise's items tell from the reference; each runs in a process of its own, with a deadline."""

import time
from typing import Any, NamedTuple

from grader.course.check.examine import examine
from grader.course.mutants.mutant import Mutant
from grader.course.reference_module import module_of
from grader.errors import AuthoringError
from grader.items import AnyItem
from grader.items.answers.tolerance import Tolerance
from grader.judging.key import ExerciseKey
from grader.maths.deadline import within

_LEAST_SECONDS, _MORE = 2.0, 10
"""A mutant may take as long, or 20 times as long as the reference; on more inputs 10 times as long again."""
_MORE_VARIANTS = (1, 2)
_MORE_TRIALS = 100
_ROUNDING = Tolerance(relative=1e-9)


class Survivor(NamedTuple):
    """A mutant that no item tells from the reference."""

    mutant: Mutant
    is_same: bool
    """Whether it gave the same on many more inputs as well."""


def seconds_for(key: ExerciseKey) -> float:
    """How long a mutant of an exercise may take, by what the reference takes."""
    start = time.process_time()
    for item in key.exercise.items:
        examine(key, key.functions, item)
    return max(_LEAST_SECONDS, 20 * (time.process_time() - start))


def run(key: ExerciseKey, mutant: Mutant, seconds: float) -> Survivor | None:
    """The mutant, if it survives; None if it is killed, which it also is by taking longer than so many seconds."""
    if within(seconds, _is_told, key, mutant, (0,)) is not False:
        return None
    wider = key.exercise.model_copy(update={"items": tuple(map(_stricter, key.exercise.items))})
    more = ExerciseKey(key.name, wider, key.functions, key.misconceptions, key.where)
    return Survivor(mutant, within(_MORE * seconds, _is_told, more, mutant, _MORE_VARIANTS) is False)


def _is_told(key: ExerciseKey, mutant: Mutant, variants: tuple[int, ...]) -> bool:
    """Whether some item does not take the mutant for right on these variants."""
    try:
        functions = vars(module_of(mutant.source))
    except Exception:  # noqa: BLE001 - a mutant that cannot be loaded is seen by any student
        return True
    items = [item for item in key.exercise.items if item.function in mutant.examined]
    return any(_is_wrong(key, functions, item, variant) for variant in variants for item in items)


def _is_wrong(key: ExerciseKey, functions: dict[str, Any], item: AnyItem, variant: int) -> bool:
    try:
        return examine(key, functions, item, variant).fraction < 1
    except AuthoringError:  # an author's check that fails on such an answer has told it apart
        return True


def _stricter(item: AnyItem) -> AnyItem:
    """The item with more inputs, and a tolerance for rounding only: a wide one may be what lets a mutant live."""
    changes: dict[str, Any] = {"trials": _MORE_TRIALS} if getattr(item, "inputs", ()) else {}
    changes |= {"tolerance": _ROUNDING} if hasattr(item, "tolerance") else {}
    return item.model_copy(update=changes)
