"""By what it is told, without reading them, that the files of a submission are as they were: as the system has them.

A stamp holds of each file its name, size, number (inode) and times. The time at which a file's number was last written
to (ctime) is the system's own: whoever sets the other one back, with `touch` or by unpacking, sets this one to now.
"""

import os
import platform
from collections.abc import Iterable
from functools import cache
from importlib import metadata

from grader.digest import digest_of
from grader.model.gradebook import Stamp


def stamp_of(kind: str, place: str, paths: Iterable[tuple[str, str]]) -> Stamp | None:
    """The stamp of some files on a disk.

    Parameters
    ----------
    kind : str
        How they are read, such as "folder".
    place : str
        Path of what holds them.
    paths : iterable of pairs of str
        The names of the files, and their paths; they are looked at now, and no link is followed.
    """
    try:
        around = os.stat(place)  # noqa: PTH116 - 100,000 of them
        files = [(name, os.lstat(path)) for name, path in paths]
    except OSError:
        return None  # whoever reads it says what is the matter
    return made_of([kind, os.path.abspath(place)], [("", around.st_dev, around.st_ino)], files)  # noqa: PTH100


def made_of(
    place: Iterable[str], facts: Iterable[tuple[object, ...]], files: Iterable[tuple[str, os.stat_result]]
) -> Stamp:
    """The stamp of files in a place, about which something else is known as well."""
    own = list(files)
    told = [
        (name, status.st_mode, status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        for name, status in own
    ]
    # The system's time alone: the other one is whatever somebody has set, and may lie in the future
    changed = max((status.st_ctime_ns for _, status in own), default=0)
    return Stamp(
        place=digest_of(part.encode("utf-8", "surrogateescape") for part in (_machine(), *place)),
        state=digest_of([repr((_notebooks(), *facts, *told)).encode("utf-8", "backslashreplace")]),
        changed_ns=changed,
    )


@cache
def _machine() -> str:
    """Whose paths and numbers these are: a gradebook in a database may be used from several machines."""
    return f"{platform.node()} {os.geteuid() if hasattr(os, 'geteuid') else ''}"


@cache
def _notebooks() -> str:
    """The version of what reads notebooks; empty where nothing does."""
    try:
        return metadata.version("nbformat")
    except metadata.PackageNotFoundError:
        return ""
