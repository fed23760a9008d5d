"""The places in which a submission lies: a folder, an archive, or some entries of a zip that holds the whole class."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.gradebook.intake.work.folder import read_archive, read_archive_file, read_files, read_folder
from grader.gradebook.intake.work.gather import gather, only_archive, refused
from grader.gradebook.intake.work.member import MAX_ARCHIVE_BYTES, Member, shown
from grader.gradebook.intake.work.zips import read_entry, read_members
from grader.model.submission import Submission


@dataclass(frozen=True)
class Folder:
    """A folder."""

    path: Path

    def read(self, student: str) -> Submission:
        """Its Python files, or those of the only archive in it."""
        return read_folder(self.path, student)


@dataclass(frozen=True)
class Archive:
    """A zip or tar file."""

    path: Path

    def read(self, student: str) -> Submission:
        """Its Python files."""
        return read_archive_file(self.path, student)


@dataclass(frozen=True)
class Files:
    """Some files of a folder that holds the whole class."""

    members: tuple[Member, ...]

    def read(self, student: str) -> Submission:
        """The Python files among them, or those of the only archive among them."""
        return read_files(self.members, student)


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

    def _contents(self, members: Iterable[Member]) -> Iterator[tuple[Member, bytes | str]]:
        return read_members(self.archive, members)

    def _nested(self, member: Member, student: str) -> Submission:
        assert isinstance(member.key, zipfile.ZipInfo)  # noqa: S101 - made by members_of
        content = member.fault or read_entry(self.archive, member.key, MAX_ARCHIVE_BYTES)
        if isinstance(content, str):
            return refused(student, f"{shown(member.path)} was refused: {content}.")
        return read_archive(io.BytesIO(content), member.path, student)


@dataclass(frozen=True)
class Nothing:
    """A submission that is listed but not there."""

    why: str

    def read(self, student: str) -> Submission:
        """No files, and a note that says why."""
        return refused(student, self.why)
