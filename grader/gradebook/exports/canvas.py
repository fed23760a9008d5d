"""Canvas: a gradebook to import, new, or an exported one filled in.

    Student,ID,SIS User ID,SIS Login ID,Section,Gradient descent (4711)
        Points Possible,,,,,8
    "Lovelace, Ada",17,1815,ada,Monday,7.5
    "Hopper, Grace",18,1906,grace,Monday,EX

Canvas finds students by ID, SIS User ID or SIS Login ID, and assignments by the number behind the title: without it, it
makes a new assignment. An exported gradebook has both, so filling that in is the better way.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from grader.errors import UsageError
from grader.gradebook.exports.downloaded import Downloaded, rows_by
from grader.gradebook.exports.export import Export, note, points, table
from grader.model.book import BookColumn, BookRow
from grader.model.gradebook import Person
from grader.reports.clean import cell

HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
# With these four spaces, and in the second row: Canvas tells the row by them.
POINTS_POSSIBLE = "    Points Possible"
EXCUSED = "EX"
# The last: a comma at the end of each line makes a column without a name
_IDENTITY = frozenset({*HEADER, "Integration ID", "Root Account", ""})


def new(rows: Iterable[BookRow], columns: Sequence[BookColumn]) -> Export:
    """A gradebook with one row a student; Canvas asks about every student and assignment that it does not know."""
    possible = (POINTS_POSSIBLE, "", "", "", "", *(points(column.max_score) for column in columns))
    head = (*HEADER, *(cell(column.shown) for column in columns))
    return Export(table([head, possible, *_students(rows, columns)]).encode("utf-8"))


def filled(
    rows: Iterable[BookRow], columns: Sequence[BookColumn], content: bytes, name: str = "the gradebook"
) -> Export:
    """An exported gradebook with the students' points; every other cell, row and column stays as it is.

    What is not known, or was not handed in, leaves the cell as it is. The notes name what has no place in the file.
    """
    file = Downloaded(content, name, ("Student", "ID"))
    places = by_title(file.header, columns)
    if columns and not places:
        wanted = ", ".join(repr(column.shown) for column in columns)
        there = ", ".join(map(repr, _assignments(file.header))) or "none"
        raise UsageError(f"{name} has no column for {wanted}; its other columns are {there}")
    # The three columns by which Canvas itself finds students
    ids = {key: rows_by((file.get(row, key), row) for row in range(1, len(file))) for key in HEADER[1:4]}
    missing, unknown = [], []
    for book_row in rows:
        index = _row(book_row.person, ids)
        if index is None:
            missing.append(book_row.person.id)
            continue
        for column, header in places.items():
            text = _cell(book_row, column)
            if text:
                file.set(index, header, text)
            elif column in book_row.counted:
                unknown.append(book_row.person.id)
    without = [column.shown for column in columns if column.name not in places]
    notes = [
        *note(without, "no column of this title in the file, or several"),
        *note(missing, "not in the file, or not told apart there"),
        *note(list(dict.fromkeys(unknown)), "points are not known; what the file had is kept"),
    ]
    return Export(file.content, tuple(notes))


def _students(rows: Iterable[BookRow], columns: Sequence[BookColumn]) -> Iterator[Sequence[str]]:
    for row in rows:
        who = row.person
        identity = (who.name or who.id, who.external, who.number, who.id, "")
        yield (*map(cell, identity), *(_cell(row, column.name) for column in columns))


def _cell(row: BookRow, exercise: str) -> str:
    return EXCUSED if row.excused(exercise) else points(row.points(exercise))


def by_title(header: Sequence[str], columns: Sequence[BookColumn]) -> dict[str, str]:
    """Exercise to the header of its column, which is its title or name, perhaps with a number behind it."""
    titles: dict[str, list[str]] = {}
    for head in _assignments(header):
        titles.setdefault(re.sub(r"\s*\(\d+\)$", "", head).casefold(), []).append(head)
    columns_by_name: dict[str, str] = {}
    for column in columns:
        for wanted in (column.title, column.name):
            there = titles.get(wanted.casefold(), []) if wanted else []
            if len(there) == 1:
                columns_by_name.setdefault(column.name, there[0])
    return columns_by_name


def _assignments(header: Sequence[str]) -> list[str]:
    return [head for head in header if head not in _IDENTITY]


def _row(person: Person, ids: Mapping[str, Mapping[str, int | None]]) -> int | None:
    """The student's row, by the first of the ids that is in the file."""
    tries = [("ID", person.external), ("SIS User ID", person.number), ("SIS Login ID", person.id)]
    for key, text in [*tries, ("SIS Login ID", person.email)]:
        if text and text in ids[key]:
            # None if several rows have it: the next id would not say which of them is meant either
            return ids[key][text]
    return None
