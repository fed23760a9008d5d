"""Where a Gradescope export lies: in the zip as it was downloaded, or in the folder that it was unpacked into.

Either holds, or has in it one folder that holds, `submission_metadata.yml` and a folder for each submission.
"""

import zipfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from grader.errors import UsageError
from grader.gradebook.intake.source import Work
from grader.gradebook.intake.work.limits import MAX_DOWNLOAD_AT_ONCE, MAX_DOWNLOAD_MEMBERS
from grader.gradebook.intake.work.member import Member
from grader.gradebook.intake.work.names import parts_of, plain
from grader.gradebook.intake.work.zips import Owned, TooMuch, members_of, open_zip, read_entry
from grader.gradebook.intake.works import Folder, InZip, Nothing

METADATA = "submission_metadata.yml"
MAX_METADATA_BYTES = 64 * 1024 * 1024


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
        if parts is None or len(parts) != 1 or folder.is_symlink() or not folder.is_dir():
            return _not_there(name)
        return Folder(folder)


@dataclass(frozen=True)
class _Zipped:
    where: Path
    archive: zipfile.ZipFile
    top: dict[str, Member]
    """The files that lie beside the folders of submissions."""
    submissions: dict[str, list[Member]]
    """The files of each folder, as they are called in it."""

    @property
    def name(self) -> str:
        return f"{self.where}: {METADATA}"

    def metadata(self) -> bytes:
        found = self.top[METADATA]
        content = found.fault or read_entry(self.archive, cast("zipfile.ZipInfo", found.key), MAX_METADATA_BYTES)
        if isinstance(content, str):
            raise UsageError(f"{self.name} cannot be read: {content}")
        return content

    def folders(self) -> list[str]:
        return [name for name in self.submissions if name.startswith("submission_")]

    def work(self, name: str) -> Work:
        if name not in self.submissions:
            return _not_there(name)
        return InZip(self.archive, tuple(self.submissions[name]))


def _unpacked(where: Path) -> _Unpacked | None:
    inside = [path for path in where.iterdir() if path.is_dir()]
    candidates = [where, *inside] if len(inside) == 1 else [where]
    return next((_Unpacked(folder) for folder in candidates if (folder / METADATA).is_file()), None)


def _zipped(where: Path) -> _Zipped | None:
    try:
        archive = open_zip(Owned(where.open("rb"), MAX_DOWNLOAD_AT_ONCE), MAX_DOWNLOAD_MEMBERS)
    except TooMuch as error:
        raise UsageError(f"{where} cannot be read: {error}") from error
    except Exception:  # noqa: BLE001 - zipfile raises whatever it stumbles over in a file that is no zip
        return None
    members = list(members_of(archive.infolist()))
    folder = next((head for member in members if (head := _folder_of_metadata(member.path)) is not None), None)
    if folder is None:
        return None
    top: dict[str, Member] = {}
    submissions: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        if member.path.startswith(folder):
            first, slash, rest = member.path.removeprefix(folder).partition("/")
            if slash:
                submissions[first].append(member._replace(path=rest))
            else:
                top[first] = member
    return _Zipped(where, archive, top, dict(submissions))


def _folder_of_metadata(path: str) -> str | None:
    """What stands before their name, up to the slash, where they lie at the top or in a folder at the top."""
    head, slash, name = path.rpartition("/")
    return head + slash if name == METADATA and "/" not in head else None


def _not_there(name: str) -> Nothing:
    return Nothing(f"The export names {plain(name)}, and there is no such folder in it.")
