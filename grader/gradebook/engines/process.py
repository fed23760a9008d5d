"""A worker, seen from the process that uses it: started, given tasks one by one, and ended.

What one worker has found about code is told to the others (`Shared`): none of them has to find it again.
"""

import subprocess
import sys
import threading
import time
from collections import deque

from grader.errors import SandboxError
from grader.gradebook.engines.messages import (
    known_from_bytes,
    known_to_bytes,
    result_from_bytes,
    spec_to_bytes,
    task_to_bytes,
)
from grader.gradebook.engines.worker import ALIVE, DONE, FAILED, KNOWN, READY, TASK
from grader.gradebook.grading.engine import Result, Spec, Task
from grader.judging.verdict_cache.code_cache import KnownCode
from grader.sandbox.client.framed_pipe import FramedPipe
from grader.sandbox.frames import write_frame
from grader.sandbox.limits import MIB

# A machine that is short of memory ends processes while they come up: once or twice is no reason to stop a batch.
_STARTS = 3
# A worker imports SymPy and probes the sandbox, a few seconds; a network file system may make that minutes.
_START_SECONDS = 180.0
# It says `ALIVE` every two seconds while it judges: thirty of them missing is a machine that stands still.
_SILENT_SECONDS = 60.0
_MOST_BYTES = 16 * MIB


class Shared:
    """What workers have told, in order. Used by the threads that serve them.

    Parameters
    ----------
    most_bytes : int
        When it takes up more, the oldest are dropped: those who have not heard of them find them for themselves.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._told: deque[tuple[int, KnownCode]] = deque()
        self._count = 0
        self._lock = threading.Lock()

    def tell(self, known: KnownCode, worker: int) -> None:
        """Add what a worker has found; the number is its own."""
        with self._lock:
            self._told.append((worker, known))
            self._count += 1
            self._bytes += len(known.scores)
            while self._bytes > self._most_bytes:
                self._bytes -= len(self._told.popleft()[1].scores)

    def since(self, count: int, worker: int) -> tuple[int, list[KnownCode]]:
        """How much has been told, and of it what is new to a worker that has heard of the first `count`."""
        with self._lock:
            first = self._count - len(self._told)  # the number of the oldest that is kept
            new = [known for by, known in list(self._told)[max(0, count - first) :] if by != worker]
            return self._count, new


class WorkerDiedError(Exception):
    """The worker has ended, or says nothing any more; the argument says how."""


def start_worker(spec: Spec, *, has_graded: bool = False) -> "WorkerProcess":
    """A worker; one that is ended while it comes up is no submission's fault, and another one is started.

    Parameters
    ----------
    spec : Spec
        What it grades with.
    has_graded : bool
        Whether another one could grade here before: then one that cannot, such as one whose sandbox was ended while it
        came up, is not the last word either.

    Raises
    ------
    SandboxError
        If a worker cannot grade here, or several have died.
    """
    how = ""
    for _ in range(_STARTS):
        try:
            return WorkerProcess(spec)
        except WorkerDiedError as error:
            how = str(error)
        except SandboxError as error:
            if not has_graded:
                raise
            how = str(error)
    raise SandboxError(f"the process that grades does not come up: {how}")


class WorkerProcess:
    """A process of its own that grades. It ends when this one does.

    Parameters
    ----------
    spec : Spec
        What it grades with.

    Raises
    ------
    SandboxError
        If it says that it cannot grade here: the sandbox or the course fails.
    WorkerDiedError
        If it dies before it says anything.
    """

    def __init__(self, spec: Spec) -> None:
        # In a session of its own: Ctrl-C is for the process that starts it, which lets it finish
        self._process = subprocess.Popen(
            [sys.executable, "-m", "grader.gradebook.engines.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,  # a frame that lies in a buffer is not seen by `poll`
            start_new_session=True,
        )
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: S101, PT018 - pipes, both
        self._pipe = self._process.stdin
        self._frames = FramedPipe(self._process.stdout.fileno())
        self._heard = 0
        try:
            self._send(spec_to_bytes(spec))
            kind, said = self._receive(_START_SECONDS)
        except BaseException:
            self.kill()
            raise
        if kind == FAILED:
            self.close()
            raise SandboxError(said.decode("utf-8"))
        assert kind == READY  # noqa: S101 - nothing else comes first
        self.level = said.decode("ascii")

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def grade(self, task: Task, shared: Shared) -> Result:
        """The result of a task; WorkerDiedError if the process does not live to give it.

        Before, it is told what others have found; what it finds, they are told.
        """
        self._heard, news = shared.since(self._heard, self.pid)
        for known in news:
            self._send(KNOWN + known_to_bytes(known))
        self._send(TASK + task_to_bytes(task))
        while True:
            kind, said = self._receive(_SILENT_SECONDS)
            if kind == DONE:
                return result_from_bytes(said, task)
            if kind == KNOWN:
                shared.tell(known_from_bytes(said), self.pid)
            else:
                assert kind == ALIVE  # noqa: S101 - it says nothing else meanwhile

    def close(self) -> None:
        """End it."""
        # A worker that reads ends by itself when there is nothing more to read
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        try:
            self._process.wait(timeout=2.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def end(self) -> None:
        """End it at once, from any thread: whoever waits for its answer is told that it died."""
        self._process.kill()

    def kill(self) -> None:
        """End it at once, and let go of it."""
        self._process.kill()
        self.close()

    def _send(self, message: bytes) -> None:
        try:
            write_frame(self._pipe, message)  # type: ignore[arg-type]
        except (BrokenPipeError, ValueError) as error:  # it is gone, or was closed from another thread
            raise WorkerDiedError(self._how()) from error

    def _receive(self, seconds: float) -> tuple[bytes, bytes]:
        """Kind and content of the next frame."""
        deadline = time.monotonic() + seconds
        while (frame := self._frames.next_frame()) is None:
            if not self._frames.wait(deadline - time.monotonic()):
                self._process.kill()
                raise WorkerDiedError(f"it has said nothing for {seconds:g} seconds")
            if not self._frames.read():
                raise WorkerDiedError(self._how())
        return frame[:1], frame[1:]

    def _how(self) -> str:
        try:
            status = self._process.wait(timeout=2.0)
        except subprocess.TimeoutExpired:
            return "it has closed its pipe"
        return f"it was ended by signal {-status}" if status < 0 else f"it ended with status {status}"
