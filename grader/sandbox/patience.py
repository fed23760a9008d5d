"""How long an answer is waited for: by the work that is done for it, so that a busy machine costs nobody a mark.

A second of processor time counts as one, and a second in which the process had no processor as a quarter. An endless
loop thus ends in time, on a busy machine after four times as long at most, and so does code that sleeps.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

SLOWEST = 4.0
"""How many times slower a machine may be without a call being ended for it."""
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Patience:
    """The seconds of work that one answer may take.

    Parameters
    ----------
    seconds : float
        How many.
    processor : callable
        Processor seconds that the process has used; None where that is not known, and what is waited counts then.

    Notes
    -----
    The processor time is first looked at when an answer is not there at once, as asking costs as much as a call. What
    was waited until then counts in full.
    """

    def __init__(self, seconds: float, processor: Callable[[], float | None]) -> None:
        self._seconds = seconds
        self._processor = processor
        self._began = time.monotonic()
        self._looked: tuple[float, float] | None = None

    @property
    def left(self) -> float:
        """Seconds that may pass before it has to be asked again whether it is over."""
        return max(0.0, self._seconds - self.spent())

    @property
    def is_over(self) -> bool:
        """Whether no more is waited."""
        return self.spent() >= self._seconds

    def spent(self) -> float:
        """Seconds that count up to now."""
        waited = time.monotonic() - self._began
        if self._looked is None:
            return waited
        before, used = self._looked
        now = self._processor()
        return waited if now is None else max(before + now - used, waited / SLOWEST)

    def look(self) -> None:
        """Note the processor time, the first time that an answer is not there at once."""
        if self._looked is None and (used := self._processor()) is not None:
            self._looked = time.monotonic() - self._began, used


def processor_seconds(pid: int) -> float | None:
    """Processor time that a process has used, all threads together; None if the system does not tell.

    In ticks of 10 ms, from the 14th and 15th field of /proc/PID/stat; see proc_pid_stat(5).
    """
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:  # another system, or the process is gone
        return None
    # From the last bracket on: the name in front of it may hold spaces and brackets. Behind it comes the third field
    in_user_mode, in_kernel_mode = text.rpartition(")")[2].split()[11:13]
    return (int(in_user_mode) + int(in_kernel_mode)) / _TICKS
