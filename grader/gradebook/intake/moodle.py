"""What Moodle's "Download all submissions" gives: a zip, or the folder that it was unpacked into.

    Ada Lovelace_1234567_assignsubmission_file_/xor.py        with "Download submissions in folders"
    Ada Lovelace_1234567_assignsubmission_file_xor.py         without

The number is the one of "Participant 1234567" in the grading worksheet. With team submissions the name is the team's,
and those without a team are the "Default group", which has no number. (Moodle, mod/assign/classes/downloader.php)
"""

import contextlib
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from grader.gradebook.intake.source import Source, Work
from grader.gradebook.intake.work.member import Member, natural, plain
from grader.gradebook.intake.work.zips import members_of, name_of, open_download
from grader.gradebook.intake.works import Files, Folder, InZip
from grader.model.gradebook import Person

# The name is as short as can be: a student may call a file `x_assignsubmission_file_y.py`
_ENTRY = re.compile(
    r"(?P<name>[^/]*?)(?:_(?P<number>[0-9]+))?_assignsubmission_(?P<plugin>[a-z]+)(?:_+|(?=/)|$)/?(?P<rest>.*)",
    re.DOTALL,
)
T = TypeVar("T")


class _Named(NamedTuple):
    """Who an entry belongs to."""

    name: str
    number: str

    @property
    def label(self) -> str:
        """What tells two students of one name apart."""
        return plain(f"{self.name}_{self.number}" if self.number else self.name)

    def person(self) -> Person:
        """With the identifier of the worksheet, which no number of the institution can be mistaken for."""
        identifier = f"Participant {self.number}" if self.number else ""
        return Person(id=identifier or plain(self.name), name=plain(self.name), external=identifier)


def fits(where: Path) -> bool:
    """Whether an entry has such a name."""
    if where.is_dir():
        with contextlib.suppress(OSError), os.scandir(where) as entries:
            return any(_ENTRY.fullmatch(entry.name) for entry in entries)
        return False
    archive = open_download(where)
    return archive is not None and any(_ENTRY.fullmatch(name_of(info)) for info in archive.infolist())


def sources(where: Path) -> Iterator[Source]:
    """One for each student or team, sorted by name."""
    return _in_folder(where) if where.is_dir() else _in_zip(where)


def _in_zip(where: Path) -> Iterator[Source]:
    archive = open_download(where)
    assert archive is not None  # noqa: S101 - it fits
    pairs = ((member.path, member) for member in members_of(archive.infolist()))
    for named, entries in _grouped(pairs):
        members = tuple(member._replace(path=rest) for rest, member in entries)
        yield Source(named.person(), None, f"{where}: {named.label}", InZip(archive, members))


def _in_folder(where: Path) -> Iterator[Source]:
    with os.scandir(where) as inside:
        pairs = [(entry.name, Path(entry.path)) for entry in inside]
    for named, entries in _grouped(pairs):
        yield Source(named.person(), None, f"{where}: {named.label}", _work(entries))


def _work(entries: list[tuple[str, Path]]) -> Work:
    folders = [path for rest, path in entries if not rest and path.is_dir() and not path.is_symlink()]
    if folders:
        return Folder(folders[0])
    return Files(tuple(Member(rest, 0, path) for rest, path in entries))


def _grouped(entries: Iterable[tuple[str, T]]) -> Iterator[tuple[_Named, list[tuple[str, T]]]]:
    """The entries of each student, as the name inside the submission and what it belongs to; files before texts."""
    groups: dict[_Named, list[tuple[str, T]]] = defaultdict(list)
    for name, entry in sorted(entries, key=lambda pair: pair[0]):
        if match := _ENTRY.fullmatch(name):
            # Made before its kind is looked at: who typed a text and uploaded no file has handed in as well
            group = groups[_Named(match["name"], match["number"] or "")]
            if match["plugin"] == "file":
                group.append((match["rest"], entry))
    yield from sorted(groups.items(), key=lambda group: natural(f"{group[0].name} {group[0].number}"))
