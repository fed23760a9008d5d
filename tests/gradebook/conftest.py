"""A small course, a class of known marks, and what a gradebook says of it."""

from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from grader.gradebook.grading.course_files import CourseFiles, read_course
from grader.gradebook.grading.engine import IsStopped, Result, Task, never
from grader.gradebook.grading.keys import Conditions, conditions_here
from grader.gradebook.store.database import reading
from grader.gradebook.store.tables import attempt, exercise_version, grading, handin, item_result, mark, person
from grader.judging.judge import judge
from grader.judging.key import CourseKey
from grader.judging.setting import Setting
from grader.model.submission import Submission
from grader.sandbox.levels.sandbox import Sandbox

COURSE = 'from grader import Course\n\ncourse = Course(name="small", title="A small course", version="{version}")\n'
EXERCISE = """from grader import Exercise, FunctionItem, Reals

exercise = Exercise(
    title="{title}",
    position={position},
    source="Lecture 1",
    statement="Write `{name}(x)`.",
    items=(
        FunctionItem(id="{name}", title="{title}", points={points}, inputs=(Reals(low=-9, high=9),), cases=((3.0,),)),
    ),
)
"""
SOLUTION = '''def {name}(x: float) -> float:
    """The value.

    Parameters
    ----------
    x : float

    Returns
    -------
    float
    """
    return {value}
'''
NAMES = ("double", "square")
WORK = {
    "both": ("def double(x):\n    return 2 * x\n", "def square(x):\n    return x * x\n"),
    "first": ("def double(x):\n    return x + x\n", "def square(x):\n    return 2 * x\n"),
    "second": ("def double(x):\n    return x\n", "def square(x):\n    return x**2\n"),
    "none": ("def double(x):\n    raise NotImplementedError\n", "def square(x):\n    raise ValueError\n"),
}
MARKS = {"both": (2.0, 3.0), "first": (2.0, 0.0), "second": (0.0, 3.0), "none": (0.0, 0.0)}


def write_course(folder: Path, version: str = "1", points: int = 3) -> Path:
    """A course of two exercises."""
    for tree in ("exercises", "solutions"):
        (folder / tree).mkdir(parents=True, exist_ok=True)
    (folder / "exercises" / "course.py").write_text(COURSE.format(version=version), encoding="utf-8")
    for position, (name, value) in enumerate(zip(NAMES, ("2 * x", "x * x"), strict=True)):
        text = EXERCISE.format(name=name, title=name, position=position, points=(2, points)[position])
        (folder / "exercises" / f"{name}.py").write_text(text, encoding="utf-8")
        (folder / "solutions" / f"{name}.py").write_text(SOLUTION.format(name=name, value=value), encoding="utf-8")
    return folder


def files_of(kind: str, salt: object = "") -> dict[str, bytes]:
    """A submission of known marks, whose files differ from others with another salt."""
    texts = (f"{text}# {salt}\n" for text in WORK[kind])
    return {f"{name}.py": text.encode() for name, text in zip(NAMES, texts, strict=True)}


def write_class(folder: Path, students: int) -> dict[str, tuple[float, float]]:
    """A folder of submissions; student to known marks."""
    marks = {}
    for number in range(students):
        kind = list(WORK)[number % len(WORK)]
        student = f"s{number:04}"
        (folder / student).mkdir(parents=True)
        for name, content in files_of(kind, number).items():
            (folder / student / name).write_bytes(content)
        marks[student] = MARKS[kind]
    return marks


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The small course."""
    return write_course(tmp_path / "course")


@pytest.fixture
def files(course: Path) -> CourseFiles:
    """Its files."""
    return read_course(course)


@pytest.fixture
def conditions() -> Conditions:
    """Conditions of a level."""
    return conditions_here(Setting(), "limited")


class Inside:
    """An engine that judges in the test's own process; it counts what it was asked for."""

    def __init__(self, key: CourseKey, sandbox: Sandbox) -> None:
        self.key = key
        self.level = sandbox.level
        self.asked: list[Task] = []
        self.instead: Callable[[Task], Result | None] = lambda _: None
        self.repeat: Callable[[Result], Result | None] = lambda _: None
        self._sandbox = sandbox

    def run(self, tasks: Iterator[Task], is_stopped: IsStopped = never) -> Iterator[Result]:
        """One after another."""
        for task in takewhile(lambda _: not is_stopped(), tasks):
            self.asked.append(task)
            result = self.instead(task) or self.judged(task)
            yield result
            if again := self.repeat(result):
                yield again

    def close(self) -> None:
        """The sandbox stays."""

    def judged(self, task: Task) -> Result:
        """What is found."""
        exercises = tuple(exercise for exercise in self.key.exercises if exercise.name in task.exercises)
        session = self._sandbox.open(task.files)
        try:
            submission = Submission(id="", files=dict(task.files))
            return Result(task, judge(submission, CourseKey(self.key.course, exercises), session))
        finally:
            session.close()


def rows_of(where: str | Path) -> list[tuple[Any, ...]]:
    """What a gradebook says, apart from numbers of rows, runs and times: two that say the same are equal."""
    with reading(str(where)) as connection:
        return sorted([*_marks(connection), *_faults(connection)], key=repr)


def _marks(connection: Connection) -> Iterator[tuple[Any, ...]]:
    statement = (
        select(person.c.id, handin.c.digest, handin.c.submitted_at, handin.c.notes, mark.c.exercise, mark.c.why)
        .add_columns(grading.c.key, grading.c.score, grading.c.result_hash, exercise_version.c.title, grading.c.report)
        .add_columns(item_result.c.item, item_result.c.score.label("points"), item_result.c.verdict)
        .join(handin, handin.c.person == person.c.id)
        .join(mark, mark.c.handin == handin.c.id)
        .join(grading, grading.c.key == mark.c.key)
        .join(exercise_version, exercise_version.c.hash == grading.c.version)
        .join(item_result, item_result.c.key == grading.c.key)
    )
    yield from (tuple(row) for row in connection.execute(statement))


def _faults(connection: Connection) -> Iterator[tuple[Any, ...]]:
    statement = select(attempt.c.digest, attempt.c.exercise, attempt.c.fault).where(attempt.c.fault != "")
    yield from (("fault", *row) for row in connection.execute(statement))
