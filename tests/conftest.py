"""What every test may use: the course that ships, the command, and a submission's report."""

import contextlib
import functools
import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from click.testing import CliRunner
from hypothesis import settings

from grader.cli import grade as command
from grader.course.load import load_course
from grader.course.read_submission import read_submission
from grader.course.report_cache.trust import CI
from grader.errors import SandboxError
from grader.judging.judge import judge
from grader.judging.key import CourseKey, ExerciseKey
from grader.model.report import ItemScore, Report
from grader.sandbox.levels.known_level import remember
from grader.sandbox.levels.sandbox import Sandbox
from grader.sandbox.limits import Limits
from tests.large_pages import use_large_pages
from tests.programs import Runner
from tests.slow import examples

if TYPE_CHECKING:
    from tests.browser import Reader

settings.register_profile("the same on every run", derandomize=True, deadline=None, max_examples=examples(100))
settings.load_profile("the same on every run")

ROOT = Path(__file__).parent.parent
SUBMISSIONS = ROOT / "tests" / "submissions"
Grade = Callable[..., subprocess.CompletedProcess[str]]
Mark = Callable[..., Report]
Box = TypeVar("Box", bound=Sandbox)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays to the end: no time is spent on a search for garbage in it, now or in any test."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        use_large_pages()
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_known() -> Iterator[None]:
    """All is graded, whatever another test or the user has graded before: so it is in CI."""
    with pytest.MonkeyPatch.context() as here:
        here.setenv("CI", "true")
        yield


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who works at a terminal of their own, with an empty cache."""
    for name in CI:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # However busy the machine is with other tests: what is judged while it stands still is not taken for steady
    monkeypatch.setattr("grader.judging.steady._STILL_SECONDS", 1e9)
    return tmp_path / "cache" / "grader"


@pytest.fixture
def confined() -> None:
    """Skips the test, with the reason, where the level that marks demand does not hold."""
    try:
        Sandbox("confined").close()
    except SandboxError as error:
        pytest.skip(f"confined does not hold here: {error}")


@pytest.fixture(scope="session")
def key() -> CourseKey:
    """The course that ships."""
    return course_of()


@functools.cache
def course_of(*exercises: str) -> CourseKey:
    """Some exercises of it, or all, which are loaded once."""
    return load_course(ROOT, exercises)


class Kept(Sandbox):
    """A sandbox that stays for the next test when somebody closes it: to start one takes half a second."""

    def close(self) -> None:
        """Stay."""

    def end(self) -> None:
        """End all that was started."""
        super().close()


def second_wall(kind: type[Box]) -> Box:
    """A sandbox of a kind with a second wall and short deadlines; the test is skipped where there is none."""
    try:
        box = kind("confined", Limits(call_seconds=1.0))
        box.wait()
    except SandboxError as error:
        pytest.skip(str(error))
    return box


@contextlib.contextmanager
def confined_sandbox() -> Iterator[Sandbox]:
    """As `walled`, for a test that ends it."""
    box = second_wall(Sandbox)
    yield box
    box.close()


@pytest.fixture(scope="session")
def walled() -> Iterator[Sandbox]:
    """One with a second wall, which all tests share."""
    box = second_wall(Kept)
    yield box
    box.end()


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with short deadlines, in which each submission has a process of its own."""
    box = Kept(limits=Limits(call_seconds=1.0, load_seconds=1.5))
    yield box
    box.end()


@pytest.fixture(scope="session")
def patient() -> Iterator[Sandbox]:
    """A sandbox with the deadlines that students have."""
    box = Kept()
    yield box
    box.end()


@pytest.fixture
def warm_check(patient: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exercise is checked in a sandbox that is warm already; for one exercise at a time."""
    patient.wait()  # not in the child that checks: it comes up once
    monkeypatch.setattr("grader.course.check.exercise.Sandbox", lambda: patient)


@pytest.fixture
def without_attacks(warm_check: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is it, and nobody attacks its marks: the attacks know nothing of an exercise, and others try them."""
    monkeypatch.setattr("grader.course.check.exercise.check_attacks", lambda *_: ([], 0))


@pytest.fixture(scope="module")
def mark(sandbox: Sandbox) -> Mark:
    """Judges a folder, in this process, against some exercises of the course that ships."""

    def run(folder: Path, *exercises: str, seed: int = 0) -> Report:
        submission = read_submission(folder)
        session = sandbox.open(submission.files)
        try:
            return judge(submission, course_of(*exercises), session, seed=seed)
        finally:
            session.close()

    return run


@pytest.fixture
def home(tmp_path: Path, patient: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's home, in which it is remembered which level holds: it is not tried again by each command."""
    level = patient.level
    with monkeypatch.context() as here:
        here.delenv("XDG_CACHE_HOME", raising=False)
        here.setenv("HOME", str(tmp_path))
        remember(level)
    return tmp_path


@pytest.fixture
def grade(home: Path, patient: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Grade:
    """Runs the command in this process, with the course's folder as working directory and no terminal."""

    def lent(level: str | None = None, *, has_sympy: bool = False) -> Sandbox:
        return patient if level in {None, patient.level} else Sandbox(level, has_sympy=has_sympy)

    for name in ("run", "release"):
        monkeypatch.setattr(import_module(f"grader.cli.{name}"), "Sandbox", lent)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # a file that changes twice within a second is read twice

    def run(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
        words = [str(argument) for argument in arguments]
        env = {"HOME": str(home), "XDG_CACHE_HOME": None, "XDG_CONFIG_HOME": None, "COLUMNS": "100", **environment}
        with contextlib.chdir(cwd):
            done = CliRunner().invoke(command, words, env=env, prog_name="grade")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def grade_apart(home: Path) -> Grade:
    """Runs the command as a user would, in a process of its own: for what such a process has and this one has not."""

    def run(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "grader", *map(str, arguments)]
        env = {**os.environ, "HOME": str(home), "COLUMNS": "100", "PYTHONUTF8": "1", **environment}
        return subprocess.run(words, capture_output=True, text=True, cwd=cwd, env=env, timeout=120, check=False)

    return run


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """Who runs the programs of `grade why`."""
    started = Runner()
    yield started
    started.close()


@pytest.fixture(scope="session")
def reader() -> Iterator["Reader"]:
    """Opens pages in a browser; tests that need it are skipped where there is none."""
    from tests.browser import started

    with started() as opens_pages:
        yield opens_pages


HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "\u202egnp.exe",
    "../../outside",
    "]]>--></style></title>",
    "=1+1\x00\x1b[2J",
)
"""Names, and parts of the ids, of the first students of the drawn class."""
DRAWN = ("xor", "mean_squared_error", "convexity")
"""Its exercises."""
STUDENTS = 24
"""As few as show everything."""


@pytest.fixture(scope="session")
def drawn_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook of a few students with all that a book can hold: nobody may write to it."""
    from tests.classes.drawn_book import write_book

    path = tmp_path_factory.mktemp("drawn") / "course.db"
    write_book(path, STUDENTS, only=DRAWN, names=HOSTILE)
    return path


@pytest.fixture(scope="session")
def class_pages(drawn_class: Path) -> Path:
    """The folder of its pages: nobody may write to it."""
    from tests.classes.drawn_book import write_pages

    return write_pages(drawn_class, drawn_class.parent / "pages")


@pytest.fixture(scope="session")
def warm() -> Iterator[Any]:
    """Who grades for the commands that are run in this process."""
    from tests.gradebook.commands import Warm

    started = Warm()
    yield started
    started.close()


@pytest.fixture
def here(tmp_path: Path, warm: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The small course and a class of four in a folder, and the commands, run in this process."""
    from tests.gradebook.commands import here_in

    return here_in(tmp_path, warm, monkeypatch)


def item(report: Report, name: str) -> ItemScore:
    """One item of a report."""
    return next(score for score in report.items if score.id == name)


def item_of(key: CourseKey, exercise: str, name: str) -> tuple[ExerciseKey, Any]:
    """An exercise of a course and one of its items."""
    exercise_key = next(candidate for candidate in key.exercises if candidate.name == exercise)
    return exercise_key, next(item for item in exercise_key.exercise.items if item.id == name)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A course of one exercise that is sound."""
    course = tmp_path / "small"
    for folder in ("exercises", "solutions", "student_template"):
        (course / folder).mkdir(parents=True)
        shutil.copy(ROOT / folder / "linear_basis.py", course / folder)
    shutil.copy(ROOT / "exercises" / "course.py", course / "exercises")
    return course
