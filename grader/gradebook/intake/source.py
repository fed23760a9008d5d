"""One submission that was found but not read: 100,000 of them fit into memory, their files would not.

Also what an instructor is told about them: who is not on the roster, who is missing, what could not be read.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from grader.model.gradebook import Handed, Person
from grader.model.submission import Submission
from grader.reports.clean import clean, one_line

_SHOWN = 5


class Work(Protocol):
    """Where the files of a submission lie."""

    def read(self, student: str) -> Submission:
        """The files, with a note on what was not read; never an exception for what a student did."""


@dataclass(frozen=True)
class Source:
    """One submission of one student."""

    person: Person
    """Whose it is: as the roster has them, or as the download does."""
    submitted_at: datetime | None
    """With a time zone; None where the download does not say."""
    where: str
    """For messages; the members of a group have the same."""
    work: Work
    """What `read` reads."""
    known: bool = True
    """False if there is a roster and the person is not on it."""

    def read(self) -> Submission:
        """The files, read now; what could not be read is a note on the submission."""
        return self.work.read(self.person.id)

    def handed(self) -> Handed:
        """The same with the person and the time."""
        return Handed(person=self.person, submission=self.read(), submitted_at=self.submitted_at)

    def of(self, person: Person | None) -> "Source":
        """The same, of a person on the roster; None if nobody there owns it."""
        if person is None:
            return replace(self, known=False)
        # The download's own number stays beside the roster's person: Moodle's worksheet is filled in by it
        return replace(self, person=replace(person, external=person.external or self.person.external))


@dataclass(frozen=True)
class Heard:
    """The notes on submissions, as they are read."""

    notes: dict[str, str] = field(default_factory=dict)
    """What was not read, by where the submission lies."""

    def on(self, source: Source) -> Source:
        """The same submission; what is said about it when it is read is kept here."""
        return replace(source, work=_Listened(source.work, source.where, self.notes))

    def said(self) -> Iterator[str]:
        """The first few notes, one a line, and how many there are."""
        if self.notes:
            yield f"{_count(self.notes, 'submission')} could not be read as a whole:"
        for where, text in list(self.notes.items())[:_SHOWN]:
            yield f"  {one_line(where)}: {clean(text)}"
        if len(self.notes) > _SHOWN:
            yield f"  and {len(self.notes) - _SHOWN} more"


def about_roster(sources: Sequence[Source], absent: Sequence[Person]) -> Iterator[str]:
    """Whom the roster does not name, and of whom on the roster nothing was handed in; nothing without a roster."""
    strangers = sorted({source.person.id for source in sources if not source.known})
    if strangers:
        yield f"{_count(strangers, 'student')} not on the roster, graded under their own names: {_some(strangers)}"
    if absent:
        yield f"{_count(absent, 'student')} on the roster handed in nothing: {_some([person.id for person in absent])}"


@dataclass(frozen=True)
class _Listened:
    work: Work
    where: str
    notes: dict[str, str]

    def read(self, student: str) -> Submission:
        submission = self.work.read(student)
        if submission.notes:
            self.notes[self.where] = " ".join(note.text for note in submission.notes)  # once for all members of a group
        return submission


def _count(things: Collection[object], noun: str) -> str:
    return f"{len(things)} {noun}{'s' * (len(things) != 1)}"


def _some(names: Sequence[str]) -> str:
    more = f", and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(map(one_line, names[:_SHOWN])) + more
