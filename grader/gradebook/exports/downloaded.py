"""A downloaded CSV file in which some cells are filled in, and everything else stays as it is, byte for byte.

Reading and writing with `csv` would change quotes and line ends of rows that are none of our business.

A Moodle worksheet has its headers in its user's language. Its columns are told by their English names, by what an
instructor says, or else by their places. Moodle's own code (`mod/assign/gradingtable.php`) puts the participant first,
the maximum directly behind the grade, and says the same maximum in every row. Nothing is guessed: where two columns
would do, it is asked which.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from grader.errors import UsageError

# Excel writes it before UTF-8, and takes a file without it for an older encoding: it is kept as it came.
_BOM = "\ufeff"
DELIMITERS = ",;\t"


HEADS = ("Identifier", "Email address", "Grade", "Maximum Grade", "Grade can be changed", "Feedback comments")
_NEEDED = ("Identifier", "Grade")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_PARTICIPANT = re.compile(r"\D*\d+")


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
        # The first line, whatever separates its cells
        beginning = value(_split(text, "\n")[0][0][0]).strip() if text.strip() else "nothing"
        columns = ", ".join(map(repr, needed))
        raise UsageError(
            f"{name} is not the file that was expected: it begins with {beginning[:200]!r}, without {columns}"
        )

    def __len__(self) -> int:
        return len(self._cells)

    def get(self, row: int, column: str) -> str:
        """The text of a cell; empty where the file has no such column or the row is shorter."""
        index = self.header.index(column) if column in self.header else len(self.header)
        cells = self._cells[row]
        return value(cells[index][0]) if index < len(cells) else ""

    def set(self, row: int, column: str, text: str) -> None:
        """Replace a cell by a text, unless that is what it holds."""
        index = self.header.index(column)
        cells = self._cells[row]
        while len(cells) <= index:  # a row that was cut short
            raw, end = cells.pop()
            cells += [(raw, self._delimiter), ("", end)]
        raw, end = cells[index]
        if value(raw) != text:  # or the same text without its quotes would change the file's bytes
            cells[index] = (self._quoted(text), end)

    @property
    def content(self) -> bytes:
        """The file as it is now."""
        return (self._start + "".join(raw + end for row in self._cells for raw, end in row)).encode("utf-8")

    def _quoted(self, text: str) -> str:
        is_plain = not set(text) & {self._delimiter, '"', "\r", "\n"}
        return text if is_plain else '"' + text.replace('"', '""') + '"'


def rows_by(pairs: Iterable[tuple[str, int]]) -> dict[str, int | None]:
    """Each key to its row; None for a key that several rows have, so that none of them is mistaken."""
    rows: dict[str, int | None] = {}
    for key, row in pairs:
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
    # A cell in quotes may hold delimiters and line breaks; any other ends at the first of them. A quote that nobody
    # closes is read by the second way, so that there is no text that neither takes
    pattern = re.compile(rf'("(?:[^"]|"")*"|[^{delimiter}\r\n]*)({delimiter}|\r\n|\r|\n|\Z)')
    rows: list[list[tuple[str, str]]] = [[]]
    at = 0
    while at < len(text) and (match := pattern.match(text, at)):
        rows[-1].append((match[1], match[2]))
        at = match.end()
        if match[2] != delimiter:
            rows.append([])
    if at == len(text) and text.endswith(delimiter):  # a last cell that is empty and has no line end
        rows[-1].append(("", ""))
    return [row for row in rows if row]


class Worksheet(NamedTuple):
    """A worksheet of which it is known what is what."""

    file: Downloaded
    heads: Mapping[str, str]
    """Each of `HEADS` that is there to the header that it has."""
    placed: tuple[str, ...]
    """Those of them that were told by their places."""

    def get(self, row: int, head: str) -> str:
        """The text of a cell; empty where there is none."""
        return self.file.get(row, self.heads[head]) if head in self.heads else ""

    def set(self, row: int, head: str, text: str) -> None:
        """Replace a cell by a text."""
        self.file.set(row, self.heads[head], text)


def worksheet(content: bytes, name: str, given: Mapping[str, str]) -> Worksheet:
    """A worksheet whose participants and grades are found.

    Parameters
    ----------
    content : bytes
        As it was downloaded.
    name : str
        What it is called.
    given : mapping of str to str
        Some of `HEADS` to the headers that they have; the others are looked for.

    Raises
    ------
    UsageError
        If that cannot be told; it names the headers that are there.
    """
    for head in given:
        if head not in HEADS:
            raise UsageError(f"a worksheet has no {head!r}; what can be named is {', '.join(map(repr, HEADS))}")
    # Nothing is needed of them, so none raises: which delimiter is right is seen by what is recognised
    tried = [Downloaded(content, name, (), delimiter) for delimiter in DELIMITERS]
    for file in tried:
        recognised = _recognised(file, given)
        if all(recognised.heads.get(head) in file.header for head in (*_NEEDED, *given)):
            return recognised
    longest = max(tried, key=lambda file: len(file.header))
    there = ", ".join(map(repr, longest.header))[:400]
    wanted = " and ".join(repr(given.get(head, head)) for head in dict.fromkeys([*_NEEDED, *given]))
    said = f"{name} has no {wanted}, and it cannot be told which of its columns these are; it has {there or 'nothing'}"
    raise UsageError(f"{said}: say which is which, such as --column Identifier=ID --column Grade=Bewertung")


def _recognised(file: Downloaded, given: Mapping[str, str]) -> Worksheet:
    """What can be told: by the names, and by the places where English names are not there."""
    named = {**{head: head for head in HEADS if head in file.header}, **given}
    placed = {} if all(head in file.header for head in _NEEDED) else _placed(file)
    return Worksheet(file, {**placed, **named}, tuple(head for head in placed if head not in named))


def _placed(file: Downloaded) -> dict[str, str]:
    """What is where, if there is but one way to see it."""
    # Participant, grade and maximum, with somebody in them; of two columns of one name neither can be addressed
    if len(file) < 2 or len(file.header) < 3 or len(set(file.header)) < len(file.header):
        return {}
    columns = [[file.get(row, head).strip() for row in range(1, len(file))] for head in file.header]
    maxima = [index for index in range(2, len(columns)) if _is_maximum(columns[index - 1], columns[index])]
    if len(maxima) != 1 or not _are_participants(columns[0]):
        return {}
    indices = {"Identifier": 0, "Grade": maxima[0] - 1, "Maximum Grade": maxima[0]}
    emails = [index for index, cells in enumerate(columns) if all("@" in cell for cell in cells)]
    if len(emails) == 1:
        indices["Email address"] = emails[0]
    return {head: file.header[index] for head, index in indices.items()}


def _are_participants(cells: Sequence[str]) -> bool:
    return len(set(cells)) == len(cells) and all(map(_PARTICIPANT.fullmatch, cells))


def _is_maximum(grades: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether this is the same number in every row, with grades up to it, or none, in front."""
    if len(set(cells)) > 1 or not _NUMBER.fullmatch(cells[0]):
        return False
    most = _value(cells[0])
    return all(not grade or (_NUMBER.fullmatch(grade) and _value(grade) <= most) for grade in grades)


def _value(number: str) -> float:
    return float(number.replace(",", "."))
