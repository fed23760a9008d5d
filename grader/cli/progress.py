"""A line on a terminal that says what is being done, once it takes longer than a second."""

import shutil
import sys
import threading
from types import TracebackType
from typing import Self

_DELAY_SECONDS = 1.0


class ProgressLine:
    """Shows the latest message on standard error if that is a terminal, and wipes it at the end."""

    def __init__(self) -> None:
        self._message = ""
        self._is_shown = False
        self._timer = threading.Timer(_DELAY_SECONDS, self._start)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def show(self, message: str) -> None:
        """Say what is being done now."""
        self._message = message
        if self._is_shown:
            self._write()

    def _start(self) -> None:
        self._is_shown = True
        self._write()

    def _write(self) -> None:
        width = shutil.get_terminal_size().columns - 1
        sys.stderr.write(f"\r\x1b[K{f'grading {self._message}'[:width]}")
        sys.stderr.flush()
