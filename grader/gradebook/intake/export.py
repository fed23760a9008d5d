"""Where a Gradescope export lies: in the zip as it was downloaded, or in the folder that it was unpacked into.

It holds `submission_metadata.yml` and a folder for each submission, or the folder `assignment_12_export` that does.
Students, who may call a file like the metadata, give no name to that folder.
"""

import re
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from grader.errors import UsageError
from grader.gradebook.intake.source import Work
from grader.gradebook.intake.work.member import Member, parts_of, plain
from grader.gradebook.intake.work.zips import members_of, name_of, open_download, read_entry
from grader.gradebook.intake.works import Folder, InZip, Nothing

METADATA = "submission_metadata.yml"
MAX_METADATA_BYTES = 64 * 1024 * 1024
_AROUND = re.compile(r"assignment_[0-9]+_export.*", re.DOTALL)


class Export(Protocol):
    """An export; what lies in it is read when it is asked for."""

    @property
    def name(self) -> str:
        """Of the metadata, for messages."""

    def metadata(self) -> bytes:
        """What they hold; UsageError if they cannot be read."""

    def folders(self) -> list[str]:
        """Names of the folders of submissions."""

    def work(self, name: str) -> Work:
        """What lies in the folder of that name; the metadata must not lead out of the export."""


def export_at(where: Path) -> Export | None:
    """The export that lies there; None if it is none. UsageError for a zip with too long a table of contents."""
    return _unpacked(where) if where.is_dir() else _zipped(where)


@dataclass(frozen=True)
class _Unpacked:
    """See `Export`."""

    root: Path

    @property
    def name(self) -> str:
        return str(self.root / METADATA)

    def metadata(self) -> bytes:
        path = self.root / METADATA
        try:
            if path.stat().st_size > MAX_METADATA_BYTES:
                raise UsageError(f"{path} is larger than {MAX_METADATA_BYTES // 2**20} MiB")
            return path.read_bytes()
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from error

    def folders(self) -> list[str]:
        return [path.name for path in self.root.glob("submission_*") if path.is_dir()]

    def work(self, name: str) -> Work:
        parts = parts_of(name)
        folder = self.root / name
        # The name comes from the metadata: `../../etc` and `/etc` are no folders of the export
        if parts is None or len(parts) != 1 or folder.is_symlink() or not folder.is_dir():
            return _not_there(name)
        return Folder(folder)


@dataclass(frozen=True)
class _Zipped:
    """See `Export`."""

    where: Path
    archive: zipfile.ZipFile
    of_metadata: Member
    submissions: Mapping[str, list[Member]]
    """The files of each folder, as they are called in it."""

    @property
    def name(self) -> str:
        return f"{self.where}: {METADATA}"

    def metadata(self) -> bytes:
        entry = cast("zipfile.ZipInfo", self.of_metadata.key)
        content = self.of_metadata.fault or read_entry(self.archive, entry, MAX_METADATA_BYTES)
        if isinstance(content, str):
            raise UsageError(f"{self.name} cannot be read: {content}")
        return content

    def folders(self) -> list[str]:
        return [name for name in self.submissions if name.startswith("submission_")]

    def work(self, name: str) -> Work:
        if parts_of(name) != (name,) or name not in self.submissions:
            return _not_there(name)
        return InZip(self.archive, tuple(self.submissions[name]))


def _unpacked(where: Path) -> _Unpacked | None:
    inside = [path for path in where.iterdir() if _AROUND.fullmatch(path.name) and path.is_dir()]
    # Of two such folders it would be a guess which one is the export
    candidates = [where, *inside] if len(inside) == 1 else [where]
    return next((_Unpacked(folder) for folder in candidates if (folder / METADATA).is_file()), None)


def _zipped(where: Path) -> _Zipped | None:
    archive = open_download(where)
    if archive is None:
        return None
    named = [(name_of(info), info) for info in archive.infolist()]
    root = _root({name for name, _ in named})
    if root is None:
        return None
    submissions: dict[str, list[Member]] = {}
    for name, info in named:
        first, slash, rest = name.removeprefix(root).partition("/")
        if slash and name.startswith(root):
            members = submissions.setdefault(first, [])
            members += (member._replace(path=rest) for member in members_of([info]))  # none for a folder itself
    (of_metadata,) = members_of([dict(named)[root + METADATA]])
    return _Zipped(where, archive, of_metadata, submissions)


def _root(names: Collection[str]) -> str | None:
    """What stands before the name of the metadata: nothing, or the folder around the export."""
    if METADATA in names:
        return ""
    tops = {top for name in names for top, slash, _ in [name.partition("/")] if slash}
    folders = list(filter(_AROUND.fullmatch, tops))
    root = f"{folders[0]}/" if len(folders) == 1 else ""
    return root if root + METADATA in names else None


def _not_there(name: str) -> Nothing:
    return Nothing(f"The export names {plain(name)}, and there is no such folder in it.")
