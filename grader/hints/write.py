"""Writes down which hints were shown, whole or not at all."""

import os
import secrets
from pathlib import Path

from grader.errors import UsageError
from grader.model.hints import HINTS_FILE, Hints


def write_hints(folder: Path, hints: Hints) -> None:
    """Put `hints.json` into a folder of work; UsageError where it cannot be written."""
    path = folder / HINTS_FILE
    # A name that nobody can have laid a link under, and only if nothing is there: the folder is the student's
    temporary = path.with_name(f".{HINTS_FILE}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            file.write(hints.encode())
        temporary.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}; hints are counted there") from error
