"""A bound on the processor time of code that is tried here: a mutant may never come to an end."""

import signal
from types import TracebackType


class OutOfTimeError(BaseException):
    """What runs inside a deadline has taken too long: no Exception, which the code that is tried might catch."""


class Deadline:
    """Raises OutOfTimeError in what runs inside it once it has used so much of the processor; not on Windows.

    Parameters
    ----------
    seconds : float
        Of processor time.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        if hasattr(signal, "setitimer"):
            self._before = signal.signal(signal.SIGPROF, self._raise)
            signal.setitimer(signal.ITIMER_PROF, self._seconds)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, self._before)

    @staticmethod
    def _raise(*_: object) -> None:
        raise OutOfTimeError
