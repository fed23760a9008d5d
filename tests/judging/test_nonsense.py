"""Answers that no item asks for are wrong or refused: they earn nothing, and nothing of the grader fails on them."""

from random import Random
from typing import Any

import numpy as np
import pytest
import sympy

from grader.items import shrink
from grader.judging import substituted_reference
from grader.judging.key import CourseKey, ExerciseKey
from grader.judging.substituted_reference import SubstitutedPart, with_parts
from tests.conftest import ROOT
from tests.know_nothing import Function, judged, only_dependent
from tests.nonsense import FLOATS, function_of, like
from tests.slow import one_in

EXERCISES = sorted(path.stem for path in (ROOT / "exercises").glob("*.py") if path.stem != "course")
_SUBMISSIONS = 3


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads the evidence, and no descent that comes to rest takes so many steps."""
    monkeypatch.setattr(shrink, "smallest", lambda known, *_: known)
    monkeypatch.setattr(substituted_reference, "MOST_CALLS", 300)


def of(key: CourseKey, name: str) -> ExerciseKey:
    """An exercise of the course."""
    return next(exercise for exercise in key.exercises if exercise.name == name)


@pytest.mark.parametrize("name", one_in(3, EXERCISES))
def test_nonsense_earns_nothing_and_breaks_nothing(key: CourseKey, name: str) -> None:
    """No item has points, and none is a fault of ours; what is too large to be compared may be open."""
    exercise = of(key, name)
    functions = sorted({item.function for item in exercise.exercise.items})
    for seed in range(_SUBMISSIONS):
        wild = {
            name: function_of(exercise.functions[name], 100 * seed + number) for number, name in enumerate(functions)
        }
        report = judged(key, exercise, wild)
        assert report.failed == ()
        assert {item.id: item.score for item in report.items if item.score} == {}


@pytest.mark.parametrize("name", one_in(3, EXERCISES))
def test_what_builds_on_nonsense_breaks_nothing(key: CourseKey, name: str) -> None:
    """The reference runs on what wild earlier parts give, and that is no fault of ours."""
    exercise = only_dependent(of(key, name))
    needed = sorted({needed.partition(".")[0] for item in exercise.exercise.items for needed in item.needs})
    for seed in range(_SUBMISSIONS):
        parts = {name: wild_part(exercise.functions[name], 100 * seed + number) for number, name in enumerate(needed)}
        report = judged(key, exercise, {**with_parts(exercise.functions, parts), **parts})
        assert report.failed == ()


def wild_part(reference: Function, seed: int) -> SubstitutedPart:
    """A part that gives wild floats in the right form, or right answers that are stretched."""
    chance = Random(seed)  # noqa: S311 - no secret
    factor = chance.choice([None, 1e155, 1e-155, -1e60, 1e300])

    def answer(_: tuple[Any, ...], expected: Any) -> Any:
        is_scalable = isinstance(expected, (float, np.ndarray, sympy.Expr, sympy.MatrixBase))
        return expected * factor if factor and is_scalable else like(expected, chance, FLOATS)

    return SubstitutedPart(reference, answer)
