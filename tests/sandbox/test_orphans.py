"""The student's process does not outlive a grader that is killed, whatever it is doing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

GRADER = """
import os, sys
from grader.sandbox.levels import Sandbox
source = b"import os\\ndef who(): return os.getpid()\\ndef hang():\\n  while True: pass\\n"
session = Sandbox().open({"work.py": source})
print(session.call("work", "who", [()])[0].value, flush=True)
if sys.argv[1] == "busy":
    session.call("work", "hang", [()])
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a busy process is ended by its processor time only")
@pytest.mark.parametrize("state", ["idle", "busy"])
def test_killed_grader(state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Idle, it reads the end of its requests; busy, the system ends it with its parent."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # nobody is left to remove its scratch folder
    command = [sys.executable, "-c", GRADER, state]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as grader:
        assert grader.stdout is not None
        student = int(grader.stdout.readline())
        time.sleep(0.2)
        assert Path(f"/proc/{student}").exists()
        os.kill(grader.pid, signal.SIGKILL)
    for _ in range(250):
        if not Path(f"/proc/{student}").exists() or "State:\tZ" in Path(f"/proc/{student}/status").read_text("utf-8"):
            return
        time.sleep(0.02)
    pytest.fail("the student's process lives on")
