"""A late policy: when work is due, what lateness costs, and for whom it is different."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal


@dataclass(frozen=True, slots=True)
class Deadline:
    """The policy for one exercise."""

    due: datetime | None = None
    """The last moment in time, with a time zone; None if it is never too late."""
    grace: timedelta = timedelta()
    """So much later is not late yet."""
    percent_per_day: float = 0.0
    """Percent of the attempt's points that each begun day costs."""
    most: float = 100.0
    """At most so many percent are lost."""
    counts: Literal["last", "best"] = "last"
    """Which attempt counts: the last one, or the one with the most points after what lateness costs."""


Extension = timedelta | datetime
"""Time beyond the due date, or another due date."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole policy, as it is read from a file."""

    default: Deadline = Deadline()
    """For exercises that are not named."""
    exercises: Mapping[str, Deadline] = field(default_factory=dict)
    """For those that are."""
    extensions: Mapping[str, Extension | Mapping[str, Extension]] = field(default_factory=dict)
    """Student to an extension for all exercises, or for some by name."""
    excused: Mapping[str, Literal[True] | frozenset[str]] = field(default_factory=dict)
    """Student to the exercises that do not count; True for all."""

    def deadline(self, exercise: str) -> Deadline:
        """The policy for one exercise."""
        return self.exercises.get(exercise, self.default)

    def extension(self, student: str, exercise: str) -> Extension | None:
        """The student's own time for an exercise."""
        extension = self.extensions.get(student)
        return extension.get(exercise) if isinstance(extension, Mapping) else extension

    def is_excused(self, student: str, exercise: str) -> bool:
        """Whether an exercise does not count for a student."""
        # `is True`, as a set of names is true as well
        excused = self.excused.get(student, frozenset())
        return excused is True or exercise in excused
