"""The level `limited`: a process started anew for each file, on any system. It guards against accidents.

    caller ── send ───▶ queue ──▶ carrier, a thread ──▶ pipe ──▶ process ── prints ──▶ file
           ◀─ receive ─ queue ◀──                   ◀── pipe ◀──

The thread blocks on the pipes so that the caller never does: it waits for the queue, with a deadline. That is alike on
every system (Windows cannot poll pipes). Tested on Linux; not tested on macOS and Windows. What a student's code starts
itself may outlive it on Windows, and on any system if it leaves the session.

The process has an empty folder to work in, and prints to a file, not to a pipe: nobody has to keep emptying it, the
system bounds its size, and what was printed before an answer is in it when the answer arrives.
"""

import contextlib
import os
import queue
import signal
import subprocess
import tempfile
import threading
from collections import deque
from io import BufferedReader
from typing import Any, BinaryIO

from grader.errors import SandboxError
from grader.sandbox.client.running_lines import MOST_BYTES, when_written
from grader.sandbox.client.session import (
    BYTES_A_CHARACTER,
    END_SECONDS,
    LOOK_SECONDS,
    DeadlineError,
    EndedError,
    FloodError,
    Process,
    ending,
)
from grader.sandbox.frames import TooLargeError, read_frame, write_frame
from grader.sandbox.levels.start import command, environment
from grader.sandbox.limits import MIB, Limits
from grader.sandbox.patience import Patience, processor_seconds

# One for the next file and one for a wrong answer that is asked again; each takes a third of a second to warm up.
_AHEAD = 2


class Scratch:
    """A folder of its own for one process, with a name that cannot be guessed; `remove` it when done."""

    def __init__(self) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True)
        self._output = os.path.join(self._home.name, "output")  # noqa: PTH118 - pathlib costs 4 ms
        self.folder = os.path.join(self._home.name, "scratch")  # noqa: PTH118
        os.mkdir(self.folder)  # noqa: PTH102
        open(self._output, "wb").close()  # noqa: PTH123
        # A file object of our own: one shared with the process would have its place in the file moved by it
        self._reading = open(self._output, "rb", buffering=0)  # noqa: PTH123, SIM115

    def writer(self) -> BinaryIO:
        """The file to print to, which only ever grows at its end."""
        return open(self._output, "ab", buffering=0)  # noqa: PTH123

    def printed_bytes(self) -> int:
        """Size of all that was printed so far."""
        return os.fstat(self._reading.fileno()).st_size

    def read(self, start: int, max_bytes: int) -> bytes:
        """What was printed behind so many bytes, cut to so many."""
        return os.pread(self._reading.fileno(), max_bytes, start)

    def take_output(self, max_bytes: int) -> bytes:
        """What was printed since this was last asked, cut to so many bytes."""
        taken = self._reading.read(max_bytes)
        self._reading.seek(0, os.SEEK_END)
        return taken

    def remove(self) -> None:
        """Delete it all."""
        self._reading.close()
        self._home.cleanup()


class SpawnedProcess:
    """A Python process that serves `inside`, in a session and a scratch folder of its own.

    Starting returns at once: the interpreter warms up while the caller goes on. Its first answer says that it is ready.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.spent = 0.0
        self._requests: queue.SimpleQueue[tuple[bytes, int] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[bytes | Exception] = queue.SimpleQueue()
        arguments = command("spawned", _numbers(limits))
        try:
            self._scratch = Scratch()
        except OSError as error:
            raise SandboxError(f"no folder can be made for the student's process: {error}") from error
        # The carrier starts the process, not the caller: Linux ends a process with the thread that started it
        started: queue.SimpleQueue[subprocess.Popen[bytes] | OSError] = queue.SimpleQueue()
        self._carrier = threading.Thread(target=self._carry, args=(arguments, started), daemon=True)
        self._carrier.start()
        process = started.get()
        if isinstance(process, OSError):
            self._scratch.remove()
            raise SandboxError(f"the student's process cannot be started: {process}") from process
        self._process = process

    def send(self, payload: bytes, answers: int) -> None:
        """Send one message and expect this many answers; `receive` tells if nobody was there to read it."""
        self._requests.put((payload, answers))

    def receive(self, seconds: float) -> bytes:
        """The next answer; DeadlineError, EndedError or FloodError when there is none."""
        patience = Patience(seconds, lambda: processor_seconds(self._process.pid))
        while True:
            with contextlib.suppress(queue.Empty):
                answer = self._checked(self._answers.get(timeout=min(patience.left, LOOK_SECONDS)))
                self.spent = patience.spent()
                return answer
            patience.look()
            if self._scratch.printed_bytes() >= self._limits.max_printed:  # only now: it may be a later call's output
                raise FloodError(f"it printed more than {self._limits.max_printed / MIB:g} MiB")
            if patience.is_over:
                raise DeadlineError

    def take_output(self) -> bytes:
        """What was printed since this was last asked, cut to what the kept characters can take."""
        return self._scratch.take_output(BYTES_A_CHARACTER * self._limits.kept_output)

    def traceback(self) -> bytes:
        """What Python's fault handler tells of the lines that are running; nothing on Windows."""
        if not hasattr(signal, "SIGUSR1"):
            return b""
        start = self._scratch.printed_bytes()
        self._process.send_signal(signal.SIGUSR1)
        return when_written(lambda: self._scratch.read(start, MOST_BYTES))

    def kill(self) -> None:
        """End the process and everything in its session; the scratch folder goes with it."""
        if hasattr(os, "killpg"):  # not on Windows
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._requests.put(None)
        self._carrier.join(END_SECONDS)  # it outlasts this, harmlessly, while something that got away holds the pipes
        self._scratch.remove()

    def _checked(self, answer: bytes | Exception) -> bytes:
        if isinstance(answer, TooLargeError):
            raise FloodError(f"it returned more than {self._limits.message_bytes / MIB:g} MiB")
        if isinstance(answer, Exception):
            raise EndedError(self._how_it_ended())
        return answer

    def _how_it_ended(self) -> str:
        try:
            status = self._process.wait(timeout=END_SECONDS)
        except subprocess.TimeoutExpired:
            return ending(None)
        return ending(status)

    def _start(self, arguments: list[str]) -> "subprocess.Popen[bytes]":
        with self._scratch.writer() as output:
            return subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                bufsize=0,
                cwd=self._scratch.folder,
                env=environment(),
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )

    def _carry(self, arguments: list[str], started: Any) -> None:
        """The thread: start the process, then carry messages and answers until either side is gone."""
        try:
            process = self._start(arguments)
        except OSError as error:
            started.put(error)
            return
        started.put(process)
        there: Any = process.stdin  # pipes both, as mypy cannot see
        back: Any = process.stdout
        with contextlib.suppress(OSError), there, BufferedReader(back) as answers:
            try:
                self._pass_answers(answers, 1)  # that it is ready
                while (message := self._requests.get()) is not None:
                    write_frame(there, message[0])
                    self._pass_answers(answers, message[1])
            except (OSError, EOFError, TooLargeError) as error:
                self._answers.put(error)
                while self._requests.get() is not None:  # with this thread the process would end, before it says how
                    pass

    def _pass_answers(self, answers: Any, expected: int) -> None:
        """So many and no more: what comes unasked stays in the pipe."""
        for _ in range(expected):
            answer = read_frame(answers, self._limits.message_bytes)
            if answer is None:
                raise EOFError
            self._answers.put(answer)


def _numbers(limits: Limits) -> tuple[int, ...]:
    """The limits that the process lays on itself, in the order in which it expects them."""
    return limits.memory_bytes, limits.cpu_seconds, limits.file_bytes, limits.max_printed, limits.message_bytes


class Limited:
    """Starts processes without confinement; the first one is warming up already.

    Who needs a second one will need more of them, such as one for each exercise: from then on, a few warm up ahead.
    """

    level = "limited"
    required: frozenset[str] = frozenset()

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._spare = deque([SpawnedProcess(limits)])
        self._started = 0

    def import_sympy(self) -> None:
        """Nothing to do: each process imports it."""

    def wait(self) -> None:
        """Nothing to wait for: a process says itself when it is ready."""

    def warm(self) -> None:
        """Nothing to warm up: each process is a new one."""

    def start(self, limits: Limits) -> Process:
        """The one that has been warming up for the longest, or else a new one."""
        if limits != self._limits:
            return SpawnedProcess(limits)
        process = self._spare.popleft() if self._spare else SpawnedProcess(limits)
        self._started += 1
        while self._started > 1 and len(self._spare) < _AHEAD:
            self._spare.append(SpawnedProcess(limits))
        return process

    def close(self) -> None:
        """End the processes that were never used."""
        while self._spare:
            self._spare.pop().kill()
