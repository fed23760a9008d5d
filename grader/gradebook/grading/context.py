"""What one run grades with, and where it writes."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine as Database

from grader.gradebook.grading.course_files import CourseFiles
from grader.gradebook.grading.keys import Conditions, grading_key
from grader.gradebook.store import runs
from grader.judging.key import CourseKey


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
        return {name: grading_key(digest, version, self.conditions) for name, version in self.versions.items()}


def begin(
    database: Database,
    key: CourseKey,
    files: CourseFiles,
    conditions: Conditions,
    what: str,
    shard: str = "",
    plan: str = "",
) -> Context:
    """Begin a run: it is written down, and so are the exercises as they are."""
    versions = {exercise.name: files.version(key.course, exercise.name) for exercise in key.exercises}
    with database.begin() as connection:
        runs.record_versions(connection, key, versions)
        number = runs.begin(connection, what, key.course.version, shard, plan)
    return Context(database, versions, conditions, number)
