"""A list of git checkouts: a text file with one path a line, or with `student,path`; paths are relative to the list."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from grader.errors import UsageError
from grader.gradebook.intake.commit import commit_time
from grader.gradebook.intake.source import Source, Work
from grader.gradebook.intake.work.names import plain
from grader.gradebook.intake.works import Folder, Nothing
from grader.model.gradebook import Person

MAX_LIST_BYTES = 64 * 1024 * 1024
_FIRST = datetime.min.replace(tzinfo=UTC)


def fits(where: Path) -> bool:
    """Whether it is a text file."""
    return where.is_file() and where.suffix.lower() in {".txt", ".csv"}


def sources(where: Path) -> Iterator[Source]:
    """One for each line; those of one student by the time of their commits."""
    students: dict[str, list[Path]] = defaultdict(list)
    for student, path in _lines(where):
        students[student].append(path)
    if not any(path.is_dir() for paths in students.values() for path in paths):
        raise UsageError(f"{where} names no folder that exists; a list has one path, or `student,path`, on each line")
    for student, paths in students.items():
        found = [Source(Person(id=student), commit_time(path), str(path), _work(path)) for path in paths]
        yield from sorted(found, key=lambda source: source.submitted_at or _FIRST)


def _work(path: Path) -> Work:
    return Folder(path) if path.is_dir() else Nothing(f"There is no folder {plain(str(path))}.")


def _lines(where: Path) -> Iterator[tuple[str, Path]]:
    for number, row in enumerate(csv.reader(_text(where).splitlines()), 1):
        fields = [field.strip() for field in row]
        if not any(fields) or fields[0].startswith("#") or [field.lower() for field in fields] == ["student", "path"]:
            continue
        if len(fields) > 2 or not fields[-1] or "\0" in fields[-1]:
            raise UsageError(f"{where}:{number}: a line has one path, or `student,path`")
        path = where.parent / fields[-1]
        yield plain(fields[0] if len(fields) == 2 and fields[0] else path.name), path


def _text(where: Path) -> str:
    try:
        if where.stat().st_size > MAX_LIST_BYTES:
            raise UsageError(f"{where} is larger than {MAX_LIST_BYTES // 2**20} MiB")
        return where.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{where} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{where} is not UTF-8 text") from error
