"""The file of the user's cache in which a folder's last report is kept, exercise by exercise."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from grader.course.report_cache.guess import FOLDER, path_of
from grader.judging.setting import Setting
from grader.model.frozen import Frozen
from grader.model.report import CourseInfo, Environment, ExerciseScore
from grader.user_cache import cache_path, read_whole, write_whole

_MOST_FOLDERS = 200
"""Of so many folders of work something is kept; of those that were not graded for the longest it is removed."""


class KeptExercise(Frozen):
    """What an exercise earned when it was last graded."""

    score: ExerciseScore
    """Its items, and their sum."""
    position: int
    """Where it stands in the course."""
    key: str
    """Hash of what of the submission it was judged from."""
    is_steady: bool
    """Whether the same work would earn the same again, under the same conditions."""
    at: float
    """When that was, in seconds since 1970."""


class KeptReport(Frozen):
    """What a folder of work earned when its exercises were last graded."""

    schema_: Literal["grade-kept/1"] = Field(default="grade-kept/1", alias="schema")
    """Name and version of this format."""
    course_folder: str
    """Folder of the course."""
    seed: int
    """The variant."""
    after_due: bool
    """Whether items marked `after_due` were public."""
    conditions: str
    """Hash of all that the steady ones of the exercises depend on beside the work; empty if that cannot be told."""
    course: CourseInfo
    """The course."""
    environment: Environment
    """With what the steady ones were graded."""
    exercises: dict[str, KeptExercise]
    """By name."""

    def is_of(self, course: Path, setting: Setting) -> bool:
        """Whether it is about this course, and these numbers: only then can points be compared."""
        about = (self.course_folder, self.seed, self.after_due)
        return about == (str(course.resolve()), setting.seed, setting.after_due)


def load(folder: Path) -> KeptReport | None:
    """What is kept of a folder of work; None if that is nothing, or nothing that was written here."""
    path = path_of(folder)
    content = read_whole(path) if path else None
    with suppress(ValueError, ValidationError, RecursionError):
        return KeptReport.model_validate(json.loads(content)) if content else None
    return None


def save(folder: Path, kept: KeptReport) -> None:
    """Keep it for the next time; where nothing can be written, all is graded again then."""
    path = path_of(folder)
    if path is not None:
        with suppress(ValueError):  # infinity, or half of a surrogate pair
            write_whole(path, json.dumps(kept.model_dump(by_alias=True), allow_nan=False).encode())
        _remove_oldest()


def still_holds(folder: Path) -> None:
    """Note that all that is kept was just found to be so: then it is no candidate for being removed."""
    path = path_of(folder)
    with suppress(OSError):
        if path is not None:
            os.utime(path)


def _remove_oldest() -> None:
    folder = cache_path(FOLDER)
    with suppress(OSError):
        paths = list(Path(folder).iterdir()) if folder else []
        if len(paths) > _MOST_FOLDERS:
            for path in sorted(paths, key=lambda path: path.stat().st_mtime)[: len(paths) - _MOST_FOLDERS]:
                path.unlink()
