"""Describes what went wrong in a student's code, as plain data: kind, one line of text, place in their file.

Python that is newer than the one which reads it is told apart: it is not wrong, but not to be read here.
"""

import ast
import linecache
import re
import sys
from collections.abc import Collection, Mapping, Sequence
from types import TracebackType
from typing import Any

from grader.sandbox.inside.clues import clue

# An exception's text is shown as one sentence; a student may put a megabyte into it.
_MAX_TEXT = 500
_MAX_LINE = 200
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")  # another one on every run, and of no use to anybody


_STATEMENT = re.compile(r"\s*type\s+[^\W\d]\w*\s*(\[.*\])?\s*=(?!=)")
_PARAMETERS = re.compile(r"\s*(?:async\s+)?(?:def|class)\s+\w+\s*(\[.*?\])\s*[(:]")
_EXCEPT = re.compile(r"\s*except\*?\s+[\w.]+(?:\s*,\s*[\w.]+)+\s*:")
_TEMPLATE = re.compile(r"(?<![\w.])(?:t|tr|rt)(?=[\"'])", re.IGNORECASE)
_F_STRING = re.compile(r"(?<!\w)(?:f|fr|rf)(\"\"\"|'''|\"|')", re.IGNORECASE)
# Looking for nested f-strings takes a time that can grow with the square of the line.
_LONGEST = 2_000
Version = tuple[int, int]


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
        source_line = _syntax_place(error)
        return failure(
            "syntax", str(error.msg or "invalid syntax"), source_line, loading=loading, clue=newer(source_line[2])
        )
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
    last, is_last = None, False
    while trace is not None:
        is_last = trace.tb_frame.f_code.co_filename in files
        last = trace if is_last else last
        trace = trace.tb_next
    return last, is_last


def _place(traceback: TracebackType | None) -> list[Any] | None:
    if traceback is None:
        return None
    name, line = traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
    return [name, line, linecache.getline(name, line).strip()[:_MAX_LINE], None]


def newer(line: str, version: Version = sys.version_info[:2]) -> list[str]:
    """`["newer", what it is, version that has it, version that reads it]`; empty if a line holds nothing such.

    Parameters
    ----------
    line : str
        The line at which reading ended.
    version : tuple of int
        Of the Python that reads.
    """
    if len(line) > _LONGEST:
        return []
    what, since = _newest(line)
    return ["newer", what, _dotted(since), _dotted(version)] if since > version else []


def _newest(line: str) -> tuple[str, Version]:
    if match := _STATEMENT.match(line):
        return ("a `type` statement", (3, 13) if "=" in (match[1] or "") else (3, 12))
    if match := _PARAMETERS.match(line):
        return ("a parameter of types in `[ ]`", (3, 13) if "=" in match[1] else (3, 12))
    if _EXCEPT.match(line):
        return "`except` with several exceptions and no brackets", (3, 14)
    if _TEMPLATE.search(line):
        return "a t-string", (3, 14)
    if any(_is_nested(line, match.start(1), match[1]) for match in _F_STRING.finditer(line)):
        return "an f-string with quotes or a backslash like this inside its `{ }`", (3, 12)
    return "", (0, 0)


def _is_nested(line: str, start: int, quote: str) -> bool:
    """Whether an f-string that begins here is right, and holds its own quotes or a backslash between its braces."""
    index, is_new = start + len(quote), False
    while index < len(line) and not line.startswith(quote, index):
        if line.startswith(("{{", "}}", "\\"), index):
            index += 2
        elif line[index] == "{":
            end = _end(line, index + 1)
            inner = line[index + 1 : end]
            is_new = is_new or quote in inner or "\\" in inner
            if end >= len(line) or not _is_expression(inner):
                return False
            index = end + 1
        else:
            index += 1
    return is_new and index < len(line)


def _end(line: str, index: int) -> int:
    """Where the brace is that closes the one before `index`; strings inside hold no braces that count."""
    depth = 0
    while index < len(line):
        sign = line[index]
        if sign in "\"'":
            index += 1
            while index < len(line) and line[index] != sign:
                index += 1 + (line[index] == "\\")
        elif sign in "([{":
            depth += 1
        elif sign == "}" and not depth:
            return index
        elif sign in ")]}":
            depth -= 1
        index += 1
    return index


def _is_expression(text: str) -> bool:
    """Whether it is what may stand between braces: an expression, perhaps with `=`, `!r` or `:.2f` behind it."""
    for part in (text, re.sub(r"=?\s*(?:![rsa])?(?::[^\"'\[\]()]*)?$", "", text)):
        try:
            ast.parse(f"({part.strip()})", mode="eval")
        except (SyntaxError, ValueError):
            continue
        return bool(part.strip())
    return False


def _dotted(version: Version) -> str:
    return f"{version[0]}.{version[1]}"
