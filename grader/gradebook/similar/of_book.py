"""The work that a gradebook keeps: of each student the last submission."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, select

from grader.gradebook.similar.collect import Work
from grader.gradebook.store.encoding import unpack_files
from grader.gradebook.store.submissions import NO_FILES
from grader.gradebook.store.tables import handin, submission
from grader.model.submission import Submission

_AT_ONCE = 200


def of_book(connection: Connection) -> Iterator[Work]:
    """The last submission of each student; who handed in the same at the same moment is one group."""
    statement = select(handin.c.person, handin.c.digest, handin.c.submitted_at, handin.c.id)
    last = {}
    for row in sorted(connection.execute(statement), key=lambda row: (row.submitted_at or "", row.id)):
        last[row.person] = row
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for student, row in sorted(last.items()):
        # Without a time, equal files are two students': that they are alike is what is looked for
        groups[row.digest, row.submitted_at or f"of {student}"].append(student)
    everything = list(groups.items())
    for start in range(0, len(everything), _AT_ONCE):
        some = everything[start : start + _AT_ONCE]
        digests = {digest for (digest, _), _ in some}
        rows = connection.execute(select(submission).where(submission.c.digest.in_(digests)))
        files = {row.digest: row.files for row in rows}
        for (digest, _), students in some:
            if files[digest] != NO_FILES:  # a signed report came without them
                yield " + ".join(students), Submission.from_kept(digest, unpack_files(files[digest])).files
