"""What every test may use: the course that ships, the command, and a submission's report."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from grader.course.load import load_course
from grader.course.read_submission import read_submission
from grader.judging.judge import judge
from grader.judging.key import CourseKey, ExerciseKey
from grader.model.report import ItemScore, Report
from grader.sandbox.levels import Sandbox
from grader.sandbox.limits import Limits

settings.register_profile("the same on every run", derandomize=True, deadline=None)
settings.load_profile("the same on every run")

ROOT = Path(__file__).parent.parent
SUBMISSIONS = ROOT / "tests" / "submissions"
Grade = Callable[..., subprocess.CompletedProcess[str]]
Mark = Callable[..., Report]


@pytest.fixture(scope="session")
def key() -> CourseKey:
    """The course that ships."""
    return load_course(ROOT)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with short deadlines."""
    box = Sandbox(limits=Limits(call_seconds=1.0, load_seconds=1.5))
    yield box
    box.close()


@pytest.fixture
def mark(sandbox: Sandbox) -> Mark:
    """Judges a folder, in this process, against some exercises of the course that ships."""

    def run(folder: Path, *exercises: str, seed: int = 0) -> Report:
        submission = read_submission(folder)
        session = sandbox.open(submission.files)
        try:
            return judge(submission, load_course(ROOT, exercises), session, seed=seed)
        finally:
            session.close()

    return run


@pytest.fixture
def grade(tmp_path: Path) -> Grade:
    """Runs the command as a user would, with the course's folder as working directory and no terminal."""

    def run(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "grader", *map(str, arguments)]
        env = {**os.environ, "HOME": str(tmp_path), "COLUMNS": "100", "PYTHONUTF8": "1", **environment}
        return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, timeout=120, check=False)

    return run


@pytest.fixture(scope="session")
def warm() -> Iterator[Any]:
    """Who grades for the commands that are run in this process."""
    from tests.gradebook.commands import Warm

    found = Warm()
    yield found
    found.close()


@pytest.fixture
def here(tmp_path: Path, warm: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The small course and a class of four in a folder, and the commands, run in this process."""
    from tests.gradebook.commands import here_in

    return here_in(tmp_path, warm, monkeypatch)


def item(report: Report, name: str) -> ItemScore:
    """One item of a report."""
    return next(one for one in report.items if one.id == name)


def item_of(key: CourseKey, exercise: str, name: str) -> tuple[ExerciseKey, Any]:
    """An exercise of a course and one of its items."""
    found = next(one for one in key.exercises if one.name == exercise)
    return found, next(one for one in found.exercise.items if one.id == name)
