"""Guesses made before anything heavy is imported: whether some work is known already, and whether it needs SymPy.

No result hangs on them: if one is wrong, the student's process is started a little later than it could have been, or in
vain.
"""

import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import suppress

from grader.sandbox.levels.sandbox import mentions_sympy
from grader.user_cache import cache_path, read_whole

FOLDER = "reports"
"""The folder of the cache, with a file for each folder of work."""


def path_of(folder: str | os.PathLike[str]) -> str | None:
    """Where the last report on a folder of work is kept; None for a user without a cache."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:32]
    return cache_path(FOLDER, f"{name}.json")


def is_probably_known(words: Collection[str], exercises: Collection[str]) -> bool:
    """Whether what is kept of a folder names some exercises, or any, and no file is younger.

    Parameters
    ----------
    words : collection of str
        The folder, or nothing for the working directory, and exercises.
    exercises : collection of str
        More exercises.
    """
    folder, exercises = _told(words, exercises)
    path = path_of(folder)
    content = read_whole(path) if path else None
    if path is None or content is None:
        return False
    import json  # noqa: PLC0415 - five milliseconds, by which the student's process would begin later

    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        kept = json.loads(content)
        names = exercises or kept["exercises"]
        course = kept["course_folder"]
        is_kept = bool(names) and all(kept["exercises"][name]["is_steady"] for name in names)
        return is_kept and max(_changes(folder, course), default=0.0) <= os.stat(path).st_mtime  # noqa: PTH116
    return False


def probably_needs_sympy(words: Collection[str], exercises: Collection[str]) -> bool:
    """Whether a file of some work that is to be graded looks as if it imported SymPy; as `is_probably_known` takes it.

    Where a course needs it for more than that, it is imported when the course is loaded.
    """
    folder, exercises = _told(words, exercises)
    with suppress(OSError), os.scandir(folder) as entries:
        paths = [entry.path for entry in entries if entry.name.endswith((".py", ".ipynb")) and entry.is_file()]
        named = [path for path in paths if os.path.splitext(os.path.basename(path))[0] in exercises]  # noqa: PTH119, PTH122
        return mentions_sympy(read_whole(path) or b"" for path in (named if exercises else paths))
    return True


def _told(words: Collection[str], exercises: Collection[str]) -> tuple[str, list[str]]:
    """The folder, and all exercises that are named."""
    folder = next((word for word in words if os.path.exists(word)), ".")  # noqa: PTH110
    return folder, [*exercises, *(word for word in words if word != folder)]


def _changes(work: str, course: str) -> Iterator[float]:
    """When the files of some work and of its course changed; folders inside the work are looked at as such."""
    yield os.stat(work).st_mtime  # noqa: PTH116 - a file that is gone, or was moved here with its time
    for folder in (work, *(os.path.join(course, name) for name in ("exercises", "solutions", "checks"))):  # noqa: PTH118
        if os.path.isdir(folder):  # noqa: PTH112
            with os.scandir(folder) as entries:
                # Python's own folder changes whenever the course is loaded
                yield from (entry.stat().st_mtime for entry in entries if entry.name != "__pycache__")
