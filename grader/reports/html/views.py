"""What the templates show, ready to be shown: every text is harmless, every number is written."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True)
class Link:
    """A text that leads to a place on the page."""

    to: str
    """The id of what it leads to."""
    text: str


@dataclass(frozen=True)
class Bar:
    """Points as a bar; it says nothing that does not stand beside it as a number."""

    earned: str
    """Its filled part, in percent of its length."""
    unknown: str
    """The part behind that, of points that are open or not known, in percent of its length."""


@dataclass(frozen=True)
class ItemView:
    """One item."""

    anchor: str
    """Its id on the page."""
    id: str
    title: str
    tone: str
    """The class that colours it: `right`, `wrong`, `partial`, `open` or `quiet`."""
    sign: str
    """The verdict as a sign, for the eye; the word stands beside it."""
    verdict: str
    points: str
    change: str
    """What it has earned more or less since the last time; empty where nothing is known, or nothing changed."""
    evidence: str
    keeps_columns: bool
    """Whether lines of the evidence stand in columns below each other, such as a caret below its source."""
    picture: "Markup | None"
    sentences: "tuple[Markup, ...]"
    same_as: Link | None
    """The item at which the same fault is told."""
    place: str
    """Where to look in the student's files; empty where nothing is to be looked at, or the evidence says it."""
    printed: str
    program: str
    """What `grade why` prints; empty where there is nothing to run."""

    @property
    def has_body(self) -> bool:
        """Whether anything stands below its line."""
        texts = (self.evidence, self.sentences, self.change, self.place, self.printed, self.program)
        return any(texts) or self.picture is not None or self.same_as is not None


@dataclass(frozen=True)
class ExerciseView:
    """One exercise."""

    anchor: str
    """Its id on the page."""
    title: str
    file: str
    points: str
    standing: str
    """How many of its items are what: `3 correct, 1 wrong`."""
    bar: Bar
    statement: "Markup | None"
    """What was asked; None where that is not known."""
    missing: "tuple[Markup, ...]"
    """Why items are not started, each reason once."""
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class PageView:
    """All of a report."""

    course: str
    student: str
    total: str
    bar: Bar
    next_step: str
    """What to do next, and, if it is about an item, the words before its link."""
    next_item: Link | None
    since: str
    """What went up and down since the last time; empty where that is not known, or nothing did."""
    remarks: "tuple[Markup, ...]"
    """What verdicts mean that are neither right nor wrong, how the code was confined, and notes on the submission."""
    exercises: tuple[ExerciseView, ...]
    digest: str
    made_with: str
    origin: str
    """Where the report comes from; empty where that is not known."""
