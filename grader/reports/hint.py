"""One hint, or several, for a terminal.

What it writes:

    relu.arrays: ReLU of an array                                            hint 2 of 5

      What should `relu` return when `z` has a single entry, and why?

    `grade hint relu.arrays` shows the next one.
"""

from collections.abc import Sequence
from typing import NamedTuple

from grader.model.report import ItemScore
from grader.reports import statement
from grader.reports.clean import clean, one_line
from grader.reports.terminal import Page

_INDENT = 2


class ShownHint(NamedTuple):
    """What is shown of one rung."""

    number: int
    """Its place in the ladder, from 1."""
    text: str
    """A sentence or a few."""
    call: str = ""
    """A call that it is about."""
    is_markdown: bool = False
    """Whether the text is Markdown with LaTeX, as the author's are."""


def render(
    item: ItemScore,
    hints: Sequence[ShownHint],
    count: int,
    remark: str,
    *,
    lead: str = "",
    width: int = 80,
    color: bool = False,
    unicode: bool = True,
) -> str:
    """Some of the `count` hints on an item, each under its number, a remark below them, and what leads to them above.

    In at most `width` columns; without escape sequences unless `color`, in ASCII unless `unicode`.
    """
    page = Page(width, color=color, unicode=unicode)
    heading = page.text(f"{one_line(item.id)}: {one_line(item.title)}", "bold")
    if hints and lead:
        page.hang(page.text(one_line(lead, limit=2000)), page.text(""), page.text("  "))
        page.line()
    for place, hint in enumerate(hints):
        if place:
            page.line()
        page.spread(heading, page.text(f"hint {hint.number} of {count}", "bold"))
        page.line()
        if hint.is_markdown:
            _lines(page, statement.render(hint.text, width=width - _INDENT, unicode=unicode))
        else:
            _lines(page, clean(hint.text, lines=True))
        if hint.call:
            page.line()
            _lines(page, f"  {clean(hint.call, limit=10_000)}")
    if not hints:
        page.hang(heading, page.text(""), page.text("  "))
    elif remark:
        page.line()
    if remark:
        page.hang(page.text(one_line(remark, limit=2000)), page.text(""), page.text("  "))
    return str(page)


def _lines(page: Page, text: str) -> None:
    for line in text.rstrip("\n").split("\n"):
        begins = len(line) - len(line.lstrip(" "))
        page.hang(page.text(line.lstrip(" ")), page.text(" " * (_INDENT + begins)), page.text(" " * (_INDENT + begins)))
