"""What a gradebook holds: persons, what they handed in, and each attempt with its marks."""

from dataclasses import dataclass
from datetime import datetime

from grader.model.submission import Submission
from grader.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Person:
    """A student, as the roster or the download names them."""

    id: str
    """What tells students apart; everything else may be unknown."""
    name: str = ""
    """As it is to be shown, such as "Ada Lovelace"."""
    email: str = ""
    """In the spelling of the roster: some systems tell capitals apart."""
    number: str = ""
    """The institution's number of the student."""
    external: str = ""
    """The number that the system which made the download uses, such as Moodle's "Participant 1234"."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what it is told, without reading it, that a submission is as it was."""

    place: str
    """Hash of where it lies: it is the same as long as it lies there."""
    state: str
    """Hash of its files as the system has them: names, sizes, numbers and times."""
    changed_ns: int
    """When something of them was last changed, in nanoseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One submission of one student."""

    person: Person
    """Whose it is."""
    submission: Submission
    """The files; none, and a note that says why, where nothing could be read."""
    submitted_at: datetime | None = None
    """With a time zone; None where the download does not say."""


@dataclass(frozen=True, slots=True)
class ItemMark:
    """One item of one attempt."""

    item: str
    """Its id within the exercise."""
    score: float | None
    """Points earned; None where they are not known."""
    max_score: float
    """Points that can be earned."""
    verdict: Verdict
    """What was found."""
    codes: tuple[str, ...] = ()
    """Codes of the feedback, such as `misconception.dropped_factor_two`."""
    seconds: float | None = None
    """Wall-clock seconds that judging it took."""

    @property
    def is_open(self) -> bool:
        """Whether it could not be decided, so that its points wait for the instructor."""
        return self.verdict is Verdict.UNDECIDED and self.score is None


@dataclass(frozen=True, slots=True)
class Override:
    """A mark that was changed by hand."""

    score: float
    """The points that count instead."""
    who: str
    """Who changed it."""
    why: str
    """The reason."""
    at: datetime
    """When, with a time zone."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One exercise of one submission of one student, as it was graded last."""

    student: str
    """Id of the person."""
    exercise: str
    """Name of the exercise."""
    number: int
    """1 for the first that the student handed in; for the same files again, no new one is counted."""
    submitted_at: datetime | None
    """With a time zone; None if it is not known."""
    digest: str
    """Hash of the submission."""
    score: float | None
    """Sum of the items' points, without any override; None if one is not known."""
    max_score: float
    """Points that can be earned."""
    items: tuple[ItemMark, ...] = ()
    """In the order of the exercise."""
    override: Override | None = None
    """The last change by hand, if there was one."""
    signed_by: str = ""
    """Fingerprint of the key of a report that it came with; empty if it was graded here, or nobody has asked."""

    @property
    def counted(self) -> float | None:
        """The points that count: those given by hand, or else those that were earned."""
        # `is not None`: a mark of 0 that was given by hand counts too
        return self.override.score if self.override is not None else self.score
