"""Describes what went wrong in a student's code, as plain data: kind, one line of text, place in their file."""

import linecache
import traceback
from collections.abc import Collection
from typing import Any

_MAX_TEXT = 500


def describe(error: BaseException, files: Collection[str], *, loading: bool) -> dict[str, Any]:
    """The failure for an exception that left the student's code."""
    kind, text = _kind_and_text(error)
    return failure(kind, text, place=_place(error, files), loading=loading)


def failure(kind: str, text: str, place: list[Any] | None = None, *, loading: bool = False) -> dict[str, Any]:
    """A failure as the wire carries it."""
    return {"failure": kind, "text": text[:_MAX_TEXT], "place": place, "loading": loading}


def _kind_and_text(error: BaseException) -> tuple[str, str]:
    if isinstance(error, NotImplementedError):
        return "not_implemented", "it raises NotImplementedError, as the untouched stub does"
    if isinstance(error, MemoryError):
        return "out_of_memory", _message(error)
    if isinstance(error, SystemExit):
        return "exited", "it ended the program (sys.exit or exit)"
    if isinstance(error, SyntaxError):
        return "syntax", (error.msg or "invalid syntax")
    if isinstance(error, PermissionError):
        return "forbidden", _message(error)
    if isinstance(error, EOFError):
        return "raised", "EOFError: the code asks for input(), and nobody answers while it is graded"
    return "raised", _message(error)


def _message(error: BaseException) -> str:
    try:
        text = " ".join(str(error).split())
    except Exception:  # noqa: BLE001 - the student's own exception may fail to describe itself
        text = ""
    name = type(error).__name__
    return f"{name}: {text}" if text else name


def _place(error: BaseException, files: Collection[str]) -> list[Any] | None:
    """The last line of the student's own that was running: `[file, line, source, column]`."""
    if isinstance(error, SyntaxError) and error.filename in files and error.lineno:
        source = error.text or linecache.getline(str(error.filename), error.lineno)
        return [error.filename, error.lineno, source.rstrip("\n")[:200], error.offset]
    # A bounded walk: an endless recursion has thousands of frames, and the last one is as good as any
    frames = list(traceback.walk_tb(error.__traceback__))
    for frame, line in reversed(frames):
        name = frame.f_code.co_filename
        if name in files:
            return [name, line, linecache.getline(name, line).strip()[:200], None]
    return None
