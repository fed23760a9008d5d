"""Writes down what was handed in, by whom and when; the same once more changes nothing."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select, update

from grader.gradebook.store.encoding import pack_files, to_text, unpack_files
from grader.gradebook.store.rows import insert_new, insert_numbered, plain, rows_with
from grader.gradebook.store.tables import handin, person, submission
from grader.model.feedback import Feedback
from grader.model.gradebook import Person

NO_FILES = b""
"""Stands for the files of a submission of which only a signed report is here; packed files are never empty."""
Identity = tuple[str, str, str | int]
"""Of a submission among others: person, digest, and its time, or, without one, its place."""


class Entry(NamedTuple):
    """A submission as it is written down, without its files."""

    person: str
    digest: str
    submitted_at: str | None
    notes: str
    """As JSON."""


class Taken(NamedTuple):
    """What somebody has handed in, as it is taken into the gradebook."""

    person: Person
    submitted_at: datetime | None
    digest: str
    """Hash of the files."""
    notes: tuple[Feedback, ...]
    """What was not read of them."""
    files: Mapping[str, bytes] | None
    """Name to content; None where they are in the gradebook already."""


def record(connection: Connection, taken: Sequence[Taken]) -> list[int]:
    """Write down submissions, among them all that a person hands in this time; the number of each."""
    record_files(connection, {work.digest: pack_files(work.files) for work in taken if work.files is not None})
    record_people(connection, [work.person for work in taken])
    return record_entries(connection, [_entry(work) for work in taken])


def record_files(connection: Connection, packed: Mapping[str, bytes]) -> None:
    """Write down the packed files of submissions, by their digests."""
    insert_new(connection, submission, [{"digest": digest, "files": files} for digest, files in packed.items()])
    # Of some, a signed report was here before their files
    without = select(submission.c.digest).where(submission.c.files == NO_FILES)
    for row in list(rows_with(connection, without, submission.c.digest, packed)):
        connection.execute(update(submission).where(submission.c.digest == row.digest).values(files=packed[row.digest]))


def files_of(connection: Connection, digest: str) -> dict[str, bytes]:
    """The files of a submission that is in the gradebook."""
    found = connection.execute(select(submission.c.files).where(submission.c.digest == digest))
    return unpack_files(found.scalar_one())


def record_entries(connection: Connection, entries: Sequence[Entry]) -> list[int]:
    """Write down those that are not there yet; the number of each.

    With a time, the same files of the same person at that time are the same submission. Those without a time are told
    by their order: where the ones that are there end with what these begin with, these are those, and go on behind.
    """
    # A place is a number and a time a text: they are never the same
    identities = [(entry.person, entry.digest, entry.submitted_at or index) for index, entry in enumerate(entries)]
    numbers = dict(_known(entries, identities, _there(connection, {entry.person for entry in entries})))
    new = {each: entry._asdict() for each, entry in zip(identities, entries, strict=True) if each not in numbers}
    numbers |= zip(new, insert_numbered(connection, handin, list(new.values())), strict=True)
    return [numbers[each] for each in identities]


def record_people(connection: Connection, people: Iterable[Person]) -> None:
    """Write down people, and what is newly known of those who are there."""
    given = [{name: plain(text) for name, text in asdict(given_person).items()} for given_person in people]
    # What a download does not say (an email, a number) does not erase what an earlier one has said.
    rows = rows_with(connection, select(person), person.c.id, (fields["id"] for fields in given))
    there = {row.id: dict(row._mapping) for row in rows}  # noqa: SLF001 - SQLAlchemy's public name
    new, changed = dict[str, dict[str, str]](), dict[str, dict[str, str]]()
    for fields in given:
        known = there.setdefault(fields["id"], fields)
        if known is fields:  # nobody of that id was there, nor before in this list
            new[fields["id"]] = fields
        elif news := {name: text for name, text in fields.items() if text and text != known[name]}:
            known.update(news)
            changed[fields["id"]] = known
    insert_new(connection, person, list(new.values()))
    for name in changed.keys() - new.keys():
        connection.execute(update(person).where(person.c.id == name).values(changed[name]))


def _entry(work: Taken) -> Entry:
    time = None if work.submitted_at is None else to_text(work.submitted_at)
    return Entry(plain(work.person.id), work.digest, time, json.dumps([note.model_dump() for note in work.notes]))


def _there(connection: Connection, people: Collection[str]) -> dict[str, list[Row[Any]]]:
    """Each person's submissions, in the order in which they came."""
    statement = select(handin.c.id, handin.c.person, handin.c.digest, handin.c.submitted_at).order_by(handin.c.id)
    by_person: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows_with(connection, statement, handin.c.person, people):
        by_person[row.person].append(row)
    return by_person


def _known(
    entries: Sequence[Entry], identities: Sequence[Identity], there: Mapping[str, Sequence[Row[Any]]]
) -> Iterator[tuple[Identity, int]]:
    """The numbers of those that are there already."""
    untimed: dict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        if entry.submitted_at is None:
            untimed[entry.person].append(index)
    for name, rows in there.items():
        yield from (((name, row.digest, row.submitted_at), row.id) for row in rows if row.submitted_at is not None)
        theirs, places = [row for row in rows if row.submitted_at is None], untimed[name]
        count = _overlap([row.digest for row in theirs], [entries[index].digest for index in places])
        same = zip(places[:count], theirs[len(theirs) - count :], strict=True)
        yield from ((identities[index], row.id) for index, row in same)


def _overlap(there: Sequence[str], now: Sequence[str]) -> int:
    """How many of the last ones that are there are the first ones now."""
    most = min(len(there), len(now))
    return next((count for count in range(most, 0, -1) if there[len(there) - count :] == now[:count]), 0)
