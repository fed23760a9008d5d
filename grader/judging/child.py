"""A fork of this process that judges a submission, bounded in processor time and memory, and tells what it finds.

What it writes is in `child_protocol.py`; who reads it, and what happens when it dies, in `supervised.py`.
"""

import mmap
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from grader.errors import SandboxError
from grader.items.exam import Reference
from grader.judging.child_protocol import (
    Begin,
    BeginAgain,
    End,
    LearnedItem,
    Message,
    SandboxFailed,
    Scored,
    SoFar,
    decode,
    encode,
)
from grader.judging.judge_items import Observer, judge_items
from grader.judging.key import CourseKey, ExerciseKey, ItemName
from grader.judging.score import confinement_of
from grader.judging.shared_work import ExerciseQueue, WaitedSeconds
from grader.judging.steady import StillnessWatch
from grader.judging.student import TimeBudget
from grader.judging.verdict_cache.answer_trie import Circumstances
from grader.judging.verdict_cache.replayed_session import BeginAgainError, CacheLookup
from grader.model.report import ItemScore
from grader.model.submission import Submission
from grader.sandbox.client.session import Session
from grader.sandbox.confine.privileges import die_with_parent
from grader.sandbox.levels.sandbox import Sandbox
from grader.sandbox.levels.zygote import Line
from grader.sandbox.limits import MIB

_STUDENT, _AUTHOR = 0, 1
"""Whose code runs, as the byte of memory that parent and child share says it."""
_FROM_OUTSIDE = {signal.SIGKILL, signal.SIGTERM}
"""Signals by which a machine or a person ends a process; the limits of the child use others."""
_CHUNK = 65536
_MOST_BYTES = 64 * MIB
"""As much may a child tell in all: whatever hostile data does to it, it must not fill the parent's memory."""


class JudgingLimits(NamedTuple):
    """What judging one item may use."""

    cpu_seconds: float = 10.0
    """Processor time for one item, without the student's own."""
    wall_seconds: float = 120.0
    """Time after which a child that says nothing is ended; the student's calls have deadlines of their own."""
    memory_bytes: int = 1024 * MIB
    """Memory beyond what this process uses."""


class JudgingTask(NamedTuple):
    """What is to be judged, with what, and where the student's code runs."""

    submission: Submission
    key: CourseKey
    sandbox: Sandbox
    seed: int
    limits: JudgingLimits
    waited: WaitedSeconds
    """For the student's code, by all children."""


class Errand(NamedTuple):
    """What one child of those that judge a submission is to do."""

    known: Mapping[ItemName, ItemScore]
    """Items that were judged before, and are not again."""
    queue: ExerciseQueue
    first: str | None = None
    """The exercise with which it begins, before it takes others from the queue."""
    share: int = 0
    """Which of the shares of time is its own."""
    lookup: CacheLookup | None = None
    """The submission, asked along the answer trie up to where it has to be judged; without it, a process is started."""


class JudgingChild:
    """A forked process that judges what is not known yet.

    Parameters
    ----------
    task : JudgingTask
        What is to be judged.
    errand : Errand
        Its part of it.
    """

    def __init__(self, task: JudgingTask, errand: Errand) -> None:
        self._limits = task.limits
        self._lines = task.sandbox.lines
        self._line = self._lines.open_line()
        # Shared memory, not a message: it is set at every call of a reference, and read after the child has died.
        self._whose_code = mmap.mmap(-1, 1)
        self._status: int | None = None
        self._heard, self._bytes, self._unfinished = time.monotonic(), 0, bytearray()
        self._pipe, writing = os.pipe()
        fork = _Fork(writing, task, errand, self._line, self._whose_code)
        parent = os.getpid()
        self._pid = os.fork()
        if self._pid == 0:
            fork.run(parent)
        os.close(writing)
        self._line.theirs.close()

    def fileno(self) -> int:
        """Where there is something to read when it has told something, or has ended."""
        return self._pipe

    @property
    def is_over(self) -> bool:
        """Whether it has ended, or is listened to no longer, because it was silent or has talked for too long."""
        is_silent = time.monotonic() - self._heard >= self._limits.wall_seconds
        return self._status is not None or is_silent or self._bytes >= _MOST_BYTES

    def read(self) -> Iterator[Message]:
        """What it has told since this was last asked; to be asked where `fileno` can be read."""
        chunk = os.read(self._pipe, _CHUNK)
        if not chunk:
            self._status = os.waitpid(self._pid, 0)[1]
            return
        self._heard, self._bytes = time.monotonic(), self._bytes + len(chunk)
        *lines, rest = (self._unfinished + chunk).split(b"\n")
        self._unfinished = bytearray(rest)
        yield from (decode(bytes(line)) for line in lines)

    def was_in_author_code(self) -> bool:
        """Whether it was the author's code that ran when the child ended."""
        return self._whose_code[0] == _AUTHOR

    @property
    def was_killed(self) -> bool:
        """Whether somebody else has killed it; its own limits end it by other signals."""
        return self._status is not None and os.WIFSIGNALED(self._status) and os.WTERMSIG(self._status) in _FROM_OUTSIDE

    def end(self) -> None:
        """End it and what it left: students' processes, whose caller is gone."""
        if self._status is None:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._pipe)
        self._lines.end_line(self._line)


class _Fork:
    """What runs in the forked process; made before the fork, so that nothing can fail outside `run`."""

    def __init__(self, pipe: int, task: JudgingTask, errand: Errand, line: Line, whose_code: mmap.mmap) -> None:
        self._pipe = pipe
        self._task = task
        self._errand = errand
        self._line = line
        self._whose_code = whose_code

    def run(self, parent: int) -> NoReturn:
        """Judge and tell; never come back into the code of the process that was forked."""
        try:
            self._bound(parent)
            try:
                self._judge()
            except SandboxError as error:
                self._tell(SandboxFailed(str(error)))
            except BeginAgainError:
                self._tell(BeginAgain())
        finally:
            # Whatever was raised: an exception that went on would run the parent's handlers a second time. The parent
            # reads from the missing `end` that it has died.
            os._exit(0)

    def _bound(self, parent: int) -> None:
        """Lay this process' limits on it."""
        die_with_parent(parent)
        self._task.sandbox.lines.take_line(self._line)
        _bound_memory(self._task.limits.memory_bytes)
        # The timer of processor time ends the process by this signal's default action, which needs nothing of Python:
        # a handler would not run while C code hangs.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends this process

    def _judge(self) -> None:
        task, lookup = self._task, self._errand.lookup
        session: Session = task.sandbox.open(task.submission.files) if lookup is None else lookup.session
        cache = None if lookup is None else _LearningCache(lookup, self._tell)
        steady = set[ItemName]()
        scores = judge_items(
            task.key,
            task.submission,
            session,
            task.seed,
            self._errand.known,
            Observer(self._begin, self._so_far, steady.add, self._watched),
            cache,
            exercises=self._exercises(),
            budget=TimeBudget(session.limits, task.waited, self._errand.share),
        )
        for name, score in scores:
            self._tell(Scored(name, score, name in steady if cache is None else cache.is_lasting))
        confinement = confinement_of(session)
        session.close()
        self._tell(End(confinement))

    def _exercises(self) -> Iterator[ExerciseKey]:
        """The first one, then what no other child has taken."""
        keys = {exercise.name: exercise for exercise in self._task.key.exercises}
        if self._errand.first is not None:
            yield keys[self._errand.first]
        yield from (keys[name] for name in iter(self._errand.queue.take, None))

    def _watched(self, reference: Reference) -> Reference:
        return _WatchedReference(reference, self._whose_code)

    def _begin(self, name: ItemName) -> None:
        # Like RLIMIT_CPU it counts the process's time and the kernel's for it; unlike that, it begins anew each time
        signal.setitimer(signal.ITIMER_PROF, self._task.limits.cpu_seconds)
        self._tell(Begin(name))

    def _so_far(self, name: ItemName, score: ItemScore) -> None:
        self._tell(SoFar(name, score))

    def _tell(self, message: Message) -> None:
        unwritten = memoryview(encode(message))
        while unwritten:
            unwritten = unwritten[os.write(self._pipe, unwritten) :]  # a pipe may take less than all of it


class _WatchedReference:
    """A reference that notes in shared memory when the author's code is running, on the author's own data."""

    def __init__(self, reference: Reference, whose_code: mmap.mmap) -> None:
        self._reference = reference
        self._whose_code = whose_code

    def call(self, function: str, *arguments: Any) -> Any:
        """Value of the reference."""
        self._whose_code[0] = _AUTHOR
        try:
            return self._reference.call(function, *arguments)
        finally:
            self._whose_code[0] = _STUDENT


class _LearningCache:
    """What was found about others; what is found about this one is told, if it would be the same another time."""

    def __init__(self, lookup: CacheLookup, tell: Callable[[Message], None]) -> None:
        self._lookup = lookup
        self._tell = tell
        self._stillness = StillnessWatch(lambda: lookup.session.waited)
        self.is_lasting = False
        """Whether the last item's score would be the same another time."""

    def look_up(self, circumstances: Circumstances) -> ItemScore | None:
        """The score of an item, if somebody has answered the same."""
        score = self._lookup.look_up(circumstances)
        self._stillness.begin()
        self.is_lasting = score is not None
        return score

    def judged(self, circumstances: Circumstances, score: ItemScore) -> None:
        """Tell it, unless the machine stood still meanwhile."""
        learned = self._lookup.learned(circumstances, score)
        if learned is not None and not self._stillness.stood_still():
            self.is_lasting = True
            self._tell(LearnedItem(learned))


def _bound_memory(more: int) -> None:
    """Let this process take so many bytes more than it has.

    The bound is on addresses (`RLIMIT_AS`), of which a process with NumPy and SymPy has far more than memory: what
    counts as used is all addresses that it has mapped at the fork.
    """
    # The first number: all that is mapped, in pages
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + more, resource.RLIM_INFINITY))
