"""Python that is newer than the one which reads it: not wrong, but not to be read here."""

import ast
import re
import sys

_STATEMENT = re.compile(r"\s*type\s+[^\W\d]\w*\s*(\[.*\])?\s*=(?!=)")
_PARAMETERS = re.compile(r"\s*(?:async\s+)?(?:def|class)\s+\w+\s*(\[.*?\])\s*[(:]")
_EXCEPT = re.compile(r"\s*except\*?\s+[\w.]+(?:\s*,\s*[\w.]+)+\s*:")
_TEMPLATE = re.compile(r"(?<![\w.])(?:t|tr|rt)(?=[\"'])", re.IGNORECASE)
_F_STRING = re.compile(r"(?<!\w)(?:f|fr|rf)(\"\"\"|'''|\"|')", re.IGNORECASE)
_LONGEST = 2_000

Version = tuple[int, int]


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
    if found := _STATEMENT.match(line):
        return ("a `type` statement", (3, 13) if "=" in (found[1] or "") else (3, 12))
    if found := _PARAMETERS.match(line):
        return ("a parameter of types in `[ ]`", (3, 13) if "=" in found[1] else (3, 12))
    if _EXCEPT.match(line):
        return "`except` with several exceptions and no brackets", (3, 14)
    if _TEMPLATE.search(line):
        return "a t-string", (3, 14)
    if any(_is_nested(line, found.start(1), found[1]) for found in _F_STRING.finditer(line)):
        return "an f-string with quotes or a backslash like this inside its `{ }`", (3, 12)
    return "", (0, 0)


def _is_nested(line: str, start: int, quote: str) -> bool:
    """Whether an f-string that begins here is right, and holds its own quotes or a backslash between its braces."""
    place, is_new = start + len(quote), False
    while place < len(line) and not line.startswith(quote, place):
        if line.startswith(("{{", "}}", "\\"), place):
            place += 2
        elif line[place] == "{":
            end = _end(line, place + 1)
            inner = line[place + 1 : end]
            is_new = is_new or quote in inner or "\\" in inner
            if end >= len(line) or not _is_expression(inner):
                return False
            place = end + 1
        else:
            place += 1
    return is_new and place < len(line)


def _end(line: str, place: int) -> int:
    """Where the brace is that closes the one before `place`; strings inside hold no braces that count."""
    depth = 0
    while place < len(line):
        sign = line[place]
        if sign in "\"'":
            place += 1
            while place < len(line) and line[place] != sign:
                place += 1 + (line[place] == "\\")
        elif sign in "([{":
            depth += 1
        elif sign == "}" and not depth:
            return place
        elif sign in ")]}":
            depth -= 1
        place += 1
    return place


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
