"""Describes what went wrong in a student's code, as plain data: kind, one line of text, place in their file."""

import linecache
import re
from collections.abc import Collection, Mapping, Sequence
from types import TracebackType
from typing import Any

from grader.sandbox.inside.clues import clue
from grader.sandbox.inside.newer import newer

_MAX_TEXT = 500
_MAX_LINE = 200
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")  # another one on every run, and of no use to anybody


def describe(error: BaseException, files: Mapping[str, bytes], *, loading: bool) -> dict[str, Any]:
    """The failure for an exception that left the student's code; plainer if the exception fails to describe itself."""
    try:
        return _describe(error, files, loading=loading)
    except BaseException:  # noqa: BLE001 - it is the student's class, and may do anything while it is read
        return failure("raised", "an exception that cannot be described", loading=loading)


def failure(
    kind: str, text: str, place: list[Any] | None = None, *, loading: bool = False, clue: Sequence[str] = ()
) -> dict[str, Any]:
    """A failure as the wire carries it."""
    known = {"clue": list(clue)} if clue else {}
    return {"failure": kind, "text": _ADDRESS.sub("", text)[:_MAX_TEXT], "place": place, "loading": loading, **known}


def _describe(error: BaseException, files: Mapping[str, bytes], *, loading: bool) -> dict[str, Any]:
    if isinstance(error, SyntaxError) and error.filename in files:
        place = _syntax_place(error)
        return failure("syntax", str(error.msg or "invalid syntax"), place, loading=loading, clue=newer(place[2]))
    trace, is_theirs = _last(error.__traceback__, files)
    known = _clue(error, trace, files)
    kind, text = _kind_and_text(error, is_theirs=is_theirs)
    kind = "forbidden" if known[:1] == ["file"] else kind  # a file that is not there at one level is shut at another
    return failure(kind, text, _place(trace), loading=loading, clue=known)


def _clue(error: BaseException, trace: TracebackType | None, files: Mapping[str, bytes]) -> list[str]:
    """What is known beyond the exception itself; nothing where the student's objects do not let themselves be read."""
    try:
        return clue(error, trace, files)
    except Exception:  # noqa: BLE001 - it is their class, and their values
        return []


def _kind_and_text(error: BaseException, *, is_theirs: bool) -> tuple[str, str]:
    if isinstance(error, NotImplementedError) and is_theirs:  # SymPy raises it too, for what it cannot solve
        return "not_implemented", "it raises NotImplementedError, as the untouched stub does"
    if isinstance(error, MemoryError):
        return "out_of_memory", _message(error)
    if isinstance(error, SystemExit):
        return "exited", "it ended the program (sys.exit or exit)"
    if isinstance(error, PermissionError):
        return "forbidden", _message(error)
    if isinstance(error, EOFError) and str(error) == "EOF when reading a line":
        return "raised", "EOFError: the code asks for input(), and nobody answers while it is graded"
    return "raised", _message(error)


def _message(error: BaseException) -> str:
    name = type(error).__name__
    text = " ".join(str(error).split())
    return f"{name}: {text}" if text else name


def _syntax_place(error: SyntaxError) -> list[Any]:
    line = error.lineno or 1
    source = error.text or linecache.getline(str(error.filename), line)
    return [error.filename, line, source.rstrip("\r\n")[:_MAX_LINE], error.offset]


def _last(trace: TracebackType | None, files: Collection[str]) -> tuple[TracebackType | None, bool]:
    """Where the last line of the student's own was running, and whether it was that line which raised.

    One pass that keeps nothing: an endless recursion may have left a million frames, and little memory.
    """
    found, is_last = None, False
    while trace is not None:
        is_last = trace.tb_frame.f_code.co_filename in files
        found = trace if is_last else found
        trace = trace.tb_next
    return found, is_last


def _place(found: TracebackType | None) -> list[Any] | None:
    if found is None:
        return None
    name, line = found.tb_frame.f_code.co_filename, found.tb_lineno
    return [name, line, linecache.getline(name, line).strip()[:_MAX_LINE], None]
