"""A table on a page: names at the left, numbers at the right; what is too wide goes on in a second table below."""

from collections.abc import Sequence

from rich.text import Text

from grader.reports.terminal import Page

_GAP = 2
_SMALLEST = 8
"""A name is cut to no fewer columns than this."""

Cells = Sequence[tuple[str, str]]
"""A name, then a number for each further column, each with its style; every text must have been cleaned before.

They become rich's texts line by line: those of a large class would take hundreds of megabytes.
"""


def show_grid(page: Page, head: Cells, rows: Sequence[Cells], *, indent: int = 0) -> None:
    """Write the rows under their head."""
    everything = [head, *rows]
    widths = [max(page.text(row[place][0]).cell_len for row in everything) for place in range(len(head))]
    room = page.width - indent
    names = min(widths[0], max(_SMALLEST, room - _GAP - max(widths[1:], default=0)))
    for number, places in enumerate(_blocks(widths, room - names)):
        if number:
            page.line()
        for row in everything:
            name = page.text(*row[0])
            name.truncate(names, overflow="ellipsis" if page.unicode else "crop", pad=True)
            page.line(Text(" " * indent), name, *(_right(page.text(*row[place]), widths[place]) for place in places))


def _right(text: Text, width: int) -> Text:
    return Text(" " * (_GAP + width - text.cell_len)) + text


def _blocks(widths: Sequence[int], room: int) -> list[list[int]]:
    """The columns behind the name, in as many groups as it takes for each to fit; one that never fits stands alone."""
    blocks: list[list[int]] = [[]]
    left = room
    for place, width in enumerate(widths[1:], start=1):
        if blocks[-1] and _GAP + width > left:
            blocks.append([])
            left = room
        blocks[-1].append(place)
        left -= _GAP + width
    return blocks
