"""Ctrl-C as a wish: what is under way is finished; a second one ends the program."""

import signal
import time
from types import FrameType, TracebackType
from typing import Self

_STEP_SECONDS = 0.1


class Stopping:
    """Whether Ctrl-C was pressed while this was entered."""

    def __init__(self) -> None:
        self._is_wanted = False

    def asked(self) -> bool:
        """Whether it was pressed."""
        return self._is_wanted

    def sleep(self, seconds: float) -> bool:
        """Wait, but not on when it is pressed; whether to go on."""
        end = time.monotonic() + seconds
        while not self._is_wanted and time.monotonic() < end:
            time.sleep(_STEP_SECONDS)
        return not self._is_wanted

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        if self._is_wanted:
            raise KeyboardInterrupt
        self._is_wanted = True
