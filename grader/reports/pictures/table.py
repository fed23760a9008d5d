"""Numbers in rows and columns, with a frame around those that differ."""

from collections.abc import Iterator
from html import escape

from grader.model.drawing import Table
from grader.reports.pictures import Picture
from grader.reports.pictures.svg import FAINT, GIVEN, INK, RIGHT, picture
from grader.reports.pictures.wording import told_apart

_ROW, _GAP, _HEAD, _PAD = 26, 18, 24, 8
_CHARACTER = 8.4
"""Width of a bold digit in pixels."""
_TITLE = 92
"""Width of the longer title."""
_MOST_NAMED = 6


def draw(table: Table, name: str) -> Picture:
    """The picture of a table."""
    texts = _texts(table)
    width = _CHARACTER * max(len(text) for part in texts for row in part for text in row) + 2 * _PAD
    parts = [("what you gave", texts[0], GIVEN)]
    parts += [("expected", texts[1], RIGHT)] if table.expected is not None else []
    columns, rows = len(texts[0][0]), len(texts[0])
    is_wide = len(parts) * columns * width + _GAP > 480  # then the one stands below the other
    across, down = (0.0, _HEAD + rows * _ROW + _GAP) if is_wide else (max(columns * width, _TITLE) + 2 * _GAP, 0.0)
    inside = "".join(
        "".join(_part(table, *part, index * across, index * down, width)) for index, part in enumerate(parts)
    )
    height = (len(parts) - 1) * down + _HEAD + rows * _ROW + 4 + _HEAD * bool(_crop(table))
    inside += f'<text x="4" y="{height - 8:g}" font-size="13" fill="{INK}">{escape(_crop(table))}</text>'
    full = max((len(parts) - 1) * across + columns * width + 8, 300.0)
    return picture(inside, _alt(table, texts), f"{name} {table.model_dump_json()}", height, full)


def _alt(table: Table, texts: list[list[list[str]]]) -> str:
    size = " by ".join(map(str, table.shape))
    many = f"{table.count} of {_size(table)} entries differ"
    said = f"{'A vector of' if len(table.shape) == 1 else 'A matrix,'} {size}: {many}."
    for row, column in table.differing[:_MOST_NAMED]:
        wanted = f", {texts[1][row][column]} was expected" if table.expected is not None else ""
        said += f" Entry {_index(table, row, column)} is {texts[0][row][column]}{wanted}."
    more = table.count - min(len(table.differing), _MOST_NAMED)
    said += f" {more} more {'differs' if more == 1 else 'differ'}." if more and table.expected is not None else ""
    return f"{said} {_crop(table)}".strip()


def _size(table: Table) -> int:
    return table.shape[0] * (table.shape[1] if len(table.shape) > 1 else 1)


def _index(table: Table, row: int, column: int) -> str:
    place = (row + table.start[0], column + table.start[1])
    return f"[{place[1]}]" if len(table.shape) == 1 else f"[{place[0]}][{place[1]}]"


def _crop(table: Table) -> str:
    """Which part is shown; empty where it is all."""
    rows, columns = len(table.gave), len(table.gave[0])
    if rows * columns == _size(table):
        return ""
    row, column = table.start
    there = f"columns {column} to {column + columns - 1}"
    if len(table.shape) == 1:
        return f"Entries {column} to {column + columns - 1} of {table.shape[0]} are shown."
    return f"Rows {row} to {row + rows - 1} and {there} are shown."


def _texts(table: Table) -> list[list[list[str]]]:
    """The entries as they are written, those that differ so that it is seen."""
    expected = table.expected or table.gave
    pairs = [[told_apart(*pair) for pair in zip(*rows, strict=True)] for rows in zip(table.gave, expected, strict=True)]
    return [[[pair[side] for pair in row] for row in pairs] for side in (0, 1)]


def _part(
    table: Table, title: str, texts: list[list[str]], colour: str, left: float, top: float, width: float
) -> Iterator[str]:
    rows, columns = len(texts), len(texts[0])
    yield f'<g transform="translate({left + 4:g} {top:g})" font-size="13" fill="{INK}">'
    yield f'<text y="15">{escape(title)}</text><g text-anchor="end">'
    across = "".join(f"M0 {_HEAD + row * _ROW}h{columns * width:.4g}" for row in range(rows + 1))
    down = "".join(f"M{column * width:.4g} {_HEAD}v{rows * _ROW}" for column in range(columns + 1))
    yield f'<path d="{across}{down}" fill="none" stroke="{FAINT}" stroke-width="0.5"/>'
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            x, y = column * width, _HEAD + row * _ROW
            weight = ""
            if (row, column) in table.differing:
                weight = ' font-weight="bold"'
                size = f'width="{width - 4:.4g}" height="{_ROW - 4}"'
                yield f'<rect x="{x + 2:.4g}" y="{y + 2}" {size} fill="none" stroke="{colour}" stroke-width="2.5"/>'
            yield f'<text x="{x + width - _PAD:.4g}" y="{y + 18}"{weight}>{escape(text)}</text>'
    yield "</g></g>"
