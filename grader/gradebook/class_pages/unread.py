"""Work that could not be read as a whole: what was not read has no points, and no verdict tells why."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection

from grader.gradebook.intake.source import ANONYMOUS, LATE, RENAMED
from grader.gradebook.store.read import notes_of
from grader.model.book import BookRow
from grader.model.class_book import Concern
from grader.model.feedback import Feedback

_AT_ONCE = 100
"""So many students' notes are read at a time."""
_READ_ALL_THE_SAME = {LATE, ANONYMOUS, RENAMED}
"""Notes that say something else than that something was not read."""


def unread(connection: Connection, rows: Sequence[BookRow]) -> Iterator[Concern]:
    """What was not read of the submissions that count, or that came after them."""
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        notes = notes_of(connection, [row.person.id for row in some])
        for row in some:
            yield from _of_row(row, notes.get(row.person.id, {}))


def _of_row(row: BookRow, notes: Mapping[int, Sequence[Feedback]]) -> Iterator[Concern]:
    counting = [mark.attempt for mark in row.counted.values() if mark.attempt is not None and not mark.excused]
    left = [attempt.number for attempt in counting if attempt.override is None]
    if row.counted and not left:  # somebody has settled all of it
        return
    since = min(left, default=1)
    for number, said in notes.items():
        texts = [note.text for note in said if note.code not in _READ_ALL_THE_SAME]
        if texts and number >= since:
            yield Concern(row.person, "", "not read", text=f"attempt {number}: {' '.join(texts)}")
