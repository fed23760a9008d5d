"""What a place needs where a course lives, beside the stubs and checks that are the same everywhere: one file each.

    github       a workflow in the students' repository
    gitlab       `.gitlab-ci.yml` in the students' repository
    classroom50  a zip with an autograder, which its runner calls; the checks in it are those that students have anyway
    gradescope   a zip with an autograder, which holds the whole course and is the instructor's alone

Each has `students(install)`, files that lie in what students get, and `autograder(material)`, the files of a zip that
lies beside it and never in it. `place_of` imports a place when it is asked for.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

PLACES = ("github", "gitlab", "classroom50", "gradescope")
"""One file each."""
DEFAULT = "github"


class Material(NamedTuple):
    """What an autograder is made of."""

    course: Path
    """The author's folder, with `exercises/` and `solutions/`."""
    released: Mapping[str, bytes]
    """What students get, by path."""
    install: str
    """From what the grader is installed, as `pip` takes it."""
    is_after_due: bool
    """Whether the due date has passed."""


class Autograder(NamedTuple):
    """What grades at a place."""

    files: Mapping[str, bytes]
    """Path in the zip to content."""
    advice: str
    """What the instructor does with it."""


class Place(Protocol):
    """One file of this folder."""

    def students(self, install: str) -> dict[str, bytes]:
        """What lies in the folder that students get, by path."""

    def autograder(self, material: Material) -> Autograder | None:
        """What lies in the zip beside that folder; None if the place needs none."""


def place_of(name: str) -> Place:
    """The place with one of the names in `PLACES`."""
    return cast("Place", import_module(f"grader.course.release.places.{name}"))


def archive_of(folder: Path, name: str) -> Path:
    """Where the zip of a place lies: beside the folder that students get."""
    return folder.with_name(f"{folder.name}-{name}-autograder.zip")
