"""Ctrl-C as a wish: what is under way is finished; a second one ends the program."""

import signal
from types import FrameType, TracebackType
from typing import Self


class Stopping:
    """Whether Ctrl-C was pressed while this was entered."""

    def __init__(self) -> None:
        self.is_wanted = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        if self.is_wanted:
            raise KeyboardInterrupt
        self.is_wanted = True
