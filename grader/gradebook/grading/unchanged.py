"""Tells which submissions are as they were when they were read last, so that they need not be read again.

    stamp as it is kept      ──▶  digest and notes of before; the gradebook has the files
    another one, or none     ──▶  read, and its stamp kept for the next time

A stamp is a short cut to a digest and nothing else: what was graded, and with what, is told by digests as ever.
"""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol

from sqlalchemy import Engine as Database

from grader.digest import digest_of
from grader.gradebook.grading.batch import Read, Source, by_person, in_chunks, read_now
from grader.gradebook.grading.keys import Conditions, keys_of
from grader.gradebook.store import gradings, stamps
from grader.gradebook.store.stamps import Kept
from grader.gradebook.store.submissions import Taken
from grader.model.feedback import Feedback
from grader.model.gradebook import Stamp

_STAMPS_AT_ONCE = 500
SETTLED_NS = 3_000_000_000
"""A file that has changed within this time before it is looked at may change once more in the same tick of its file
system's clock, which would show in nothing; ticks are up to two seconds long. Such a one is read again next time."""


class Stamped(Source, Protocol):
    """A submission of which it can be told without reading it whether it has changed, and which listens to notes."""

    def stamp(self) -> Stamp | None:
        """By what that is told; None where it cannot be."""

    def about_names(self) -> tuple[str, ...]:
        """Sentences on the names of its files, as it was read just now."""

    def recall(self, notes: tuple[Feedback, ...], about_names: tuple[str, ...]) -> None:
        """Say the same of it as when it was read."""


@dataclass(frozen=True)
class Memory:
    """What is kept in a gradebook of submissions that were read."""

    database: Database
    reader: str
    """Hash of all else that reading depends on: this installation, and the course, by which files are named."""
    is_fresh: bool = False
    """Whether everything is to be read again."""

    def read(self, sources: Iterable[Stamped]) -> Iterator[list[Read]]:
        """Submissions as they are now, in chunks as `write_down` takes them."""
        return in_chunks(self._persons(sources))

    def _persons(self, sources: Iterable[Stamped]) -> Iterator[list[Read]]:
        for persons in _some(by_person(sources)):
            looked_at = time.time_ns()
            seen = [(source, self._stamp(source)) for source in chain.from_iterable(persons)]
            kept = self._kept(stamp.place for _, stamp in seen if stamp is not None)
            reads = (self._read(source, stamp, kept, looked_at) for source, stamp in seen)
            for person in persons:
                yield [next(reads) for _ in person]

    def _kept(self, places: Iterable[str]) -> dict[str, Kept]:
        if self.is_fresh:
            return {}
        with self.database.begin() as connection:
            return stamps.kept(connection, places)

    def _stamp(self, source: Stamped) -> Stamp | None:
        stamp = source.stamp()
        return stamp and replace(stamp, state=digest_of([stamp.state.encode(), self.reader.encode()]))

    def _read(self, source: Stamped, stamp: Stamp | None, kept: dict[str, Kept], looked_at: int) -> Read:
        before = kept.get(stamp.place) if stamp is not None else None
        if stamp is not None and before is not None and before.state == stamp.state:
            source.recall(before.notes, before.about_names)
            return Read(Taken(source.person, source.submitted_at, before.digest, before.notes, None))
        read = read_now(source)
        is_settled = stamp is not None and stamp.changed_ns + SETTLED_NS < looked_at
        # Once more, as it may have changed between the look and the reading
        if stamp is None or not is_settled or self._stamp(source) != stamp:
            return read
        own = Kept(stamp.state, read.taken.digest, read.taken.notes, source.about_names())
        return read._replace(place=stamp.place, kept=own)


def _some(persons: Iterable[Sequence[Stamped]]) -> Iterator[list[Sequence[Stamped]]]:
    """Persons of whom there are a few hundred submissions."""
    some: list[Sequence[Stamped]] = []
    for each in persons:
        some.append(each)
        if sum(map(len, some)) >= _STAMPS_AT_ONCE:
            yield some
            some = []
    if some:
        yield some


class Survey:
    """A look through submissions for one that has to be graded; what was seen by then is not read again.

    Parameters
    ----------
    chunks : iterator of sequences of Read
        The submissions.
    """

    def __init__(self, chunks: Iterator[Sequence[Read]]) -> None:
        self._left = chunks
        self._seen: deque[Sequence[Read]] = deque()

    def is_all_known(self, database: Database, versions: Mapping[str, str], conditions: Conditions) -> bool:
        """Whether the gradebook has a grading of each exercise of each submission; it ends at the first that is not."""
        for some in self._left:
            keys = {key for read in some for key in keys_of(read.taken.digest, versions, conditions).values()}
            with database.begin() as connection:
                is_known = gradings.known(connection, keys) == keys
            # What has a grading is in the gradebook, with its files
            self._seen.append([_without_files(read) for read in some] if is_known else some)
            if not is_known:
                return False
        return True

    def chunks(self) -> Iterator[Sequence[Read]]:
        """All of the submissions, once."""
        while self._seen:
            yield self._seen.popleft()
        yield from self._left


def _without_files(read: Read) -> Read:
    return read._replace(taken=read.taken._replace(files=None))
