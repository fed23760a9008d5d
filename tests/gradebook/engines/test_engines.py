"""Every engine gives each task its result, whoever dies meanwhile."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from grader.errors import SandboxError, UsageError
from grader.gradebook.engines import ENGINES, dask
from grader.gradebook.engines.process import Shared, start_worker
from grader.gradebook.engines.start import start_engine
from grader.gradebook.grading.course_files import CourseFiles, read_course
from grader.gradebook.grading.engine import Engine, Result, Spec, Task
from grader.judging.setting import Setting
from grader.judging.verdict_cache.code_cache import KnownCode
from tests.gradebook.conftest import MARKS, NAMES, WORK, files_of, write_course

POISON = b"""
import os, signal, sys

_worker = sys.modules["__main__"]
_grade = _worker._grade


def _poisoned(task, *arguments):
    if task.digest == "poison":
        os.kill(os.getpid(), signal.SIGKILL)
    return _grade(task, *arguments)


_worker._grade = _poisoned
"""


def poisoned(files: CourseFiles) -> CourseFiles:
    """The course with a solution that ends the worker at one submission, as the system might when memory is short."""
    return CourseFiles({**files.files, "solutions/double.py": files.files["solutions/double.py"] + POISON})


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> CourseFiles:
    """The small course."""
    return poisoned(read_course(write_course(tmp_path_factory.mktemp("course"))))


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, files: CourseFiles) -> Iterator[Engine]:
    """Each engine with two workers."""
    try:
        started = start_engine(request.param, Spec(files), workers=2)
    except SandboxError as error:
        pytest.skip(str(error))
    yield started
    started.close()


def tasks(count: int, files: Callable[[int], dict[str, bytes]] | None = None) -> list[Task]:
    """Submissions of known marks."""
    make = files or (lambda number: files_of(list(WORK)[number % 4], number))
    return [Task(str(number), make(number), NAMES) for number in range(count)]


def points(result: Result) -> tuple[float | None, ...]:
    """The exercises' points."""
    assert result.report is not None, result.fault
    return tuple(exercise.score for exercise in result.report.exercises)


def workers() -> list[psutil.Process]:
    """Our workers, wherever below this process."""
    running = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):  # students' processes come and go
            if "grader.gradebook.engines.worker" in " ".join(process.cmdline()):
                running.append(process)
    return running


def test_each_has_its_result(engine: Engine) -> None:
    """All of them, in any order, each once, and with the marks that it must have."""
    given = tasks(30)
    points_of = {result.task.digest: points(result) for result in engine.run(iter(given))}
    assert points_of == {task.digest: MARKS[list(WORK)[int(task.digest) % 4]] for task in given}


def test_some_exercises_only(engine: Engine) -> None:
    """What was not asked for is not graded."""
    (result,) = engine.run(iter([Task("0", files_of("both"), ("square",))]))
    assert points(result) == (3.0,)


def asked_ahead(engine: Engine, kind: str) -> list[int]:
    """How many tasks of 120 had been asked for and not given back, whenever one came back."""
    asked = 0

    def counted() -> Iterator[Task]:
        nonlocal asked
        for task in tasks(120, lambda number: files_of(kind, number)):
            asked += 1
            yield task

    return [asked - done for done, _ in enumerate(engine.run(counted()))]


def test_tasks_are_asked_for_when_there_is_somebody_for_them(engine: Engine) -> None:
    """However many there are, few are held at a time."""
    assert max(asked_ahead(engine, "none")) <= 2 * 2 * 20 + 20


@pytest.mark.parametrize("engine", ["local"], indirect=True)
def test_more_tasks_are_asked_for_where_they_are_soon_done(engine: Engine) -> None:
    """Nobody waits while results are written down; as long as nothing is known of the pace, it is two each."""
    ahead = asked_ahead(engine, "both")
    assert ahead[0] == 2 * 2
    assert 2 * 2 < max(ahead) <= 2 * 32


SLOW = b"import time\ndef double(x):\n    time.sleep(0.05)\n    return 2 * x\n"


@pytest.mark.parametrize("engine", ["local"], indirect=True)
def test_what_nobody_has_begun_is_left_when_it_is_stopped(engine: Engine) -> None:
    """However much was asked for ahead while it went fast, a worker ends with what it is at."""
    given = tasks(80, lambda number: files_of("both", number) if number < 60 else {"double.py": SLOW})
    slow = 0
    is_stopped = threading.Event()
    for result in engine.run(iter(given), is_stopped.is_set):
        if int(result.task.digest) >= 60:
            is_stopped.set()
            slow += 1
    assert 1 <= slow <= 2 * 2


def test_a_worker_that_is_killed(engine: Engine) -> None:
    """Its submission is graded all the same, and so are the others; another worker goes on."""
    given = tasks(30)
    points_of = {}
    ends: list[psutil.Process] = []
    for done, result in enumerate(engine.run(iter(given))):
        points_of[result.task.digest] = points(result)
        ends = ends or workers()[:2]
        if done in {0, 9}:  # each of them once: twice at the same submission would be that submission's fault
            ends[done % 2].kill()
    assert points_of == {task.digest: MARKS[list(WORK)[int(task.digest) % 4]] for task in given}


# `place.py` counts, for both
@pytest.mark.parametrize("engine", ["local", pytest.param("dask", marks=pytest.mark.slow)], indirect=True)
def test_a_submission_that_kills_workers(engine: Engine) -> None:
    """Twice is enough: it is a fault of ours at that submission, and the others have their marks."""
    given = [*tasks(4), Task("poison", files_of("both", "poison"), NAMES)]
    results = {result.task.digest: result for result in engine.run(iter(given))}
    assert "died 2 times at this submission: it was ended by signal 9" in results.pop("poison").fault
    assert {digest: points(result) for digest, result in results.items()} == {
        task.digest: MARKS[list(WORK)[int(task.digest)]] for task in tasks(4)
    }


@pytest.mark.slow
def test_a_worker_that_is_killed_while_it_loads_leaves_no_references(
    files: CourseFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are never in a file of the worker's, whatever becomes of it."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    ended = b"\nimport os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"
    course = CourseFiles({**files.files, "solutions/square.py": files.files["solutions/square.py"] + ended})
    with pytest.raises(SandboxError, match="does not come up: it was ended by signal 9"):
        start_worker(Spec(course))
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"def square" in path.read_bytes()]


def test_a_level_that_does_not_hold(files: CourseFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said before anything is graded."""
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(SandboxError, match="isolated"):
        start_engine("local", Spec(files, Setting(level="isolated")), workers=1)


def test_a_scheduler_that_is_not_there(files: CourseFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named."""
    monkeypatch.setattr(dask, "_CONNECT_SECONDS", 0.5)
    with pytest.raises(UsageError, match="there is no Dask scheduler at tcp"):
        start_engine("dask", Spec(files), scheduler="tcp://127.0.0.1:1")


@pytest.mark.slow
def test_what_one_worker_knows_of_code_another_one_does(files: CourseFiles) -> None:
    """Who comes in the place of one that died knows it too; its own news come back to nobody."""
    shared = Shared()
    try:
        first, second = start_worker(Spec(files)), start_worker(Spec(files))
    except SandboxError as error:
        pytest.skip(str(error))
    try:
        task, other = tasks(1)[0], Task("1", {**files_of("both"), "notes.py": b"# mine"}, NAMES)
        judged, known = first.grade(task, shared), second.grade(other, shared)
        assert points(judged) == points(known) == MARKS["both"]
        assert judged.report is not None
        assert known.report is not None
        assert len(judged.report.timing.items) == len(judged.report.items)
        assert not known.report.timing.items  # nothing had to be judged
        assert shared.since(0, first.pid) == (len(NAMES), [])
    finally:
        first.close()
        second.close()


KNOWN = [KnownCode("work", str(number), b"x" * 100) for number in range(10)]


def test_news_are_heard_once_by_each_of_the_others() -> None:
    """In the order in which they were told."""
    shared = Shared()
    for number, known in enumerate(KNOWN[:4]):
        shared.tell(known, worker=number % 2)
    assert shared.since(0, worker=0) == (4, [KNOWN[1], KNOWN[3]])
    assert shared.since(3, worker=0) == (4, [KNOWN[3]])
    assert shared.since(4, worker=0) == (4, [])
    assert shared.since(0, worker=7) == (4, KNOWN[:4])


def test_old_news_are_dropped() -> None:
    """Whoever has not heard of them hears of the later ones."""
    shared = Shared(most_bytes=300)
    for known in KNOWN:
        shared.tell(known, worker=0)
    assert shared.since(0, worker=1) == (10, KNOWN[7:])
    assert shared.since(8, worker=1) == (10, KNOWN[8:])
