"""Writes down what was handed in, by whom and when; the same once more changes nothing."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection, insert, select, update

from grader.gradebook.insert import insert_new, insert_one
from grader.gradebook.moments import to_text
from grader.gradebook.packed import pack_files
from grader.gradebook.tables import handin, person, submission
from grader.model.gradebook import Handed, Person


def record(connection: Connection, handed: Sequence[Handed]) -> list[int]:
    """Write down submissions; the number of each.

    One that a student has handed in at the same time before, or whose files are those of the student's last one where
    no time is known, is that one.
    """
    insert_new(
        connection,
        submission,
        [{"digest": one.submission.digest, "files": pack_files(one.submission.files)} for one in handed],
    )
    for one in handed:
        record_person(connection, one.person)
    return [_number(connection, one) for one in handed]


def record_person(connection: Connection, one: Person) -> None:
    """Write down a person, or what is newly known of one."""
    known = connection.execute(select(person).where(person.c.id == _plain(one.id))).mappings().first()
    fields = {name: _plain(getattr(one, name)) for name in ("id", "name", "email", "number", "external")}
    if known is None:
        connection.execute(insert(person).values(fields))
    elif changed := {name: text for name, text in fields.items() if text and text != known[name]}:
        connection.execute(update(person).where(person.c.id == fields["id"]).values(changed))


def _number(connection: Connection, one: Handed) -> int:
    time = None if one.submitted_at is None else to_text(one.submitted_at)
    of_person = select(handin.c.id, handin.c.digest).where(handin.c.person == _plain(one.person.id))
    if time is None:
        found = connection.execute(of_person.order_by(handin.c.id.desc()).limit(1)).first()
        known = found.id if found is not None and found.digest == one.submission.digest else None
    else:
        same = of_person.where(handin.c.digest == one.submission.digest, handin.c.submitted_at == time)
        known = connection.scalar(same)
    if known is not None:
        return int(known)
    notes = json.dumps([note.model_dump() for note in one.submission.notes])
    row = {"person": _plain(one.person.id), "digest": one.submission.digest, "submitted_at": time, "notes": notes}
    return insert_one(connection, handin, row)


def _plain(text: str) -> str:
    """Without what a database does not take: zero bytes, and bytes of a file name that are no text."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")
