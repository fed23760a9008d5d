"""Only the instructor's course is run."""

import shutil
from pathlib import Path

import pytest

from tests.cases.case import INPUTS
from tests.conftest import ROOT, Grade


@pytest.fixture
def hers(tmp_path: Path) -> Path:
    """What Ann handed in: her work, and above it a course of hers that leaves a file when it is run."""
    folder = tmp_path / "submissions" / "ann"
    return Path(shutil.copytree(INPUTS / "attack_own_course_above", folder))


def traces(folder: Path) -> list[Path]:
    """What a course that was run has left."""
    return list(folder.rglob("ran-outside-the-wall"))


def test_a_student_s_course_above_the_work_is_not_run(grade: Grade, hers: Path) -> None:
    """Not where it is the only one in reach, either: the user is asked to name it."""
    done = grade("run", "work", cwd=hers)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"--course {hers}" in done.stderr
    assert traces(hers) == []


def test_two_courses_in_reach_are_both_named(grade: Grade, hers: Path) -> None:
    """From the real course, neither is taken silently; hers is not run."""
    done = grade("run", hers / "work", "-e", "xor")
    assert done.returncode == 2
    assert str(hers) in done.stderr
    assert str(ROOT) in done.stderr
    assert "--course" in done.stderr
    assert traces(hers.parent) == []


def test_the_named_course_decides(grade: Grade, hers: Path) -> None:
    """Ann's work gets what it earns by the real course."""
    done = grade("run", hers / "work", "--course", ROOT, "-e", "xor", "--fail-under", "20")
    assert done.returncode == 1
    assert traces(hers.parent) == []
