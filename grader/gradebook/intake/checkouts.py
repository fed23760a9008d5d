"""A list of git checkouts: a text file with one path a line, or with `student,path`; paths are relative to the list.

A submission's time is that of the commit which its checkout shows. The checkout is the student's, and its configuration
can name programs that git runs. So git never sees it: it is asked for one object of the store, with an empty repository
of our own as its repository. The time is the one that the student's computer wrote down; where it must not be trusted,
take the time from the server that received it.
"""

import csv
import os
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from grader.errors import UsageError
from grader.gradebook.intake.source import Source, Work
from grader.gradebook.intake.work.member import opened, plain
from grader.gradebook.intake.works import Folder, Nothing
from grader.model.gradebook import Person

MAX_LIST_BYTES = 64 * 1024 * 1024
# Checkouts without a time come before all others of their student
_FIRST = datetime.min.replace(tzinfo=UTC)


# git is asked for one object at a time; it hangs where a repository lies on a file system that is gone.
_SECONDS = 10
_MAX_BYTES = 1024 * 1024
_HASH = re.compile(rb"[0-9a-f]{40}")
_COMMITTER = re.compile(rb"^committer [^\n]*> (-?[0-9]{1,11}) ([+-])([0-9]{2})([0-9]{2})$", re.MULTILINE)
_BRANCH = re.compile(rb"ref: (refs/[A-Za-z0-9._/-]+)")


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
        sources = [Source(Person(id=student), commit_time(path), str(path), _work(path)) for path in paths]
        yield from sorted(sources, key=lambda source: source.submitted_at or _FIRST)


def _work(path: Path) -> Work:
    return Folder(path) if path.is_dir() else Nothing(f"There is no folder {plain(str(path))}.")


def _lines(where: Path) -> Iterator[tuple[str, Path]]:
    for number, row in enumerate(_rows(where), 1):
        fields = [field.strip() for field in row]
        if not any(fields) or fields[0].startswith("#") or [field.lower() for field in fields] == ["student", "path"]:
            continue
        if len(fields) > 2 or not fields[-1] or "\0" in fields[-1]:
            raise UsageError(f"{where}:{number}: a line has one path, or `student,path`")
        path = where.parent / fields[-1]
        yield plain(fields[0] if len(fields) == 2 and fields[0] else path.name), path


def _rows(where: Path) -> list[list[str]]:
    rows = csv.reader(_text(where).splitlines())
    try:
        return list(rows)
    except csv.Error as error:  # a line without an end, as in a file that is no list
        raise UsageError(f"{where}:{rows.line_num}: it is no CSV: {error}") from error


def _text(where: Path) -> str:
    try:
        if where.stat().st_size > MAX_LIST_BYTES:
            raise UsageError(f"{where} is larger than {MAX_LIST_BYTES // 2**20} MiB")
        return where.read_text(encoding="utf-8-sig")  # Excel begins a file with a BOM
    except OSError as error:
        raise UsageError(f"{where} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{where} is not UTF-8 text") from error


def commit_time(checkout: Path) -> datetime | None:
    """The committer's time; None if there is no git, no commit, or anything about it is out of the ordinary."""
    store = checkout / ".git"
    if not (store / "objects").is_dir() or store.is_symlink() or (git := _git()) is None:
        return None
    commit = _commit(store)
    return _time(_object(git, store / "objects", commit.decode())) if commit else None


@cache
def _git() -> str | None:
    return shutil.which("git")


def _commit(store: Path) -> bytes | None:
    """The hash of the commit that HEAD names."""
    head = _bytes(store / "HEAD").strip()
    branch = _BRANCH.fullmatch(head)
    # A branch is a path below `.git` here, and HEAD is a file that the student writes
    if branch and b".." not in branch[1]:
        head = _bytes(store / branch[1].decode()).strip() or _packed(store, branch[1])
    return head if _HASH.fullmatch(head) else None


def _packed(store: Path, branch: bytes) -> bytes:
    # `HASH NAME`; lines that begin with `#` or `^` have more or fewer parts
    lines = (line.split() for line in _bytes(store / "packed-refs").splitlines())
    return next((parts[0] for parts in lines if len(parts) == 2 and parts[1] == branch), b"")


def _bytes(path: Path) -> bytes:
    try:
        with opened(path) as file:
            return file.read(_MAX_BYTES)  # HEAD may be a file of any size
    except OSError:
        return b""


def _object(git: str, objects: Path, commit: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="grader-") as scratch:
        for name in ("objects", "refs"):
            Path(scratch, name).mkdir()
        Path(scratch, "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": scratch,
            "GIT_DIR": scratch,
            # The one thing of theirs that git is shown: the store, and nothing in which a program could be named
            "GIT_OBJECT_DIRECTORY": str(objects.absolute()),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_NO_LAZY_FETCH": "1",  # a partial clone would ask its remote for the object
            "GIT_ALLOC_LIMIT": "64m",  # an object can claim any size
            "GIT_NO_REPLACE_OBJECTS": "1",
        }
        command = [git, "cat-file", "commit", commit]
        try:
            done = subprocess.run(  # noqa: S603 - nothing in it is the student's but a hash
                command, env=environment, cwd=scratch, capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return b""
        return done.stdout[:_MAX_BYTES] if done.returncode == 0 else b""


def _time(commit: bytes) -> datetime | None:
    # Only in the head: a message may hold a line that looks like one
    committer = _COMMITTER.search(commit.partition(b"\n\n")[0])
    if committer is None:
        return None
    offset = timedelta(hours=int(committer[3]), minutes=int(committer[4])) * (-1 if committer[2] == b"-" else 1)
    try:
        return datetime.fromtimestamp(int(committer[1]), UTC).astimezone(timezone(offset))
    except (ValueError, OverflowError, OSError):
        return None
