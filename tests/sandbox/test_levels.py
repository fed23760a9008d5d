"""The sandbox starts early and honestly: before anything heavy is imported, and at no other level than demanded."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.sandbox.levels.sandbox import Sandbox


@pytest.fixture(autouse=True)
def forgetful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered of this machine is neither used nor changed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_a_level_that_there_is_not() -> None:
    """A demand for a level is never weakened, and never guessed at."""
    with pytest.raises(SandboxError, match="no sandbox level 'none'; there are limited, confined, isolated"):
        Sandbox("none")


@pytest.mark.parametrize("level", ["confined", "isolated"])
def test_a_demanded_level_with_a_hole_is_refused(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what came through; a weaker level is not offered in its place."""
    monkeypatch.setattr("grader.sandbox.levels.sandbox.holes", lambda _: ("a submission can read files",))
    monkeypatch.setattr("grader.sandbox.levels.confined.wrapper", list)  # as if bubblewrap were there
    with pytest.raises(SandboxError, match=f"{level}: a submission can read files.*grade doctor"):
        _ = Sandbox(level).level


def test_without_a_demand_the_strongest_that_holds_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """And what was tried before it is there to be asked."""
    hole = "a submission can read files"
    monkeypatch.setattr(
        "grader.sandbox.levels.sandbox.holes", lambda backend: () if backend.level == "limited" else (hole,)
    )
    monkeypatch.setattr("grader.sandbox.levels.confined.wrapper", list)
    sandbox = Sandbox()
    assert sandbox.level == "limited"
    assert [(refused.level, refused.reasons) for refused in sandbox.refused] == [
        ("isolated", (hole,)),
        ("confined", (hole,)),
    ]
    sandbox.close()


@pytest.mark.parametrize("level", ["limited", "confined"])
def test_starting_imports_nothing_heavy(level: str) -> None:
    """The process warms up while the grader imports, so nothing slow may come before it is started."""
    code = f"""
import sys
from grader.sandbox.levels.sandbox import Sandbox
sandbox = Sandbox("{level}")
print(*sorted({{"numpy", "sympy", "pydantic", "click", "dataclasses"}} & sys.modules.keys()))
sandbox.close()
sandbox.close()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("\n", "")


@pytest.mark.parametrize("level", ["limited", "confined"])
def test_an_interpreter_that_is_not_known_or_not_there(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No process can be started then, which is said at once and leaves nothing behind."""
    for executable, text in (("", "not known"), ("/no/such/python", "cannot be started")):
        monkeypatch.setattr(sys, "executable", executable)
        with pytest.raises(SandboxError, match=text):
            Sandbox(level)


def test_no_room_for_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """That is the machine's fault too."""
    monkeypatch.setattr("tempfile.tempdir", "/no/such/folder")
    with pytest.raises(SandboxError, match="no folder can be made"):
        Sandbox("limited")


@pytest.mark.parametrize("level", ["limited", "confined"])
def test_a_process_that_does_not_come_up(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the machine's fault, told with what the process said, and never the student's."""
    monkeypatch.setattr("grader.sandbox.levels.start._MAIN", "/no/such/file.py")
    sandbox = Sandbox(level)
    with pytest.raises(SandboxError, match=r"can't open file"):
        sandbox.open({"work.py": b""}).call("work", "f", [()])
    sandbox.close()


def test_a_process_that_lacks_a_layer_gets_no_submission(monkeypatch: pytest.MonkeyPatch) -> None:
    """What held when it was tried has to hold for each process; a level is never weakened in silence."""
    sandbox = Sandbox("confined")
    monkeypatch.setattr(type(sandbox.backend), "required", frozenset({"landlock", "seccomp", "a new layer"}))
    with pytest.raises(SandboxError, match="confined did not come up: a new layer could not be laid"):
        sandbox.open({"work.py": b""}).call("work", "f", [()])
    sandbox.close()
