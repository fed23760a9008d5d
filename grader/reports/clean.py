r"""Text that came from a student, made harmless for a terminal, the log of a CI job and a spreadsheet program.

What could steer the reader's screen (escape sequences, control characters), reorder or hide text (bidirectional
overrides, zero-width characters) or command a CI runner (`::error::`, `##[group]`) is shown as a visible escape:

    "\x1b[2J"  ->  the seven characters  \x1b[2J

In a cell of a table that a spreadsheet program may open, text that it would take for a formula gets an apostrophe:

    =HYPERLINK("http://x")   ->   '=HYPERLINK("http://x")
    -1.5                     ->   -1.5

Spreadsheet programs run what begins with one of `= + - @`, also in their full-width forms; some drop tabs and line
breaks before it. A plain number is no formula, whatever its sign.
"""

import re
import unicodedata

ELLIPSIS = "…"

# Printable ASCII shows as itself and is most of any text: only the rest is looked up, character by character
_SUSPECT = re.compile(r"[^ -~]")
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Invisible, although Unicode files them under letters and marks."""

# A runner obeys `::name` at the start of a line, and wrapping can put any word there; `##[name` it obeys anywhere.
_RUNNER_COMMAND = re.compile(r"(?<!\S):(?=:[A-Za-z])")
OLD_RUNNER_COMMAND = re.compile(r"#(?=#\w*\[)")

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)
_LONGEST_CELL = 20_000
"""Spreadsheet programs hold 32767 characters in a cell."""


def clean(text: str, *, lines: bool = False, limit: int = 4000) -> str:
    """The text with every dangerous character as a visible escape, cut with an ellipsis after `limit` characters.

    With `lines`, line breaks stay line breaks and tabs become spaces; without, both are escaped too.
    """
    if lines:
        text = text.replace("\r\n", "\n").expandtabs()
    # Cut before anything is replaced: a flood costs no time. One character more, so that the end sees that it was cut.
    shown = _SUSPECT.sub(lambda match: _show(match[0], lines=lines), text[: limit + 1])
    shown = _RUNNER_COMMAND.sub(r"\\x3a", shown)
    shown = OLD_RUNNER_COMMAND.sub(r"\\x23", shown)
    return shown if len(shown) <= limit else shown[: limit - 1] + ELLIPSIS


def one_line(text: str, *, limit: int = 200) -> str:
    """The cleaned text on one line: runs of spaces, tabs and line breaks become one space."""
    return clean(re.sub(r"[ \t\r\n]+", " ", text).strip(), limit=limit)


def cell(text: str) -> str:
    """The text of a table's cell: cleaned, with its line breaks, and no formula."""
    shown = clean(text, lines=True, limit=_LONGEST_CELL)
    return f"'{shown}" if _FORMULA.match(shown) and not _NUMBER.fullmatch(shown) else shown


def first_lines(text: str, count: int, *, limit: int = 4000) -> tuple[str, ...]:
    """The first `count` lines, cleaned and of at most `limit` characters in all, and a line that counts the others."""
    lines = text.replace("\r\n", "\n").strip("\n").split("\n") if text.strip() else []
    shown = clean("\n".join(line.rstrip() for line in lines[:count]), lines=True, limit=limit).split("\n")
    more = len(lines) - count
    if more > 0:
        return (*shown, f"{ELLIPSIS} {more} more line{'s' * (more > 1)}")
    return tuple(shown) if lines else ()


def is_harmless(character: str) -> bool:
    """Whether a character shows as itself: printable, or a space of some width."""
    # Of all spaces, Python calls only the one of ASCII printable
    return (character.isprintable() or unicodedata.category(character) == "Zs") and character not in _BLANK_LETTERS


def _show(character: str, *, lines: bool) -> str:
    if is_harmless(character) or (lines and character == "\n"):
        return character
    return character.encode("unicode_escape").decode("ascii")
