"""Inputs that are drawn once, and a reference that answers each of them once."""

from typing import Any

import numpy as np
import pytest

from grader import Exercise, FunctionItem, Integers, Reals, Vectors
from grader.course.check.drawn_once import answer_all, drawn_once
from grader.course.check.examine import examine, examine_with_answers
from grader.errors import AuthoringError
from grader.judging.key import ExerciseKey


def key_of(function: Any, item: FunctionItem) -> ExerciseKey:
    """An exercise of one function."""
    return ExerciseKey("one", Exercise(title="One", statement="f.", source="None.", items=(item,)), {"f": function})


ITEM = FunctionItem(
    id="f",
    points=1,
    title="f",
    inputs=(Integers(low=-3, high=3), Vectors(size=2, entries=Reals(low=0, high=1))),
    cases=((0, np.array([1.0, 2.0])),),
)


def plain(k: int, v: Any) -> Any:
    """A right function."""
    return k * np.sum(v)


@pytest.mark.parametrize("variant", [0, 1, 2])
def test_the_same_is_asked(variant: int) -> None:
    """Whichever way an item comes by its inputs."""
    key = key_of(plain, ITEM)
    once = drawn_once(key, (variant,))
    _, calls = examine_with_answers(key, key.functions, ITEM, variant)
    _, calls_of_once = examine_with_answers(once, key.functions, once.exercise.items[0])
    assert repr(calls) == repr(calls_of_once)
    assert len(calls) == 26


def test_the_reference_answers_once() -> None:
    """However many functions are judged against it."""
    asked: list[Any] = []

    def reference(k: int, v: Any) -> Any:
        asked.append((k, v))
        return plain(k, v)

    once = drawn_once(key_of(reference, ITEM), (0, 1))
    answer_all(once)
    verdicts = [examine(once, {"f": f}, item).fraction for item in once.exercise.items for f in (plain, np.maximum)]
    assert verdicts == [1, 0, 1, 0]
    assert len(asked) == 1 + 2 * 25  # the case is the same on both variants


def test_what_a_reference_writes_into_its_arguments_reaches_nobody() -> None:
    """Else the next one that is judged would be asked something else."""

    def reference(k: int, v: Any) -> Any:
        total = plain(k, v)
        v[:] = 0
        return total

    once = drawn_once(key_of(reference, ITEM))
    assert [examine(once, {"f": plain}, once.exercise.items[0]).fraction for _ in range(2)] == [1, 1]


def test_a_reference_that_fails_does_so_when_it_is_asked() -> None:
    """And not before, where there is nobody to tell it."""

    def reference(k: int, v: Any) -> Any:
        raise ValueError(k, v)

    once = drawn_once(key_of(reference, ITEM))
    answer_all(once)
    with pytest.raises(AuthoringError, match="f raised ValueError"):
        examine(once, {"f": plain}, once.exercise.items[0])


def test_inputs_that_cannot_be_drawn_fail_when_they_are_asked_for() -> None:
    """A `where` that allows nothing is told by the check of the key."""
    item = ITEM.model_copy(update={"where": lambda k, v: k > len(v) + 3})
    once = drawn_once(key_of(plain, item))
    assert once.exercise.items == (item,)
