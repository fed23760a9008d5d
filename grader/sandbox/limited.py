"""The level `limited`: a separate process with limits. It guards against accidents, not against intent.

    grader ── requests ──▶ process with numpy and sympy warm, the student's files in memory
           ◀── answers ──  ended and replaced after a hang, a crash or a flood
"""

import base64
import time
from collections.abc import Mapping, Sequence
from typing import Any

from grader.errors import SandboxError
from grader.sandbox.functions import FunctionHandle
from grader.sandbox.limits import Limits
from grader.sandbox.outcome import Failure, FailureKind, Outcome, Place, Returned
from grader.sandbox.process import DeadlineError, EndedError, FloodError, Process
from grader.sandbox.wire import Decoder, Encoder, WireError
from grader.sandbox.wire.codec import from_bytes

_OUR_BYTES = 64 * 2**20  # our own requests: many calls in one message


class LimitedSession:
    """One submission in a process of its own; see `Session` for the contract.

    Parameters
    ----------
    files : mapping of str to bytes
        The submission: file name (`xor.py`) to content.
    limits : Limits
        What the code may use.
    spare : Process, optional
        A process already warming up; without one, the first call starts it.
    """

    level = "limited"

    def __init__(self, files: Mapping[str, bytes], limits: Limits, spare: Process | None = None) -> None:
        self._files = {name: base64.b64encode(content).decode("ascii") for name, content in files.items()}
        self._limits = limits
        self._spare = spare
        self._process: Process | None = None
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
        """Outcomes in order, up to and including one that ended the process."""
        if f"{module}.py" not in self._files:
            return [Failure(FailureKind.NO_FILE, f"there is no {module}.py", loading=True)]
        failure = self._load(module)
        if failure is not None:
            return [failure]
        outcomes: list[Outcome] = []
        try:
            self._request(module, function, calls)
            self._collect(len(calls), outcomes)
        except (DeadlineError, EndedError, FloodError) as error:
            outcomes.append(self._end(error, loading=False))
        return outcomes

    def take_output(self) -> str:
        """What the code printed since this was last asked, cut to the limit."""
        self._keep_output()
        taken, self._output = self._output, ""
        return taken[: self._limits.kept_output]

    def close(self) -> None:
        """End the process, and the spare one if it was never used."""
        for process in (self._process, self._spare):
            if process is not None:
                process.kill()
        self._process = self._spare = None

    def _load(self, module: str) -> Failure | None:
        """Import the module under a deadline of its own; a file that hangs or kills is not tried twice."""
        if module in self._loaded and (self._loaded[module] is not None or self._process is not None):
            return self._loaded[module]
        process = self._running()
        self._loaded[module] = None
        try:
            process.send(Encoder(_OUR_BYTES).to_bytes({"load": module}))
            process.receive(time.monotonic() + self._limits.load_seconds)
        except (DeadlineError, EndedError, FloodError) as error:
            self._loaded[module] = self._end(error, loading=True)
        return self._loaded[module]

    def _request(self, module: str, function: str | FunctionHandle, calls: Sequence[Sequence[Any]]) -> None:
        encoder = Encoder(_OUR_BYTES)
        name = function.number if isinstance(function, FunctionHandle) else function
        data = [[encoder.encode(argument) for argument in arguments] for arguments in calls]
        self._running().send(encoder.to_bytes({"module": module, "function": name, "calls": data}))

    def _collect(self, count: int, outcomes: list[Outcome]) -> None:
        process = self._running()
        last = time.monotonic() + self._limits.batch_seconds
        for _ in range(count):
            raw = process.receive(min(last, time.monotonic() + self._limits.call_seconds))
            outcomes.append(_decode_answer(raw))

    def _running(self) -> Process:
        """The process, started and given the files if there is none."""
        if self._process is None:
            process = self._spare or Process(self._limits)
            self._spare = None
            try:
                ready = from_bytes(process.receive(time.monotonic() + self._limits.start_seconds))
                process.send(Encoder(_OUR_BYTES).to_bytes({"files": self._files}))
            except (DeadlineError, EndedError, FloodError, WireError) as error:
                printed = process.take_output().decode("utf-8", errors="replace")
                process.kill()
                raise SandboxError(f"the sandbox did not start: {type(error).__name__} {error} {printed}") from error
            self._layers = ("process", *map(str, ready.get("ready", ())))
            self._process = process
        return self._process

    def _end(self, error: Exception, *, loading: bool) -> Failure:
        """End the process and say why it had to be."""
        self._keep_output()
        if self._process is not None:
            self._process.kill()
            self._process = None
        kind, text = _why(error, self._limits, loading=loading)
        return Failure(kind, text, loading=loading)

    def _keep_output(self) -> None:
        if self._process is not None:
            try:
                self._output += self._process.take_output().decode("utf-8", errors="replace")
            except FloodError:  # seen again, and acted on, at the next answer
                return


def _why(error: Exception, limits: Limits, *, loading: bool) -> tuple[FailureKind, str]:
    if isinstance(error, DeadlineError):
        seconds = limits.load_seconds if loading else limits.call_seconds
        return FailureKind.TIMED_OUT, f"it was stopped after {seconds:g} seconds"
    if isinstance(error, FloodError):
        return FailureKind.FLOODED, f"it printed or returned more than {limits.output_bytes // 2**20} MiB"
    status = error.args[0]
    return FailureKind.KILLED, f"it ended the Python process ({_ended_by(status)})"


def _ended_by(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def _decode_answer(raw: bytes) -> Outcome:
    """A value or a failure; a malformed answer is the student's side's doing, never an error of ours."""
    try:
        answer = from_bytes(raw)
        if "value" in answer:
            return Returned(Decoder().decode(answer["value"]))
        kind = FailureKind(answer.get("failure"))
        return Failure(kind, str(answer.get("text", ""))[:500], _decode_place(answer.get("place")), bool(answer.get("loading")))
    except ValueError as error:  # WireError, and a kind of failure that does not exist
        return Failure(FailureKind.UNSENDABLE, f"the answer cannot be read: {error}")


def _decode_place(data: Any) -> Place | None:
    match data:
        case [str(file), int(line), str(source), int() | None as column]:
            return Place(file[:100], line, source[:200], column)
    return None
