"""Moodle: grades to import into the gradebook, and the worksheet of an assignment filled in.

Grades and feedback always stand side by side: an import of feedback alone takes the grades away. Moodle's user column
is mapped when the file is imported, and one unknown user stops it, so students without the chosen key are left out.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from grader.gradebook.exports.downloaded import Worksheet, rows_by, worksheet
from grader.gradebook.exports.export import Export, note, points, table
from grader.model.book import BookColumn, BookRow, Counted
from grader.model.counted import counted
from grader.reports.clean import cell
from grader.reports.words import number, word

Key = Literal["email", "number"]
_KEYS = {"email": "Email address", "number": "ID number"}
_NO_GRADE = "-"
_NO = {"no", "nein", "non"}
"""In English, German and French. Moodle itself skips the grade of such a row, but not its feedback."""
_ONLY_GRADES = "the worksheet has no feedback comments: only grades; --column 'Feedback comments=HEADER' names them"


def new(rows: Iterable[BookRow], columns: Sequence[BookColumn], by: Key = "email") -> Export:
    """A file for the gradebook's CSV import: the key, then for every exercise the grade and its feedback."""
    heads = [head for column in columns for head in (column.shown, f"{column.shown} (feedback)")]
    lines: dict[str, bytes] = {}  # by key, and as bytes: with all that it is made of, a large class would not fit
    holders: dict[str, list[str]] = {}
    for row in rows:
        key = row.person.email if by == "email" else row.person.number
        holders.setdefault(key, []).append(row.person.id)
        texts = [cell(key), *(text for column in columns for text in _pair(row, column.name))]
        lines[key] = table([texts]).encode("utf-8")
    nameless = holders.pop("", [])
    alike = [who for each in holders.values() if len(each) > 1 for who in each]
    sure = (lines[key] for key, each in holders.items() if len(each) == 1)
    notes = note(nameless, f"left out: without {_KEYS[by].lower()}") + note(alike, "left out: they have the same key")
    return Export(b"".join([table([[_KEYS[by], *map(cell, heads)]]).encode("utf-8"), *sure]), notes)


def filled(
    rows: Iterable[BookRow],
    columns: Sequence[BookColumn],
    content: bytes,
    name: str = "the worksheet",
    heads: Mapping[str, str] | None = None,
) -> Export:
    """An assignment's worksheet with the sum of the exercises as grade, and with feedback; all else stays as it is.

    A sum of other points than the worksheet's maximum is brought to that scale. Where points are not known, and where
    the grade can't be changed, grade and feedback stay as they are. `heads` says what some of its columns are called.
    """
    sheet = worksheet(content, name, heads or {})
    ids = [
        rows_by((_participant(sheet.get(row, "Identifier")), row) for row in range(1, len(sheet.file))),
        rows_by((sheet.get(row, "Email address").strip(), row) for row in range(1, len(sheet.file))),
    ]
    most = sum(column.max_score for column in columns)
    missing, unknown, locked, scales = [], [], [], set[float]()
    for book_row in rows:
        keys = (_participant(book_row.person.external), book_row.person.email)
        places = [rows[key] for key, rows in zip(keys, ids, strict=True) if key and key in rows]
        # By the participant, if the sheet has that number, and else by email; None where several rows have it
        sheet_row = places[0] if places else None
        total = _total(book_row, columns)
        if sheet_row is None:
            missing.append(book_row.person.id)
        elif sheet.get(sheet_row, "Grade can be changed").strip().casefold() in _NO:
            locked.append(book_row.person.id)
        elif total is None:
            unknown.append(book_row.person.id)
        else:
            scales.add(_fill(sheet, sheet_row, book_row, columns, total, most))
    notes = [
        *([_told(sheet)] if sheet.placed else []),
        *note(missing, "not in the file, or not told apart there"),
        *note(locked, "their grade can't be changed"),
        *note(unknown, "points are not known; what the file had is kept"),
        *(
            f"{counted(most, 'point')} {'was' if most == 1 else 'were'} brought to the worksheet's {number(scale)}"
            for scale in scales - {most}
        ),
        *(() if "Feedback comments" in sheet.heads else (_ONLY_GRADES,)),
    ]
    return Export(sheet.file.content, tuple(notes))


def _told(sheet: Worksheet) -> str:
    """Which columns were told by their places, so that it can be seen whether they are the right ones."""
    taken = ", ".join(f"{head} is {sheet.heads[head]!r}" for head in sheet.placed)
    return f"told by their places, as their names are not English: {taken}"


def _fill(
    sheet: Worksheet, sheet_row: int, row: BookRow, columns: Sequence[BookColumn], total: float, most: float
) -> float:
    """Set one student's grade and feedback; gives the maximum that the grade is of."""
    maximum = sheet.get(sheet_row, "Maximum Grade").strip()
    plain = maximum.replace(",", ".")
    scale = float(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else most
    grade = points(total * scale / most if most else total)
    # A worksheet in a language with decimal commas is uploaded with them
    sheet.set(sheet_row, "Grade", grade.replace(".", ",") if "," in maximum else grade)
    if "Feedback comments" in sheet.heads:
        said = [_feedback(row.counted[column.name]) for column in columns if column.name in row.counted]
        sheet.set(sheet_row, "Feedback comments", cell("<br>".join(said)))
    return scale


def _total(row: BookRow, columns: Sequence[BookColumn]) -> float | None:
    """Sum over the exercises that were handed in; None if there is none or the points of one are not known."""
    counted = [row.counted[column.name] for column in columns if column.name in row.counted]
    known = [exercise.after for exercise in counted if exercise.after is not None]
    asked = [exercise for exercise in counted if not exercise.excused]
    return sum(known) if known and len(known) == len(asked) else None


def _pair(row: BookRow, exercise: str) -> tuple[str, str]:
    if row.points(exercise) is None:
        return _NO_GRADE, ""
    return points(row.points(exercise)), cell(_feedback(row.counted[exercise]))


def _feedback(counted: Counted) -> str:
    """The marks of the items in one line of HTML, which is what Moodle takes feedback for."""
    parts = [f"{counted.exercise}: {number(counted.after)}"]
    if counted.why:
        parts[0] += f" ({counted.why})"
    if counted.attempt is not None:
        parts += [
            f"{item.item} {number(item.score)} / {number(item.max_score)} {word(item.verdict)}"
            for item in counted.attempt.items
        ]
    # Quotes stay as they are: it becomes text between tags, never an attribute
    return html.escape("; ".join(parts), quote=False)


def _participant(identifier: str) -> str:
    """The number in "Participant 1234", in whatever language, or a bare number."""
    digits = re.search(r"(\d+)\s*$", identifier)
    return digits[1] if digits else ""
