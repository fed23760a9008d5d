"""The marks of each variant, found by grading it alone: one file, one exercise, as `grade run` does it."""

import gc
from collections.abc import Iterable, Iterator, Mapping

from grader.gradebook.engines.worker import rehearse
from grader.judging.key import CourseKey
from grader.judging.supervised import judge_supervised
from grader.model.report import ExerciseScore
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from grader.sandbox.levels.sandbox import Sandbox
from tests.classes.variants import ABSENT, BROKEN, MISTAKEN, RIGHT, SLOW, STUB, Variant

Known = Mapping[Variant, ExerciseScore]

_WORKING = {"prints_at_import"}  # broken in manners only


def known_marks(variants: Iterable[Variant], key: CourseKey, sandbox: Sandbox) -> Known:
    """Each variant's part of a report.

    Parameters
    ----------
    variants : iterable of Variant
        Each is graded once, however often it is named.
    key : CourseKey
        The whole course.
    sandbox : Sandbox
        Where they run; its level must be the batch's.
    """
    sandbox.warm()
    rehearse()  # it makes no difference to the marks, and saves minutes
    gc.collect()
    gc.freeze()
    return {variant: _alone(variant, key, sandbox) for variant in dict.fromkeys(variants)}


def faults_of(known: Known) -> Iterator[str]:
    """Variants whose marks are not what they must be by how they were made: then nothing can be compared."""
    for variant, score in known.items():
        verdicts = {item.verdict for item in score.items}
        if not _is_as_made(variant, score, verdicts):
            yield f"{variant.exercise} {variant.name}: {score.score:g} of {score.max_score:g}, {', '.join(verdicts)}"


def _alone(variant: Variant, key: CourseKey, sandbox: Sandbox) -> ExerciseScore:
    files = {} if variant.content is None else {f"{variant.exercise}.py": variant.content}
    alone = CourseKey(key.course, tuple(exercise for exercise in key.exercises if exercise.name == variant.exercise))
    (score,) = judge_supervised(Submission(variant.name, files), alone, sandbox).exercises
    return score


def _is_as_made(variant: Variant, score: ExerciseScore, verdicts: set[Verdict]) -> bool:
    if Verdict.GRADER_ERROR in verdicts or score.score is None:
        return False
    if variant.kind == RIGHT or variant.name in _WORKING:
        return score.score == score.max_score and verdicts == {Verdict.CORRECT}
    if variant.kind in {STUB, ABSENT}:
        return score.score == 0 and verdicts == {Verdict.MISSING}
    if variant.kind == MISTAKEN:
        said = {feedback.code.removeprefix("misconception.") for item in score.items for feedback in item.feedback}
        return score.score < score.max_score and variant.name.removeprefix("only_").removeprefix("else_right_") in said
    if variant.kind == BROKEN:
        return score.score < score.max_score and Verdict.MISSING not in verdicts
    return variant.kind == SLOW and Verdict.TIMED_OUT in verdicts
