"""A bound on the processor time of code that is tried here: a mutant may never come to an end."""

import signal
from types import TracebackType


class OutOfTimeError(BaseException):
    """What runs inside a deadline has taken too long: no Exception, which the code that is tried might catch."""


class Deadline:
    """Raises OutOfTimeError in what runs inside it once it has used so much of the processor; not on Windows.

    A deadline inside another one has a time of its own, for which the outer one stands still. The limit of the whole
    process, which `within` of grader.maths.deadline sets, goes on: that is another timer.

    Parameters
    ----------
    seconds : float
        Of processor time, without that of the system's calls.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        if hasattr(signal, "setitimer"):
            self._outer_handler = signal.signal(signal.SIGVTALRM, self._raise)
            # not ITIMER_PROF: a process has one of each, and that one holds the limit of the whole
            self._outer_seconds, _ = signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, self._outer_handler)
            signal.setitimer(signal.ITIMER_VIRTUAL, self._outer_seconds)

    @staticmethod
    def _raise(*_: object) -> None:
        raise OutOfTimeError
