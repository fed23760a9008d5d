"""One submission that was found but not read: 100,000 of them fit into memory, their files would not.

Also what an instructor is told about them: who is not on the roster, who is missing, what could not be read.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from grader.model.counted import counted
from grader.model.feedback import Feedback
from grader.model.gradebook import Handed, Person, Stamp
from grader.model.submission import Submission
from grader.reports.clean import clean, one_line

LATE, ANONYMOUS = "submission.late", "submission.anonymous"
"""What a download says of a submission beside its files: late without a time, and nobody's name."""
NO_FILE, OLDER, RENAMED = "submission.no_file", "submission.older", "submission.renamed"
"""A text in the place of files; a file of which a later one counts; one that the system has numbered."""
_NAMES = "submission.names"
_SHOWN = 5
_WHERE_ALL = "--every-note lists them all"
_HEADINGS = {
    _NAMES: ("has files under other names", "have files under other names"),
    LATE: ("is marked as late, without a time", "are marked as late, without a time"),
    ANONYMOUS: ("does not say whose it is", "do not say whose they are"),
}
_UNREAD = ("could not be read as a whole", "could not be read as a whole")


class Work(Protocol):
    """Where the files of a submission lie."""

    def read(self, student: str) -> Submission:
        """The files, with a note on what was not read; never an exception for what a student did."""

    def stamp(self) -> Stamp | None:
        """By what it is told that `read` would give the same; None where that cannot be told."""


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

    def stamp(self) -> Stamp | None:
        """By what it is told that it is as it was; None where it has to be read for that."""
        return self.work.stamp()

    def about_names(self) -> tuple[str, ...]:
        """Sentences on the names of its files, if somebody listens, once it was read."""
        return self.work.names if isinstance(self.work, _Listened) else ()

    def recall(self, notes: tuple[Feedback, ...], about_names: tuple[str, ...]) -> None:
        """Tell whoever listens what was told when it was read, as it is not read again."""
        if isinstance(self.work, _Listened):
            self.work.tell(notes, about_names)

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

    notes: dict[str, tuple[Feedback, ...]] = field(default_factory=dict)
    """What was not read, and what else a download says, by where the submission lies."""
    about_names: Callable[[Mapping[str, bytes]], Iterable[str]] = lambda _: ()
    """Sentences on names of files that are no exercise's."""

    def on(self, source: Source) -> Source:
        """The same submission; what is said about it when it is read is kept here."""
        return replace(source, work=_Listened(source.work, source.where, self))

    def said(self, *, everything: bool = False) -> Iterator[str]:
        """The notes of each kind, one submission a line: the first few, and where the others are; or all of them."""
        unread = {
            where: _texts(notes, lambda code: code not in {*_HEADINGS, RENAMED}) for where, notes in self.notes.items()
        }
        yield from _listed(unread, _UNREAD, everything=everything)
        for code, heading in _HEADINGS.items():
            told = {where: _texts(notes, code.__eq__) for where, notes in self.notes.items()}
            yield from _listed(told, heading, everything=everything)


def _texts(notes: Iterable[Feedback], is_wanted: Callable[[str], bool]) -> list[str]:
    return [note.text for note in notes if is_wanted(note.code)]


def _listed(notes: Mapping[str, list[str]], heading: tuple[str, str], *, everything: bool) -> Iterator[str]:
    """A heading that counts the submissions, and a line for each of them, or for the first few."""
    told = [(where, texts) for where, texts in notes.items() if texts]
    if told:
        yield f"{_count(told, 'submission')} {heading[len(told) != 1]}:"
    for where, texts in told if everything else told[:_SHOWN]:
        # Of one submission as well: somebody who hands in a whole environment must not hide the others
        first = " ".join(texts if everything else texts[:1])
        more = (
            f" And {counted(len(texts) - 1, 'more note')}: {_WHERE_ALL}." if len(texts) > 1 and not everything else ""
        )
        yield f"  {one_line(where)}: {clean(first)}{more}"
    if len(told) > _SHOWN and not everything:
        yield f"  and {len(told) - _SHOWN} more: {_WHERE_ALL}"


def about_roster(sources: Sequence[Source], absent: Sequence[Person], *, everything: bool = False) -> Iterator[str]:
    """Whom the roster does not name, and of whom on the roster nothing was handed in; nothing without a roster."""
    strangers = sorted({source.person.id for source in sources if not source.known})
    if strangers:
        names = _some(strangers, everything=everything)
        yield f"{_count(strangers, 'student')} not on the roster, graded under their own names: {names}"
    if absent:
        names = _some([person.id for person in absent], everything=everything)
        yield f"{_count(absent, 'student')} on the roster handed in nothing: {names}"


@dataclass(frozen=True)
class _Listened:
    work: Work
    where: str
    heard: Heard

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(_texts(self.heard.notes.get(self.where, ()), _NAMES.__eq__))

    def read(self, student: str) -> Submission:
        submission = self.work.read(student)
        self.tell(submission.notes, self.heard.about_names(submission.files))
        return submission

    def tell(self, notes: Iterable[Feedback], names: Iterable[str]) -> None:
        if told := (*notes, *(Feedback(code=_NAMES, text=text) for text in names)):
            self.heard.notes[self.where] = told  # once for all members of a group

    def stamp(self) -> Stamp | None:
        return self.work.stamp()


def _count(things: Collection[object], noun: str) -> str:
    return f"{len(things)} {noun}{'s' * (len(things) != 1)}"


def _some(names: Sequence[str], *, everything: bool) -> str:
    shown = names if everything else names[:_SHOWN]
    more = f", and {len(names) - len(shown)} more: {_WHERE_ALL}" if len(names) > len(shown) else ""
    return ", ".join(map(one_line, shown)) + more
