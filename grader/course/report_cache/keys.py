"""What a grading depends on, as hashes: of the submission what an exercise can reach, and of all else everything.

Two submissions with the same key, graded under the same conditions, get the same points and sentences. Where it is not
plain what an exercise can reach, all of the submission counts.
"""

import platform
from collections.abc import Collection

from grader.digest import digest_of
from grader.judging.misnamed_file import misnamed_file
from grader.judging.notebooks import is_notebook
from grader.judging.setting import Setting
from grader.model.submission import Submission
from grader.sandbox.imports import RESERVED, fingerprint, first_names, reached
from grader.user_cache import installation


def conditions_of(course: str | None, setting: Setting, level: str) -> str:
    """A hash of all that a grading depends on beside the work; empty where that cannot be told.

    Parameters
    ----------
    course : str, optional
        Hash of the course's files.
    setting : Setting
        With what it is graded.
    level : str
        The level that holds.
    """
    if course is None:
        return ""
    machine = f"{platform.system()} {platform.node()} {platform.machine()}"
    parts = (course, installation(), machine, repr(setting._replace(level=level)))
    return digest_of(part.encode("utf-8", "surrogateescape") for part in parts)


def work_keys(submission: Submission, exercises: Collection[str]) -> dict[str, str]:
    """For each exercise of a course a hash of what it is judged from.

    Parameters
    ----------
    submission : Submission
        The work.
    exercises : collection of str
        Names of all exercises of the course.
    """
    files = submission.files
    # Names of all files count everywhere: what is missing is told with the name that is nearly right
    names = digest_of(name.encode("utf-8", "surrogateescape") for name in sorted(files))
    if _is_one_whole(submission, exercises):
        return dict.fromkeys(exercises, submission.digest)
    keys = {}
    for exercise in exercises:
        is_there = f"{exercise}.py" in files
        own = fingerprint(exercise, reached(exercise, files)) if is_there else ""
        shown = repr(submission.hints.of_exercise(exercise))
        keys[exercise] = digest_of(part.encode() for part in (exercise, names, own, shown))
    return keys


def _is_one_whole(submission: Submission, exercises: Collection[str]) -> bool:
    """Whether any file may count anywhere: one may be meant for an exercise, or its name means something else."""
    files = submission.files
    missing = [exercise for exercise in exercises if f"{exercise}.py" not in files]
    too_large = sum(map(len, files.values())) > Setting().limits.submission_bytes
    return (
        too_large
        or not RESERVED.isdisjoint(first_names(files))
        or any(map(is_notebook, files))  # one may count for many exercises, by what it holds
        # One by one: of two that may be meant, judging takes neither, but it may know more exercises than are judged
        or any(misnamed_file(exercise, [file], exercises) for exercise in missing for file in files)
    )
