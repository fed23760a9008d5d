"""What Blackboard's "Assignment File Download" gives: a zip, or the folder that it was unpacked into.

    Sheet 1_ada_attempt_2026-01-31-10-00-00.txt            a receipt, for each attempt
    Sheet 1_ada_attempt_2026-01-31-10-00-00_mean.py        the files that were handed in with it

In front may stand `gradebook_COURSE_`. The receipt begins with the student's name and user name, says when it was
handed in, and at its end which file had which name; between them stands what the student has typed:

    Name: Ada Lovelace (ada)
    Assignment: Sheet 1
    Date Submitted: Saturday, 31 January 2026 10:00:00 o'clock GMT

The time in the file names has no zone. One in a receipt is taken if it is in GMT or UTC: other abbreviations stand for
several zones. (Names and receipts as public scripts that read them show them, such as kwurst/bb-file-cleanup and
jeroendoggen/blackboard-analysis-tools; Blackboard's own code is not public)
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from grader.gradebook.intake.attempts import written_time
from grader.gradebook.intake.download import Download, Entry, download_at
from grader.gradebook.intake.source import Source
from grader.gradebook.intake.work.member import natural, plain
from grader.model.gradebook import Person

_ENTRY = re.compile(
    r"(?P<before>[^/]+?)_attempt_(?P<time>[0-9]{4}(?:-[0-9]{2}){5})(?:_(?P<file>.+)|(?P<receipt>\.txt))", re.DOTALL
)
_NAME = re.compile(r"Name: *(?P<name>[^\r\n]*?) *\((?P<user>[^()\r\n]+)\) *\r?\n")
_DATE = re.compile(r"^Date Submitted: *(?P<date>[^\r\n]+?) *(?:o'clock)? *(?P<zone>GMT|UTC) *\r?$", re.MULTILINE)
_FILES = re.compile(r"^[ \t]*Original filename: *([^\r\n]+)\r?\n[ \t]*Filename: *([^\r\n]+)", re.MULTILINE)


class _Attempt(NamedTuple):
    """What was handed in at one time."""

    user: str
    time: str
    """As the names have it; it sorts as a text."""
    receipt: str
    files: tuple[tuple[str, Entry], ...]
    """Each under the name that the student gave it."""


def fits(where: Path) -> bool:
    """Whether all work in it is named so."""
    download = download_at(where)
    return download is not None and download.fits(_match)


def sources(where: Path) -> Iterator[Source]:
    """One for each attempt, sorted by user and time."""
    download = download_at(where)
    assert download is not None  # noqa: S101 - it fits
    attempts = (_attempt(download, *named) for named in _grouped(download.entries).items())
    for attempt in sorted(attempts, key=lambda each: (natural(each.user), each.time)):
        named = _NAME.match(attempt.receipt)
        person = Person(id=plain(attempt.user), name=plain(named["name"]) if named else "")
        where_told = f"{where}: {person.id} {attempt.time}"
        yield Source(person, _handed_in(attempt.receipt), where_told, download.work(attempt.files))


def _grouped(entries: Iterable[Entry]) -> dict[tuple[str, str], list[tuple[str, Entry]]]:
    """What stands in front of `_attempt_` and the time, to the files; the receipt has an empty name."""
    groups: dict[tuple[str, str], list[tuple[str, Entry]]] = defaultdict(list)
    for entry in entries:
        if match := _match(entry):
            groups[match["before"], match["time"]].append((match["file"] or "", entry))
    return groups


def _match(entry: Entry) -> re.Match[str] | None:
    return None if entry.is_folder else _ENTRY.fullmatch(entry.name)


def _attempt(download: Download, named: tuple[str, str], entries: list[tuple[str, Entry]]) -> _Attempt:
    before, time = named
    receipt = next((download.text(entry) for file, entry in entries if not file), "")
    originals = _originals(receipt)
    files = tuple((originals.get(entry.name, file), entry) for file, entry in entries if file)
    return _Attempt(_user(before, receipt), time, receipt, files)


def _user(before: str, receipt: str) -> str:
    """The user's name: it may hold `_`, as the assignment's may, so the receipt is asked first."""
    named = _NAME.match(receipt)
    if named and before.endswith(f"_{named['user']}"):
        return named["user"]
    return before.rpartition("_")[2]


def _originals(receipt: str) -> Mapping[str, str]:
    """The names in the download to those that the student gave; a student who types such lines renames their own."""
    return {there: original for original, there in _FILES.findall(receipt)}


def _handed_in(receipt: str) -> datetime | None:
    match = _DATE.search(receipt.partition("\n\n")[0])  # the student's own text comes behind an empty line
    time = written_time(match["date"]) if match else None
    return time and time.replace(tzinfo=UTC)
