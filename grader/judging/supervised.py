"""Judges one submission in children of this process: hostile data can hang or kill a child, but not the grader.

    this process ── fork ──▶ child: holds the course, calls the student's process, compares, sends scores
         ◀─────────────────── bounded bytes

SymPy can be hung, or driven out of memory, by an answer that is plain data. A child's processor time for each item
is bounded by the kernel, its memory as well; if it dies, the item it was at gets a verdict, and another child goes on
behind it. Where one submission is judged and nothing else, there is a child for each processor, and each takes the next
exercise that no other one has: exercises have nothing to do with each other.

Whose code was running tells whose fault it is: a byte of shared memory says when the author's runs on the author's own
data. On what a student's answer gives it is the student's: a wrong answer stays wrong if the reference, calling the
student's part, or a misconception that might explain it, does not come to an end.
"""

import os
import select
import time
from collections.abc import Iterator, Sequence

from grader.errors import SandboxError
from grader.judging.child import Errand, JudgingChild, JudgingLimits, JudgingTask
from grader.judging.judge_items import Observer, Tick, judge_items
from grader.judging.key import CourseKey, ItemName
from grader.judging.progress import Progress, Reporter
from grader.judging.score import assemble, confinement_of, timing
from grader.judging.shared_work import ExerciseQueue, WaitedSeconds
from grader.judging.verdict_cache.answer_trie import VerdictCache
from grader.judging.verdict_cache.code_cache import recognise
from grader.judging.verdict_cache.replayed_session import BeginAgainError, CacheLookup, CacheMissError, LookupOnly
from grader.model.report import Report, SandboxInfo
from grader.model.submission import Submission
from grader.sandbox.levels.sandbox import Sandbox

_TICK_SECONDS = 0.2
_MOST_AT_ONCE = 4
"""Each child takes memory, and beyond this few seconds are won."""
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
    at_once: int | None = None,
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
        Told the name of each item before it is judged, and several times a second None.
    limits : JudgingLimits
        What judging one item may use.
    cache : VerdictCache, optional
        What was found about others of the same course and seed, to which what is found here is added. No mark depends
        on it.
    steady : set of ItemName, optional
        To which is added what would be found the same another time. Without a cache, of which one may say so of items
        that were judged when somebody else handed in the same.
    at_once : int, optional
        How many children judge at the same time; by default as many as there are processors, and one with a cache,
        which is used where many submissions are judged. No mark depends on it.

    Raises
    ------
    SandboxError
        If the wall cannot be put up. If it fails later, and fails again when what is left is judged once more, the
        items that are left are `GRADER_ERROR`.
    """
    start = time.perf_counter()
    # Before a child is forked, which could not wait for what this process has started
    sandbox.wait()
    sandbox.get_ready_for(_graded(submission, key))
    at_once = at_once or (1 if cache is not None else _processors())
    task = JudgingTask(submission, key, sandbox, seed, limits, WaitedSeconds(at_once))
    progress = Progress(key)
    if cache is not None:
        _judge_from_cache(task, progress, tick, cache)
    layers = _judge_to_the_end(task, progress, tick, at_once)
    if cache is not None:
        progress.teach(cache.code)
    if steady is not None:
        steady |= progress.lasting
    taken = timing(time.perf_counter() - start, progress.seconds, progress.scores)
    return assemble(submission, key, progress.scores, layers, taken)


def _judge_from_cache(task: JudgingTask, progress: Progress, tick: Tick, cache: VerdictCache) -> None:
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
        _judge_at_once(task, progress, tick, 1, lookup)
    except (BeginAgainError, SandboxError):
        progress.begin_again()
    finally:
        lookup.close()


def _judge_to_the_end(task: JudgingTask, progress: Progress, tick: Tick, at_once: int) -> SandboxInfo:
    """Judge what is not known yet; the confinement of the student's code.

    Each round gets further than the one before: an item at which a child dies is scored.
    """
    failures = 0
    while progress.sandbox is None:
        progress.sandbox_error, progress.is_told_to_begin_again = "", False
        _judge_at_once(task, progress, tick, at_once)
        failures += bool(progress.sandbox_error)
        if failures == _MOST_FAILURES:
            progress.give_up(task.sandbox.level)
    return progress.sandbox


def _judge_at_once(
    task: JudgingTask, progress: Progress, tick: Tick, at_once: int, lookup: CacheLookup | None = None
) -> None:
    """Judge what is not known yet in some children at once, up to the end or the death of each."""
    names = progress.unfinished
    with ExerciseQueue(names) as queue:
        # Where nothing is left, one child all the same: it says how the code is confined
        firsts = [queue.take() for _ in range(max(1, min(at_once, len(names))))]
        reporters: list[Reporter] = []
        try:
            for share, first in enumerate(firsts):
                child = JudgingChild(task, Errand(progress.scores, queue, first, share, lookup))
                reporters.append(Reporter(child, progress, tick))
            _follow(reporters, tick)
        finally:
            for share, reporter in enumerate(reporters):
                reporter.child.end()
                if reporter.current is not None:  # or a submission that kills its judges would have the time of each
                    task.waited.add(share, reporter.seconds)
    progress.conclude(reporters)


def _follow(reporters: Sequence[Reporter], tick: Tick) -> None:
    """Take in what children tell, until each is done, has died or is not listened to any longer."""
    poll = select.poll()
    listened_to = {reporter.child.fileno(): reporter for reporter in reporters}
    for descriptor in listened_to:
        poll.register(descriptor, select.POLLIN)
    while listened_to:
        tick(None)
        for descriptor, _ in poll.poll(_TICK_SECONDS * 1000):  # in milliseconds
            listened_to[descriptor].read()
        for descriptor in [descriptor for descriptor, reporter in listened_to.items() if reporter.child.is_over]:
            poll.unregister(descriptor)
            del listened_to[descriptor]


def _graded(submission: Submission, key: CourseKey) -> Iterator[bytes]:
    """The submission's files without those of exercises that are not judged here."""
    return (content for name, content in submission.files.items() if name.partition(".")[0] not in key.others)


def _processors() -> int:
    return min(len(os.sched_getaffinity(0)), _MOST_AT_ONCE)
