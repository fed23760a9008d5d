"""The contracts of the wall: a `Session` for those who judge, and a `Process` for the levels that start one.

    Session    one submission behind the wall, called by names of functions; what every level fulfils
    Process    one Python process on the other side: messages, deadlines and its end; each level has its own kind

Both are imported before the student's process is started: no dataclass, no enum, no SymPy.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from grader.sandbox.client.outcome import Outcome
    from grader.sandbox.functions import FunctionHandle
    from grader.sandbox.limits import Limits


LOOK_SECONDS = 0.1
"""How often the size of what was printed is looked at while nothing else happens."""
END_SECONDS = 1.0
"""How long an ended process may take to be seen as ended, before it counts as having closed its pipes only."""
BYTES_A_CHARACTER = 4
"""UTF-8 has no longer ones: so many bytes hold the characters that are kept, whatever they are."""


class DeadlineError(Exception):
    """No answer came in time."""


class EndedError(Exception):
    """The process has ended or has closed its pipes; the argument says how."""


class FloodError(Exception):
    """The process printed, or answered, more than it may; the argument says which."""


class Process(Protocol):
    """A Python process that serves `inside`; its first answer says that it is ready, and what it has laid down."""

    def send(self, payload: bytes, answers: int) -> None:
        """Send one message and expect this many answers; `receive` tells if nobody was there to read it."""

    spent: float
    """Seconds of work that the last answer took."""

    def receive(self, seconds: float) -> bytes:
        """The next answer; DeadlineError, EndedError or FloodError when there is none.

        Parameters
        ----------
        seconds : float
            Work that it may take; see `Patience`.
        """

    def take_output(self) -> bytes:
        """What was printed since this was last asked, cut to what the kept characters can take."""

    def traceback(self) -> bytes:
        """What Python's fault handler tells of the lines that are running; nothing where that cannot be asked.

        It is asked before the process is ended: what is printed afterwards belongs to nothing.
        """

    def kill(self) -> None:
        """End the process and all that it started and left behind."""


def ending(status: int | None) -> str:
    """How a process ended, for the student: its exit status, negative for a signal; None if it has not."""
    if status is None:
        return "it closed the pipe on which it answers"
    return f"it ended the Python process ({f'signal {-status}' if status < 0 else f'exit status {status}'})"


class Session(Protocol):
    """Calls a student's functions; a student's fault comes back as a `Failure`, ours as a `SandboxError`."""

    @property
    def level(self) -> str:
        """Name of the level that holds: `limited`, `confined` or `isolated`."""

    @property
    def limits(self) -> "Limits":
        """What the code may use."""

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that hold, each seen to hold."""

    def call(self, module: str, function: "str | FunctionHandle", calls: Sequence[Sequence[Any]]) -> "list[Outcome]":
        """Outcomes of calling one function with each list of arguments, in order.

        A call that ends the process (time, output, death) is the last in the list: the ones behind it were not made.
        The next request finds a fresh process, where functions that were handed out are lost. If the file cannot be
        loaded, there is one failure for all calls. AuthoringError if an argument cannot cross the wall.
        """

    def stream(
        self, module: str, function: "str | FunctionHandle", calls: Sequence[Sequence[Any]]
    ) -> "Iterator[Outcome]":
        """The same, each outcome when it is asked for, while the student's process works on the next ones."""

    def take_output(self) -> str:
        """What the code printed since this was last asked, cut to the limit, without control characters."""

    def forget(self) -> None:
        """End what the code has kept of its calls and printed; the next call finds everything as at the beginning."""

    def close(self) -> None:
        """End the process and everything that it started."""
