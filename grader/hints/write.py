"""Writes down which hints were shown, whole or not at all."""

import os
from pathlib import Path

from grader.errors import UsageError
from grader.model.hints import HINTS_FILE, Hints


def write_hints(folder: Path, hints: Hints) -> None:
    """Put `hints.json` into a folder of work; UsageError where it cannot be written."""
    path = folder / HINTS_FILE
    temporary = path.with_name(f".{HINTS_FILE}.{os.getpid()}")
    try:
        temporary.write_bytes(hints.encode())
        temporary.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}; hints are counted there") from error
