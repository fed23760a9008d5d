"""One submission behind the wall: the contract that every level of the sandbox fulfils."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # `functions` imports sympy, and this is imported before the student's process is started
    from grader.sandbox.functions import FunctionHandle
    from grader.sandbox.limits import Limits
    from grader.sandbox.outcome import Outcome


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
