"""Judges the items of a submission one after another, whatever happens on the way."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import NamedTuple

from grader.errors import AuthoringError, SandboxError
from grader.items import AnyItem
from grader.items.exam import Exam, Reference
from grader.items.source.rule import apply_rule
from grader.judging.diagnose import diagnose
from grader.judging.key import CourseKey, ExerciseKey
from grader.judging.score import score_item
from grader.judging.student import RecordedStudent
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement, wrong
from grader.model.report import ItemScore
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from grader.sandbox.session import Session

Watch = Callable[[Reference], Reference]


class ItemName(NamedTuple):
    """An item of a course."""

    exercise: str
    item: str


def unwatched(reference: Reference) -> Reference:
    """The reference as it is."""
    return reference


def judge_items(
    key: CourseKey,
    submission: Submission,
    session: Session,
    seed: int,
    known: Mapping[ItemName, ItemScore],
    begin: Callable[[ItemName], None],
    watch: Watch = unwatched,
) -> Iterator[tuple[ItemName, ItemScore]]:
    """The score of each item that is not known yet; an item that another one depends on comes first.

    Parameters
    ----------
    key : CourseKey
        The exercises, with references and misconceptions.
    submission : Submission
        The work, whose source is read.
    session : Session
        The submission behind the wall.
    seed : int
        The variant: which inputs are drawn.
    known : mapping of ItemName to ItemScore
        Items that were judged before, and are not again.
    begin : callable
        Told the name of each item before it is judged.
    watch : callable
        Put around each reference, so that it can be told when the author's code is running.

    Raises
    ------
    SandboxError
        If the wall itself fails. A student's fault is a verdict, an author's is `GRADER_ERROR` on the item.
    """
    was_hidden = False
    for exercise in key.exercises:
        judgements: dict[str, Judgement] = {}
        for item in _evidence_first(exercise.exercise.items):
            name = ItemName(exercise.name, item.id)
            if name in known:
                judgements[item.id] = _judgement_of(known[name])
                continue
            begin(name)
            if was_hidden and item.visibility == "public":
                session.forget()  # it could print now, or answer, what the hidden item called it with
            was_hidden = item.visibility != "public"
            student = RecordedStudent(session, exercise.name)
            rng = Random(_digest(key.course.name, *name, seed))  # noqa: S311 - reproducible, not secret
            exam = Exam(student, watch(exercise), rng, judgements)
            judgement = _judge_item(item, exercise, submission, student, exam)
            judgements[item.id] = judgement
            yield name, score_item(item, item.kind, judgement, session.take_output())


def too_costly(text: str, verdict: Verdict = Verdict.TIMED_OUT) -> Judgement:
    """An answer that cannot be compared with what an answer may cost: no item asks for one like that."""
    return wrong(Feedback(code="answer.too_costly", text=text), verdict=verdict)


def grader_error(text: str) -> Judgement:
    """A fault of ours or of the author's: no points are known."""
    return wrong(Feedback(code="grader.error", text=text), verdict=Verdict.GRADER_ERROR)


def _judge_item(
    item: AnyItem, key: ExerciseKey, submission: Submission, student: RecordedStudent, exam: Exam
) -> Judgement:
    try:
        judgement = item.judge(exam)
        student.finish()
        judgement = diagnose(judgement, item, student.calls, key.misconceptions)
        return apply_rule(judgement, submission.files, key.name, item.function, item.may_not_use)
    except SandboxError:
        raise
    except AuthoringError as error:
        return grader_error(str(error))
    except (MemoryError, RecursionError):  # the reference's own come as AuthoringError
        return too_costly("Comparing the answer takes more memory than an answer here needs.", Verdict.OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - a fault of ours is reported as ours, and costs no other item
        return grader_error(f"{type(error).__name__}: {error}")


def _judgement_of(score: ItemScore) -> Judgement:
    fraction = 0.0 if score.score is None else score.score / score.max_score
    return Judgement(verdict=score.verdict, fraction=fraction)


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
