"""The scores of all items become the report."""

import math
import platform
from collections.abc import Mapping

import numpy as np
import sympy

import grader
from grader.judging.judge_items import ItemName
from grader.judging.key import CourseKey
from grader.judging.score import score_exercise, total
from grader.model.report import CourseInfo, Environment, ItemScore, Report, SandboxInfo, SubmissionInfo, Timing
from grader.model.submission import Submission


def assemble(
    submission: Submission,
    key: CourseKey,
    scores: Mapping[ItemName, ItemScore],
    sandbox: SandboxInfo,
    timing: Timing,
) -> Report:
    """The report on a submission of which every item has been scored."""
    exercises = tuple(
        score_exercise(
            one.name, one.exercise.title, tuple(scores[ItemName(one.name, item.id)] for item in one.exercise.items)
        )
        for one in key.exercises
    )
    return Report(
        course=CourseInfo(name=key.course.name, version=key.course.version),
        submission=SubmissionInfo(id=submission.id, digest=submission.digest),
        score=total(exercise.score for exercise in exercises),
        max_score=total(exercise.max_score for exercise in exercises) or 0.0,
        exercises=exercises,
        notes=submission.notes,
        environment=_environment(sandbox),
        timing=timing,
    )


def timing(seconds: float, items: Mapping[ItemName, float], scores: Mapping[ItemName, ItemScore]) -> Timing:
    """How long the whole and each item took, in seconds.

    What a hidden item is asked could be told by the time that its answers take: no time of one is in the report, nor in
    the sum, which has whole seconds only then.
    """
    hidden = [name for name, score in scores.items() if score.visibility != "public"]
    shown = {f"{name.exercise}/{name.item}": round(taken, 4) for name, taken in items.items() if name not in hidden}
    if not hidden:
        return Timing(seconds=round(seconds, 4), items=shown)
    rest = seconds - sum(items.get(name, 0.0) for name in hidden)
    return Timing(seconds=float(max(1, math.ceil(rest))), items=shown)


def _environment(sandbox: SandboxInfo) -> Environment:
    return Environment(
        grader=grader.__version__,
        python=platform.python_version(),
        numpy=np.__version__,
        sympy=sympy.__version__,
        sandbox=sandbox,
    )
