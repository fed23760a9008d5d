"""Judges one submission in a child of this process: hostile data can hang or kill the child, but not the grader.

    this process ── fork ──▶ child: holds the course, calls the student's process, compares, sends scores
         ◀─────────────────── bounded bytes

SymPy can be hung, or driven out of memory, by an answer that is plain data. The child's processor time for each item
is bounded by the kernel, its memory as well; if it dies, the item it was at gets a verdict, and another child goes on
behind it. Whose code was running tells whose fault it is: a byte of shared memory says when the author's runs on the
author's own data. On what a student's answer gives it is the student's: a wrong answer stays wrong if the reference,
calling the student's part, or a misconception that might explain it, does not come to an end.
"""

import time
from collections.abc import Iterator
from typing import assert_never

from grader.errors import SandboxError
from grader.judging.child import JudgingChild, JudgingLimits, JudgingTask
from grader.judging.child_protocol import (
    Begin,
    BeginAgain,
    End,
    LearnedItem,
    Message,
    SandboxFailed,
    Scored,
    SoFar,
)
from grader.judging.judge_item import grader_error, too_costly
from grader.judging.judge_items import Observer, Tick, judge_items
from grader.judging.key import CourseKey, ItemName
from grader.judging.score import assemble, confinement_of, score_item, timing
from grader.judging.verdict_cache.answer_trie import VerdictCache
from grader.judging.verdict_cache.code_cache import CodeCache, RecognisedCode, recognise
from grader.judging.verdict_cache.replayed_session import BeginAgainError, CacheLookup, CacheMissError, LookupOnly
from grader.model.report import ItemScore, Report, SandboxInfo
from grader.model.submission import Submission
from grader.sandbox.levels.sandbox import Sandbox

_MOST_FAILURES = 2
"""When the wall has failed so many times, what is left is `GRADER_ERROR`, and says that it failed twice."""


def judge_supervised(
    submission: Submission,
    key: CourseKey,
    sandbox: Sandbox,
    *,
    seed: int = 0,
    tick: Tick = lambda _: None,
    limits: JudgingLimits = JudgingLimits(),  # noqa: B008 - it is immutable
    cache: VerdictCache | None = None,
    steady: set[ItemName] | None = None,
) -> Report:
    """The report on one submission.

    Parameters
    ----------
    submission : Submission
        The work; its code runs behind the sandbox's wall only, its answers are looked at in a child only.
    key : CourseKey
        The exercises to judge, with references and misconceptions.
    sandbox : Sandbox
        Where the student's code runs: at `confined` or `isolated`, which start no thread here.
    seed : int
        The variant: which inputs are drawn. The same seed gives the same report.
    tick : callable
        Told several times a second which item is being judged.
    limits : JudgingLimits
        What judging one item may use.
    cache : VerdictCache, optional
        What was found about others of the same course and seed, to which what is found here is added. No mark depends
        on it.
    steady : set of ItemName, optional
        To which is added what would be found the same another time. Without a cache, of which one may say so of items
        that were judged when somebody else handed in the same.

    Raises
    ------
    SandboxError
        If the wall cannot be put up. If it fails later, and fails again when what is left is judged once more, the
        items that are left are `GRADER_ERROR`.
    """
    start = time.perf_counter()
    # Before a child is forked, which could not wait for what this process has started
    sandbox.wait()
    task, progress = JudgingTask(submission, key, sandbox, seed, limits), _Progress()
    if cache is not None:
        _judge_from_cache(task, progress, tick, cache)
    layers = _judge_to_the_end(task, progress, tick)
    if cache is not None:
        progress.teach(cache.code)
    if steady is not None:
        steady |= progress.lasting
    taken = timing(time.perf_counter() - start, progress.seconds, progress.scores)
    return assemble(submission, key, progress.scores, layers, taken)


def _judge_from_cache(task: JudgingTask, progress: "_Progress", tick: Tick, cache: VerdictCache) -> None:
    """Ask along the trie, and judge from where it ends; what fails in asking is done again without it.

    The child that judges goes on with the process that was asked: what the code has kept of its calls is not lost.
    """
    client = task.sandbox.exchange(task.submission.files)
    lookup = CacheLookup(cache, client, tick)
    session = lookup.session
    try:
        progress.recognise(recognise(task.key, client, cache.code))
        known = dict(progress.scores)  # a copy: scores come in while it is read
        observer = Observer(begin=tick)
        progress.take_known(
            judge_items(task.key, task.submission, session, task.seed, known, observer, LookupOnly(lookup))
        )
        progress.end(confinement_of(session))
    except CacheMissError:
        progress.cache = cache
        # Forked from here, the child has the trie, the session and what was answered in it
        _judge_in_child(task, progress, tick, lookup)
    except (BeginAgainError, SandboxError):
        progress.begin_again()
    finally:
        lookup.close()


def _judge_to_the_end(task: JudgingTask, progress: "_Progress", tick: Tick) -> SandboxInfo:
    """Judge what is not known yet in one child after another; the confinement of the last one.

    Each child gets further than the one before: the item at which it dies is scored.
    """
    failures = 0
    while progress.sandbox is None:
        progress.sandbox_error, progress.is_told_to_begin_again = "", False
        _judge_in_child(task, progress, tick)
        failures += bool(progress.sandbox_error)
        if failures == _MOST_FAILURES:
            progress.give_up(task.key, task.sandbox.level)
    return progress.sandbox


def _judge_in_child(task: JudgingTask, progress: "_Progress", tick: Tick, lookup: CacheLookup | None = None) -> None:
    """Judge what is not known yet, up to the end or the death of the child."""
    # With what was waited for already, or a submission that kills its judges would have the time of each of them
    child = JudgingChild(task, progress.scores, lookup, sum(progress.seconds.values()))
    try:
        progress.follow(child, tick)
    finally:
        child.end()
    if progress.is_told_to_begin_again or progress.sandbox is not None:
        return
    # No limit of ours ends it by that signal: nobody's answer is to blame, and it is judged again
    if child.was_killed:
        progress.sandbox_error = "the process that judges was ended from outside, as when a machine is out of memory"
    if not progress.sandbox_error:
        progress.blame(task.key, is_authors_fault=child.was_in_author_code())


class _Progress:
    """What children have told so far."""

    def __init__(self) -> None:
        self.scores: dict[ItemName, ItemScore] = {}
        self.seconds: dict[ItemName, float] = {}
        self.sandbox: SandboxInfo | None = None
        """How the code was confined; None until everything is scored."""
        self.sandbox_error = ""
        self.is_told_to_begin_again = False
        self.cache: VerdictCache | None = None
        """What learns from the child that judges; none where nothing was asked along the trie."""
        self._current: ItemName | None = None
        self._began = 0.0
        self._so_far: ItemScore | None = None
        self._recognised = RecognisedCode({}, {})
        self.lasting: set[ItemName] = set()
        """What would be found the same another time."""

    def recognise(self, recognised: RecognisedCode) -> None:
        """Take in what the same code has earned before."""
        self._recognised = recognised
        self.scores.update(recognised.scores)

    def teach(self, code: CodeCache) -> None:
        """Have kept what this code has earned, where it would earn the same another time."""
        for exercise, fingerprint in self._recognised.unknown.items():
            names = [name for name in self.scores if name.exercise == exercise]
            if self.lasting.issuperset(names):
                code.learn(exercise, fingerprint, {name.item: self.scores[name] for name in names})

    def take_known(self, scores: Iterator[tuple[ItemName, ItemScore]]) -> None:
        """Take in what was found about others, as it comes: what follows may be a miss."""
        before = time.perf_counter()
        for name, score in scores:
            now = time.perf_counter()
            self.scores[name], self.seconds[name], before = score, now - before, now
            self.lasting.add(name)

    def begin_again(self) -> None:
        """Nothing is known but what the same code has earned."""
        self.scores.clear()
        self.scores.update(self._recognised.scores)
        self.seconds.clear()
        self.lasting.clear()
        self.sandbox_error = ""
        self.is_told_to_begin_again = True

    def end(self, sandbox: SandboxInfo) -> None:
        """Everything is scored."""
        self.sandbox = sandbox

    def follow(self, child: JudgingChild, tick: Tick) -> None:
        """Take in what a child tells, until it is done, has died or is silent for too long."""
        for message in child.messages(lambda: tick(self._current)):
            self.take(message)

    def take(self, message: Message) -> None:
        """Take in one message."""
        match message:
            case Begin(item):
                self._current, self._began, self._so_far = item, time.perf_counter(), None
            case SoFar(_, score):
                self._so_far = score
            case LearnedItem(learned):
                if self.cache is not None:
                    self.cache.learn(learned)
            case Scored(item, score, is_lasting):
                self._score_current(item, score)
                if is_lasting:
                    self.lasting.add(item)
            case SandboxFailed(reason):
                self.sandbox_error = reason
            case BeginAgain():
                self.begin_again()
            case End(sandbox):
                self.end(sandbox)
            case _:
                assert_never(message)

    def give_up(self, key: CourseKey, level: str) -> None:
        """Score what is left as a fault of ours: never as a student's zero."""
        judgement = grader_error(f"the sandbox failed twice: {self.sandbox_error}")
        for exercise in key.exercises:
            for item in exercise.exercise.items:
                name = ItemName(exercise.name, item.id)
                self.scores.setdefault(name, score_item(item, judgement, ""))  # what is known stays
        self.end(SandboxInfo(level=level, layers=()))

    def blame(self, key: CourseKey, *, is_authors_fault: bool) -> None:
        """Score the item at which a child died: with what it had so far, if it was only looked into further."""
        if self._current is None:
            raise SandboxError("the process that judges died while it judged nothing")
        exercise = next(exercise for exercise in key.exercises if exercise.name == self._current.exercise)
        item = next(item for item in exercise.exercise.items if item.id == self._current.item)
        if is_authors_fault:
            judgement = grader_error(f"the reference for {item.function} took too long, or too much memory")
        else:
            judgement = too_costly("Comparing the answer takes longer than an answer here needs.")
        self._score_current(self._current, self._so_far or score_item(item, judgement, ""))

    def _score_current(self, name: ItemName, score: ItemScore) -> None:
        self.scores[name] = score
        self.seconds[name] = time.perf_counter() - self._began
        self._current = None
