"""Judgements become points, and points the report; what may not be shown is left out before any format sees it."""

import math
import platform
from collections.abc import Mapping

import grader
from grader.items.item import Item
from grader.judging.definitions import defined_at
from grader.judging.hint_costs import count_hints
from grader.judging.key import CourseKey, ExerciseKey, ItemName
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement
from grader.model.report import (
    CourseInfo,
    Environment,
    ExerciseScore,
    ItemScore,
    Report,
    SandboxInfo,
    SubmissionInfo,
    Timing,
    total_points,
)
from grader.model.submission import Submission
from grader.sandbox.cells import NOTEBOOK, shown_name
from grader.sandbox.client.session import Session
from grader.sandbox.imports import file_of
from grader.versions import version_of

COURSE_ERROR = "course.error"
"""Code of the feedback on an item at which the author's code or our judging failed."""
_HIDDEN = Feedback(code="hidden", text="What this item tries is not shown.")
_HIDDEN_ERROR = Feedback(
    code=COURSE_ERROR, text="Judging failed. What this item tries is not shown; `grade check` tells its author more."
)


def confinement_of(session: Session) -> SandboxInfo:
    """How a submission was confined."""
    return SandboxInfo(level=session.level, layers=session.layers, seconds=session.limits.seconds)


def score_item(item: Item, judgement: Judgement, output: str) -> ItemScore:
    """The item's points; evidence and printed output only where students may see them."""
    is_public = item.visibility == "public"
    is_known = judgement.verdict.carries_points and not judgement.is_open
    return ItemScore(
        id=item.id,
        title=item.title,
        kind=item.kind,
        score=item.points * judgement.fraction if is_known else None,
        max_score=item.points,
        verdict=judgement.verdict,
        visibility=item.visibility,
        feedback=judgement.feedback if is_public else _feedback_on_hidden(judgement),
        witness=judgement.witness if is_public else None,
        output=output if is_public else "",
    )


def _feedback_on_hidden(judgement: Judgement) -> tuple[Feedback, ...]:
    """What is said about a hidden item: nothing but why it has no points, without what it tries."""
    if judgement.verdict.carries_points:
        return (_HIDDEN,)
    return tuple(_HIDDEN_ERROR if sentence.code == COURSE_ERROR else sentence for sentence in judgement.feedback)


def assemble(
    submission: Submission,
    key: CourseKey,
    scores: Mapping[ItemName, ItemScore],
    sandbox: SandboxInfo,
    timing: Timing,
) -> Report:
    """The report on a submission of which every item has been scored."""
    exercises = tuple(_score_exercise(exercise, scores, submission) for exercise in key.exercises)
    return Report.of(
        exercises,
        CourseInfo(name=key.course.name, version=key.course.version),
        SubmissionInfo(id=submission.id, digest=submission.digest),
        submission.notes,
        _environment(sandbox),
        timing,
    )


def _score_exercise(key: ExerciseKey, scores: Mapping[ItemName, ItemScore], submission: Submission) -> ExerciseScore:
    # Here and not where an item is judged: what is known of others who answered the same stands on other lines, and
    # they were shown other hints. What builds on an item is judged by what it would have earned without any.
    lines = defined_at(key.name, key.exercise, submission.files)
    items = tuple(
        count_hints(
            scores[ItemName(key.name, item.id)].model_copy(update={"defined_at": lines.get(item.function)}),
            item,
            submission.hints.of(key.name, item.id),
        )
        for item in key.exercise.items
    )
    file = file_of(key.name, submission.files)
    return ExerciseScore(
        id=key.name,
        title=key.exercise.title,
        score=total_points(item.score for item in items),
        max_score=math.fsum(item.max_score for item in items),
        items=items,
        notebook=shown_name(file, submission.files[file]) if file is not None and file.endswith(NOTEBOOK) else None,
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
    # Rounded up, and at least 1: a fraction of a second would still tell how long hidden answers took
    return Timing(seconds=float(max(1, math.ceil(rest))), items=shown)


def _environment(sandbox: SandboxInfo) -> Environment:
    return Environment(
        grader=grader.__version__,
        python=platform.python_version(),
        numpy=version_of("numpy"),
        sympy=version_of("sympy"),
        sandbox=sandbox,
    )
