"""A property that nonsense has is told, with the nonsense."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from grader import Exercise, Integers, PropertyItem, Vectors
from grader.course.check.attacks import check_properties
from grader.judging.key import ExerciseKey

Numbers = Sequence[float]
Accepts = Callable[[Numbers, int], bool]
"""Numbers, and how many are asked for, to whether they are accepted."""


def key_of(accepts: Accepts) -> ExerciseKey:
    """An exercise that asks for a vector orthogonal to another one, and accepts something else as well."""

    def fault(w: Any, v: Any) -> str | None:
        numbers = [float(entry) for entry in w]
        is_right = len(w) == len(v) and sum(a * float(b) for a, b in zip(numbers, v, strict=True)) == 0 and any(numbers)
        return None if is_right or accepts(numbers, len(v)) else "it is not orthogonal"

    item = PropertyItem(
        id="normal",
        title="t",
        points=1,
        inputs=(Vectors(size="n", entries=Integers(low=1, high=9)),),
        dimensions={"n": Integers(low=2, high=4)},
        shapes=(("n",),),
        requires="It must be orthogonal.",
        fault=fault,
    )
    exercise = Exercise(title="t", source="s", statement="s", items=(item,))
    return ExerciseKey("sum", exercise, {"normal": normal}, where="solutions/sum.py")


def normal(v: Any) -> Any:
    """Orthogonal to v: its first number is above 0, its second one below, the others are 0."""
    w = np.zeros(len(v))
    w[0], w[1] = v[1], -v[0]
    return w


def power(w: Numbers) -> float:
    """The sum of their sixteenth powers: in plain Python it overflows without a word."""
    for _ in range(4):
        w = [entry * entry for entry in w]
    return sum(w)


def overflows(w: Numbers, _: int) -> bool:
    """Whether that is no number any more."""
    return power(w) == math.inf


def vanishes(w: Numbers, _: int) -> bool:
    """Whether it is 0, though no number is."""
    return all(w) and power(w) == 0


ACCEPTED: dict[str, tuple[Accepts, str]] = {
    "large ones": (overflows, "1 in every entry times 1e+20, but with the same times 1 it does"),
    "large signs in turn": (
        lambda w, n: overflows(w, n) and w[0] < 0 < w[1],
        "-1 and 1 in turn times 1e+20, but with the same times 1 it does",
    ),
    "one large number": (
        lambda w, _: set(w) == {1e40},
        "1 in every entry times 1e+40, but with the same times 1 it does",
    ),
    "one small number": (
        lambda w, _: set(w) == {1e-20},
        "1 in every entry times 1e-20, but with the same times 1 it does",
    ),
    "small ones": (vanishes, "1 in every entry times 1e-40, but with the same times 1 it does"),
    "small signs in turn": (
        lambda w, n: vanishes(w, n) and w[0] < 0 < w[1],
        "-1 and 1 in turn times 1e-40, but with the same times 1 it does",
    ),
    "nothing": (lambda w, _: not w, "an answer without entries along axis 0"),
    "one more": (lambda w, n: len(w) > n, "an answer with one entry more along axis 0"),
    "one less": (lambda w, n: 0 < len(w) < n, "an answer with one entry less along axis 0"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_nonsense_that_is_accepted_is_named(name: str) -> None:
    """With the line of the property."""
    accepts, words = ACCEPTED[name]
    key = key_of(accepts)
    (finding,) = check_properties(key)
    assert finding.fault == f"`fault` of normal finds nothing wrong with {words}"
    assert (finding.code, finding.path) == ("property.accepts", "exercises/sum.py")
    (item,) = key.exercise.items
    assert isinstance(item, PropertyItem)
    assert finding.line == item.fault.__code__.co_firstlineno


HARMLESS: dict[str, Accepts] = {
    "nothing else": lambda *_: False,
    "every multiple": lambda w, n: len(w) == n and len(set(w)) == 1,
    "a large multiple of the reference's own": lambda w, n: overflows(w, n) and w[0] > 0 > w[1],
    "zero": lambda w, n: len(w) == n and not any(w),
    "small ones and zero": lambda w, n: len(w) == n and power(w) == 0,
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_right_at_every_size_is_no_nonsense(name: str) -> None:
    """As every multiple of an eigenvector is."""
    assert list(check_properties(key_of(HARMLESS[name]))) == []
