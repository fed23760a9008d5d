"""Judges one submission: every item of every exercise, whatever happens on the way."""

import hashlib
import platform
import time
from collections.abc import Callable, Iterator
from random import Random

import numpy as np
import sympy

import grader
from grader.errors import AuthoringError, SandboxError
from grader.items import AnyItem
from grader.items.exam import Exam
from grader.judging.diagnose import diagnose
from grader.judging.key import CourseKey, ExerciseKey
from grader.judging.score import score_exercise, score_item, total
from grader.judging.student import RecordedStudent
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement, wrong
from grader.model.report import (
    CourseInfo,
    Environment,
    ExerciseScore,
    ItemScore,
    Report,
    SandboxInfo,
    SubmissionInfo,
    Timing,
)
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from grader.sandbox.session import Session

Progress = Callable[[str], None]


def judge(
    submission: Submission, key: CourseKey, session: Session, *, seed: int = 0, progress: Progress = lambda _: None
) -> Report:
    """The report on one submission.

    Parameters
    ----------
    submission : Submission
        The work; its code runs behind the wall only.
    key : CourseKey
        The exercises to judge, with references and misconceptions.
    session : Session
        The submission behind the wall; the caller closes it.
    seed : int
        The variant: which inputs are drawn. The same seed gives the same report.
    progress : callable
        Told the id of each item before it is judged.

    Raises
    ------
    SandboxError
        If the wall itself fails. A student's fault is a verdict, an author's is `GRADER_ERROR` on the item.
    """
    start = time.perf_counter()
    exercises = tuple(_judge_exercise(exercise, key, session, seed, progress) for exercise in key.exercises)
    return Report(
        course=CourseInfo(name=key.course.name, version=key.course.version),
        submission=SubmissionInfo(id=submission.id, digest=submission.digest),
        score=total(exercise.score for exercise in exercises),
        max_score=total(exercise.max_score for exercise in exercises) or 0.0,
        exercises=exercises,
        notes=submission.notes,
        environment=_environment(session),
        timing=Timing(seconds=round(time.perf_counter() - start, 4)),
    )


def _judge_exercise(
    key: ExerciseKey, course: CourseKey, session: Session, seed: int, progress: Progress
) -> ExerciseScore:
    judgements: dict[str, Judgement] = {}
    scores: dict[str, ItemScore] = {}
    for item in _evidence_first(key.exercise.items):
        progress(f"{key.name}: {item.id}")
        student = RecordedStudent(session, key.name)
        rng = Random(_digest(course.course.name, key.name, item.id, seed))  # noqa: S311 - reproducible, not secret
        judgement = _judge_item(item, key, student, Exam(student, key, rng, judgements))
        judgements[item.id] = judgement
        scores[item.id] = score_item(item, item.kind, judgement, session.take_output())
    return score_exercise(key.name, key.exercise.title, tuple(scores[item.id] for item in key.exercise.items))


def _judge_item(item: AnyItem, key: ExerciseKey, student: RecordedStudent, exam: Exam) -> Judgement:
    try:
        judgement = item.judge(exam)
        student.finish()
        return diagnose(judgement, item, student.calls, key.misconceptions)
    except SandboxError:
        raise
    except AuthoringError as error:
        return _grader_error(str(error))
    except Exception as error:  # noqa: BLE001 - a fault of ours is reported as ours, and costs no other item
        return _grader_error(f"{type(error).__name__}: {error}")


def _grader_error(text: str) -> Judgement:
    return wrong(Feedback(code="grader.error", text=text), verdict=Verdict.GRADER_ERROR)


def _evidence_first(items: tuple[AnyItem, ...]) -> Iterator[AnyItem]:
    """The items so that each comes behind those that it depends on."""
    left = {item.id: item for item in items}
    while left:
        ready = [item for item in left.values() if not any(needed in left for needed in item.depends_on)]
        if not ready:
            raise AuthoringError("exercises", f"the items {', '.join(left)} depend on each other", "Break the circle")
        for item in ready:
            yield left.pop(item.id)


def _digest(*parts: object) -> int:
    return int.from_bytes(hashlib.sha256("/".join(map(str, parts)).encode()).digest()[:8], "big")


def _environment(session: Session) -> Environment:
    return Environment(
        grader=grader.__version__,
        python=platform.python_version(),
        numpy=np.__version__,
        sympy=sympy.__version__,
        sandbox=SandboxInfo(level=session.level, layers=session.layers),
    )
