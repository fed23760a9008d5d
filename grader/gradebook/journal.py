"""Which of SQLite's journals is safe where the gradebook lies."""

from pathlib import Path

_RESET_MENDED = (3, 51, 3)
"""Before it, a race in WAL mode can lose commits (https://sqlite.org/wal.html, "the WAL-reset bug")."""
_LOCAL = {"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay"}
"""WAL needs memory that all who open the file share, which network file systems do not have."""


def journal(version: tuple[int, ...], path: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """`WAL`, or `DELETE` where that is not safe.

    Parameters
    ----------
    version : tuple of int
        SQLite's version.
    path : Path
        The gradebook.
    mounts : Path
        The system's list of file systems.
    """
    return "WAL" if version >= _RESET_MENDED and _file_system(path, mounts) in _LOCAL else "DELETE"


def _file_system(path: Path, mounts: Path) -> str:
    """The kind of file system on which a path lies; empty if that cannot be told."""
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    found = {Path(point): kind for _device, point, kind, *_ in lines}
    above = (folder for folder in (path.absolute(), *path.absolute().parents) if folder in found)
    return found[next(above, Path("/"))] if found else ""
