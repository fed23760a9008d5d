"""What counts of a student's attempts, and the rows of a book: one student each."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from grader.model.gradebook import Attempt, Person


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts for one student in one exercise, after the late policy."""

    exercise: str
    """Name of the exercise."""
    attempt: Attempt | None
    """The attempt that counts; None if nothing was handed in."""
    before: float | None
    """Its points as they were graded, or given by hand; None where they are not known."""
    after: float | None
    """The points that count, after what lateness costs; None where they are not known or the student is excused."""
    days_late: int = 0
    """Begun days after the due date; 0 within the grace period."""
    is_untimed: bool = False
    """Whether it is due at some time and nobody knows when it was handed in, so that it was taken to be in time."""
    excused: bool = False
    """Whether the exercise does not count for the student."""
    why: str = ""
    """A sentence on which attempt counts and what lateness cost; empty where there is nothing to explain."""


@dataclass(frozen=True, slots=True)
class BookColumn:
    """One exercise of the book."""

    name: str
    """Name of the exercise."""
    max_score: float
    """Points that can be earned."""
    title: str = ""
    """The exercise's title; empty where it is not known."""

    @property
    def shown(self) -> str:
        """The title, or else the name."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class BookRow:
    """One student."""

    person: Person
    """Who it is."""
    counted: Mapping[str, Counted]
    """Name of the exercise to what counts there; nothing for an exercise that was not handed in."""
    attempts: tuple[Attempt, ...] = ()
    """All attempts, by exercise and number."""

    @property
    def total(self) -> float | None:
        """Sum of the points that count; None if one of them is not known."""
        # What was not handed in adds nothing and leaves the sum known; what was, and has no points yet, does not
        asked = [mark.after for mark in self.counted.values() if not mark.excused and mark.attempt is not None]
        known = [points for points in asked if points is not None]
        # `fsum`, so that ten times 0.1 is 1, and the same exercises in another order have the same sum
        return math.fsum(known) if len(known) == len(asked) else None

    @property
    def without_items(self) -> "BookRow":
        """What counts of the same student, without the items and the other attempts: a tenth of what they take."""
        bare = {
            exercise: mark
            if mark.attempt is None or not mark.attempt.items
            else replace(mark, attempt=replace(mark.attempt, items=()))
            for exercise, mark in self.counted.items()
        }
        return BookRow(self.person, bare)

    def within(self, exercises: Collection[str]) -> "BookRow":
        """The same student with these exercises only."""
        counted = {exercise: mark for exercise, mark in self.counted.items() if exercise in exercises}
        return BookRow(
            self.person, counted, tuple(attempt for attempt in self.attempts if attempt.exercise in exercises)
        )

    def points(self, exercise: str) -> float | None:
        """The points that count in an exercise; None where they are not known."""
        return self.counted[exercise].after if exercise in self.counted else None

    def excused(self, exercise: str) -> bool:
        """Whether the exercise does not count for the student."""
        return exercise in self.counted and self.counted[exercise].excused
