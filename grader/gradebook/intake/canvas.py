"""What Canvas' "Download Submissions" gives: a zip, or the folder that it was unpacked into.

    lovelaceada_101_9001_mean.py               name, the user's number, the upload's number, the file
    hoppergrace_LATE_102_9002_mean-1.py       handed in late; the second upload of a file of that name
    turingalan_103_text.html                   a text was typed, or `_link.html` for an address, and no file uploaded
    anon_x7Kq2_9004_mean.py                    of an assignment that is graded anonymously

The name is the one that Canvas sorts by, without spaces and in small letters; of a group it is the group's. The number
of a user is the `ID` of Canvas' gradebook. Uploads are numbered as they come. No name says when it was handed in.
(Canvas, lib/content_zipper.rb; the `-1` is what Canvas adds to a file whose name is there already)
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.gradebook.intake.download import Download, Entry, Noted, download_at
from grader.gradebook.intake.source import ANONYMOUS, LATE, NO_FILE, OLDER, RENAMED, Source
from grader.gradebook.intake.work.member import is_archive, is_code, natural, plain, shown
from grader.model.feedback import Feedback
from grader.model.gradebook import Person

_OWNER = r"(?:(?P<anonymous>(?:LATE_)?anon_[0-9A-Za-z]+)|(?P<name>[^/]*?)_(?P<late>LATE_)?(?P<user>[0-9]{1,20}))"
# The name is as short as can be: a student may call a file `x_1_2_y.py`
_ENTRY = re.compile(rf"{_OWNER}_(?:(?P<upload>[0-9]{{1,20}})_(?P<file>.+)|(?:text|link)\.html)", re.DOTALL)
_AGAIN = re.compile(r"-[0-9]{1,3}(?=\.[A-Za-z.]+$)")
"""What Canvas puts behind the name of a file that somebody has uploaded before."""


class _Upload(NamedTuple):
    """An entry, and what its name says."""

    owner: str
    """The user's number, or what stands for it where work is anonymous."""
    name: str
    is_late: bool
    is_anonymous: bool
    number: int
    file: str
    """Empty for a typed text."""
    entry: Entry

    @property
    def plain_name(self) -> str:
        """The file's name as the student had it."""
        return _AGAIN.sub("", self.file)


def fits(where: Path) -> bool:
    """Whether all work in it is named so."""
    download = download_at(where)
    return download is not None and download.fits(_match)


def sources(where: Path) -> Iterator[Source]:
    """One for each student or group, sorted by name."""
    download = download_at(where)
    assert download is not None  # noqa: S101 - it fits
    owners: dict[str, list[_Upload]] = defaultdict(list)
    for upload in _uploads(download.entries):
        owners[upload.owner].append(upload)
    for uploads in sorted(owners.values(), key=lambda each: natural(f"{each[-1].name} {each[-1].owner}")):
        yield _source(download, sorted(uploads, key=lambda upload: upload.number))


def _uploads(entries: Iterable[Entry]) -> Iterator[_Upload]:
    for entry in entries:
        if match := _match(entry):
            owner = match["user"] or match["anonymous"].removeprefix("LATE_")
            is_late = bool(match["late"]) or (match["anonymous"] or "").startswith("LATE_")
            number, file = int(match["upload"] or 0), match["file"] or ""
            yield _Upload(owner, match["name"] or "", is_late, bool(match["anonymous"]), number, file, entry)


def _match(entry: Entry) -> re.Match[str] | None:
    return None if entry.is_folder else _ENTRY.fullmatch(entry.name)


def _source(download: Download, uploads: Sequence[_Upload]) -> Source:
    """What somebody has handed in; of several uploads of a file the last one counts."""
    last = uploads[-1]
    newest = {upload.plain_name: upload for upload in uploads if upload.file}
    work = download.work([(name, upload.entry) for name, upload in newest.items()])
    notes = tuple(_notes(uploads, newest.values()))
    person = _person(last)
    return Source(person, None, f"{download.where}: {person.id}", Noted(work, notes) if notes else work)


def _person(upload: _Upload) -> Person:
    """With an id that no number of the institution can be mistaken for; two may have one name."""
    if upload.is_anonymous:
        return Person(id=plain(upload.owner), external=plain(upload.owner))
    name = plain(upload.name)
    return Person(id=f"Canvas {upload.owner}", name=name, external=upload.owner)


def _notes(uploads: Sequence[_Upload], newest: Iterable[_Upload]) -> Iterator[Feedback]:
    counted = set(newest)
    if any(upload.is_late for upload in uploads):
        yield Feedback(code=LATE, text="Canvas marks it as late, and does not say when it was handed in.")
    if uploads[-1].is_anonymous:
        yield Feedback(code=ANONYMOUS, text="Canvas does not say whose it is: the assignment is graded anonymously.")
    if not counted:
        yield Feedback(code=NO_FILE, text="A text or an address was typed into Canvas, and no file uploaded.")
    for upload in uploads:
        if not upload.file or not (is_code(upload.file) or is_archive(upload.file)):
            continue
        name, file = shown(upload.plain_name), shown(upload.file)
        if upload not in counted:
            yield Feedback(code=OLDER, text=f"Not read: {file}, upload {upload.number}: a later one counts.")
        elif name != file:
            yield Feedback(code=RENAMED, text=f"{file} is read as {name}: Canvas numbers what is uploaded again.")
