"""Which exercises belong to which assignment: as it is said, or else by their titles."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from grader.errors import UsageError
from grader.gradebook.exports.canvas import by_title
from grader.gradebook.exports.export import points
from grader.gradebook.push.grade import Assignment
from grader.model.book import BookColumn


class Target(NamedTuple):
    """An assignment, and the exercises whose sum is its mark."""

    assignment: Assignment
    exercises: tuple[str, ...]
    label: str
    """The exercise's title, or how many there are."""
    factor: float
    """From points of the exercises to points there."""


def targets(
    columns: Sequence[BookColumn], assignments: Sequence[Assignment], given: Sequence[str], *, is_scaled: bool
) -> list[Target]:
    """What marks are sent to.

    Parameters
    ----------
    columns : sequence of BookColumn
        The exercises.
    assignments : sequence of Assignment
        Those that Canvas has.
    given : sequence of str
        `EXERCISE=ID`, or `ID` for the sum of all exercises; where nothing is said, assignments of an exercise's title.
    is_scaled : bool
        Whether marks are brought to the points that can be earned there, if these are others.

    Raises
    ------
    UsageError
        If something that is named is not there, or an assignment does not take these marks.
    """
    pairs = [_named(text, columns, assignments) for text in given] or _titled(columns, assignments)
    ids = [assignment.id for assignment, _ in pairs]
    if again := {number for number in ids if ids.count(number) > 1}:
        raise UsageError(f"assignment {min(again)} is named twice: one mark would take the place of the other")
    return [_target(assignment, of, is_scaled=is_scaled) for assignment, of in pairs]


def _named(
    text: str, columns: Sequence[BookColumn], assignments: Sequence[Assignment]
) -> tuple[Assignment, Sequence[BookColumn]]:
    name, is_named, number = text.rpartition("=")
    of = [column for column in columns if column.name == name.strip()] if is_named else columns
    if not of:
        known = ", ".join(column.name for column in columns)
        raise UsageError(f"--assignment {text}: there is no exercise '{name}' in the gradebook; there are {known}")
    there = [assignment for assignment in assignments if str(assignment.id) == number.strip()]
    if not there:
        known = ", ".join(f"{assignment.id} ({assignment.title})" for assignment in assignments) or "none"
        raise UsageError(f"--assignment {text}: the course in Canvas has no assignment {number}; it has {known}")
    return there[0], of


def _titled(
    columns: Sequence[BookColumn], assignments: Sequence[Assignment]
) -> list[tuple[Assignment, Sequence[BookColumn]]]:
    by_name = by_title([assignment.title for assignment in assignments], columns)
    pairs: list[tuple[Assignment, Sequence[BookColumn]]] = [
        (assignment, [column])
        for column in columns
        for assignment in assignments
        if assignment.title == by_name.get(column.name)
    ]
    if not pairs:
        wanted = ", ".join(column.shown for column in columns) or "none"
        known = ", ".join(f"{assignment.id} ({assignment.title})" for assignment in assignments) or "none"
        raise UsageError(
            f"no assignment in Canvas has the title of an exercise; exercises are {wanted}; assignments are {known}; "
            "name them with --assignment EXERCISE=ID"
        )
    return pairs


def _target(assignment: Assignment, columns: Sequence[BookColumn], *, is_scaled: bool) -> Target:
    most = math.fsum(column.max_score for column in columns)
    label = columns[0].shown if len(columns) == 1 else f"the sum of {len(columns)} exercises"
    what = f"assignment {assignment.id} ({assignment.title})"
    if not assignment.is_in_points:
        raise UsageError(f"{what} takes no points: let it be graded in points in Canvas")
    possible = assignment.points or 0.0
    is_same = points(possible) == points(most)
    if not is_same and not is_scaled:
        raise UsageError(
            f"{what} has {points(possible)} points in Canvas, and {label} has {points(most)} here: "
            "change that there, or bring marks to it with --scale"
        )
    if not is_same and not (possible and most):
        raise UsageError(f"{what} has no points in Canvas, or {label} none here: there is nothing to bring marks to")
    return Target(assignment, tuple(column.name for column in columns), label, 1.0 if is_same else possible / most)
