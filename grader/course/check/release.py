"""Whether an exercise can be released: what students get of it is made, and proved, as `grade release` does."""

from collections.abc import Iterator
from pathlib import Path

from grader.course.check.findings import finding_of
from grader.course.release.build import build, prove
from grader.errors import AuthoringError
from grader.exercise import Course
from grader.judging.key import CourseKey, ExerciseKey
from grader.model.checked import Finding


def check_release(folder: Path, course: Course, key: ExerciseKey) -> Iterator[Finding]:
    """The first thing of an exercise that cannot be given to students, with what is shown once it is due."""
    alone = CourseKey(course, (key,)).after_due
    try:
        prove(build(folder, alone), alone)
    except AuthoringError as error:
        yield finding_of(error, folder, "release.fails")
