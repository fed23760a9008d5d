"""GitHub: a workflow that grades a student's repository whenever something is pushed; `docs/ci.md` shows it."""

from grader.course.release.places import Autograder, Material
from grader.course.release.places.template import filled


def students(install: str) -> dict[str, bytes]:
    """The workflow."""
    return {".github/workflows/grade.yml": filled("github.yml", install)}


def autograder(_: Material) -> Autograder | None:
    """None: the workflow is all."""
    return None
