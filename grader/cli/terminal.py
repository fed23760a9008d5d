"""The terminal: how wide it is and what it can show, and a line on it that says what is being done."""

import os
import shutil
import sys
import time
from types import TracebackType
from typing import Any, Self

# What is done within a second needs no line that says so, which would only flicker.
_DELAY_SECONDS = 1.0


def terminal() -> dict[str, Any]:
    """Width, colours and signs of the terminal that standard output is."""
    is_terminal = sys.stdout.isatty()
    return {
        # Where there is no terminal, as in the log of a CI job, it is as wide as a report gets
        "width": shutil.get_terminal_size((100, 24)).columns,
        # https://no-color.org: set to anything but nothing
        "color": is_terminal and not is_dumb() and not os.environ.get("NO_COLOR"),
        "unicode": (sys.stdout.encoding or "ascii").lower().startswith("utf"),
    }


def is_dumb() -> bool:
    """Whether the terminal says that it obeys no escape sequences, as that of an editor or a screen reader may."""
    return os.environ.get("TERM", "").lower() in {"dumb", "unknown"}


class ProgressLine:
    """Shows the latest message on standard error, once it takes longer than a second, and wipes it at the end.

    Nothing is shown where standard error is no terminal, or one that cannot wipe a line.
    """

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
            sys.stderr.write("\r\x1b[K")  # to the start of the line, and wipe it up to its end
            sys.stderr.flush()

    def show(self, message: str) -> None:
        """Say what is being done now."""
        is_late = time.monotonic() - self._start >= _DELAY_SECONDS
        if is_late and message != self._shown and sys.stderr.isatty() and not is_dumb():
            self._shown = message
            width = shutil.get_terminal_size().columns - 1  # a line that fills the last column may wrap, and stay
            sys.stderr.write(f"\r\x1b[K{f'{self._verb} {message}'[:width]}")
            sys.stderr.flush()
