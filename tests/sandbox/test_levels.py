"""The sandbox starts early and honestly: before anything heavy is imported, and at no other level than demanded."""

import subprocess
import sys

import pytest

from grader.errors import SandboxError
from grader.sandbox.levels import Sandbox


@pytest.mark.parametrize("level", ["confined", "isolated", "none"])
def test_a_level_that_does_not_hold_is_refused(level: str) -> None:
    """A demand is never weakened."""
    with pytest.raises(SandboxError, match=level):
        Sandbox(level)


def test_starting_imports_nothing_heavy() -> None:
    """The process warms up while the grader imports, so nothing slow may come before it is started."""
    code = """
import sys
from grader.sandbox.levels import Sandbox
sandbox = Sandbox("limited")
print(*sorted({"numpy", "sympy", "pydantic", "click", "dataclasses", "json"} & sys.modules.keys()))
sandbox.close()
sandbox.close()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("\n", "")


def test_an_interpreter_that_is_not_known_or_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process can be started then, which is said at once and leaves nothing behind."""
    for executable, text in (("", "not known"), ("/no/such/python", "cannot be started")):
        monkeypatch.setattr(sys, "executable", executable)
        with pytest.raises(SandboxError, match=text):
            Sandbox()


def test_no_room_for_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """That is the machine's fault too."""
    monkeypatch.setattr("tempfile.tempdir", "/no/such/folder")
    with pytest.raises(SandboxError, match="no folder can be made"):
        Sandbox()


def test_a_process_that_does_not_come_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the machine's fault, told with what the process said, and never the student's."""
    monkeypatch.setattr("grader.sandbox.start._MAIN", "/no/such/file.py")
    session = Sandbox().open({"work.py": b""})
    with pytest.raises(SandboxError, match=r"did not start.*exit status 2.*can't open file"):
        session.call("work", "f", [()])
    session.close()
