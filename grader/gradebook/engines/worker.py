"""A warm process that grades one submission after another: `python -m grader.gradebook.engines.worker`.

It is given a spec, and then tasks and what others have found, on its standard input, and answers on its standard
output, in frames. It has a sandbox of its own, and writes nothing down. When the other end is gone, it ends, and its
sandbox with it.

Each submission that is judged is judged in a fork of this process: what only a wrong answer needs would be imported
again for each of them, so it is done once before the first (`rehearse`). The course is not rehearsed, which takes
seconds: who answers like another is not judged again.
"""

import contextlib
import gc
import os
import select
import sys
import time
from importlib import import_module
from typing import BinaryIO, NoReturn

from grader.errors import GraderError, SandboxError
from grader.gradebook.engines.messages import (
    known_from_bytes,
    known_to_bytes,
    result_to_bytes,
    spec_from_bytes,
    task_from_bytes,
)
from grader.gradebook.grading.engine import Result, Spec, Task
from grader.items.domains import Reals
from grader.items.shrink import smallest
from grader.judging.judge import judge_at_level
from grader.judging.key import CourseKey
from grader.judging.verdict_cache.answer_trie import VerdictCache
from grader.model.submission import Submission
from grader.sandbox.frames import read_frame, write_frame
from grader.sandbox.levels.sandbox import Sandbox

# Rooms that only certain items or wrong answers need, which is why nothing above imports them
_LATER = ("grader.maths.convexity", "grader.maths.definiteness", "grader.maths.equivalence")


MOST_BYTES = 2**31
# How often it says that it is alive; the other side waits thirty times as long (`process._SILENT_SECONDS`).
TICK_SECONDS = 2.0
ALIVE, READY, FAILED, DONE = b"a", b"r", b"f", b"d"
"""First byte of a frame: it is alive; it is ready, at this level; it cannot grade, for this reason; a result."""
KNOWN, TASK = b"k", b"t"
"""First byte of a frame: what is known of some code, in either direction; a task."""


def rehearse() -> None:
    """Import what is needed later, and look for one smallest example, as for a wrong answer."""
    for name in _LATER:
        import_module(name)
    smallest((8.0,), (Reals(low=-9, high=9),), {}, lambda candidate: candidate[0] > 1)


def main() -> None:
    """Serve until the other end is gone."""
    _end_with(os.getppid())
    # Unbuffered, as a frame is only there for the other side once it is written
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", 0)
    os.dup2(2, 1)  # what a course's code prints is no answer
    first = read_frame(requests, MOST_BYTES)
    if first is None:
        return
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.suppress(BrokenPipeError))  # the other end is gone
        try:
            spec = spec_from_bytes(first)
            sandbox = Sandbox(spec.setting.level, spec.setting.limits)
            stack.callback(sandbox.close)
            key = _warm(spec, sandbox)
        except GraderError as error:
            # A fault may quote the name of a file, which need not be text
            write_frame(answers, FAILED + str(error).encode("utf-8", "backslashreplace"))
        else:
            write_frame(answers, READY + sandbox.level.encode("ascii"))
            _serve(key, sandbox, spec, requests, answers)


def _warm(spec: Spec, sandbox: Sandbox) -> CourseKey:
    """The course, when everything is ready for it."""
    key = spec.course.load()
    # A class is never graded without secrecy because a machine lacks something: `limited` has to be asked for.
    if sandbox.level == "limited" != spec.setting.level:
        raise SandboxError("only the level limited holds here, which keeps no secrets; `grade doctor` tells more")
    sandbox.warm()
    rehearse()
    # What is here now is here to stay: collections in the forks that judge would only copy its pages.
    gc.freeze()
    return key.after_due if spec.setting.after_due else key


def _serve(key: CourseKey, sandbox: Sandbox, spec: Spec, requests: BinaryIO, answers: BinaryIO) -> None:
    line, cache = _Line(requests, answers), VerdictCache()
    while (message := read_frame(requests, MOST_BYTES)) is not None:
        kind, said = message[:1], message[1:]
        if kind == KNOWN:
            cache.code.add(known_from_bytes(said))
            continue
        result = _grade(task_from_bytes(said), key, sandbox, spec, line, cache)
        for known in cache.code.take_new():
            write_frame(answers, KNOWN + known_to_bytes(known))
        write_frame(answers, DONE + result_to_bytes(result))


class _Line:
    """The line to the other end: told that this process is alive, and asked whether anybody is there."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        self._answers = answers
        self._poll = select.poll()
        # Its end is seen without reading from it, while a submission is judged.
        self._poll.register(requests.fileno(), select.POLLHUP)
        self._told = time.monotonic()

    def tick(self, _name: object = None) -> None:
        """To be called often; ends this process if it works for nobody."""
        if any(event & (select.POLLHUP | select.POLLERR) for _, event in self._poll.poll(0)):
            _end()
        if time.monotonic() - self._told > TICK_SECONDS:
            self._told = time.monotonic()
            write_frame(self._answers, ALIVE)


def _end_with(parent: int) -> None:
    """Be ended by the system with the process that has started this one; elsewhere than on Linux, `tick` looks."""
    if sys.platform == "linux":
        from grader.sandbox.confine.privileges import die_with_parent  # noqa: PLC0415 - needs Linux

        die_with_parent(parent)


def _end() -> NoReturn:
    """At once: whoever judges for this process, and its sandbox, are ended by the system when it is gone."""
    os._exit(1)


def _grade(task: Task, key: CourseKey, sandbox: Sandbox, spec: Spec, line: _Line, cache: VerdictCache) -> Result:
    try:
        submission = Submission.from_kept(task.digest, task.files)
        chosen = key.only(task.exercises)
        return Result(
            task,
            judge_at_level(submission, chosen, sandbox, seed=spec.setting.seed, tick=line.tick, cache=cache),
        )
    except GraderError as error:
        return Result(task, None, f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    sys.path[:] = [path for path in sys.path if path]  # nothing is imported from wherever this was started
    main()
