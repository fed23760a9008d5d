"""One submission that was found but not read: 100,000 of them fit into memory, their files would not."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from grader.model.gradebook import Handed, Person
from grader.model.submission import Submission


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
        return replace(self, person=replace(person, external=person.external or self.person.external))
