"""A folder that holds a folder, a zip or a tar file for each student, named after them.

Without attempts and with:

submissions/ada/xor.py                 submissions/ada/attempt 1/xor.py
submissions/bob.zip                    submissions/ada/attempt 2/xor.py
"""

import os
from collections.abc import Iterator
from pathlib import Path

from grader.errors import UsageError
from grader.gradebook.intake.attempts import is_attempt, order, time_of
from grader.gradebook.intake.checkouts import commit_time
from grader.gradebook.intake.source import Source, Work
from grader.gradebook.intake.work.member import is_archive, is_junk, natural, plain, without_ending
from grader.gradebook.intake.works import Archive, Folder, Nothing
from grader.model.gradebook import Person


def fits(where: Path) -> bool:
    """Whether there are folders or archives in it, and no Python files, which one student's work has."""
    if not where.is_dir():
        return False
    names = [entry.name for entry in _entries(where)]
    return bool(names) and not any(name.endswith(".py") for name in names)


def sources(where: Path) -> Iterator[Source]:
    """One for each student, or for each attempt, sorted by name; each folder is listed when it is its turn."""
    for entry in sorted(_entries(where), key=lambda entry: natural(entry.name)):
        yield from _of_student(entry)


def _entries(where: Path) -> list["os.DirEntry[str]"]:
    """Folders, archives and Python files; the rest, such as a roster, is nobody's work."""
    try:
        with os.scandir(where) as entries:
            return [entry for entry in entries if not is_junk(entry.name) and _matters(entry)]
    except OSError as error:
        raise UsageError(f"{where} cannot be read: {error.strerror}") from error


def _matters(entry: "os.DirEntry[str]") -> bool:
    return entry.is_dir() or is_archive(entry.name) or entry.name.endswith(".py")


def _of_student(entry: "os.DirEntry[str]") -> Iterator[Source]:
    path = Path(entry.path)
    person = Person(id=plain(path.name if entry.is_dir() else without_ending(path.name)))
    # First of all, as `is_dir` follows links
    if entry.is_symlink():
        yield Source(person, None, str(path), Nothing(f"{person.id} is a link, which is not followed."))
    elif not entry.is_dir():
        yield Source(person, None, str(path), Archive(path))
    elif attempts := _attempts(path):
        for name in attempts:
            yield Source(person, time_of(without_ending(name)), str(path / name), _work(path / name))
    else:
        yield Source(person, commit_time(path), str(path), Folder(path))


def _attempts(folder: Path) -> list[str]:
    """The entries of a student's folder, by time, if each is named as an attempt."""
    try:
        names = [entry.name for entry in _entries(folder) if not entry.is_symlink()]
    except UsageError:
        return []  # told when it is read
    if not all(is_attempt(without_ending(name)) for name in names):
        return []
    return sorted(names, key=lambda name: order(without_ending(name)))


def _work(path: Path) -> Work:
    return Folder(path) if path.is_dir() else Archive(path)
