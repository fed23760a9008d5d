"""Somebody who knows nothing earns nothing through an earlier part that knows nothing either."""

import pytest

from grader.items import shrink
from grader.judging import substituted_reference
from grader.judging.key import CourseKey
from tests.know_nothing import KINDS, by_follow_through, handed_in, judged, only_dependent
from tests.slow import one_in

ALIKE = ("zeros", "all 3.7", "almost ones", "first", "minus first", "last", "noise")
"""All functions are of this kind."""
UNLIKE = (("tiny first", "first"), ("near 3.7", "3.7"), ("zeros", "last"), ("first", "minus first"))
"""The functions that others build on are of one kind, the others of another."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads the evidence, and no descent that comes to rest takes so many steps."""
    monkeypatch.setattr(shrink, "smallest", lambda known, *_: known)
    monkeypatch.setattr(substituted_reference, "MOST_CALLS", 300)


@pytest.mark.parametrize(("earlier", "later"), one_in(8, [*((kind, kind) for kind in ALIKE), *UNLIKE]))
def test_who_knows_nothing_earns_nothing_by_follow_through(key: CourseKey, earlier: str, later: str) -> None:
    """In none of the exercises in which something builds on something else."""
    dependent = [
        only_dependent(exercise) for exercise in key.exercises if any(item.needs for item in exercise.exercise.items)
    ]
    earned = {
        f"{exercise.name}.{item.id}": item.score
        for exercise in dependent
        for item in by_follow_through(judged(key, exercise, handed_in(exercise, KINDS[earlier], KINDS[later])))
    }
    assert earned == {}
