"""With what work is graded that counts: students compare it with what they have (`grade doctor`)."""

import platform
from collections.abc import Iterator

import grader
from grader.course.release.bundle import GradedWith
from grader.versions import version_of

DISTRIBUTION = "coursegrade"
"""What the grader is called on the package index: the name of its folder is somebody else's there."""


def requirement() -> str:
    """The grader in the version that runs, as `pip` takes it."""
    return f"{DISTRIBUTION}=={grader.__version__}"


def graded_with(level: str) -> GradedWith:
    """What this machine has, at a level of the sandbox."""
    return GradedWith(
        python=platform.python_version(),
        numpy=version_of("numpy"),
        sympy=version_of("sympy"),
        grader=grader.__version__,
        level=level,
    )


def differences(wanted: GradedWith, here: GradedWith) -> Iterator[str]:
    """What is other here than where work is graded, a sentence each; of Python's versions the last part is none."""
    if _minor(wanted.python) != _minor(here.python):
        yield f"Work is graded with Python {_minor(wanted.python)}; here is {_minor(here.python)}."
    for field, name in (("numpy", "NumPy"), ("sympy", "SymPy"), ("grader", "version")):
        there, own = getattr(wanted, field), getattr(here, field)
        if there != own:
            what = f"with {name}" if field != "grader" else f"by {name}"
            yield f"Work is graded {what} {there}; here is {own}."
    if wanted.level != here.level:
        yield f"Work is graded at the level {wanted.level}; here it is {here.level}."


def _minor(version: str) -> str:
    return ".".join(version.split(".")[:2])
