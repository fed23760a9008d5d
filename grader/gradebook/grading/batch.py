"""Takes in what was handed in: read once, written down, and passed on to be graded."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple, Protocol

from grader.digest import digest_of
from grader.errors import UsageError
from grader.gradebook.grading.context import Context
from grader.gradebook.grading.grade import Work
from grader.gradebook.store import submissions
from grader.model.gradebook import Handed, Person
from grader.model.submission import Submission
from grader.sandbox.limits import MIB

# Submissions that are held in memory before they are graded, whichever of the two is reached first.
_AT_ONCE = 50
_BYTES_AT_ONCE = 16 * MIB


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


def take_in(sources: Iterable[Source], context: Context) -> Iterator[list[Work]]:
    """Read submissions, a few at a time but all of a person's together, and write down whose they are."""
    for handed in _chunks(by_person(sources)):
        with context.database.begin() as connection:
            numbers = submissions.record(connection, handed)
        yield [
            Work(number, hand_in.submission.digest, hand_in.submission.files)
            for number, hand_in in zip(numbers, handed, strict=True)
        ]


def by_person(sources: Iterable[Source]) -> list[list[Source]]:
    """Submissions person by person, each person's in the order in which they came."""
    of_person: dict[str, list[Source]] = {}
    for source in sources:
        of_person.setdefault(source.person.id, []).append(source)
    return list(of_person.values())


def _chunks(persons: Iterable[list[Source]]) -> Iterator[list[Handed]]:
    """Submissions, read; few enough, and small enough, to be held in memory."""
    some: list[Handed] = []
    for each in persons:
        # A person is never cut in two: attempts without a time are told by their order within one call of `record`
        some += [Handed(source.person, source.read(), source.submitted_at) for source in each]
        size = sum(len(content) for hand_in in some for content in hand_in.submission.files.values())
        if len(some) >= _AT_ONCE or size >= _BYTES_AT_ONCE:
            yield some
            some = []
    if some:
        yield some
