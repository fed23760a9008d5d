"""A hash of a course that is the same on every machine and in every folder: which course a report is about.

Over the names and contents of all files of `exercises/` and `solutions/`, or of a release's checks. Packages that a
course imports from elsewhere are no part of it.
"""

import os
from pathlib import Path

from grader.course.in_reach import CHECKS, is_bundle
from grader.digest import digest_of
from grader.errors import UsageError

_TREES = ("exercises", "solutions")


def portable_digest(folder: Path) -> str:
    """`sha256:` and the hash of a course, or of what students got of one; UsageError if it cannot be read."""
    trees = (CHECKS,) if is_bundle(folder) else _TREES
    try:
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes() for tree in trees for path in _files(folder / tree)
        }
    except OSError as error:
        raise UsageError(f"{error.filename} of the course cannot be read: {error.strerror}") from error
    # By name, as folders list their files in any order
    named = ((name.encode("utf-8", "surrogateescape"), content) for name, content in sorted(files.items()))
    return f"sha256:{digest_of(part for file in named for part in file)}"


def _files(tree: Path) -> list[Path]:
    """All files below a folder, but those that Python has compiled, and hidden ones such as an editor's."""
    paths: list[Path] = []
    for folder, folders, names in os.walk(tree):
        folders[:] = [name for name in folders if name != "__pycache__" and not name.startswith(".")]
        paths += [Path(folder, name) for name in names if not name.endswith(".pyc") and not name.startswith(".")]
    return paths
