"""A page for a terminal of a given width: lines that fit, hanging indents and tables, in color or without."""

import re
from collections.abc import Sequence
from io import StringIO
from typing import Any

from rich.console import Console
from rich.text import Text

NARROWEST = 30
"""On a narrower terminal a verdict would have no room beside its points."""

_ASCII = str.maketrans(
    {
        "✓": "+",
        "✗": "x",
        "◐": "~",
        "·": "-",
        "│": "|",
        "─": "-",
        "…": "...",
        "–": "-",
        "—": "-",
        "’": "'",
        "×": "x",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
        "→": "->",
        "•": "*",
        "━": "-",
    }
)

_TOGETHER = re.compile(
    r"`[^`]{1,60}`"  # a command that is cut in two cannot be copied
    r"|[(\[][^()\[\]]{1,10}[)\]]"  # `(0, 1)`
    r"|(?<!\S)\S{1,8} [-+*/=<>] \S{1,8}(?!\S)"  # `x = -1`, whose sign would look like a dash
)
"""What stays on one line if it fits on one."""
_KEPT_SPACE = "\ue000"
"""Stands for a space at which a line does not end; in a cleaned text it cannot be."""


def console(width: int, *, color: bool) -> Console:
    """A console that writes to memory and asks neither the environment nor the system about itself."""
    return Console(
        file=StringIO(),
        width=width,
        height=100,  # with both given, rich does not ask for the window's size
        force_terminal=color,
        force_jupyter=False,
        force_interactive=False,
        color_system="standard" if color else None,  # the sixteen that every theme of a terminal makes legible
        no_color=not color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},  # or NO_COLOR, COLUMNS and others would change the page
    )


def ascii_only(text: str) -> str:
    """The text in ASCII: known signs by their stand-ins, all others as visible escapes."""
    return text.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")


class Page:
    """Lines that are written one after the other; every text must have been cleaned before."""

    def __init__(self, width: int, *, color: bool, unicode: bool) -> None:
        self.width = max(NARROWEST, width)
        self.unicode = unicode
        self._console = console(self.width, color=color)

    def __str__(self) -> str:
        """What was written so far."""
        written: Any = self._console.file
        return str(written.getvalue())

    def text(self, text: str, style: str = "") -> Text:
        """A styled piece of a line, in ASCII if the page is."""
        return Text(text if self.unicode else ascii_only(text), style)

    def line(self, *pieces: Text) -> None:
        """One line as it is, without wrapping."""
        joined = Text().join(pieces)
        joined.rstrip()
        # What is printed fits already: rich must not wrap it again, at other places
        self._console.print(joined, soft_wrap=True)

    def wrap(self, text: Text, width: int) -> list[Text]:
        """The text in lines of at most `width` columns; a word that is longer is folded."""
        held = text.copy()
        held.plain = _TOGETHER.sub(
            lambda match: match[0].replace(" ", _KEPT_SPACE) if len(match[0]) <= width else match[0], text.plain
        )
        lines = list(held.wrap(self._console, max(1, width), overflow="fold")) or [Text()]
        for line in lines:
            line.plain = line.plain.replace(_KEPT_SPACE, " ")
        return lines

    def hang(self, text: Text, first: Text, rest: Text) -> None:
        """The text wrapped, its first line after `first` and each further one after `rest`."""
        prefix = first
        fits = first.cell_len + text.cell_len <= self.width
        for line in [text] if fits else self.wrap(text, self.width - max(first.cell_len, rest.cell_len)):
            self.line(prefix, line)
            prefix = rest

    def spread(self, left: Text, right: Text) -> None:
        """`left` and `right` at the two ends of one line, or below each other where they don't fit."""
        if not self.fits(left, right):
            self.hang(left, Text(), Text("    "))
            for line in self.wrap(right, self.width):
                line.rstrip()
                self.line(Text(" " * (self.width - line.cell_len)), line)
        else:
            self.line(left, Text(" " * (self.width - left.cell_len - right.cell_len)), right)

    def fits(self, left: Text, right: Text) -> bool:
        """Whether there is room for both on one line, with a gap of two columns."""
        return left.cell_len + 2 + right.cell_len <= self.width


_GAP = 2
_NARROWEST_NAME = 8
"""A name is cut to no fewer columns than this."""

Cells = Sequence[tuple[str, str]]
"""A name, then a number for each further column, each with its style; every text must have been cleaned before.

They become rich's texts line by line: those of a large class would take hundreds of megabytes.
"""


def show_grid(page: Page, head: Cells, rows: Sequence[Cells], *, indent: int = 0) -> None:
    """Write the rows under their head."""
    everything = [head, *rows]
    widths = [max(page.text(row[column][0]).cell_len for row in everything) for column in range(len(head))]
    room = page.width - indent
    names = min(widths[0], max(_NARROWEST_NAME, room - _GAP - max(widths[1:], default=0)))
    for number, places in enumerate(_blocks(widths, room - names)):
        if number:
            page.line()
        for row in everything:
            name = page.text(*row[0])
            name.truncate(names, overflow="ellipsis" if page.unicode else "crop", pad=True)
            page.line(Text(" " * indent), name, *(_right(page.text(*row[column]), widths[column]) for column in places))


def _right(text: Text, width: int) -> Text:
    return Text(" " * (_GAP + width - text.cell_len)) + text


def _blocks(widths: Sequence[int], room: int) -> list[list[int]]:
    """The columns behind the name, in as many groups as it takes for each to fit; one that never fits stands alone."""
    blocks: list[list[int]] = [[]]
    left = room
    for column, width in enumerate(widths[1:], start=1):
        if blocks[-1] and _GAP + width > left:  # no empty block before a column that is too wide
            blocks.append([])
            left = room
        blocks[-1].append(column)
        left -= _GAP + width
    return blocks
