"""A process forked from the zygote for one submission: pipes, deadlines and its end. No thread, and nothing on disk."""

import contextlib
import os
import select
import signal
import time
from functools import cache
from typing import NamedTuple

from grader.errors import SandboxError
from grader.sandbox.client.framed_pipe import FramedPipe, is_ready
from grader.sandbox.client.running_lines import MOST_BYTES, when_written
from grader.sandbox.client.session import (
    BYTES_A_CHARACTER,
    END_SECONDS,
    LOOK_SECONDS,
    DeadlineError,
    EndedError,
    FloodError,
    ending,
)
from grader.sandbox.frames import HEADER, TooLargeError
from grader.sandbox.levels.zygote import Zygote, ZygoteError
from grader.sandbox.limits import MIB, Limits
from grader.sandbox.patience import SLOWEST, Patience

LAYERS = ("rlimits", "user", "capabilities", "no-new-privileges", "parent-death", "landlock", "seccomp")
"""What confines a process, in the order in which it is laid down."""


class Confinement(NamedTuple):
    """What is laid on a forked process; only tests lay less than everything."""

    layers: tuple[str, ...] = LAYERS
    landlock: int | None = None
    """The version of Landlock to use at most; the kernel's if it is None."""
    around: tuple[str, ...] = ()
    """What confines the zygote itself, and with it all that it forks."""


class ForkedProcess:
    """A student's process, forked from a zygote.

    Parameters
    ----------
    zygote : Zygote
        Where it is forked from.
    limits : Limits
        What the code may use.
    confinement : Confinement
        What is laid on it.
    """

    def __init__(self, zygote: Zygote, limits: Limits, confinement: Confinement = Confinement()) -> None:  # noqa: B008
        self._zygote = zygote
        self._limits = limits
        self._taken = 0
        self._is_killed = False
        self.spent = 0.0
        requests, self._requests = os.pipe()
        self._answers, answers = os.pipe()
        self._frames = FramedPipe(self._answers, limits.message_bytes)
        # Memory, no file: nothing is left on a disk, and the limit on file sizes bounds it all the same.
        self._output = os.memfd_create("output", os.MFD_CLOEXEC)
        # Nothing on this side may wait for a student's process longer than its deadline, whether it reads or not.
        os.set_blocking(self._requests, False)
        os.set_blocking(self._answers, False)
        try:
            self._pid = zygote.fork(_settings(limits, confinement), (requests, answers, self._output))
        except ZygoteError:
            self._close()
            raise
        finally:
            # The zygote has its own: with these left open, the end of the student's process would never be seen
            os.close(requests)
            os.close(answers)

    def send(self, payload: bytes, answers: int) -> None:  # noqa: ARG002 - how many are expected follows from numbers
        """Send one message; `receive` tells if nobody was there to read it."""
        view = memoryview(HEADER.pack(len(payload)) + payload)
        deadline = time.monotonic() + SLOWEST * self._limits.call_seconds
        with contextlib.suppress(BrokenPipeError):
            while view:
                try:
                    view = view[os.write(self._requests, view) :]
                except BlockingIOError:
                    if not is_ready(self._requests, select.POLLOUT, deadline - time.monotonic()):
                        return  # it does not read: the answer will not come either

    def receive(self, seconds: float) -> bytes:
        """The next answer; DeadlineError, EndedError or FloodError when there is none."""
        patience = Patience(seconds, self._processor_seconds)
        while (answer := self._next_answer()) is None:
            if self._frames.wait(min(patience.left, LOOK_SECONDS)):
                self._read()
                continue
            patience.look()
            if os.fstat(self._output).st_size >= self._limits.max_printed:
                raise FloodError(f"it printed more than {self._limits.max_printed / MIB:g} MiB")
            if patience.is_over:
                raise DeadlineError
        self.spent = patience.spent()
        return answer

    def take_output(self) -> bytes:
        """What was printed since this was last asked, cut to what the kept characters can take."""
        taken = os.pread(self._output, BYTES_A_CHARACTER * self._limits.kept_output, self._taken)
        self._taken = os.fstat(self._output).st_size  # also what was cut: it is not the next one's
        return taken

    def traceback(self) -> bytes:
        """What Python's fault handler tells of the lines that are running; nothing if it does not answer."""
        start = os.fstat(self._output).st_size
        try:
            self._zygote.ask_for_traceback(self._pid)
        except ZygoteError:
            return b""
        return when_written(lambda: os.pread(self._output, MOST_BYTES, start))

    def kill(self) -> None:
        """End the process; it could start no other, and left nothing behind."""
        if not self._is_killed:
            self._is_killed = True
            with contextlib.suppress(ZygoteError):  # a zygote that is gone has taken it along
                self._zygote.end(self._pid)
            self._close()

    def _read(self) -> None:
        if self._frames.read():
            return
        status = self._status()
        if status == -signal.SIGKILL:  # it cannot send signals, and its limits are kept by others
            raise SandboxError("a submission's process was ended from outside, as when a machine is out of memory")
        raise EndedError(ending(status))

    def _next_answer(self) -> bytes | None:
        try:
            return self._frames.next_frame()
        except TooLargeError as error:
            raise FloodError(f"it returned more than {self._limits.message_bytes / MIB:g} MiB") from error

    def _processor_seconds(self) -> float:
        return self._zygote.processor_seconds(self._pid)

    def _status(self) -> int | None:
        """How it ended; None if it did not, and has only closed its pipes."""
        deadline = time.monotonic() + min(END_SECONDS, self._limits.call_seconds)
        while (status := self._zygote.look(self._pid)) is None:  # its pipes close a moment before it has ended
            if time.monotonic() > deadline:
                return None
            time.sleep(0.002)
        return status

    def _close(self) -> None:
        for descriptor in (self._requests, self._answers, self._output):
            os.close(descriptor)


@cache
def _settings(limits: Limits, confinement: Confinement) -> str:
    """What the zygote has to know, as JSON; it remembers what it makes of the same text."""
    import json  # noqa: PLC0415 - not before the zygote is started

    return json.dumps(
        {
            "layers": confinement.layers,
            "landlock": confinement.landlock,
            "around": confinement.around,
            "memory_bytes": limits.memory_bytes,
            "cpu_seconds": limits.cpu_seconds,
            "file_bytes": limits.file_bytes,
            "max_printed": limits.max_printed,
            "message_bytes": limits.message_bytes,
        }
    )
