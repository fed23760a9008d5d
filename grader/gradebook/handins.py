"""Writes down what was handed in, by whom and when; the same once more changes nothing."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from grader.gradebook.insert import insert_new, insert_one, plain
from grader.gradebook.moments import to_text
from grader.gradebook.packed import pack_files
from grader.gradebook.tables import handin, person, submission
from grader.model.gradebook import Handed, Person


class Entry(NamedTuple):
    """A submission as it is written down, without its files."""

    person: str
    digest: str
    submitted_at: str | None
    notes: str
    """As JSON."""


def record(connection: Connection, handed: Sequence[Handed]) -> list[int]:
    """Write down submissions, among them all that a person hands in this time; the number of each."""
    insert_new(
        connection,
        submission,
        [{"digest": one.submission.digest, "files": pack_files(one.submission.files)} for one in handed],
    )
    for one in handed:
        record_person(connection, one.person)
    return record_entries(connection, [_entry(one) for one in handed])


def record_entries(connection: Connection, entries: Sequence[Entry]) -> list[int]:
    """Write down those that are not there yet; the number of each.

    With a time, the same files of the same person at that time are the same submission. Those without a time are told
    by their order: where the ones that are there end with what these begin with, these are those, and go on behind.
    """
    by_person: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(entries):
        if one.submitted_at is None:
            by_person[one.person].append(place)
    known: dict[int, int] = {}
    for person_id, places in by_person.items():
        there = _untimed(connection, person_id)
        count = _overlap([digest for _, digest in there], [entries[place].digest for place in places])
        known.update(zip(places[:count], [number for number, _ in there[len(there) - count :]], strict=True))
    return [known.get(place) or _number(connection, one) for place, one in enumerate(entries)]


def record_person(connection: Connection, one: Person) -> None:
    """Write down a person, or what is newly known of one."""
    known = connection.execute(select(person).where(person.c.id == plain(one.id))).mappings().first()
    fields = {name: plain(getattr(one, name)) for name in ("id", "name", "email", "number", "external")}
    if known is None:
        connection.execute(insert(person).values(fields))
    elif changed := {name: text for name, text in fields.items() if text and text != known[name]}:
        connection.execute(update(person).where(person.c.id == fields["id"]).values(changed))


def _entry(one: Handed) -> Entry:
    time = None if one.submitted_at is None else to_text(one.submitted_at)
    notes = json.dumps([note.model_dump() for note in one.submission.notes])
    return Entry(plain(one.person.id), one.submission.digest, time, notes)


def _untimed(connection: Connection, person_id: str) -> list[tuple[int, str]]:
    """Number and digest of a person's submissions without a time, in the order in which they came."""
    of_person = select(handin.c.id, handin.c.digest).where(
        handin.c.person == person_id, handin.c.submitted_at.is_(None)
    )
    return [(row.id, row.digest) for row in connection.execute(of_person.order_by(handin.c.id))]


def _overlap(there: Sequence[str], now: Sequence[str]) -> int:
    """How many of the last ones that are there are the first ones now."""
    most = min(len(there), len(now))
    return next((count for count in range(most, 0, -1) if there[len(there) - count :] == now[:count]), 0)


def _number(connection: Connection, one: Entry) -> int:
    """The number of a submission with a time that is there, or else of a new one."""
    same = select(handin.c.id).where(
        handin.c.person == one.person, handin.c.digest == one.digest, handin.c.submitted_at == one.submitted_at
    )
    known = None if one.submitted_at is None else connection.scalar(same)
    return insert_one(connection, handin, one._asdict()) if known is None else int(known)
