"""The places in which a submission lies: a folder, an archive, or some entries of a zip that holds the whole class."""

import io
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.gradebook.intake.stamps import made_of, stamp_of
from grader.gradebook.intake.work.folder import files_in, read_archive, read_archive_file, read_files, read_folder
from grader.gradebook.intake.work.gather import gather, only_archive, refused
from grader.gradebook.intake.work.member import MAX_ARCHIVE_BYTES, Member, shown
from grader.gradebook.intake.work.zips import Bounded, TooMuch, read_entry, read_members
from grader.model.gradebook import Stamp
from grader.model.submission import Submission


@dataclass(frozen=True)
class Folder:
    """A folder."""

    path: Path

    def read(self, student: str) -> Submission:
        """Its Python files, or those of the only archive in it."""
        return read_folder(self.path, student)

    def stamp(self) -> Stamp | None:
        """Of all that is looked at when it is read; None where it cannot be listed."""
        try:
            return stamp_of("folder", str(self.path), list(files_in(self.path)))
        except (OSError, TooMuch):
            return None


@dataclass(frozen=True)
class Archive:
    """A zip or tar file."""

    path: Path

    def read(self, student: str) -> Submission:
        """Its Python files."""
        return read_archive_file(self.path, student)

    def stamp(self) -> Stamp | None:
        """Of the archive as a whole."""
        return stamp_of("archive", str(self.path), [("", str(self.path))])


@dataclass(frozen=True)
class Files:
    """Some files of a folder that holds the whole class."""

    members: tuple[Member, ...]

    def read(self, student: str) -> Submission:
        """The Python files among them, or those of the only archive among them."""
        return read_files(self.members, student)

    def stamp(self) -> Stamp | None:
        """Of these files; None where there are none."""
        if not self.members:
            return None
        paths = [(member.path, str(member.key)) for member in self.members]
        # By their own names: two students may have handed in files that were called the same
        own = "\0".join(["files", *(os.path.basename(path) for _, path in paths)])  # noqa: PTH119 - 100,000 of them
        return stamp_of(own, os.path.dirname(paths[0][1]), paths)  # noqa: PTH120


@dataclass(frozen=True)
class InZip:
    """Some entries of a zip, which stays open: to list it anew for each student would take too long."""

    archive: zipfile.ZipFile
    members: tuple[Member, ...]

    def read(self, student: str) -> Submission:
        """The Python files among them, or those of the only archive among them."""
        if archive := only_archive(self.members):
            return self._nested(archive, student)
        return gather(student, self.members, self._contents)

    def stamp(self) -> Stamp | None:
        """Of the zip as a whole, and which of its entries these are."""
        assert isinstance(self.archive.fp, Bounded)  # noqa: S101 - made by open_download
        status = self.archive.fp.status()
        entries = [(member.path, _at(member)) for member in self.members]
        # By number: the same zip under another name, or the name of another zip, is told by it
        place = ["zip", str(status.st_dev), str(status.st_ino), *(str(start) for _, start in entries)]
        return made_of(place, entries, [("", status)])

    def _contents(self, members: Iterable[Member]) -> Iterator[tuple[Member, bytes | str]]:
        return read_members(self.archive, members)

    def _nested(self, member: Member, student: str) -> Submission:
        assert isinstance(member.key, zipfile.ZipInfo)  # noqa: S101 - made by members_of
        content = member.fault or read_entry(self.archive, member.key, MAX_ARCHIVE_BYTES)
        if isinstance(content, str):
            return refused(student, f"{shown(member.path)} was refused: {content}.")
        return read_archive(io.BytesIO(content), member.path, student)


def _at(member: Member) -> int:
    """Where an entry of a zip begins."""
    assert isinstance(member.key, zipfile.ZipInfo)  # noqa: S101 - made by members_of
    return member.key.header_offset


@dataclass(frozen=True)
class Nothing:
    """A submission that is listed but not there."""

    why: str

    def read(self, student: str) -> Submission:
        """No files, and a note that says why."""
        return refused(student, self.why)

    def stamp(self) -> Stamp | None:
        """None: there is nothing that could be read."""
        return None
