"""The process on the other side, seen from the grader: pipes, deadlines and its end."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.errors import SandboxError
from grader.sandbox.frames import HEADER_BYTES, frame, payload_size, write_all
from grader.sandbox.limits import Limits

_INSIDE = Path(__file__).parent / "inside"
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_CHUNK = 65536


class DeadlineError(Exception):
    """No answer came in time."""


class EndedError(Exception):
    """The process is gone; the argument is its exit status, negative for a signal."""


class FloodError(Exception):
    """The process printed, or answered, more than it may."""


class Process:
    """A Python process that serves `inside`, in a session and a scratch folder of its own.

    Starting returns at once: the interpreter warms up while the caller goes on.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._answers = bytearray()
        self._printed = bytearray()
        self._printed_bytes = 0
        self._folder = tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True)
        self._output, child_output = os.pipe()
        self._popen = subprocess.Popen(
            _command(limits),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=child_output,
            bufsize=0,
            cwd=self._folder.name,
            env=_environment(),
            start_new_session=True,
        )
        os.close(child_output)
        os.set_blocking(self._output, False)
        assert self._popen.stdin is not None  # noqa: S101 - both are pipes, which mypy cannot see
        assert self._popen.stdout is not None  # noqa: S101
        self._requests = self._popen.stdin.fileno()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._popen.stdout.fileno(), selectors.EVENT_READ)
        self._selector.register(self._output, selectors.EVENT_READ)

    def send(self, payload: bytes) -> None:
        """Send one message; EndedError if nobody is there to read it."""
        try:
            write_all(self._requests, frame(payload))
        except BrokenPipeError as error:
            raise EndedError(self._status()) from error

    def receive(self, deadline: float) -> bytes:
        """The next answer; DeadlineError, EndedError or FloodError when there is none.

        Parameters
        ----------
        deadline : float
            Time of `time.monotonic()` up to which to wait.
        """
        while (answer := self._next_answer()) is None:
            ready = self._selector.select(max(0.0, deadline - time.monotonic()))
            if not ready:
                raise DeadlineError
            for key, _ in ready:
                if key.fd == self._output:
                    self._read_output()
                elif not self._read_answers(key.fd):
                    raise EndedError(self._status())
        self._read_output()  # what was printed before the answer is in the pipe by now
        return answer

    def take_output(self) -> bytes:
        """What was printed since this was last asked, cut to the limit."""
        self._read_output()
        taken = bytes(self._printed)
        self._printed.clear()
        return taken

    def kill(self) -> None:
        """End the process and everything in its session; the scratch folder goes with it."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.kill()
        self._popen.wait()
        self._selector.close()
        for stream in (self._popen.stdin, self._popen.stdout):
            if stream is not None:
                stream.close()
        os.close(self._output)
        self._folder.cleanup()

    def _next_answer(self) -> bytes | None:
        if len(self._answers) < HEADER_BYTES:
            return None
        size = payload_size(bytes(self._answers[:HEADER_BYTES]))
        if size > self._limits.message_bytes:
            raise FloodError
        if len(self._answers) < HEADER_BYTES + size:
            return None
        answer = bytes(self._answers[HEADER_BYTES : HEADER_BYTES + size])
        del self._answers[: HEADER_BYTES + size]
        return answer

    def _read_answers(self, descriptor: int) -> bool:
        chunk = os.read(descriptor, _CHUNK)
        self._answers += chunk
        return bool(chunk)

    def _read_output(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while chunk := os.read(self._output, _CHUNK):
                self._printed_bytes += len(chunk)
                self._printed += chunk[: self._limits.kept_output - len(self._printed)]
                if self._printed_bytes > self._limits.output_bytes:
                    raise FloodError
            if self._output in self._selector.get_map():
                self._selector.unregister(self._output)  # closed by the student: it would be ready for ever

    def _status(self) -> int:
        try:
            return self._popen.wait(timeout=1.0)
        except subprocess.TimeoutExpired:  # it closed the pipe but lives on
            return 0


def _command(limits: Limits) -> list[str]:
    numbers = (limits.memory_bytes, limits.cpu_seconds, limits.file_bytes, limits.message_bytes)
    if not sys.executable:
        raise SandboxError("the path of the Python interpreter is not known, so no process can be started")
    return [sys.executable, "-I", "-X", "utf8", str(_INSIDE), *map(str, numbers)]


def _environment() -> dict[str, str]:
    """Nothing of the caller's environment but what the interpreter needs to start."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "PATH": os.defpath, "PYTHONHASHSEED": "0", **dict.fromkeys(_THREADS, "1")}
