"""Hand-ins as the gradebook takes them in."""

from collections.abc import Sequence

from sqlalchemy import Connection

from grader.gradebook.store import submissions
from grader.gradebook.store.submissions import Taken
from grader.model.gradebook import Handed


def record(connection: Connection, handed: Sequence[Handed]) -> list[int]:
    """Write down hand-ins with their files; the number of each."""
    return submissions.record(connection, [taken(each) for each in handed])


def taken(handed: Handed) -> Taken:
    """A hand-in that was read."""
    work = handed.submission
    return Taken(handed.person, handed.submitted_at, work.digest, work.notes, work.files)
