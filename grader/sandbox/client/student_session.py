"""One submission behind the wall, called as if its functions were ordinary ones: arguments out, outcomes back."""

from collections.abc import Iterator, Sequence
from typing import Any

from grader.errors import AuthoringError
from grader.sandbox.client.answers import read_answer, read_failure
from grader.sandbox.client.exchange import Answer, Exchange, NotLoaded, Request
from grader.sandbox.client.outcome import Failure, FailureKind, Outcome
from grader.sandbox.functions import FunctionHandle
from grader.sandbox.limits import MIB, Limits
from grader.sandbox.wire import Encoder, WireError
from grader.sandbox.wire.messages import from_bytes, to_bytes

# An author's arguments, not a student's: a data set may be large, and is sent once for each call.
_MAX_ARGUMENT_BYTES = 64 * MIB
_CALLS_AT_ONCE = 25  # so many answers at most wait to be read


def decoded(answer: Answer) -> Outcome:
    """The value or failure; an answer that cannot be read is a failure too."""
    if isinstance(answer, Failure):
        return answer
    is_loading = isinstance(answer, NotLoaded)
    disturbed = Failure(FailureKind.KILLED, "it disturbed the pipe on which it answers", loading=is_loading)
    try:
        parts = from_bytes(answer.said if isinstance(answer, NotLoaded) else answer)
    except WireError:
        return disturbed
    return (read_failure(parts) or disturbed) if is_loading else read_answer(parts)


class StudentSession:
    """Calls a submission's functions; see `Session` for the contract.

    Parameters
    ----------
    exchange : Exchange
        The submission in its process.
    """

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    @property
    def level(self) -> str:
        """Name of the level that holds."""
        return self._exchange.level

    @property
    def limits(self) -> Limits:
        """What the code may use."""
        return self._exchange.limits

    @property
    def layers(self) -> tuple[str, ...]:
        """The limits that hold, as the process reported them before it saw any student code."""
        return self._exchange.layers

    def call(self, module: str, function: str | FunctionHandle, calls: Sequence[Sequence[Any]]) -> list[Outcome]:
        """Outcomes in order, up to and including one that ended the process; one failure if the file does not load."""
        return list(self.stream(module, function, calls))

    def stream(self, module: str, function: str | FunctionHandle, calls: Sequence[Sequence[Any]]) -> Iterator[Outcome]:
        """The same, each outcome when it is asked for; the first calls are under way when this returns."""
        return map(decoded, self._exchange.ask(request_of(module, function, calls)))

    def take_output(self) -> str:
        """What the code printed since this was last asked, cut to the limit."""
        return self._exchange.take_output()

    def forget(self) -> None:
        """End the process, with what the code has kept of its calls and printed; the next call finds a new one."""
        self._exchange.forget()

    def close(self) -> None:
        """End the process; there are no calls afterwards."""
        self._exchange.close()


def request_of(module: str, function: str | FunctionHandle, calls: Sequence[Sequence[Any]]) -> Request:
    """The calls, encoded; AuthoringError for an argument that cannot cross the wall."""
    encoded = _encode_calls(module, function, calls)
    groups = [encoded[start : start + _CALLS_AT_ONCE] for start in range(0, len(encoded), _CALLS_AT_ONCE)]
    name = function.number if isinstance(function, FunctionHandle) else function
    messages = ((to_bytes({"module": module, "function": name, "calls": group}), len(group)) for group in groups)
    return Request(module, tuple(messages))


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
