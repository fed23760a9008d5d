"""A whole class as a page shows it: the book, what its items say, and what wants a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from grader.model.book import BookColumn, BookRow
from grader.model.gradebook import Person
from grader.model.move import Move
from grader.model.statistics import ExerciseStatistics

Want = Literal["open", "undecided", "not judged", "grader failed", "not read", "differs", "by hand"]
"""Why somebody has to look: points are open, or count without a proof; nothing was judged; the grader failed, or found
something else the second time; work was not read as a whole; a mark was given by hand, which others may want to
know."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Something in the book that wants a person."""

    person: Person
    """Whose work it is about."""
    exercise: str
    """Name of the exercise; empty where it is about the whole submission."""
    want: Want
    """Why it wants a person."""
    item: str = ""
    """Id of the item; empty where it is about the whole exercise."""
    text: str = ""
    """What is known of it, such as the fault of the grader, or who gave the mark and why."""


@dataclass(frozen=True, slots=True)
class Example:
    """How a misconception shows in one submission, without a word on whose it is."""

    exercise: str
    """Name of the exercise."""
    name: str
    """The misconception's, without `misconception.`."""
    sentence: str
    """What a student who holds it reads."""
    witness: str
    """The evidence; empty where there is none."""
    is_public: bool
    """Whether students may see the evidence."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the last dry run of `grade regrade` found, as far as it is in the gradebook."""

    at: datetime
    """When it ended, with a time zone."""
    moves: tuple[Move, ...]
    """The marks that would change, in the order of the students' ids."""


@dataclass(frozen=True, slots=True)
class Student:
    """One student of the class."""

    row: BookRow
    """What counts, without items and without the other attempts."""
    attempts: int
    """How many there are, over all exercises."""
    marks: frozenset[str]
    """Names of the filters of a book that the student passes, such as `late`."""


@dataclass(frozen=True, slots=True)
class ClassBook:
    """All of a class."""

    columns: tuple[BookColumn, ...]
    """The exercises, in the order of the course."""
    students: tuple[Student, ...]
    """By name."""
    statistics: tuple[ExerciseStatistics, ...]
    """Over the attempts that count, in the order of the course."""
    days: Mapping[date, int]
    """Day to the number of submissions that came on it."""
    untimed: int = 0
    """Submissions whose time is not known."""
    concerns: tuple[Concern, ...] = ()
    """What wants a person, by name."""
    examples: tuple[Example, ...] = ()
    """At most one for each misconception."""
    preview: Preview | None = None
    """None if nobody has asked, or what was asked is not kept."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Id of a student to the address of the student's own page; nothing where there are no such pages."""
    title: str = "Gradebook"
    """The course, as far as it is known."""
    as_of: datetime | None = None
    """When something was last graded, with a time zone; None if that is not known."""
