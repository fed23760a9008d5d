"""Writes down marks of signed reports: gradings that were made elsewhere, by somebody whose signature counts.

Their files are not here. What a grading's setting says beside what every other one says is who has signed it, and when:
so it has a key of its own, and is never taken for what this gradebook's own runs have found.
"""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select

from grader.digest import digest_of
from grader.gradebook.store import gradings, marks, submissions
from grader.gradebook.store.gradings import Grading
from grader.gradebook.store.marks import Mark
from grader.gradebook.store.rows import insert_new, rows_with
from grader.gradebook.store.submissions import NO_FILES, Entry
from grader.gradebook.store.tables import grading, handin, submission
from grader.model.gradebook import Person
from grader.model.report import ExerciseScore, Report


class Signed(NamedTuple):
    """A signed report that may be taken in, and of whom it is."""

    person: Person
    report: Report
    scores: tuple[ExerciseScore, ...]
    """What of it can be a mark."""
    setting: Mapping[str, object]
    """With what it was graded, who has signed it, and when."""
    signed_at: str
    """As timestamps stand in a gradebook."""


class Taken(NamedTuple):
    """What became of the exercises of a report, by their names."""

    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    """This very report is there already."""
    older: tuple[str, ...] = ()
    """A mark from a report that was signed later is there."""
    own: tuple[str, ...] = ()
    """This gradebook has graded the same files itself, and that counts."""


def has_untimed(connection: Connection, signed: Signed) -> bool:
    """Whether a person has only other work, and some without a time: nobody can say whether the report is older."""
    theirs = select(handin.c.digest, handin.c.submitted_at).where(handin.c.person == signed.person.id)
    rows = connection.execute(theirs).all()
    is_there = any(row.digest == signed.report.submission.digest for row in rows)
    return not is_there and any(row.submitted_at is None for row in rows)


def record(connection: Connection, run: int, signed: Signed, versions: Mapping[str, str]) -> Taken:
    """Write down a report's marks, as far as they are new.

    Parameters
    ----------
    connection : Connection
        The gradebook.
    run : int
        Number of the run.
    signed : Signed
        The report.
    versions : mapping of str to str
        Exercise to the hash of its files.
    """
    text = json.dumps(signed.setting, sort_keys=True, separators=(",", ":"))
    digest = signed.report.submission.digest
    number = _handin(connection, signed)
    last = marks.last(connection, [number])
    before = _settings(connection, last.values())
    sorted_in: dict[str, list[ExerciseScore]] = {name: [] for name in Taken._fields}
    for score in signed.scores:
        sorted_in[_rank(before.get(last.get((number, score.id), "")), text)].append(score)
    new = [_grading(digest, versions[score.id], text, score) for score in sorted_in["new"]]
    gradings.record(connection, run, new)
    why = f"signed by {signed.setting['signed_by']}"
    marks.record(connection, run, [Mark(number, made.score.id, made.key) for made in new], why)
    return Taken(**{name: tuple(score.id for score in scores) for name, scores in sorted_in.items()})


def _grading(digest: str, version: str, setting: str, score: ExerciseScore) -> Grading:
    # No seconds: how long it took is not signed
    return Grading(digest_of(map(str.encode, (digest, version, setting))), digest, version, setting, score, seconds={})


def _rank(before: str | None, text: str) -> str:
    """What a grading is to the one that counts until now, by the settings of both."""
    if before is None:
        return "new"
    if before == text:
        return "known"
    old, new = json.loads(before), json.loads(text)
    if "signed_at" not in old:
        return "own"
    return "new" if new["signed_at"] > old["signed_at"] else "older"


def _handin(connection: Connection, signed: Signed) -> int:
    """The number of the work: that of the same files before, if they are there, or else a new one."""
    digest = signed.report.submission.digest
    same = select(handin.c.id).where(handin.c.person == signed.person.id, handin.c.digest == digest)
    number = connection.scalar(same.order_by(handin.c.id).limit(1))
    if number is not None:
        return int(number)
    insert_new(connection, submission, [{"digest": digest, "files": NO_FILES}])
    submissions.record_people(connection, [signed.person])
    notes = json.dumps([note.model_dump() for note in signed.report.notes])
    [number] = submissions.record_entries(connection, [Entry(signed.person.id, digest, signed.signed_at, notes)])
    return number


def _settings(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    rows = rows_with(connection, select(grading.c.key, grading.c.setting), grading.c.key, keys)
    return {row.key: row.setting for row in rows}
