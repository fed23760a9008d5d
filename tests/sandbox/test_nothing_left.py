"""A thousand submissions in one sandbox leave nothing behind, though each of them tries to."""

import os
import secrets
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox.client.exchange import Exchange
from grader.sandbox.client.outcome import Returned
from grader.sandbox.client.student_session import StudentSession
from grader.sandbox.levels.confined import Confined
from grader.sandbox.limits import Limits
from tests.attacks.field import descendants

NAME = f"left-{secrets.token_hex(8)}"
KEY = 2**24 + secrets.randbelow(2**24)
PAGES = 500  # 2 MB
SOURCE = b"""
import ctypes, os

def f(number, name, key):
    library = ctypes.CDLL(None)
    for leave in (
        os.fork,
        lambda: os.memfd_create(name),
        lambda: open("/dev/shm/" + name, "w"),
        lambda: open("/tmp/" + name, "w"),
        lambda: library.shmget(key, 4096, 0o1666),
        lambda: library.semget(key, 1, 0o1666),
        lambda: library.msgget(key, 0o1666),
    ):
        try:
            leave()
        except OSError:
            pass
    if number % 4 == 0:
        os._exit(0)
    return number
"""


def state(temporary: Path) -> dict[str, Any]:
    """All that a submission could leave: processes, their descriptors and this one's, segments, files."""
    processes = sorted(descendants(os.getpid()))
    left: dict[str, Any] = {"processes": processes}
    for pid in (os.getpid(), *processes):
        left[f"descriptors of {pid}"] = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    for kind in ("shm", "sem", "msg"):
        lines = Path("/proc/sysvipc", kind).read_text("ascii").splitlines()[1:]
        left[kind] = [line for line in lines if int(line.split()[0]) == KEY]
    folders = (Path("/dev/shm"), Path("/tmp"))  # noqa: S108 - where a submission tried to write
    left["files"] = [path for path in folders if (path / NAME).exists()]
    left["temporary files"] = list(temporary.iterdir())
    return left


def memory(pid: int) -> int:
    """Pages of a process that are its own."""
    resident, shared = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1:3]
    return int(resident) - int(shared)


@pytest.mark.parametrize(
    ("level", "count"), [("isolated", 100), pytest.param("confined", 1000, marks=pytest.mark.slow)], indirect=["level"]
)
def test_many_submissions(level: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No process, descriptor, segment or file; neither of those that answer nor of those that end themselves."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    backend = Confined(level)
    submit(backend, level, range(10))
    zygote = max(descendants(backend.zygote.pid) | {backend.zygote.pid})
    before, pages = state(tmp_path), memory(zygote)
    submit(backend, level, range(count))
    assert state(tmp_path) == before
    assert memory(zygote) - pages < PAGES
    backend.close()
    assert not Path("/proc", str(zygote)).exists()


def submit(backend: Confined, level: str, numbers: range) -> None:
    """A submission for each number; every fourth ends its own process."""
    for number in numbers:
        session = StudentSession(Exchange({"work.py": SOURCE}, Limits(), level, lambda: backend.start(Limits())))
        (outcome,) = session.call("work", "f", [(number, NAME, KEY)])
        assert (outcome == Returned(number)) == (number % 4 != 0)
        session.close()
