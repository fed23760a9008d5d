"""No mark of a deterministic student hangs on the seed: what is right or wrong on one is so on all.

Asked of the course that ships: each right solution in another style, each misconception, and, with GRADER_SEEDS=50 for
so many seeds, each mutant of each reference. The seeds are none of those with which `grade check` looks for what is
caught by chance.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.course.check.alternatives import alternatives_of
from grader.course.check.deadline import Deadline, OutOfTimeError
from grader.course.check.examine import examine
from grader.course.check.mutants import make_mutants
from grader.course.in_memory import module_of
from grader.course.listing import exercise_names
from grader.course.load import load_course
from grader.items.drawn import DrawnItem
from grader.items.item import Item
from grader.judging.key import ExerciseKey
from tests.conftest import ROOT

ASKED = os.environ.get("GRADER_SEEDS")
SEEDS = range(100, 100 + int(ASKED or 3))
SOON_DONE = {"convexity", "xor"}
NAMES = [
    pytest.param(name, marks=[] if name in SOON_DONE else [pytest.mark.slow])  # `grade check` asks this of all, too
    for name in exercise_names(ROOT)
]


def students(key: ExerciseKey, item: Item) -> Iterator[tuple[str, dict[str, Any]]]:
    """What may be handed in for one item, by name."""
    for alternative in alternatives_of(key, item):
        yield alternative.name, dict(alternative.functions)
    for misconception in key.misconceptions:
        if misconception.of in {item.id, item.function}:
            yield misconception.name, {**key.functions, item.function: misconception.wrong}
    mutants, _ = make_mutants(Path(key.where).read_text(encoding="utf-8"), key.exercise) if ASKED else ((), 0)
    for mutant in mutants:
        if item.function in mutant.examined:
            yield mutant.name, vars(module_of(mutant.source))


def is_right(key: ExerciseKey, functions: dict[str, Any], item: Item, seed: int) -> bool:
    """Whether it earns everything; what does not come to an end does not."""
    with Deadline(20.0):
        try:
            return examine(key, functions, item, seed).fraction == 1
        except Exception:  # noqa: BLE001 - whatever it raises, it is not right
            return False


@pytest.mark.filterwarnings("ignore")  # of what a mutant does: in a student's process nobody reads them
@pytest.mark.parametrize("name", NAMES)
def test_the_verdict_is_the_same_on_every_seed(name: str) -> None:
    """For each item that draws."""
    key = load_course(ROOT, [name]).exercises[0]
    asked, by_chance = 0, []
    for item in key.exercise.items:
        if not isinstance(item, DrawnItem) or not item.inputs:
            continue
        for student, functions in students(key, item):
            try:
                verdicts = [is_right(key, functions, item, seed) for seed in SEEDS]
            except OutOfTimeError:  # it would take as long on every seed: no student waits for that
                continue
            asked += len(verdicts)
            if len(set(verdicts)) > 1:
                by_chance.append((item.id, student, sum(verdicts)))
    assert by_chance == [], f"{asked} verdicts; right on so many of {len(SEEDS)} seeds"
