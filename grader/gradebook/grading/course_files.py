"""A course as bytes: what workers are given, here or elsewhere, and what versions of exercises are told by."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from grader.course.in_reach import is_course
from grader.course.listing import exercise_names, wanted_names
from grader.digest import digest_of
from grader.errors import UsageError
from grader.model.outline import CourseOutline

if TYPE_CHECKING:
    from grader.exercise import Course
    from grader.judging.key import CourseKey

_COURSE = "exercises/course.py"


@dataclass(frozen=True)
class CourseFiles:
    """The files of a course's exercises and solutions, as they were when they were read."""

    files: Mapping[str, bytes]
    """Path within the course, such as `exercises/xor.py`, to content."""
    others: tuple[str, ...] = ()
    """Names of the exercises of which no file is here, sorted."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the exercises, sorted."""
        paths = [Path(path) for path in self.files if path != _COURSE]
        return tuple(sorted(path.stem for path in paths if path.parts[0] == "exercises"))

    def version(self, course: "Course | CourseOutline", exercise: str) -> str:
        """Hash of what an exercise's marks depend on: its two files, and the names from which seeds come.

        Where near names count, which file is an exercise's depends on the names of all of them.
        """
        trees = ("exercises", "solutions")
        near = sorted({*self.names, *self.others}) if course.accepts_near_names else []
        names = (course.name.encode(), exercise.encode(), *(name.encode() for name in near))
        return digest_of([*names, *(self.files[f"{tree}/{exercise}.py"] for tree in trees)])

    def load(self) -> "CourseKey":
        """The course, of which nothing is written to a disk; AuthoringError where it breaks its contract."""
        from grader.course.load import load_files  # noqa: PLC0415 - NumPy and SymPy, which only a worker needs

        return load_files(self.files, self.names, self.others)


def read_course(folder: Path, wanted: Collection[str] = ()) -> CourseFiles:
    """The files of a course.

    Parameters
    ----------
    folder : Path
        Holds `exercises/` and `solutions/`.
    wanted : collection of str
        Names of the exercises; all of them if it is empty.

    Raises
    ------
    UsageError
        If there is no course, or one with references, in the folder, or a wanted exercise does not exist.
    """
    if not is_course(folder):
        raise UsageError(f"{folder} holds no course: there is no {_COURSE} in it")
    if not exercise_names(folder):
        raise UsageError(f"{folder} holds no exercise")
    names = wanted_names(folder, wanted)
    paths = [_COURSE, *(f"{tree}/{name}.py" for name in names for tree in ("exercises", "solutions"))]
    try:
        others = tuple(sorted({*exercise_names(folder)} - {*names}))
        return CourseFiles({path: (folder / path).read_bytes() for path in paths}, others)
    except FileNotFoundError as error:
        fault = (
            f"{folder} has no {Path(str(error.filename)).relative_to(folder)}: a class is graded with the references"
        )
        raise UsageError(fault) from error
