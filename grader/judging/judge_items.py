"""Judges the items of a submission one after another, each after those that it builds on."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from grader.errors import AuthoringError
from grader.items.item import Item
from grader.judging.judge_item import JudgingContext, Watch, judge_item
from grader.judging.key import CourseKey, ExerciseKey, ItemName
from grader.judging.misnamed_file import name_misnamed_file
from grader.judging.notebook_notes import is_notebook_s, note_skipped_lines, tell_stopped_cells
from grader.judging.notebooks import asked_functions
from grader.judging.score import score_item
from grader.judging.stand_in_note import first_public, note_stand_ins
from grader.judging.steady import StillnessWatch, is_steady
from grader.judging.student import RecordedStudent, TimeBudget
from grader.judging.verdict_cache.answer_trie import Circumstances
from grader.model.judgement import Judgement
from grader.model.report import ItemScore
from grader.model.submission import Submission
from grader.sandbox.cells import NOTEBOOK
from grader.sandbox.client.session import Session

Tick = Callable[[ItemName | None], None]
"""Told the name of each item before it is judged, and None while one is judged."""


class Observer(NamedTuple):
    """What is told to whoever wants to know how far judging has come."""

    begin: Callable[[ItemName], None] = lambda _: None
    """Told the name of each item before it is judged."""
    so_far: Callable[[ItemName, ItemScore], None] = lambda _, __: None
    """Told the score that an item has for sure, before its answers are looked into further with the author's code."""
    steady: Callable[[ItemName], None] = lambda _: None
    """Told the name of each item that was judged here and would be found the same another time."""
    watch: Watch = lambda reference: reference
    """Put around each reference, so that it can be told when the author's code is running."""


class ScoreCache(Protocol):
    """What was found about other submissions."""

    def look_up(self, circumstances: Circumstances) -> ItemScore | None:
        """The score of an item, if another submission has answered the same."""

    def judged(self, circumstances: Circumstances, score: ItemScore) -> None:
        """Told the score of an item that had to be judged."""


def judge_items(
    key: CourseKey,
    submission: Submission,
    session: Session,
    seed: int,
    known: Mapping[ItemName, ItemScore],
    observer: Observer = Observer(),  # noqa: B008 - it is immutable
    cache: ScoreCache | None = None,
    *,
    exercises: Iterable[ExerciseKey] | None = None,
    budget: TimeBudget | None = None,
) -> Iterator[tuple[ItemName, ItemScore]]:
    """The score of each item that is not known yet; an item that another one depends on comes first.

    What an exercise earns does not depend on the others: each has a process of its own.

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
    observer : Observer
        Told how far it is.
    cache : ScoreCache, optional
        What was found about others who answered the same; it is asked for each item, and told what is judged.
    exercises : iterable of ExerciseKey, optional
        Those of the key that are judged here, as they come; all of them if left out.
    budget : TimeBudget, optional
        Counts the time that is waited for answers.

    Raises
    ------
    SandboxError
        If the wall itself fails. A student's fault is a verdict, an author's is `GRADER_ERROR` on the item.
    """
    judging = _Judging(key, submission, session, seed, observer, cache, budget or TimeBudget(session.limits))
    names = key.names
    for exercise in key.exercises if exercises is None else exercises:
        judging.budget.begin_exercise()
        judgements: dict[str, Judgement] = {}
        was_hidden = False
        for item in _earlier_first(exercise.exercise.items):
            name = ItemName(exercise.name, item.id)
            if name in known:
                judgements[item.id] = _judgement_of(known[name])
                continue
            observer.begin(name)
            if was_hidden and item.visibility == "public":
                session.forget()  # it could print now, or answer, what the hidden item called it with
            was_hidden = item.visibility != "public"
            judgements[item.id], score = judging.judge(exercise, item, judgements)
            # Behind the cache: names of a student's files, and what they import, do not follow from the answers.
            asked = asked_functions(exercise.exercise)
            score = name_misnamed_file(score, exercise.name, asked, submission.files, names)
            for note in (note_skipped_lines, note_stand_ins):
                score = note(score, exercise.name, exercise.exercise.items, submission.files)
            yield name, score


class _Judging(NamedTuple):
    """What is the same for all items of a submission."""

    key: CourseKey
    submission: Submission
    session: Session
    seed: int
    observer: Observer
    cache: ScoreCache | None
    budget: TimeBudget

    def judge(
        self, exercise: ExerciseKey, item: Item, judgements: Mapping[str, Judgement]
    ) -> tuple[Judgement, ItemScore]:
        """The judgement on an item and its score: those of somebody who answered the same, or else its own."""
        if self.cache is None:
            return self._judge_itself(exercise, item, judgements)
        circumstances = _circumstances(exercise, item, judgements, self.submission)
        known = self.cache.look_up(circumstances)
        if known is not None:
            return _judgement_of(known), known
        judgement, score = self._judge_itself(exercise, item, judgements)
        if not self.budget.was_cut:  # another time the search might have come further
            self.cache.judged(circumstances, score)
        return judgement, score

    def _judge_itself(
        self, exercise: ExerciseKey, item: Item, judgements: Mapping[str, Judgement]
    ) -> tuple[Judgement, ItemScore]:
        self.budget.begin_item()
        stillness = StillnessWatch(lambda: self.budget.waited)
        student = RecordedStudent(self.session, exercise.name, self.budget, exercise.exercise.former_functions)

        def so_far(judgement: Judgement) -> None:
            name = ItemName(exercise.name, item.id)
            self.observer.so_far(name, score_item(item, judgement, student.output))

        variant = seed_of(self.key.course.name, exercise.name, item.id, self.seed)
        context = JudgingContext(exercise, self.submission, student, variant, judgements, self.observer.watch, so_far)
        judgement = judge_item(item, context)
        if item.id == first_public(exercise.exercise.items) and is_notebook_s(exercise.name, self.submission.files):
            judgement = tell_stopped_cells(judgement, student)
        output = student.take_output()
        if is_steady(judgement, output, self.budget) and not stillness.stood_still():
            self.observer.steady(ItemName(exercise.name, item.id))
        return judgement, score_item(item, judgement, output)


def _circumstances(
    exercise: ExerciseKey, item: Item, judgements: Mapping[str, Judgement], submission: Submission
) -> Circumstances:
    needed = ((earlier, judgements[earlier]) for earlier in item.depends_on)
    earlier = tuple((name, str(judgement.verdict), judgement.fraction) for name, judgement in needed)
    # What an item forbids is looked for in the source: there the same answers are not enough, the files count too.
    # Of a notebook, more is asked than of a file.
    source = NOTEBOOK if is_notebook_s(exercise.name, submission.files) else ""
    return Circumstances(exercise.name, item.id, earlier, submission.digest if item.may_not_use else source)


def _judgement_of(score: ItemScore) -> Judgement:
    """What later items need to know of an item that is not judged again."""
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
    """The seed of one item's inputs, from the seed that is graded with.

    SHA-256 and not `hash`, which gives something else in every process: the same seed has to give the same report.
    """
    parts = (course, exercise, item, seed)
    return int.from_bytes(hashlib.sha256("/".join(map(str, parts)).encode()).digest()[:8], "big")
