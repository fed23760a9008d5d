"""Tells in what form the work of a class lies there, and lists it, with the persons of the roster if there is one.

`fingerprint` tells whether anything was handed in or changed since one last looked, without reading a file.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from grader.digest import digest_of
from grader.errors import UsageError
from grader.gradebook.intake import blackboard, brightspace, canvas, checkouts, class_folder, gradescope, moodle
from grader.gradebook.intake.attempts import without_attempt
from grader.gradebook.intake.roster import Roster, read_roster
from grader.gradebook.intake.source import Source
from grader.gradebook.intake.work.member import is_code
from grader.model.gradebook import Person

# Systems name their entries, and Gradescope's export is told by a file: what a student hands in must not make it one
_KINDS = (moodle, gradescope, blackboard, brightspace, canvas, checkouts, class_folder)
_ALLOWED = (
    "a folder with a folder, zip or tar file for each student, a download from Moodle, Gradescope, Canvas, Blackboard "
    "or Brightspace (zip or unpacked), or a .txt or .csv list of checkouts"
)


def handed_in(where: Path, roster: Path | None = None) -> Iterator[Source]:
    """What lies there, one submission after the other; their files are not read yet.

    Parameters
    ----------
    where : Path
        A folder of folders, zip or tar files; a download from a learning system; or a list of checkouts.
    roster : Path, optional
        A CSV with the columns id, name, email and number. Whom it does not name hands in under their own name, and is
        not `known`.

    Raises
    ------
    UsageError
        If nothing of that kind lies there, or it or the roster cannot be read.
    """
    kind = next((kind for kind in _KINDS if kind.fits(where)), None)
    if kind is None:
        raise UsageError(f"{where} {_found(where)}; what can be graded is {_ALLOWED}")
    known = read_roster(roster) if roster is not None else None
    sources = kind.sources(where)
    return sources if known is None else (source.of(_owner(known, source.person)) for source in sources)


def missing(roster: Path, handed: Iterable[Person]) -> list[Person]:
    """Those on the roster of whom nothing was handed in; UsageError if it cannot be read."""
    return read_roster(roster).missing(handed)


def _owner(roster: Roster, person: Person) -> Person | None:
    # As it is called first: `ada_2` may be somebody's id
    return roster.owner(person) or roster.owner(replace(person, id=without_attempt(person.id)))


def _found(where: Path) -> str:
    if not where.exists():
        return "does not exist"
    if where.is_file():
        return "is a file, and no Gradescope export, nor a download from Moodle, Canvas, Blackboard or Brightspace"
    if not where.is_dir():
        return "is no folder"
    if any(is_code(path.name) for path in where.iterdir()):
        return "holds code itself, as the work of one student does (`grade run` grades one)"
    return "holds neither folders nor archives"


def fingerprint(where: Path) -> str | None:
    """Hash of the names, sizes and times of all files there; None for a list of checkouts, which lie elsewhere."""
    if where.is_file() and where.suffix.lower() in {".txt", ".csv"}:
        return None
    return digest_of(sorted(_files(where)))


def _files(where: Path) -> Iterator[bytes]:
    for folder, _, names in os.walk(where):
        yield os.fsencode(folder)  # of folders only the name: their times change with files that are junk as well
        yield from filter(None, (_told(os.path.join(folder, name)) for name in names))  # noqa: PTH118 - 100,000 of them
    if where.is_file():
        yield _told(str(where))


def _told(path: str) -> bytes:
    try:
        status = os.lstat(path)
    except OSError:  # gone since it was listed
        return b""
    return os.fsencode(path) + f"\0{status.st_size}\0{status.st_mtime_ns}".encode("ascii")
