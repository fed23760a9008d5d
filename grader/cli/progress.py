"""A line on a terminal that says what is being done, once it takes longer than a second."""

import shutil
import sys
import time
from types import TracebackType
from typing import Self

_DELAY_SECONDS = 1.0


class ProgressLine:
    """Shows the latest message on standard error if that is a terminal, and wipes it at the end."""

    def __init__(self, verb: str) -> None:
        self._verb = verb
        self._start = time.monotonic()
        self._shown = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def show(self, message: str) -> None:
        """Say what is being done now."""
        is_late = time.monotonic() - self._start >= _DELAY_SECONDS
        if is_late and message != self._shown and sys.stderr.isatty():
            self._shown = message
            width = shutil.get_terminal_size().columns - 1
            sys.stderr.write(f"\r\x1b[K{f'{self._verb} {message}'[:width]}")
            sys.stderr.flush()
