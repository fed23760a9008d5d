"""A download whose entries say in their names whose they are: a zip, or the folder that it was unpacked into.

What lies at its top is listed without being read; `canvas`, `blackboard` and `brightspace` tell the names apart.
"""

import os
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from grader.course.read_submission import read_file
from grader.digest import digest_of
from grader.gradebook.intake.source import Work
from grader.gradebook.intake.work.member import Member, is_archive, is_junk, is_python
from grader.gradebook.intake.work.zips import members_of, name_of, open_download, read_entry
from grader.gradebook.intake.works import Files, Folder, InZip
from grader.model.feedback import Feedback
from grader.model.gradebook import Stamp
from grader.model.submission import Submission

_MAX_TEXT_BYTES = 256 * 1024
"""Of a text that the system has written beside the work."""


class Entry(NamedTuple):
    """Something at the top of a download."""

    name: str
    is_folder: bool
    members: tuple[Member, ...]
    """The file itself, or the files in a folder of a zip, with their paths in it; of a folder on disk the folder."""

    @property
    def matters(self) -> bool:
        """Whether it may be somebody's work, or hold some."""
        return not is_junk(self.name) and (self.is_folder or is_archive(self.name) or is_python(self.name))


@dataclass(frozen=True)
class Download:
    """What was downloaded, as far as it is listed."""

    where: Path
    entries: tuple[Entry, ...]
    archive: zipfile.ZipFile | None
    """The zip, which stays open; None for a folder."""

    def fits(self, is_named: Callable[[Entry], object]) -> bool:
        """Whether the names of all that may be work are such as the system gives, and there is one of them."""
        # All, as what students hand in must not make a folder of theirs into a download
        return any(map(is_named, self.entries)) and all(
            map(is_named, (entry for entry in self.entries if entry.matters))
        )

    def work(self, files: Sequence[tuple[str, Entry]]) -> Work:
        """The submission that some entries make up, each file under the name that it is given."""
        folders = [entry for _, entry in files if entry.is_folder]
        if self.archive is not None:
            named = [
                member._replace(path=name) for name, entry in files if not entry.is_folder for member in entry.members
            ]
            return InZip(self.archive, (*named, *(member for entry in folders for member in entry.members)))
        if folders:
            return Folder(_path(folders[0]))
        return Files(tuple(member._replace(path=name) for name, entry in files for member in entry.members))

    def text(self, entry: Entry) -> str:
        """A text that the system has written; empty if it cannot be read."""
        member = entry.members[0]
        if self.archive is not None:
            assert isinstance(member.key, zipfile.ZipInfo)  # noqa: S101 - made by members_of
            content = member.fault or read_entry(self.archive, member.key, _MAX_TEXT_BYTES)
        else:
            content = read_file(_path(entry))
        return content.decode("utf-8-sig", "replace") if isinstance(content, bytes) else ""


@dataclass(frozen=True)
class Noted:
    """A submission of which the download says more than its files do."""

    work: Work
    notes: tuple[Feedback, ...]

    def read(self, student: str) -> Submission:
        """The files, with the notes behind those on what was not read."""
        submission = self.work.read(student)
        return replace(submission, notes=(*submission.notes, *self.notes))

    def stamp(self) -> Stamp | None:
        """Of the files, and of what the download says."""
        own = self.work.stamp()
        said = (f"{note.code} {note.text}".encode("utf-8", "backslashreplace") for note in self.notes)
        return own and replace(own, state=digest_of([own.state.encode(), *said]))


def download_at(where: Path) -> Download | None:
    """What lies there; None if it is neither a zip nor a folder that can be read."""
    if where.is_dir():
        try:
            with os.scandir(where) as inside:
                return Download(where, tuple(sorted(map(_on_disk, inside))), None)
        except OSError:
            return None
    archive = open_download(where)
    return None if archive is None else Download(where, tuple(_tops(archive.infolist())), archive)


def _on_disk(found: "os.DirEntry[str]") -> Entry:
    # A link to a folder counts as a file, and is not read: it may lead anywhere
    return Entry(found.name, found.is_dir(follow_symlinks=False), (Member(found.name, 0, Path(found.path)),))


def _tops(infos: Iterable[zipfile.ZipInfo]) -> list[Entry]:
    """What lies at the top of a zip; of a folder also what lies in it."""
    files: list[Entry] = []
    folders: dict[str, list[Member]] = {}
    for info in infos:
        top, slash, rest = name_of(info).partition("/")
        inside = folders.setdefault(top, []) if slash else None
        for member in members_of([info]):  # none for a folder itself
            if inside is None:
                files.append(Entry(top, is_folder=False, members=(member,)))
            else:
                inside.append(member._replace(path=rest))
    return [*files, *(Entry(top, is_folder=True, members=tuple(inside)) for top, inside in folders.items())]


def _path(entry: Entry) -> Path:
    key = entry.members[0].key
    assert isinstance(key, Path)  # noqa: S101 - made by those who list folders
    return key
