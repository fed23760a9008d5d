"""All that is known before a mark is sent: which course, which assignments, whose marks would change."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from grader.errors import UsageError
from grader.gradebook.push.grade import Assignment, Fault, Grade, User
from grader.gradebook.push.plan import Plan, plan
from grader.gradebook.push.targets import Target, targets
from grader.model.book import BookColumn, BookRow


class Known(Protocol):
    """A course as another system knows it; every method raises Fault where that does not answer."""

    def title(self) -> str:
        """What it is called."""

    def assignments(self) -> list[Assignment]:
        """All that marks can be given for."""

    def users(self) -> list[User]:
        """The students."""

    def grades(self, assignment: int) -> dict[int, Grade]:
        """The marks that there are, by the user's number."""


class Prepared(NamedTuple):
    """What there is to show before anything is sent."""

    title: str
    targets: Sequence[Target]
    plan: Plan


def prepare(
    course: Known, rows: Iterable[BookRow], columns: Sequence[BookColumn], given: Sequence[str], *, is_scaled: bool
) -> Prepared:
    """Ask for what is there, and compare it with the book; UsageError if that cannot be done."""
    try:
        title = course.title()
        chosen = targets(columns, course.assignments(), given, is_scaled=is_scaled)
        grades = {target.assignment.id: course.grades(target.assignment.id) for target in chosen}
        return Prepared(title, chosen, plan(rows, chosen, course.users(), grades))
    except Fault as fault:
        raise UsageError(str(fault)) from fault
