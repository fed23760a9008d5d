"""A course that is loaded, which runs it, only for whoever needs more of it than its outline.

Where all marks are known, that is nobody. The outline is kept in the user's cache, one file for each course, named by a
hash of all that it depends on.
"""

from collections.abc import Collection
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from grader.course.in_reach import is_bundle
from grader.course.listing import wanted_names
from grader.course.report_cache.course_files import course_digest
from grader.digest import digest_of
from grader.model.outline import CourseOutline
from grader.user_cache import cache_path, installation, read_whole, write_whole

if TYPE_CHECKING:
    from grader.judging.key import CourseKey

_FOLDER = "outlines"


class LazyCourse:
    """The course in a folder.

    Parameters
    ----------
    folder : Path
        Holds `exercises/` and `solutions/`.
    wanted : collection of str
        Names of the exercises; all of them if it is empty.
    is_fresh : bool
        Whether nothing is to be taken from the cache.

    Raises
    ------
    UsageError
        If a wanted exercise does not exist.
    AuthoringError
        If a file of the course does not fulfil its contract.
    """

    def __init__(self, folder: Path, wanted: Collection[str] = (), *, is_fresh: bool = False) -> None:
        self._folder = folder
        self._wanted = wanted_names(folder, wanted)
        self.digest = self._digest_now()
        """Hash of all that loading it depends on; None where that cannot be told from its files."""
        self.outline: CourseOutline = (None if is_fresh else _recall(self.digest)) or self.key.outline
        """Its name, version, titles and points."""

    @cached_property
    def key(self) -> "CourseKey":
        """The whole course; it is loaded now."""
        from grader.course.load import load_course  # noqa: PLC0415 - imports all kinds of items, NumPy and SymPy

        key = load_course(self._folder, self._wanted)
        # A file that is saved meanwhile may be of another version than the hash, or than the file beside it
        if self.digest is not None and self.digest == self._digest_now():
            _remember(self.digest, key.outline)
        return key

    def _digest_now(self) -> str | None:
        # Of a release beside a course, the hash would be of the release
        course = None if is_bundle(self._folder) else course_digest(self._folder)
        return course and digest_of(part.encode() for part in (course, installation(), *self._wanted))


def _recall(digest: str | None) -> CourseOutline | None:
    """The outline of a course with this hash; None if it is not known."""
    path = digest and cache_path(_FOLDER, f"{digest[:32]}.json")
    content = read_whole(path) if path else None
    with suppress(ValueError):
        return CourseOutline.model_validate_json(content) if content else None
    return None


def _remember(digest: str, outline: CourseOutline) -> None:
    if path := cache_path(_FOLDER, f"{digest[:32]}.json"):
        with suppress(ValueError):  # half of a surrogate pair in a title
            write_whole(path, outline.model_dump_json().encode())
