"""What Brightspace (D2L) gives for the files of an assignment: a zip, or the folder that it was unpacked into.

    index.html
    13394-80551 - Ada Lovelace - Jan 31, 2026 1000 AM/mean.py
    13394-80551 - Ada Lovelace - Jan 31, 2026 1000 AM - mean.py       the same in one folder

The first number is the student's or the group's in the course, the second one the assignment's. Some institutions put
a user name or number in front of the name, and elsewhere the time is `31 January 2026 1000 AM`. It has no zone, so that
it only orders attempts. (Names as public scripts that read them show them, such as TunaLobster/Python-Dump and
jdmau72/Grading-Tools-; Brightspace's own code is not public)
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from grader.gradebook.intake.attempts import written_time
from grader.gradebook.intake.download import Entry, download_at
from grader.gradebook.intake.source import Source
from grader.gradebook.intake.work.member import natural, plain
from grader.model.gradebook import Person

_TIME = r"[^/]*?\b[0-9]{4},? [0-9]{1,2}[:.]?[0-9]{2}(?: ?[AaPp]\.?[Mm]\.?)?"
_ENTRY = re.compile(
    rf"(?P<user>[0-9]+)-(?P<folder>[0-9]+) - (?P<name>.+?) - (?P<time>{_TIME})(?: - (?P<file>.+))?", re.DOTALL
)


class _Named(NamedTuple):
    """Who has handed in when."""

    user: str
    name: str
    time: str

    @property
    def order(self) -> tuple[object, ...]:
        """A key that sorts students by name, and their attempts by time; those whose time cannot be read come first."""
        return (natural(f"{self.name} {self.user}"), written_time(self.time) or datetime.min, natural(self.time))  # noqa: DTZ901


def fits(where: Path) -> bool:
    """Whether all work in it is named so."""
    download = download_at(where)
    return download is not None and download.fits(lambda entry: _ENTRY.fullmatch(entry.name))


def sources(where: Path) -> Iterator[Source]:
    """One for each attempt, sorted by student and time."""
    download = download_at(where)
    assert download is not None  # noqa: S101 - it fits
    for named, entries in sorted(_grouped(download.entries).items(), key=lambda pair: pair[0].order):
        name = plain(named.name)
        # Two may have one name, and no number of the institution can be mistaken for this
        person = Person(id=f"Brightspace {named.user}", name=name, external=named.user)
        yield Source(person, None, f"{where}: {person.id} {plain(named.time)}", download.work(entries))


def _grouped(entries: Iterable[Entry]) -> dict[_Named, list[tuple[str, Entry]]]:
    groups: dict[_Named, list[tuple[str, Entry]]] = defaultdict(list)
    for entry in entries:
        if match := _ENTRY.fullmatch(entry.name):
            groups[_Named(match["user"], match["name"], match["time"])].append((match["file"] or entry.name, entry))
    return groups
