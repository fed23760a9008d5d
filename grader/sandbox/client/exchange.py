"""Bytes to and from one submission behind the wall: calls in order, deadlines, and a new process after a fault.

grader ── requests ──▶ process with numpy and sympy warm, the student's files in memory
       ◀── answers ──  ended and replaced after a hang, a crash or a flood

Nothing that a student wrote is decoded here: an answer is bytes, of which only the number in front is looked at. How a
process is started, and what confines it, is the level's business (`Process`).
"""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple, TypeVar

from grader.errors import SandboxError
from grader.model.counted import counted
from grader.sandbox.cells import NOTEBOOK, compiled
from grader.sandbox.client.answers import StrayError, printed_text, without_number
from grader.sandbox.client.outcome import Failure, FailureKind
from grader.sandbox.client.session import DeadlineError, EndedError, FloodError, Process
from grader.sandbox.client.stopped_at import stopped_at
from grader.sandbox.imports import file_of, fingerprint, reached, without_end
from grader.sandbox.limits import MIB, Limits
from grader.sandbox.patience import SLOWEST
from grader.sandbox.wire import WireError
from grader.sandbox.wire.messages import encode_files, from_bytes, to_bytes

T = TypeVar("T")


_ENDINGS = (DeadlineError, EndedError, FloodError, StrayError)
_HANDLES_PER_PROCESS = 1_000_000  # the numbers of a process that has ended are not used again
_NOTHING = b"{}"
# As bytes, so that it is known without decoding an answer
_FLOODED = b'{"failure":"flooded"'
Message = tuple[bytes, int]
"""What is sent, and how many answers are expected."""


class Buffered(Iterator[T]):
    """Answers in order, while the student's process works on the next ones.

    A session answers one request at a time: before the next one, it reads what is left of this one (`finish`), which
    can then still be asked for here.
    """

    def __init__(self, source: Iterator[T]) -> None:
        self._source = source
        self._read: deque[T] = deque()

    def __next__(self) -> T:
        """The next answer, waiting for it."""
        return self._read.popleft() if self._read else next(self._source)

    def finish(self) -> None:
        """Wait for all answers that are left."""
        self._read.extend(self._source)


class NotLoaded(NamedTuple):
    """What the student's side wrote when the file could not be loaded, not decoded."""

    said: bytes


Answer = bytes | NotLoaded | Failure
"""What the student's side wrote, not decoded; or why there is no answer, as seen from here."""


class Request(NamedTuple):
    """Calls of one function, encoded, a few in a message."""

    module: str
    messages: tuple[Message, ...]


class Exchange:
    """One submission, each of its files in a process of its own with those that it imports.

    Parameters
    ----------
    files : mapping of str to bytes
        The submission: file name (`xor.py`) to content. Only Python files and notebooks cross the wall.
    limits : Limits
        What the code may use.
    level : str
        Name of the level at which processes are started.
    start : callable
        Starts a process; called for the first call, and again after a fault.
    required : frozenset of str
        Layers that every process has to report before it sees the submission.
    get_ready_for : callable
        Told the files that a process is to be given before one is started for them.
    """

    def __init__(
        self,
        files: Mapping[str, bytes],
        limits: Limits,
        level: str,
        start: Callable[[], Process],
        *,
        required: frozenset[str] = frozenset(),
        get_ready_for: Callable[[Collection[bytes]], None] = lambda _: None,
    ) -> None:
        self.level = level
        self._get_ready_for = get_ready_for
        self._required = required
        python = {name: content for name, content in files.items() if name.endswith((".py", NOTEBOOK))}
        self._sizes = {name: len(content) for name, content in python.items()}
        # What is told of a notebook follows from all of its text, comments in the place of Jupyter's lines included
        self._files = {
            name: content if name.endswith(NOTEBOOK) else without_end(content) for name, content in python.items()
        }
        self.limits = limits
        self._start = start
        self._process: Process | None = None
        self._module: str | None = None
        self._processes = 0
        self._number = 0
        self._is_closed = False
        self._loaded: dict[str, Answer | None] = {}
        self._output = ""
        self._layers: tuple[str, ...] = ()
        self._unfinished: Buffered[Answer] | None = None

    @property
    def layers(self) -> tuple[str, ...]:
        """The limits that hold, as the process reported them before it saw any student code."""
        if not self._layers:
            self._running()
        return self._layers

    def fingerprints(self, modules: Collection[str]) -> dict[str, str]:
        """For each file, a hash of all that is in the process in which it runs; without those that cannot run."""
        there = [module for module in modules if self._unusable(module) is None]
        return {module: fingerprint(module, reached(module, self._files)) for module in there}

    def ask(self, request: Request) -> "Iterator[Answer]":
        """The answers in order, up to and including one that ended the process; one only if the file does not load.

        The first calls are under way when this returns. Before the next request, what is left of this one is read.
        """
        self._finish()
        failure = self._unusable(request.module) or self._load(request.module)
        if failure is not None:
            return iter([failure])
        if request.messages:
            self._running().send(*request.messages[0])
        self._unfinished = Buffered(self._answers(request.messages))
        return self._unfinished

    def take_output(self) -> str:
        """What the code printed since this was last asked, cut to the limit."""
        self._finish()
        self._keep_output()
        taken, self._output = self._output, ""
        return taken[: self.limits.kept_output]

    def forget(self) -> None:
        """End the process, and what the code has kept of its calls with it; the next call finds a new one.

        What it has printed since that was last taken is left out: it belongs to nothing that is still to come.
        """
        self._finish()
        if self._module is not None:
            self._end_process()
            self._output = ""

    def close(self) -> None:
        """End the process; there are no calls afterwards."""
        self._is_closed = True
        self._unfinished = None
        self._end_process()

    def _finish(self) -> None:
        """Read what is left of the last request."""
        if self._unfinished is not None:
            self._unfinished.finish()
            self._unfinished = None

    def _unusable(self, module: str) -> Failure | None:
        """The failure of a file that is not there, or that is too large to be anybody's solution."""
        name = file_of(module, self._files)
        if name is None:
            return Failure(FailureKind.NO_FILE, f"there is no {module}.py", loading=True)
        for what, size, most in (
            (name, self._sizes[name], self.limits.message_bytes),
            ("the submission", sum(self._sizes.values()), self.limits.submission_bytes),
        ):
            if size > most:
                text = f"{what} has {size:,} bytes of Python, more than {most:,}"
                return Failure(FailureKind.SYNTAX, text, loading=True)
        return None

    def _load(self, module: str) -> "Answer | None":
        """Import the module under a deadline of its own; a file that failed to load is not tried twice."""
        if module not in self._loaded:
            self.forget()  # a file has a process of its own
            files = reached(module, self._files)
            self._get_ready_for(files.values())
            process, self._module = self._running(), module
            self._hand_over(process, files)
            try:
                process.send(to_bytes({"load": module}), answers=1)
                answer = self._receive(process, self.limits.load_seconds)
                self._loaded[module] = NotLoaded(answer) if answer != _NOTHING else None
            except _ENDINGS as error:
                text = f"it was stopped after {counted(self.limits.load_seconds, 'second')}"
                self._loaded[module] = self._end(error, text, loading=True)
        return self._loaded[module]

    def _answers(self, messages: tuple[Message, ...]) -> "Iterator[Answer]":
        """Answers to messages of which the first is sent; the process is gone where they end early."""
        left = self.limits.batch_seconds
        for index, (message, answers) in enumerate(messages):
            process = self._running()
            if index:  # the first one was sent by `ask`
                process.send(message, answers)
            for _ in range(answers):
                try:
                    answer = self._receive(process, min(left, self.limits.call_seconds))
                except _ENDINGS as error:
                    yield self._end(error, self._late(left), loading=False)
                    return
                left -= process.spent  # work, so that a busy machine takes nothing from the calls behind
                yield answer

    def _late(self, left: float) -> str:
        """Which deadline was passed, where this many seconds were left for all calls together."""
        if left < self.limits.call_seconds:
            return f"it was stopped when its calls had taken {counted(self.limits.batch_seconds, 'second')} together"
        return f"it was stopped after {counted(self.limits.call_seconds, 'second')}"

    def _receive(self, process: Process, seconds: float) -> bytes:
        """What the next answer says, which must be the one that is expected next."""
        self._number += 1
        answer = without_number(process.receive(seconds), self._number)
        if answer.startswith(_FLOODED):
            raise FloodError(f"it printed more than {self.limits.max_printed / MIB:g} MiB")
        return answer

    def _running(self) -> Process:
        """The process, started if there is none."""
        if self._is_closed:
            raise SandboxError("the session is closed")
        if self._process is None:
            process = self._start()
            self._layers = ("process", *self._wait_until_ready(process))
            if missing := sorted(self._required - set(self._layers)):
                process.kill()
                raise SandboxError(f"the level {self.level} did not come up: {', '.join(missing)} could not be laid")
            self._number = 0  # each process counts its own answers
            self._process = process
        return self._process

    def _hand_over(self, process: Process, files: Mapping[str, bytes]) -> None:
        """Give a process the files that a module can import: no other one is anywhere in it."""
        first_handle = self._processes * _HANDLES_PER_PROCESS
        process.send(to_bytes({"files": encode_files(files), "first_handle": first_handle}), answers=0)
        self._processes += 1

    def _wait_until_ready(self, process: Process) -> tuple[str, ...]:
        """The limits that the process says it has laid on itself."""
        try:
            # Work, of which waiting counts as a quarter: `start_seconds` by the clock
            ready = from_bytes(process.receive(self.limits.start_seconds / SLOWEST))
            return tuple(map(str, ready["ready"]))
        except (DeadlineError, EndedError, FloodError, WireError, KeyError, TypeError) as error:
            printed = printed_text(process.take_output(), self.limits.kept_output)
            process.kill()
            raise SandboxError(f"the sandbox did not start: {type(error).__name__} {error} {printed}") from error

    def _end(self, error: Exception, late: str, *, loading: bool) -> Failure:
        """End the process and say why it had to be."""
        self._keep_output()
        place = None
        if isinstance(error, DeadlineError) and self._process is not None:
            place = stopped_at(self._process.traceback(), dict(compiled(self._files)))
        self._end_process()
        if isinstance(error, DeadlineError):
            return Failure(FailureKind.TIMED_OUT, late, place, loading=loading)
        kind = FailureKind.FLOODED if isinstance(error, FloodError) else FailureKind.KILLED
        return Failure(kind, str(error), loading=loading)

    def _end_process(self) -> None:
        """What it had loaded is gone with it; a file that failed to load would fail again."""
        process, self._process, self._module = self._process, None, None
        if process is not None:
            process.kill()
        self._loaded = {module: failure for module, failure in self._loaded.items() if failure is not None}

    def _keep_output(self) -> None:
        if self._process is not None:
            self._output += printed_text(self._process.take_output(), self.limits.kept_output)
