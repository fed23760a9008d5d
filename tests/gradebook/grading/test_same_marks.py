"""A mark is the same alone at each level, in a batch, in a shuffled one, elsewhere, and on a slow machine.

`GRADER_DRAWN=500 pytest -n0 -m '' tests/gradebook/grading/test_same_marks.py` draws that many submissions, with files
for three exercises of the whole course each, and slows the machine three times for one more round; `make test-all`
grades a few of three exercises.
"""

import functools
import multiprocessing
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from grader.course.load import load_course
from grader.errors import SandboxError
from grader.gradebook.store.database import reading
from grader.gradebook.store.encoding import unpack_score
from grader.gradebook.store.tables import grading, handin, mark
from grader.judging.judge import judge_at_level
from grader.model.report import ExerciseScore
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from grader.sandbox.levels.sandbox import LEVELS, Sandbox
from tests.classes.draw import Drawn, drawn, write
from tests.classes.variants import variants_of
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

MANY = int(os.environ.get("GRADER_DRAWN", "0"))
FEW = 6
FEW_EXERCISES = ("xor", "convexity", "gradient_descent")
SEED = 20261129
PROCESSES = 2
SLOWED = 3
FILES_OF_EACH = 3
AT_WEAKER_LEVELS = {Verdict.FORBIDDEN: Verdict.CRASHED}
ELSEWHERE = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}

Scores = dict[tuple[int, str], ExerciseScore]
"""Number of a submission and name of an exercise to what it earned."""


@pytest.fixture(scope="module")
def exercises() -> list[str]:
    """What is graded."""
    return [path.stem for path in sorted((ROOT / "exercises").glob("*.py")) if path.stem != "course"] if MANY else [
        *FEW_EXERCISES
    ]  # fmt: skip


@pytest.fixture(scope="module")
def submissions(exercises: list[str]) -> list[Drawn]:
    """What was handed in: each has files of some of the exercises."""
    everything = drawn([variants_of(ROOT, name) for name in exercises], MANY or FEW, SEED, hangs=bool(MANY))
    chance = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    return [
        submission._replace(parts=tuple(chance.sample(submission.parts, FILES_OF_EACH))) for submission in everything
    ]


@pytest.fixture(scope="module")
def level() -> str:
    """The strongest level that holds here."""
    with closing(Sandbox()) as sandbox:
        return sandbox.level


@pytest.fixture(scope="module")
def alone(submissions: list[Drawn], exercises: list[str], level: str) -> Scores:
    """What each earns when nothing else is graded."""
    return graded_alone(submissions, exercises, level)


def graded_alone(submissions: list[Drawn], exercises: list[str], level: str) -> Scores:
    """One after the other in each of some processes, without anything that is known of those before."""
    shares = [submissions[start::PROCESSES] for start in range(PROCESSES)]
    one_share = functools.partial(graded_in_turn, exercises=exercises, level=level)
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("spawn")) as pool:
        return {name: score for scores in pool.map(one_share, shares) for name, score in scores.items()}


def graded_in_turn(submissions: list[Drawn], exercises: list[str], level: str) -> Scores:
    """What `grade run` does, once for each."""
    key = load_course(ROOT, tuple(exercises))
    with closing(Sandbox(level)) as sandbox:
        return {
            (submission.number, score.id): score
            for submission in submissions
            for score in judge_at_level(Submission(submission.student, submission.files()), key, sandbox).exercises
        }


def graded_together(folder: Path, submissions: list[Drawn], exercises: list[str], **environment: str) -> Scores:
    """What `grade batch` says of them, in the order in which they stand."""
    in_order = [submission._replace(number=number) for number, submission in enumerate(submissions)]
    write(folder / "work", iter(in_order))
    words = [word for name in exercises for word in ("--exercise", name)]
    subprocess.run(
        [sys.executable, "-m", "grader", "batch", folder / "work", "--gradebook", folder / "class.db", "--course", ROOT,
         "--workers", str(PROCESSES), *words],
        check=True, env={**os.environ, **environment}, cwd=folder, capture_output=True,
    )  # fmt: skip
    numbers = {numbered.student: submission.number for numbered, submission in zip(in_order, submissions, strict=True)}
    statement = (
        select(handin.c.person, mark.c.exercise, grading.c.report)
        .join(mark, mark.c.handin == handin.c.id)
        .join(grading, grading.c.key == mark.c.key)
    )
    with reading(str(folder / "class.db")) as connection:
        rows = connection.execute(statement).all()
    return {(numbers[row.person], row.exercise): unpack_score(row.report) for row in rows}


def marks(scores: Scores) -> dict[tuple[int, str, str], Any]:
    """Item by item: points and verdict. What a level forbids may end the process at a weaker one."""
    return {
        (*name, item.id): (item.score, item.max_score, AT_WEAKER_LEVELS.get(item.verdict, item.verdict))
        for name, score in scores.items()
        for item in score.items
    }


def differing(first: Mapping[Any, Any], second: Mapping[Any, Any]) -> dict[Any, Any]:
    """Where two ways do not say the same, with what each says."""
    return {
        name: (first.get(name), second.get(name)) for name in {**first, **second} if first.get(name) != second.get(name)
    }


@contextmanager
def slowed(times: int) -> Iterator[None]:
    """A machine on which each process gets this part of a processor at most."""
    endless = "while True: pass"
    beside = [subprocess.Popen([sys.executable, "-c", endless]) for _ in range((times - 1) * (os.cpu_count() or 1))]
    try:
        yield
    finally:
        for process in beside:
            process.kill()
            process.wait()


def test_all_that_was_handed_in_is_judged(alone: Scores, submissions: list[Drawn], exercises: list[str]) -> None:
    """Each exercise of each, and there is more than one mark."""
    assert {*alone} == {(submission.number, name) for submission in submissions for name in exercises}
    assert len({score.score for score in alone.values()}) > 1


@pytest.mark.parametrize("weaker", LEVELS[:-1])
def test_alone_at_another_level(
    weaker: str, alone: Scores, submissions: list[Drawn], exercises: list[str], level: str
) -> None:
    """Points and verdicts are those of the strongest level."""
    if weaker == level:
        pytest.skip(f"{level} is the strongest level that holds here")
    try:
        there = graded_alone(submissions, exercises, weaker)
    except SandboxError as error:
        pytest.skip(str(error))
    assert differing(marks(there), marks(alone)) == {}


def test_in_a_batch(alone: Scores, submissions: list[Drawn], exercises: list[str], tmp_path: Path) -> None:
    """So is every sentence and all evidence."""
    assert differing(graded_together(tmp_path, submissions, exercises), alone) == {}


def test_in_a_shuffled_batch_elsewhere(
    alone: Scores, submissions: list[Drawn], exercises: list[str], tmp_path: Path
) -> None:
    """Another order, another hash seed, time zone and locale."""
    shuffled = random.Random(SEED).sample(submissions, len(submissions))  # noqa: S311 - no secret
    assert differing(graded_together(tmp_path, shuffled, exercises, **ELSEWHERE), alone) == {}


@pytest.mark.skipif(not MANY, reason="slows all other tests; GRADER_DRAWN=500 runs it")
def test_on_a_slow_machine(alone: Scores, submissions: list[Drawn], exercises: list[str], level: str) -> None:
    """Time is not what decides a mark; how small its evidence is made, it does: that search has seconds."""
    with slowed(SLOWED):
        there = graded_alone(submissions, exercises, level)
    assert differing(marks(there), marks(alone)) == {}
