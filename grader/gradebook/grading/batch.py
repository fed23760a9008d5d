"""Takes in what was handed in: read once, written down, and passed on to be graded."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, TypeVar

from grader.digest import digest_of
from grader.errors import UsageError
from grader.gradebook.grading.context import Context
from grader.gradebook.grading.grade import Work
from grader.gradebook.store import stamps, submissions
from grader.gradebook.store.stamps import Kept
from grader.gradebook.store.submissions import Taken
from grader.model.gradebook import Person
from grader.model.submission import Submission
from grader.sandbox.limits import MIB

# Submissions that are held in memory before they are graded, whichever of the two is reached first.
_AT_ONCE = 50
_BYTES_AT_ONCE = 16 * MIB
_MOST_AT_ONCE = 500
"""Also of those whose files need not be read: as many as the gradebook is asked for in one statement."""
S = TypeVar("S", bound="Source")


class Source(Protocol):
    """A submission that lies somewhere, and is not read yet."""

    @property
    def person(self) -> Person:
        """Whose it is."""

    @property
    def submitted_at(self) -> datetime | None:
        """When it was handed in, if that is known."""

    def read(self) -> Submission:
        """The files, as they are now."""


class Shard(NamedTuple):
    """One part of several into which a batch is cut, by whose the submissions are."""

    number: int
    """From 1."""
    of: int

    def __str__(self) -> str:
        """As it is typed."""
        return f"{self.number}/{self.of}"

    def holds(self, student: str) -> bool:
        """Whether a student's submissions belong to this part."""
        # By whose it is and not by its place in the list, so that a part stays the same when others hand in; by a hash
        # that is the same in every process, so that parts need not know of each other
        return int(digest_of([student.encode("utf-8", "surrogateescape")]), 16) % self.of == self.number - 1


def shard_from(text: str) -> Shard:
    """The part that is named, such as `3/10`; UsageError if there is none such."""
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise UsageError(f"'{text}' is no part of a batch; write 3/10 for the third of ten")
    return Shard(int(number), int(of))


def plan_of(sources: Collection[Source], versions: Iterable[str], setting: str) -> str:
    """Hash of everything that the parts of a batch are to grade together: it tells whether parts belong together."""
    handed = sorted(f"{source.person.id}\0{source.submitted_at}" for source in sources)
    return digest_of(part.encode("utf-8", "surrogateescape") for part in (setting, *sorted(versions), *handed))


class Read(NamedTuple):
    """A submission as it is now."""

    taken: Taken
    place: str = ""
    """Where it lies, of one that was read just now, and that can be told from a changed one without reading it."""
    kept: Kept | None = None
    """What is to be kept of such a one for the next time."""

    @property
    def size(self) -> int:
        """Bytes that are held in memory."""
        return sum(map(len, (self.taken.files or {}).values()))


def read_all(sources: Iterable[Source]) -> Iterator[list[Read]]:
    """Submissions, read, a few at a time but all of a person's together."""
    return in_chunks([read_now(source) for source in each] for each in by_person(sources))


def read_now(source: Source) -> Read:
    """A submission, read."""
    submission = source.read()
    return Read(Taken(source.person, source.submitted_at, submission.digest, submission.notes, submission.kept))


def write_down(chunks: Iterable[Sequence[Read]], context: Context) -> Iterator[list[Work]]:
    """Write down whose submissions they are, and what is kept of them, before they are graded."""
    for some in chunks:
        with context.database.begin() as connection:
            numbers = submissions.record(connection, [read.taken for read in some])
            stamps.keep(connection, {read.place: read.kept for read in some if read.kept is not None})
        yield [Work(number, read.taken.digest, read.taken.files) for number, read in zip(numbers, some, strict=True)]


def by_person(sources: Iterable[S]) -> list[list[S]]:
    """Submissions person by person, each person's in the order in which they came."""
    of_person: dict[str, list[S]] = {}
    for source in sources:
        of_person.setdefault(source.person.id, []).append(source)
    return list(of_person.values())


def in_chunks(persons: Iterable[Sequence[Read]]) -> Iterator[list[Read]]:
    """Submissions, read person by person; few enough, and small enough, to be held in memory."""
    some: list[Read] = []
    count = size = 0
    for each in persons:
        # A person is never cut in two: attempts without a time are told by their order within one call of `record`
        some += each
        count += sum(read.taken.files is not None for read in each)
        size += sum(read.size for read in each)
        if count >= _AT_ONCE or size >= _BYTES_AT_ONCE or len(some) >= _MOST_AT_ONCE:
            yield some
            some, count, size = [], 0, 0
    if some:
        yield some
