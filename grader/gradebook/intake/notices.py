"""What an instructor is told about the intake: who is not on the roster, who is missing, what could not be read."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from grader.gradebook.intake.source import Source, Work
from grader.model.gradebook import Person
from grader.model.submission import Submission
from grader.reports.clean import clean, one_line

_SHOWN = 5


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
        yield f"{_count(absent, 'student')} on the roster handed in nothing: {_some([one.id for one in absent])}"


@dataclass(frozen=True)
class _Listened:
    work: Work
    where: str
    notes: dict[str, str]

    def read(self, student: str) -> Submission:
        submission = self.work.read(student)
        if submission.notes:
            self.notes[self.where] = " ".join(note.text for note in submission.notes)
        return submission


def _count(things: Collection[object], noun: str) -> str:
    return f"{len(things)} {noun}{'s' * (len(things) != 1)}"


def _some(names: Sequence[str]) -> str:
    more = f", and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(map(one_line, names[:_SHOWN])) + more
