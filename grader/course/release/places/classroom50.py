"""Classroom 50: the autograder of an assignment, which its runner unpacks and calls in the student's checkout.

The runner fetches it from the organisation's page, where whoever knows the address can read it: it holds the checks
that students have in their repositories anyway, and no reference. A student's own copy of them is not looked at.
"""

from grader.course.in_reach import CHECKS
from grader.course.release.places import Autograder, Material
from grader.course.release.places.template import filled

_ADVICE = "unpack it into CLASSROOM/autograders/ASSIGNMENT/ of your classroom50 repository; it holds no reference"


def students(_: str) -> dict[str, bytes]:
    """Nothing: Classroom 50 puts the workflow that calls its runner into each repository."""
    return {}


def autograder(material: Material) -> Autograder:
    """What lies in `CLASSROOM/autograders/ASSIGNMENT/` of the repository with the classroom's configuration."""
    checks = {path: content for path, content in material.released.items() if path.startswith(f"{CHECKS}/")}
    files = {
        "autograder.py": filled("classroom50_autograder.py", material.install),
        **{f"course/{path}": content for path, content in checks.items()},
    }
    return Autograder(files, _ADVICE)
