"""Ctrl-C as a wish: what is under way is finished; a second one ends the program."""

import signal
import time
from types import FrameType, TracebackType
from typing import Self

# A signal does not end `time.sleep` once its handler returns (PEP 475): it is slept in steps.
_STEP_SECONDS = 0.1


class Interrupt:
    """Whether Ctrl-C was pressed while this was entered."""

    def __init__(self) -> None:
        self._is_pressed = False

    def is_pressed(self) -> bool:
        """Whether it was."""
        return self._is_pressed

    def sleep(self, seconds: float) -> bool:
        """Wait, but not on when it is pressed; whether to go on."""
        end = time.monotonic() + seconds
        while not self._is_pressed and time.monotonic() < end:
            time.sleep(_STEP_SECONDS)
        return not self._is_pressed

    def __enter__(self) -> Self:
        self._handler_before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._handler_before)

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        if self._is_pressed:
            raise KeyboardInterrupt
        self._is_pressed = True
