"""A fork of this process that judges a submission, bounded in processor time and memory, and tells what it finds.

One line of JSON for each message: an item begins, what it has so far, an item is scored, what it adds to the
precedents, the sandbox failed, or the end, with what held.
"""

import json
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
from grader.judging.judge_items import judge_items
from grader.judging.key import CourseKey, ItemName
from grader.judging.verdict_cache.answer_trie import Circumstances
from grader.judging.verdict_cache.messages import to_json
from grader.judging.verdict_cache.replayed_session import BeginAgainError, Memory
from grader.model.report import ItemScore
from grader.model.submission import Submission
from grader.sandbox.confine.privileges import die_with_parent
from grader.sandbox.levels import Sandbox
from grader.sandbox.limits import MIB
from grader.sandbox.session import Session

_STUDENT, _AUTHOR = 0, 1
_FROM_OUTSIDE = {signal.SIGKILL, signal.SIGTERM}
_TICK_SECONDS = 0.2
_STILL_SECONDS, _STILL_TIMES = 1.0, 3.0
"""A machine on which judging took longer than so many times its processor time, and this, has stood still."""
_CHUNK = 65536
_MOST_BYTES = 64 * MIB


class JudgingLimits(NamedTuple):
    """What judging one item may use."""

    cpu_seconds: float = 10.0
    """Processor time for one item, without the student's own."""
    wall_seconds: float = 120.0
    """Time after which a child that says nothing is ended; the student's calls have deadlines of their own."""
    memory_bytes: int = 1024 * MIB
    """Memory beyond what this process uses."""


class Case(NamedTuple):
    """What is to be judged, with what, and where the student's code runs."""

    submission: Submission
    key: CourseKey
    sandbox: Sandbox
    seed: int
    guard: JudgingLimits


class Child:
    """A forked process that judges what is not known yet."""

    def __init__(
        self, case: Case, known: dict[ItemName, ItemScore], memory: Memory | None = None, waited_before: float = 0.0
    ) -> None:
        self._guard = case.guard
        self._sandbox = case.sandbox
        self._whose = mmap.mmap(-1, 1)
        self._status: int | None = None
        self._pipe, writing = os.pipe()
        parent = os.getpid()
        self._pid = os.fork()
        if self._pid == 0:
            _judge_and_tell(parent, writing, case, known, self._whose, memory, waited_before)
        os.close(writing)

    def messages(self, tick: Callable[[], None]) -> Iterator[dict[str, Any]]:
        """What it tells, line by line; ends when it has ended, or is silent or talks for too long."""
        buffer = bytearray()
        poll = select.poll()
        poll.register(self._pipe, select.POLLIN)
        heard, total = time.monotonic(), 0
        while total < _MOST_BYTES and time.monotonic() - heard < self._guard.wall_seconds:
            tick()
            if not poll.poll(_TICK_SECONDS * 1000):
                continue
            chunk = os.read(self._pipe, _CHUNK)
            if not chunk:
                self._status = os.waitpid(self._pid, 0)[1]
                return
            heard, total = time.monotonic(), total + len(chunk)
            *lines, rest = (buffer + chunk).split(b"\n")
            buffer = bytearray(rest)
            yield from map(json.loads, lines)

    def was_at_the_author_s(self) -> bool:
        """Whether it was the author's code that ran when the child ended."""
        return self._whose[0] == _AUTHOR

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


class _Watched:
    """A reference that notes in shared memory when the author's code is running, on the author's own data."""

    def __init__(self, reference: Reference, whose: mmap.mmap) -> None:
        self._reference = reference
        self._whose = whose

    def call(self, function: str, *arguments: Any) -> Any:
        """Value of the reference."""
        self._whose[0] = _AUTHOR
        try:
            return self._reference.call(function, *arguments)
        finally:
            self._whose[0] = _STUDENT


class _Telling:
    """What was found about others; what is found about this one is told, if it would be the same another time."""

    def __init__(self, pipe: int, memory: Memory) -> None:
        self._pipe = pipe
        self._memory = memory
        self._began = self._spent()
        self.is_lasting = False
        """Whether the last item's score would be the same another time."""

    def recall(self, circumstances: Circumstances) -> ItemScore | None:
        """The score of an item, if somebody has answered the same."""
        found = self._memory.recall(circumstances)
        self._began = self._spent()
        self.is_lasting = found is not None
        return found

    def judged(self, circumstances: Circumstances, score: ItemScore) -> None:
        """Tell it, unless the machine stood still meanwhile: then deadlines were passed that are kept otherwise."""
        wall, processor = (now - before for now, before in zip(self._spent(), self._began, strict=True))
        learned = self._memory.learned(circumstances, score)
        if learned is not None and wall < _STILL_SECONDS + _STILL_TIMES * processor:
            self.is_lasting = True
            _tell(self._pipe, {"learned": to_json(learned)})

    def _spent(self) -> tuple[float, float]:
        """Seconds since some moment, without those of waiting for the student, and seconds of processor time."""
        return time.perf_counter() - self._memory.session.waited, sum(os.times()[:4])


def _judge_and_tell(
    parent: int,
    pipe: int,
    case: Case,
    known: dict[ItemName, ItemScore],
    whose: mmap.mmap,
    memory: Memory | None,
    waited_before: float,
) -> NoReturn:
    """Judge and tell; never come back into the code of the process that was forked."""
    try:
        die_with_parent(parent)
        _bound_memory(case.guard.memory_bytes)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends this process

        def begin(name: ItemName) -> None:
            signal.setitimer(signal.ITIMER_PROF, case.guard.cpu_seconds)
            _tell(pipe, {"begin": name})

        def so_far(name: ItemName, score: ItemScore) -> None:
            _tell(pipe, {"so_far": score.model_dump(mode="json"), "of": name})

        try:
            session: Session = case.sandbox.open(case.submission.files) if memory is None else memory.session
            others = None if memory is None else _Telling(pipe, memory)
            judged = judge_items(
                case.key,
                case.submission,
                session,
                case.seed,
                known,
                begin,
                lambda one: _Watched(one, whose),
                others,
                so_far,
                waited_before,
            )
            for name, score in judged:
                is_lasting = others is not None and others.is_lasting
                _tell(pipe, {"of": name, "score": score.model_dump(mode="json"), "is_lasting": is_lasting})
            layers = session.layers
            session.close()
            _tell(pipe, {"sandbox": {"level": session.level, "layers": layers, "seconds": session.limits.seconds}})
        except SandboxError as error:
            _tell(pipe, {"sandbox_error": str(error)})
        except BeginAgainError:
            _tell(pipe, {"again": True})
    finally:
        os._exit(0)


def _tell(pipe: int, message: dict[str, Any]) -> None:
    view = memoryview(json.dumps(message).encode("ascii") + b"\n")
    while view:
        view = view[os.write(pipe, view) :]


def _bound_memory(more: int) -> None:
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + more, resource.RLIM_INFINITY))
