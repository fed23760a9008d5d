"""Grades what has not been graded, and writes down what comes of it: the one place where gradings are made.

work ──▶ known already? ── yes ──▶ its mark
              │ no
            engine ──▶ result ──▶ grading, mark, attempt      a few hundred in one transaction
"""

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from grader.gradebook.grading.context import Context
from grader.gradebook.grading.engine import Engine, IsStopped, Result, Task, never
from grader.gradebook.grading.keys import other_than
from grader.gradebook.store import gradings, marks, runs, submissions
from grader.gradebook.store.gradings import Grading, fault_of
from grader.gradebook.store.marks import Mark
from grader.gradebook.store.runs import Tried

# Each commit waits for the disk: many results share one.
_RESULTS_AT_ONCE = 100
# So much work at most is lost when the machine goes down.
_WRITE_SECONDS = 0.5


class Work(NamedTuple):
    """One submission that somebody handed in."""

    handin: int
    digest: str
    files: Mapping[str, bytes] | None
    """None where the gradebook has them, and nobody has read them now."""


class Fault(NamedTuple):
    """Something that could not be graded, and is not the student's fault."""

    digest: str
    exercise: str
    text: str


@dataclass
class Tally:
    """What has been done so far."""

    submissions: int = 0
    """Submissions of which everything is graded, or was."""
    graded: int = 0
    """Exercises of submissions that were graded; of the same files handed in twice, those of both."""
    known: int = 0
    """Exercises of submissions that had been graded before."""
    faults: list[Fault] = field(default_factory=list)
    """What could not be graded."""
    differing: list[str] = field(default_factory=list)
    """Keys of gradings that came out otherwise before: the grader is not deterministic."""


def grade(
    work: Iterable[Sequence[Work]],
    context: Context,
    engine: Engine,
    *,
    tell: Callable[[Tally], None] = lambda _: None,
    is_stopped: IsStopped = never,
    wants_marks: bool = True,
) -> Tally:
    """Grade submissions. Each is read when an engine is free for it; what is known is not graded again.

    Parameters
    ----------
    work : iterable of sequences of Work
        The submissions, so many at a time as may be held in memory.
    context : Context
        The run.
    engine : Engine
        Who grades.
    tell : callable
        Told how far it is, after each result and each few submissions that were known.
    is_stopped : callable
        Whether to begin no more; what is under way is finished.
    wants_marks : bool
        Whether the gradings count from now on.
    """
    state = _State(context, tell, wants_marks=wants_marks)
    try:
        for result in engine.run(state.tasks(work), is_stopped):
            state.take(result)
    finally:
        # Also after a fault or a second Ctrl-C: what was found was paid for
        state.write()
    return state.tally


class _State:
    """What is under way, and what is not written down yet."""

    def __init__(self, context: Context, tell: Callable[[Tally], None], *, wants_marks: bool) -> None:
        self.tally = Tally()
        self._context = context
        self._tell = tell
        self._wants_marks = wants_marks
        self._waiting: dict[str, list[int]] = {}
        self._graded: Counter[str] = Counter()  # exercises that this run has graded of the files with a digest
        self._results: list[Result] = []
        self._written = time.monotonic()

    def tasks(self, work: Iterable[Sequence[Work]]) -> Iterator[Task]:
        """What is left to be graded; the same files handed in twice are graded once."""
        for some in work:
            missing = self._missing(some)
            for digest, same in _by_digest(some).items():
                handins = [submission.handin for submission in same]
                # Somebody grades the same files right now: these hand-ins get their marks with that result
                if digest in self._waiting:
                    self._waiting[digest] += handins
                elif missing[digest]:
                    self._waiting[digest] = handins
                    yield Task(digest, self._files(same[0]), missing[digest])
                else:
                    self.tally.submissions += len(handins)
            self._tell(self.tally)

    def take(self, result: Result) -> None:
        """Keep a result, and write down what was kept if it is much, or some time ago."""
        self._results.append(result)
        if len(self._results) >= _RESULTS_AT_ONCE or time.monotonic() - self._written > _WRITE_SECONDS:
            self.write()
        self._tell(self.tally)

    def write(self) -> None:
        """Write down what was kept, all or nothing of it."""
        # Taken out first: where writing fails, the `write` at the end of `grade` does not try the same again
        results, self._results = self._results, []
        made = [[*_gradings(result, self._context)] for result in results]
        tried = [[*_tried(result, self._context)] for result in results]
        new = [*chain.from_iterable(made)]
        done = {grading.key for grading in new}
        with self._context.database.begin() as connection:
            differing = gradings.record(connection, self._context.run, new)
            runs.record_attempts(connection, self._context.run, [*chain.from_iterable(tried)])
            given = [
                (result.task, self._waiting.pop(result.task.digest, [])) for result in results
            ]  # none if it ran twice
            if self._wants_marks:
                marks.record(connection, self._context.run, self._marks(given, done))
        self._written = time.monotonic()
        self.tally.differing += differing
        for (task, handins), its_gradings, attempts in zip(given, made, tried, strict=True):
            self._count(task.digest, len(handins), len(its_gradings), attempts)

    def _count(self, digest: str, handins: int, graded: int, tried: Iterable[Tried]) -> None:
        """Count what came of some files, once for each who has handed them in; nothing of a task that ran again."""
        self.tally.submissions += handins
        self.tally.graded += handins * graded
        self.tally.faults += handins * [
            Fault(digest, attempt.exercise, attempt.fault) for attempt in tried if attempt.fault
        ]
        self._graded[digest] += graded if handins else 0

    def _marks(self, given: Iterable[tuple[Task, Iterable[int]]], done: Collection[str]) -> Iterator[Mark]:
        for task, handins in given:
            keys = self._context.keys(task.digest)
            # What has failed has no grading, and so no mark: the next run tries it again
            yield from (
                Mark(handin, name, keys[name]) for handin in handins for name in task.exercises if keys[name] in done
            )

    def _files(self, work: Work) -> Mapping[str, bytes]:
        if work.files is not None:
            return work.files
        with self._context.database.begin() as connection:
            return submissions.files_of(connection, work.digest)

    def _missing(self, work: Sequence[Work]) -> dict[str, tuple[str, ...]]:
        """What is missing of each submission; what is known has its mark."""
        keys = {submission.digest: self._context.keys(submission.digest) for submission in work}
        wanted = {key for each in keys.values() for key in each.values()}
        with self._context.database.begin() as connection:
            last = marks.last(connection, [submission.handin for submission in work]) if self._wants_marks else {}
            # What is somebody's mark has a grading; where nothing is new, that is all
            there = wanted & {*last.values()}
            there |= gradings.known(connection, wanted - there)
            if self._wants_marks:
                given = (
                    Mark(submission.handin, name, key)
                    for submission in work
                    for name, key in keys[submission.digest].items()
                    if key in there and last.get((submission.handin, name)) != key
                )
                marks.record(connection, self._context.run, given)
        for submission in work:  # whoever hands in what this run has graded for another counts as that one does
            graded = self._graded[submission.digest]
            self.tally.graded += graded
            self.tally.known += sum(key in there for key in keys[submission.digest].values()) - graded
        return {digest: tuple(name for name, key in each.items() if key not in there) for digest, each in keys.items()}


def _by_digest(work: Iterable[Work]) -> dict[str, list[Work]]:
    same: dict[str, list[Work]] = {}
    for submission in work:
        same.setdefault(submission.digest, []).append(submission)
    return same


def _gradings(result: Result, context: Context) -> Iterator[Grading]:
    # Of a worker with other versions nothing is kept: its key would say that it had those of this run
    if result.report is None or other_than(context.conditions, result.report.environment):
        return
    keys = context.keys(result.task.digest)
    for score in result.report.exercises:
        if not fault_of(score):
            yield Grading(
                key=keys[score.id],
                digest=result.task.digest,
                version=context.versions[score.id],
                setting=context.conditions.text,
                score=score,
                seconds=_seconds(result.report.timing.items, score.id),
            )


def _tried(result: Result, context: Context) -> Iterator[Tried]:
    digest, keys = result.task.digest, context.keys(result.task.digest)
    whole = result.fault if result.report is None else other_than(context.conditions, result.report.environment)
    if result.report is None or whole:
        yield from (Tried(digest, name, keys[name], whole) for name in result.task.exercises)
    else:
        yield from (Tried(digest, score.id, keys[score.id], fault_of(score)) for score in result.report.exercises)


def _seconds(items: Mapping[str, float], exercise: str) -> dict[str, float]:
    """Item to seconds, of one exercise."""
    parts = {tuple(name.split("/", 1)): seconds for name, seconds in items.items()}
    return {name[1]: seconds for name, seconds in parts.items() if name[0] == exercise}
