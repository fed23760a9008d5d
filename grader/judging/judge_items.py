"""Judges the items of a submission one after another, each after those that it builds on."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple, Protocol

from grader.errors import AuthoringError
from grader.items.exam import Reference
from grader.items.item import Item
from grader.judging.judge_item import Sitting, Watch, judge_item
from grader.judging.key import CourseKey, ItemName
from grader.judging.misnamed_file import with_near_file
from grader.judging.score import score_item
from grader.judging.student import RecordedStudent, TimeBudget
from grader.judging.verdict_cache.answer_trie import Circumstances
from grader.model.judgement import Judgement
from grader.model.report import ItemScore
from grader.model.submission import Submission
from grader.sandbox.session import Session


class Others(Protocol):
    """What was found about other submissions."""

    def recall(self, circumstances: Circumstances) -> ItemScore | None:
        """The score of an item, if another submission has answered the same."""

    def judged(self, circumstances: Circumstances, score: ItemScore) -> None:
        """Told the score of an item that had to be judged."""


Tick = Callable[[ItemName | None], None]
"""Told the name of each item before it is judged, and None while one is judged."""


def unwatched(reference: Reference) -> Reference:
    """The reference as it is."""
    return reference


def forgotten(name: ItemName, score: ItemScore) -> None:
    """Nobody needs to know what an item has so far."""


SoFar = Callable[[ItemName, ItemScore], None]


def judge_items(
    key: CourseKey,
    submission: Submission,
    session: Session,
    seed: int,
    known: Mapping[ItemName, ItemScore],
    begin: Callable[[ItemName], None],
    watch: Watch = unwatched,
    others: Others | None = None,
    so_far: SoFar = forgotten,
    waited_before: float = 0.0,
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
    others : Others, optional
        What was found about others who answered the same; it is asked for each item, and told what is judged.
    so_far : callable
        Told the score that an item has for sure, before its answers are looked into further with the author's code.
    waited_before : float
        Seconds that judging this submission has taken already.

    Raises
    ------
    SandboxError
        If the wall itself fails. A student's fault is a verdict, an author's is `GRADER_ERROR` on the item.
    """
    was_hidden = False
    waited = TimeBudget(session.limits, waited_before)
    for exercise in key.exercises:
        waited.begin_exercise()
        judgements: dict[str, Judgement] = {}
        for item in _earlier_first(exercise.exercise.items):
            name = ItemName(exercise.name, item.id)
            if name in known:
                judgements[item.id] = _judgement_of(known[name])
                continue
            begin(name)
            if was_hidden and item.visibility == "public":
                session.forget()  # it could print now, or answer, what the hidden item called it with
            was_hidden = item.visibility != "public"
            circumstances = _circumstances(name, item, judgements, submission)
            score = others.recall(circumstances) if others is not None else None
            if score is not None:
                judgements[item.id] = _judgement_of(score)
            else:
                variant = seed_of(key.course.name, exercise.name, item.id, seed)
                waited.begin_item()
                student = RecordedStudent(session, exercise.name, waited)
                tell = partial(_tell, so_far, name, item, student)
                sitting = Sitting(exercise, submission, student, variant, judgements, watch, tell)
                judgements[item.id] = judge_item(item, sitting)
                score = score_item(item, item.kind, judgements[item.id], student.take_output())
                if others is not None and not waited.was_cut:
                    others.judged(circumstances, score)
            yield name, with_near_file(score, exercise.name, submission.files, [each.name for each in key.exercises])


def _tell(so_far: SoFar, name: ItemName, item: Item, student: RecordedStudent, judgement: Judgement) -> None:
    so_far(name, score_item(item, item.kind, judgement, student.output))


def _circumstances(
    name: ItemName, item: Item, judgements: Mapping[str, Judgement], submission: Submission
) -> Circumstances:
    found = ((needed, judgements[needed]) for needed in item.depends_on)
    earlier = tuple((needed, str(judgement.verdict), judgement.fraction) for needed, judgement in found)
    return Circumstances(name.exercise, name.item, earlier, submission.digest if item.may_not_use else "")


def _judgement_of(score: ItemScore) -> Judgement:
    fraction = 0.0 if score.score is None else score.score / score.max_score
    return Judgement(verdict=score.verdict, fraction=fraction, is_open=score.is_open)


def _earlier_first(items: tuple[Item, ...]) -> Iterator[Item]:
    """The items so that each comes behind those that it depends on."""
    left = {item.id: item for item in items}
    while left:
        ready = [item for item in left.values() if not any(needed in left for needed in item.depends_on)]
        if not ready:
            raise AuthoringError("exercises", f"the items {', '.join(left)} depend on each other", "Break the circle")
        for item in ready:
            yield left.pop(item.id)


def seed_of(course: str, exercise: str, item: str, seed: int) -> int:
    """The seed of one item's inputs, from the seed that is graded with."""
    parts = (course, exercise, item, seed)
    return int.from_bytes(hashlib.sha256("/".join(map(str, parts)).encode()).digest()[:8], "big")
