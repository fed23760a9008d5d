"""The process on the other side, seen from the grader: messages, deadlines and its end. Each level has its own kind."""

from typing import Protocol


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

    def kill(self) -> None:
        """End the process and all that it started and left behind."""
