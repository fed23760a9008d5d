"""A hash of a course that is the same on every machine and in every folder: which course a report is about.

Over the names and contents of all files of `exercises/` and `solutions/`, or of a release's checks. Packages that a
course imports from elsewhere are no part of it.
"""

from pathlib import Path

from grader.course.in_reach import CHECKS, is_bundle
from grader.course.listing import files_below
from grader.digest import digest_of
from grader.errors import UsageError

_TREES = ("exercises", "solutions")


def portable_digest(folder: Path) -> str:
    """`sha256:` and the hash of a course, or of what students got of one; UsageError if it cannot be read."""
    trees = (CHECKS,) if is_bundle(folder) else _TREES
    try:
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for tree in trees
            for path in files_below(folder / tree)
        }
    except OSError as error:
        raise UsageError(f"{error.filename} of the course cannot be read: {error.strerror}") from error
    # By name, as folders list their files in any order
    named = ((name.encode("utf-8", "surrogateescape"), content) for name, content in sorted(files.items()))
    return f"sha256:{digest_of(part for file in named for part in file)}"
