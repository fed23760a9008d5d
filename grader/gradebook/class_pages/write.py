"""Writes a class as a folder of pages: all of it, or nothing.

    DIR/index.html            the class, with names, for its instructor
    DIR/class.html            the same without names and without what few stand behind: to show to the class
    DIR/students/HASH.html    one student each, with every attempt and its evidence

An anonymous folder holds one page, `index.html`, which is what is `class.html` elsewhere.
"""

import hashlib
import hmac
import re
import secrets
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import Connection

from grader.errors import UsageError
from grader.gradebook.class_pages.collect import collect
from grader.gradebook.class_pages.unread import unread
from grader.gradebook.grading.regrade_preview import preview
from grader.gradebook.store.class_wide import conflicts, course_of_marks, examples, faults, last_graded
from grader.gradebook.store.read import evidence_of, ids, notes_of
from grader.model.book import BookColumn, BookRow
from grader.model.class_book import ClassBook
from grader.model.gradebook import Attempt
from grader.model.report import ExerciseScore
from grader.reports.book_selection import by_name
from grader.reports.class_page import render, render_public, render_student

_PUBLIC, _INDEX, _STUDENTS = "class.html", "index.html", "students"
_OF_A_STUDENT = re.compile(r"[0-9a-f]{32}\.html")
_AT_ONCE = 100
"""So many students' reports are held at a time."""


def write(
    connection: Connection,
    rows: Iterable[BookRow],
    columns: Sequence[BookColumn],
    folder: Path,
    *,
    is_anonymous: bool = False,
) -> int:
    """Write the pages of a gradebook into a folder; how many pages there are.

    Parameters
    ----------
    connection : Connection
        The gradebook.
    rows : iterable of BookRow
        One a student; read once.
    columns : sequence of BookColumn
        The exercises, in the order of the book.
    folder : Path
        Where to write. It is replaced as a whole if it holds pages that were written so, and nothing else.
    is_anonymous : bool
        Only the page without names.

    Raises
    ------
    UsageError
        If the folder holds something else or cannot be written, or Jinja2 is not installed.
    """
    if fault := _in_the_way(folder):
        raise UsageError(f"{folder} {fault}; name a new folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Beside the target, as a move from another file system would be a copy; for its owner only, as such folders are
        fresh = Path(mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        try:
            count = _fill(fresh, connection, rows, columns, is_anonymous=is_anonymous)
            _swap(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)  # whatever stopped it, half a folder is not left behind
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}") from error
    return count


def file_name(student: str, key: bytes) -> str:
    """The name of a student's page: it says nothing of the id, and without the key nobody can work it out."""
    return f"{hmac.digest(key, student.encode('utf-8', 'surrogateescape'), hashlib.sha256).hex()[:32]}.html"


def _in_the_way(folder: Path) -> str:
    """Why a folder may not be replaced; empty if it may."""
    if folder.resolve() == Path.cwd():
        return "is the folder that you are in, which cannot be replaced"
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        return "is no folder"
    if not folder.exists():
        return ""
    students = folder / _STUDENTS
    others = {path.name for path in folder.iterdir()} - {_INDEX, _PUBLIC, _STUDENTS}
    if students.is_dir():
        others |= {path.name for path in students.iterdir() if not _OF_A_STUDENT.fullmatch(path.name)}
    return f"holds something else than the pages of a class: {min(others)}" if others else ""


def _fill(
    folder: Path, connection: Connection, rows: Iterable[BookRow], columns: Sequence[BookColumn], *, is_anonymous: bool
) -> int:
    title = course_of_marks(connection) or "Gradebook"
    if is_anonymous:
        book = replace(collect(rows, columns), title=title, examples=tuple(examples(connection)))
        _put(folder / _INDEX, render_public(book))
        return 1
    key = secrets.token_bytes(32)  # drawn anew each time: an address that got about leads nowhere from the next on
    links = {student: f"{_STUDENTS}/{file_name(student, key)}" for student in ids(connection)}
    (folder / _STUDENTS).mkdir()
    book = collect(_with_pages(folder, connection, rows, columns, links, title), columns)
    book = _whole(connection, replace(book, title=title, links=links))
    _put(folder / _INDEX, render(book, public=_PUBLIC))
    _put(folder / _PUBLIC, render_public(book))
    return len(book.students) + 2


def _whole(connection: Connection, book: ClassBook) -> ClassBook:
    """The book with what is known beside its rows."""
    not_read = unread(connection, [student.row for student in book.students])
    concerns = (*book.concerns, *faults(connection), *not_read, *conflicts(connection))
    names = {student.row.person.id: by_name(student.row) for student in book.students}
    return replace(
        book,
        concerns=tuple(sorted(concerns, key=lambda concern: names.get(concern.person.id, ("", "")))),
        examples=tuple(examples(connection)),
        preview=preview(connection),
        as_of=last_graded(connection),
    )


def _with_pages(
    folder: Path,
    connection: Connection,
    rows: Iterable[BookRow],
    columns: Sequence[BookColumn],
    links: dict[str, str],
    title: str,
) -> Iterator[BookRow]:
    """The same rows, each with its page written; reports are read for a few students at a time."""
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        notes = notes_of(connection, [row.person.id for row in some])
        kept: dict[str, list[tuple[Attempt, ExerciseScore]]] = defaultdict(list)
        for attempt, score in evidence_of(connection, [attempt for row in some for attempt in row.attempts]):
            kept[attempt.student].append((attempt, score))
        for row in some:
            who = row.person.id
            page = render_student(row, columns, kept[who], notes.get(who, {}), title=title, index=f"../{_INDEX}")
            _put(folder / links[who], page)
            yield row


def _put(path: Path, page: str) -> None:
    path.write_bytes(page.encode("utf-8"))


def _swap(fresh: Path, folder: Path) -> None:
    """Put the new folder in the place of the old one, which goes away with the temporary one's name."""
    if not folder.exists():
        fresh.rename(folder)
        return
    old = fresh.with_name(f"{fresh.name}.old")
    folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old)
