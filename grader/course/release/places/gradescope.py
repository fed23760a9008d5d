"""Gradescope: an autograder that grades with the whole course, hidden items and all.

It is the instructor's: it holds the references, which Gradescope shows no student. What students hand in is data to it,
and runs behind the sandbox's wall.
"""

import shlex

from grader.course.listing import COURSE, exercise_names
from grader.course.release.places import Autograder, Material
from grader.course.release.places.template import filled, plain

_ADVICE = "upload it to Gradescope as the assignment's autograder; it holds the references, so it is for nobody else"
_AFTER_DUE = b"\nAFTER_DUE=()\n", b"\nAFTER_DUE=(--after-due)\n"


def students(_: str) -> dict[str, bytes]:
    """Nothing: they upload their files."""
    return {}


def autograder(material: Material) -> Autograder:
    """What Gradescope unpacks: the two scripts that it calls, and the course."""
    run = plain("gradescope_run_autograder.sh")
    paths = [f"exercises/{COURSE}.py"]
    for name in exercise_names(material.course):
        paths += [f"exercises/{name}.py", f"solutions/{name}.py"]
    files = {
        "setup.sh": filled("gradescope_setup.sh", material.install, shlex.quote),
        "run_autograder": run.replace(*_AFTER_DUE) if material.is_after_due else run,
        **{f"course/{path}": (material.course / path).read_bytes() for path in paths},
    }
    return Autograder(files, _ADVICE)
