"""Judges functions that are called here on an exercise's items, as a submission would be judged."""

import hashlib
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from grader.course.check.direct import DirectSession
from grader.items.exam import Exam
from grader.items.item import Item
from grader.judging.diagnose import diagnose
from grader.judging.key import ExerciseKey
from grader.judging.student import RecordedCall, RecordedStudent
from grader.model.judgement import Judgement, correct
from grader.sandbox.session import Session

Functions = Mapping[str, Callable[..., Any]]


def examine(key: ExerciseKey, functions: Functions, item: Item, variant: int = 0) -> Judgement:
    """The judgement on one item, without its evidence."""
    return _examined(key, functions, item, variant)[0]


def examine_with_answers(
    key: ExerciseKey, functions: Functions, item: Item, variant: int = 0
) -> tuple[Judgement, list[RecordedCall]]:
    """The judgement on one item, and all calls that it made, with what came of them."""
    judgement, student = _examined(key, functions, item, variant)
    return judgement, student.take_calls()


def diagnosed(key: ExerciseKey, functions: Functions, item: Item, variant: int = 0) -> Judgement:
    """The judgement with the misconception that it is taken for."""
    judgement, student = _examined(key, functions, item, variant)
    return diagnose(judgement, item, student.take_calls(), key.misconceptions)


def examine_session(
    key: ExerciseKey, session: Session, item: Item, variant: int = 0
) -> tuple[Judgement, RecordedStudent]:
    """The judgement on one item of any session, without its evidence; and the student, with the calls."""
    student = RecordedStudent(session, key.name)
    rng = Random(seed_of(key.name, item.id, variant))  # noqa: S311 - reproducible, not secret
    exam = Exam(student, key, rng, _all_right(key), wants_evidence=False)
    return item.judge(exam), student


def _examined(key: ExerciseKey, functions: Functions, item: Item, variant: int) -> tuple[Judgement, RecordedStudent]:
    return examine_session(key, DirectSession(functions), item, variant)


def seed_of(exercise: str, item: str, variant: int) -> int:
    """A seed for an item's inputs, other than the one that submissions are graded with."""
    digest = hashlib.sha256(f"check/{exercise}/{item}/{variant}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def _all_right(key: ExerciseKey) -> dict[str, Judgement]:
    """Judgements of earlier items, so that a claim counts in full."""
    return {item.id: correct() for item in key.exercise.items}
