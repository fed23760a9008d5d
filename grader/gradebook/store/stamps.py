"""Keeps by which stamp each submission was read last, what its digest was, and what was said of it."""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select

from grader.gradebook.store.rows import replace_rows, rows_with
from grader.gradebook.store.tables import stamp
from grader.model.feedback import Feedback


class Kept(NamedTuple):
    """A submission as it was when it was read last."""

    state: str
    """Of its stamp, which has changed if anything has."""
    digest: str
    """Hash of its files, which the gradebook holds."""
    notes: tuple[Feedback, ...]
    """What was not read of it."""
    about_names: tuple[str, ...]
    """Sentences on the names of its files."""


def kept(connection: Connection, places: Iterable[str]) -> dict[str, Kept]:
    """What is kept of the submissions in some places."""
    rows = rows_with(connection, select(stamp), stamp.c.place, places)
    return {row.place: Kept(row.state, row.digest, _notes(row.notes), tuple(json.loads(row.names))) for row in rows}


def keep(connection: Connection, by_place: Mapping[str, Kept]) -> None:
    """Keep what was read by place, each in the place of what was kept before."""
    replace_rows(
        connection,
        stamp,
        [
            {
                "place": place,
                "state": read.state,
                "digest": read.digest,
                "notes": json.dumps([note.model_dump() for note in read.notes]),
                "names": json.dumps(read.about_names),
            }
            for place, read in by_place.items()
        ],
    )


def _notes(text: str) -> tuple[Feedback, ...]:
    return tuple(map(Feedback.model_validate, json.loads(text)))
