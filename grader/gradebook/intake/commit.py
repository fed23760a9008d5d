"""When the commit was made that a checkout shows.

The checkout is the student's, and its configuration can name programs that git runs. So git never sees it: it is asked
for one object of the store, with an empty repository of our own as its repository. The time is the one that the
student's computer wrote down; where it must not be trusted, take the time from the server that received it.
"""

import os
import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from grader.gradebook.intake.work.opened import opened

_SECONDS = 10
_MAX_BYTES = 1024 * 1024
_HASH = re.compile(rb"[0-9a-f]{40}")
_COMMITTER = re.compile(rb"^committer [^\n]*> (-?[0-9]{1,11}) ([+-])([0-9]{2})([0-9]{2})$", re.MULTILINE)
_BRANCH = re.compile(rb"ref: (refs/[A-Za-z0-9._/-]+)")


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
    if branch and b".." not in branch[1]:
        head = _bytes(store / branch[1].decode()).strip() or _packed(store, branch[1])
    return head if _HASH.fullmatch(head) else None


def _packed(store: Path, branch: bytes) -> bytes:
    lines = (line.split() for line in _bytes(store / "packed-refs").splitlines())
    return next((parts[0] for parts in lines if len(parts) == 2 and parts[1] == branch), b"")


def _bytes(path: Path) -> bytes:
    try:
        with opened(path) as file:
            return file.read(_MAX_BYTES)
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
            "GIT_OBJECT_DIRECTORY": str(objects.absolute()),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_NO_LAZY_FETCH": "1",
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
    found = _COMMITTER.search(commit.partition(b"\n\n")[0])
    if found is None:
        return None
    offset = timedelta(hours=int(found[3]), minutes=int(found[4])) * (-1 if found[2] == b"-" else 1)
    try:
        return datetime.fromtimestamp(int(found[1]), UTC).astimezone(timezone(offset))
    except (ValueError, OverflowError, OSError):
        return None
