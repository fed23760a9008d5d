"""`grade doctor` tries what this machine has, and keeps its word about exit codes."""

import sys
from pathlib import Path

import pytest

from grader.sandbox.doctor import diagnosis
from grader.sandbox.doctor.diagnosis import diagnose
from tests.conftest import Grade


def test_doctor(grade: Grade) -> None:
    """Every level and, on Linux, every layer is there, and the levels are those that `grade` would use."""
    done = grade("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("isolated", "confined", "limited", *(["landlock", "seccomp"] if sys.platform == "linux" else [])):
        assert name in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the other levels are Linux's")
def test_without_bubblewrap(grade: Grade, tmp_path: Path) -> None:
    """The level `isolated` is refused with its reason and its cure; exit code 3 only if it was demanded."""
    done = grade("doctor", "--sandbox", "isolated", PATH=str(tmp_path))
    assert done.returncode == 3
    assert "bubblewrap is not installed" in done.stdout
    assert "apt install bubblewrap" in done.stdout
    assert done.stderr == "grade: the level isolated does not hold on this machine\n"
    assert grade("doctor", "--sandbox", "limited", PATH=str(tmp_path)).returncode == 0


@pytest.mark.slow
def test_a_hole_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A level through which an attack comes does not hold, and the cure is not left out."""
    monkeypatch.setattr(diagnosis, "holes", lambda backend: () if backend.level == "limited" else ("a hole",))
    monkeypatch.setattr(diagnosis, "remember", lambda _: None)
    diagnosed = diagnose()
    assert diagnosed.level == "limited"
    assert all(finding.reasons and finding.cure for finding in diagnosed.levels if finding.level != "limited")
