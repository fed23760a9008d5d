"""The level `limited`: a separate process with limits. It guards against accidents, not against intent.

grader ── requests ──▶ process with numpy and sympy warm, the student's files in memory
       ◀── answers ──  ended and replaced after a hang, a crash or a flood
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.errors import AuthoringError, SandboxError
from grader.sandbox.answers import StrayError, read_answer, read_failure, read_message
from grader.sandbox.functions import FunctionHandle
from grader.sandbox.limits import MIB, Limits
from grader.sandbox.outcome import Failure, FailureKind, Outcome
from grader.sandbox.process import DeadlineError, EndedError, FloodError, Process
from grader.sandbox.text import printed_text
from grader.sandbox.wire import Encoder, WireError
from grader.sandbox.wire.messages import encode_files, from_bytes, to_bytes

_MAX_ARGUMENT_BYTES = 64 * MIB
_ENDINGS = (DeadlineError, EndedError, FloodError, StrayError)
_CALLS_AT_ONCE = 25  # so many answers at most wait to be read
_HANDLES_PER_PROCESS = 1_000_000  # the numbers of a process that has ended are not used again


class LimitedSession:
    """One submission in a process of its own; see `Session` for the contract.

    Parameters
    ----------
    files : mapping of str to bytes
        The submission: file name (`xor.py`) to content. Only Python files cross the wall.
    limits : Limits
        What the code may use.
    spare : Process, optional
        A process already warming up; without one, the first call starts it.
    """

    level = "limited"

    def __init__(self, files: Mapping[str, bytes], limits: Limits, spare: Process | None = None) -> None:
        self._files = {name: content for name, content in files.items() if name.endswith(".py")}
        self._limits = limits
        self._spare = spare
        self._process: Process | None = None
        self._processes = 0
        self._number = 0
        self._is_closed = False
        self._loaded: dict[str, Failure | None] = {}
        self._output = ""
        self._layers: tuple[str, ...] = ()

    @property
    def layers(self) -> tuple[str, ...]:
        """The limits that hold, as the process reported them before it saw any student code."""
        if not self._layers:
            self._running()
        return self._layers

    def call(self, module: str, function: str | FunctionHandle, calls: Sequence[Sequence[Any]]) -> list[Outcome]:
        """Outcomes in order, up to and including one that ended the process; one failure if the file does not load."""
        encoded = _encode_calls(module, function, calls)
        failure = self._unusable(module) or self._load(module)
        if failure is not None:
            return [failure]
        last = time.monotonic() + self._limits.batch_seconds
        outcomes: list[Outcome] = []
        for start in range(0, len(encoded), _CALLS_AT_ONCE):
            outcomes += self._call(module, function, encoded[start : start + _CALLS_AT_ONCE], last)
            if self._process is None:
                break
        return outcomes

    def take_output(self) -> str:
        """What the code printed since this was last asked, cut to the limit."""
        self._keep_output()
        taken, self._output = self._output, ""
        return taken[: self._limits.kept_output]

    def close(self) -> None:
        """End the process, and the spare one if it was never used; there are no calls afterwards."""
        self._is_closed = True
        processes = [process for process in (self._process, self._spare) if process is not None]
        self._process = self._spare = None
        for process in processes:
            process.kill()

    def _unusable(self, module: str) -> Failure | None:
        """The failure of a file that is not there, or that is too large to be anybody's solution."""
        name = f"{module}.py"
        if name not in self._files:
            return Failure(FailureKind.NO_FILE, f"there is no {name}", loading=True)
        for what, size, most in (
            (name, len(self._files[name]), self._limits.message_bytes),
            ("the submission", sum(map(len, self._files.values())), self._limits.submission_bytes),
        ):
            if size > most:
                text = f"{what} has {size:,} bytes of Python, more than {most:,}"
                return Failure(FailureKind.SYNTAX, text, loading=True)
        return None

    def _load(self, module: str) -> Failure | None:
        """Import the module under a deadline of its own; a file that failed to load is not tried twice."""
        if module not in self._loaded:
            process = self._running()
            try:
                process.send(to_bytes({"load": module}), answers=1)
                answer = self._receive(process, time.monotonic() + self._limits.load_seconds)
                self._loaded[module] = read_failure(answer)
            except _ENDINGS as error:
                text = f"it was stopped after {self._limits.load_seconds:g} seconds"
                self._loaded[module] = self._end(error, text, loading=True)
        return self._loaded[module]

    def _call(self, module: str, function: str | FunctionHandle, encoded: list[Any], last: float) -> Iterator[Outcome]:
        """Outcomes of a few calls in one message; the process is gone where they end early."""
        name = function.number if isinstance(function, FunctionHandle) else function
        process = self._running()
        process.send(to_bytes({"module": module, "function": name, "calls": encoded}), answers=len(encoded))
        for _ in encoded:
            now = time.monotonic()
            text = f"it was stopped after {self._limits.call_seconds:g} seconds"
            if last < now + self._limits.call_seconds:
                text = f"it was stopped when its calls had taken {self._limits.batch_seconds:g} seconds together"
            try:
                answer = self._receive(process, min(last, now + self._limits.call_seconds))
            except _ENDINGS as error:
                yield self._end(error, text, loading=False)
                return
            yield read_answer(answer)

    def _receive(self, process: Process, deadline: float) -> dict[str, Any]:
        """The parts of the next answer, which must be the one that is expected next."""
        self._number += 1
        answer = read_message(process.receive(deadline), self._number)
        if answer.get("failure") == FailureKind.FLOODED:
            raise FloodError(f"it printed more than {self._limits.max_printed / MIB:g} MiB")
        return answer

    def _running(self) -> Process:
        """The process, started and given the files if there is none."""
        if self._is_closed:
            raise SandboxError("the session is closed")
        if self._process is None:
            process = self._spare or Process(self._limits)
            self._spare = None
            self._layers = ("process", *self._wait_until_ready(process))
            first_handle = self._processes * _HANDLES_PER_PROCESS
            process.send(to_bytes({"files": encode_files(self._files), "first_handle": first_handle}), answers=0)
            self._processes += 1
            self._number = 0
            self._process = process
        return self._process

    def _wait_until_ready(self, process: Process) -> tuple[str, ...]:
        """The limits that the process says it has laid on itself."""
        try:
            ready = from_bytes(process.receive(time.monotonic() + self._limits.start_seconds))
            return tuple(map(str, ready["ready"]))
        except (DeadlineError, EndedError, FloodError, WireError, KeyError, TypeError) as error:
            printed = printed_text(process.take_output(), self._limits.kept_output)
            process.kill()
            raise SandboxError(f"the sandbox did not start: {type(error).__name__} {error} {printed}") from error

    def _end(self, error: Exception, late: str, *, loading: bool) -> Failure:
        """End the process and say why it had to be; what it had loaded is gone with it."""
        self._keep_output()
        if self._process is not None:
            self._process.kill()
            self._process = None
        self._loaded = {module: failure for module, failure in self._loaded.items() if failure is not None}
        if isinstance(error, DeadlineError):
            return Failure(FailureKind.TIMED_OUT, late, loading=loading)
        kind = FailureKind.FLOODED if isinstance(error, FloodError) else FailureKind.KILLED
        return Failure(kind, str(error), loading=loading)

    def _keep_output(self) -> None:
        if self._process is not None:
            self._output += printed_text(self._process.take_output(), self._limits.kept_output)


def _encode_calls(module: str, function: str | FunctionHandle, calls: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Arguments of all calls; AuthoringError for one that cannot cross the wall."""
    try:
        return [[Encoder(_MAX_ARGUMENT_BYTES).encode(argument) for argument in arguments] for arguments in calls]
    except WireError as error:
        name = function if isinstance(function, str) else "a returned function"
        cure = "Give numbers, arrays, SymPy expressions, or functions given by expressions"
        raise AuthoringError(
            f"{module}.{name}", f"an argument cannot be handed to a student's code: {error}", cure
        ) from error
