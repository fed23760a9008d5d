"""Nothing of a student's outlives a grader that is killed, whatever it is doing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

GRADER = """
import sys
from grader.sandbox.levels.sandbox import Sandbox
source = b"def ready(): return 1\\ndef hang():\\n  while True: pass\\n"
session = Sandbox(sys.argv[1]).open({"work.py": source})
print(session.call("work", "ready", [()])[0].value, flush=True)
if sys.argv[2] == "busy":
    session.call("work", "hang", [()])
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a busy process is ended by its processor time only")
@pytest.mark.parametrize("state", [pytest.param("idle", marks=pytest.mark.slow), "busy"])
def test_killed_grader(level: str, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Idle, it reads the end of its requests; busy, the system ends it with its parent."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # nobody is left to remove its scratch folder
    command = [sys.executable, "-c", GRADER, level, state]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as grader:
        assert grader.stdout is not None
        assert grader.stdout.readline() == "1\n"
        time.sleep(0.2)
        started = list(descendants(grader.pid))
        os.kill(grader.pid, signal.SIGKILL)
    assert started
    deadline = time.monotonic() + 5
    while alive := [pid for pid in started if is_alive(pid)]:
        assert time.monotonic() < deadline, f"{len(alive)} of {len(started)} processes live on"
        time.sleep(0.02)


def descendants(pid: int) -> Iterator[int]:
    """The processes that a process has started, and those that they have."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            yield int(child)
            yield from descendants(int(child))


def is_alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
