"""What one run grades with, and where it writes."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine as Database

from grader.gradebook.grading.course_files import CourseFiles
from grader.gradebook.grading.keys import Conditions, keys_of
from grader.gradebook.store import runs
from grader.gradebook.store.runs import Outlined


@dataclass(frozen=True)
class Context:
    """A run that has begun."""

    database: Database
    """The gradebook, to which nobody else writes."""
    versions: Mapping[str, str]
    """Exercise to the hash of its files, in the order of the course."""
    conditions: Conditions
    """With what it is graded."""
    run: int
    """Number of the run."""

    def keys(self, digest: str) -> dict[str, str]:
        """Exercise to the key of its grading, for a submission."""
        return keys_of(digest, self.versions, self.conditions)


def versions_of(course: Outlined, files: CourseFiles) -> dict[str, str]:
    """Exercise to the hash of its files, in the order of the course."""
    outline = course.outline
    return {exercise.name: files.version(outline, exercise.name) for exercise in outline.exercises}


def begin(
    database: Database,
    course: Outlined,
    files: CourseFiles,
    conditions: Conditions,
    what: str,
    shard: str = "",
    plan: str = "",
) -> Context:
    """Begin a run: it is written down, and so are the exercises as they are."""
    versions = versions_of(course, files)
    with database.begin() as connection:
        runs.record_versions(connection, course, versions)
        number = runs.begin(connection, what, course.outline.version, shard, plan)
    return Context(database, versions, conditions, number)
