"""A fork of this process that judges a submission, bounded in processor time and memory, and tells what it finds.

What it writes is in `child_protocol.py`; who reads it, and what happens when it dies, in `supervised.py`.
"""

import mmap
import os
import resource
import select
import signal
import time
from collections.abc import Callable, Iterator
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
from grader.judging.key import CourseKey, ItemName
from grader.judging.score import confinement_of
from grader.judging.steady import StillnessWatch
from grader.judging.verdict_cache.answer_trie import Circumstances
from grader.judging.verdict_cache.replayed_session import BeginAgainError, CacheLookup
from grader.model.report import ItemScore
from grader.model.submission import Submission
from grader.sandbox.client.session import Session
from grader.sandbox.confine.privileges import die_with_parent
from grader.sandbox.levels.sandbox import Sandbox
from grader.sandbox.limits import MIB

_STUDENT, _AUTHOR = 0, 1
"""Whose code runs, as the byte of memory that parent and child share says it."""
_FROM_OUTSIDE = {signal.SIGKILL, signal.SIGTERM}
"""Signals by which a machine or a person ends a process; the limits of the child use others."""
_TICK_SECONDS = 0.2
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


class JudgingChild:
    """A forked process that judges what is not known yet.

    Parameters
    ----------
    task : JudgingTask
        What is to be judged.
    known : mapping of ItemName to ItemScore
        Items that were judged before, and are not again.
    lookup : CacheLookup, optional
        The submission, asked along the answer trie up to where it has to be judged; without it, a process is started.
    waited_before : float
        Seconds that judging this submission has taken already.
    """

    def __init__(
        self,
        task: JudgingTask,
        known: dict[ItemName, ItemScore],
        lookup: CacheLookup | None = None,
        waited_before: float = 0.0,
    ) -> None:
        self._limits = task.limits
        self._sandbox = task.sandbox
        # Shared memory, not a message: it is set at every call of a reference, and read after the child has died.
        self._whose_code = mmap.mmap(-1, 1)
        self._status: int | None = None
        self._pipe, writing = os.pipe()
        fork = _Fork(writing, task, known, self._whose_code, lookup, waited_before)
        parent = os.getpid()
        self._pid = os.fork()
        if self._pid == 0:
            fork.run(parent)
        os.close(writing)

    def messages(self, tick: Callable[[], None]) -> Iterator[Message]:
        """What it tells, line by line; ends when it has ended, or is silent or talks for too long."""
        unfinished = bytearray()
        poll = select.poll()
        poll.register(self._pipe, select.POLLIN)
        heard, total = time.monotonic(), 0
        while total < _MOST_BYTES and time.monotonic() - heard < self._limits.wall_seconds:
            tick()
            if not poll.poll(_TICK_SECONDS * 1000):  # in milliseconds
                continue
            chunk = os.read(self._pipe, _CHUNK)
            if not chunk:
                self._status = os.waitpid(self._pid, 0)[1]
                return
            heard, total = time.monotonic(), total + len(chunk)
            *lines, rest = (unfinished + chunk).split(b"\n")
            unfinished = bytearray(rest)
            yield from (decode(bytes(line)) for line in lines)

    def was_in_author_code(self) -> bool:
        """Whether it was the author's code that ran when the child ended."""
        return self._whose_code[0] == _AUTHOR

    @property
    def was_killed(self) -> bool:
        """Whether somebody else has killed it; its own limits end it by other signals."""
        return self._status is not None and os.WIFSIGNALED(self._status) and os.WTERMSIG(self._status) in _FROM_OUTSIDE

    def end(self) -> None:
        """End it and what it left: the student's process, whose caller is gone."""
        if self._status is None:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._pipe)
        self._sandbox.end_all()


class _Fork:
    """What runs in the forked process; made before the fork, so that nothing can fail outside `run`."""

    def __init__(
        self,
        pipe: int,
        task: JudgingTask,
        known: dict[ItemName, ItemScore],
        whose_code: mmap.mmap,
        lookup: CacheLookup | None,
        waited_before: float,
    ) -> None:
        self._pipe = pipe
        self._task = task
        self._known = known
        self._whose_code = whose_code
        self._lookup = lookup
        self._waited_before = waited_before

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
        _bound_memory(self._task.limits.memory_bytes)
        # The timer of processor time ends the process by this signal's default action, which needs nothing of Python:
        # a handler would not run while C code hangs.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends this process

    def _judge(self) -> None:
        task = self._task
        session: Session = task.sandbox.open(task.submission.files) if self._lookup is None else self._lookup.session
        cache = None if self._lookup is None else _LearningCache(self._lookup, self._tell)
        steady = set[ItemName]()
        observer = Observer(
            self._begin, self._so_far, steady.add, lambda reference: _WatchedReference(reference, self._whose_code)
        )
        scores = judge_items(
            task.key, task.submission, session, task.seed, self._known, observer, cache, self._waited_before
        )
        for name, score in scores:
            self._tell(Scored(name, score, name in steady if cache is None else cache.is_lasting))
        confinement = confinement_of(session)
        session.close()
        self._tell(End(confinement))

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
