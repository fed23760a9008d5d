"""GitLab: a job that grades a student's repository whenever something is pushed; `docs/ci.md` shows it."""

from grader.course.release.places import Autograder, Material
from grader.course.release.places.template import filled


def students(install: str) -> dict[str, bytes]:
    """The job, whose test results GitLab shows."""
    return {".gitlab-ci.yml": filled("gitlab.yml", install)}


def autograder(_: Material) -> Autograder | None:
    """None: the job is all."""
    return None
