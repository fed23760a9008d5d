"""A downloaded CSV file in which some cells are filled in, and everything else stays as it is, byte for byte.

Reading and writing with `csv` would change quotes and line ends of rows that are none of our business.
"""

import re
from collections.abc import Iterable, Sequence

from grader.errors import UsageError

_BOM = "\ufeff"
DELIMITERS = ",;\t"


class Downloaded:
    """The file's cells; those that are set replace the old ones in `content`."""

    def __init__(self, content: bytes, name: str, needed: Sequence[str], delimiters: str = DELIMITERS) -> None:
        """Find the delimiter with which the header has all the needed columns; UsageError if none has."""
        text = _decoded(content, name)
        self._start = _BOM if text.startswith(_BOM) else ""
        text = text.removeprefix(_BOM)
        for delimiter in delimiters:
            self._cells = _split(text, delimiter)
            self._delimiter = delimiter
            self.header = [value(raw).strip() for raw, _ in self._cells[0]] if self._cells else []
            if all(column in self.header for column in needed):
                return
        found = value(_split(text, "\n")[0][0][0]).strip() if text.strip() else "nothing"
        columns = ", ".join(map(repr, needed))
        raise UsageError(f"{name} is not the file that was expected: it begins with {found[:200]!r}, without {columns}")

    def __len__(self) -> int:
        return len(self._cells)

    def get(self, row: int, column: str) -> str:
        """The text of a cell; empty where the file has no such column or the row is shorter."""
        place = self.header.index(column) if column in self.header else len(self.header)
        cells = self._cells[row]
        return value(cells[place][0]) if place < len(cells) else ""

    def set(self, row: int, column: str, text: str) -> None:
        """Replace a cell by a text, unless that is what it holds."""
        place = self.header.index(column)
        cells = self._cells[row]
        while len(cells) <= place:  # a row that was cut short
            raw, end = cells.pop()
            cells += [(raw, self._delimiter), ("", end)]
        raw, end = cells[place]
        if value(raw) != text:
            cells[place] = (self._quoted(text), end)

    @property
    def content(self) -> bytes:
        """The file as it is now."""
        return (self._start + "".join(raw + end for row in self._cells for raw, end in row)).encode("utf-8")

    def _quoted(self, text: str) -> str:
        is_plain = not set(text) & {self._delimiter, '"', "\r", "\n"}
        return text if is_plain else '"' + text.replace('"', '""') + '"'


def rows_by(found: Iterable[tuple[str, int]]) -> dict[str, int | None]:
    """Each key to its row; None for a key that several rows have, so that none of them is mistaken."""
    rows: dict[str, int | None] = {}
    for key, row in found:
        if key:
            rows[key] = None if key in rows and rows[key] != row else row
    return rows


def value(raw: str) -> str:
    """What a cell holds, without its quotes."""
    return raw[1:-1].replace('""', '"') if len(raw) > 1 and raw[0] == raw[-1] == '"' else raw


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not UTF-8 text: fill in the file as it was downloaded") from error


def _split(text: str, delimiter: str) -> list[list[tuple[str, str]]]:
    """Rows of cells, each with what ends it: the delimiter, a line end, or nothing at the end of the file."""
    pattern = re.compile(rf'("(?:[^"]|"")*"|[^{delimiter}\r\n]*)({delimiter}|\r\n|\r|\n|\Z)')
    rows: list[list[tuple[str, str]]] = [[]]
    at = 0
    while at < len(text) and (found := pattern.match(text, at)):
        rows[-1].append((found[1], found[2]))
        at = found.end()
        if found[2] != delimiter:
            rows.append([])
    if at == len(text) and text.endswith(delimiter):
        rows[-1].append(("", ""))
    return [row for row in rows if row]
