"""What is known is not graded again, what is new is, and what failed is tried again; nothing is written twice."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from grader.course.load import load_course
from grader.gradebook.grading import context as contexts
from grader.gradebook.grading.batch import read_all, write_down
from grader.gradebook.grading.context import Context
from grader.gradebook.grading.course_files import read_course
from grader.gradebook.grading.engine import Result, Task
from grader.gradebook.grading.grade import Tally, grade
from grader.gradebook.grading.keys import conditions_here
from grader.gradebook.store.database import reading, writing
from grader.gradebook.store.read import evidence, exercises, notes, students
from grader.gradebook.store.tables import attempt, conflict, grading, handin, mark
from grader.judging.setting import Setting
from grader.model.feedback import Feedback
from grader.model.gradebook import Handed, Person
from grader.model.report import Report
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from grader.sandbox.levels.sandbox import Sandbox
from tests.gradebook.conftest import MARKS, Inside, files_of, rows_of, write_course

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Book:
    """A gradebook in a folder, and a course that is graded into it."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.where = str(folder / "book.db")
        self.course = write_course(folder / "course")
        self.engine = Inside(load_course(self.course), sandbox)

    @contextlib.contextmanager
    def run(self, **setting: Any) -> Iterator[Context]:
        """A run with the course as it is now."""
        self.engine.key = load_course(self.course)
        with writing(self.where) as database:
            here = conditions_here(Setting(**setting), self.engine.level)
            yield contexts.begin(database, self.engine.key, read_course(self.course), here, "batch")

    def grade(self, *handed: Handed, **setting: Any) -> Tally:
        """Grade what was handed in, in a run of its own."""
        with self.run(**setting) as context:
            return grade(write_down(read_all(map(Lying, handed)), context), context, self.engine)

    def marks(self) -> dict[str, tuple[float | None, ...]]:
        """Student to the points of the last attempt, exercise by exercise."""
        with reading(self.where) as connection:
            names = [exercise.name for exercise in exercises(connection)]
            points = {}
            for student, attempts in students(connection):
                last = {attempt.exercise: attempt.counted for attempt in attempts}
                points[student.id] = tuple(last.get(name) for name in names)
            return points

    def count(self, table: Any) -> int:
        """Rows of a table."""
        with reading(self.where) as connection:
            return int(connection.scalar(select(func.count()).select_from(table)) or 0)


class Lying:
    """A submission that is read when it is asked for."""

    def __init__(self, handed: Handed) -> None:
        self.person, self.submitted_at, self._submission = handed.person, handed.submitted_at, handed.submission

    def read(self) -> Submission:
        """The files."""
        return self._submission


def handed(student: str, kind: str, salt: object = "", at: datetime | None = None) -> Handed:
    """A submission of known marks."""
    return Handed(Person(student), Submission(id=student, files=files_of(kind, salt)), at)


@pytest.fixture
def book(tmp_path: Path, sandbox: Sandbox) -> Book:
    """An empty gradebook."""
    return Book(tmp_path, sandbox)


def test_known_marks(book: Book) -> None:
    """Every submission has the marks that it must have."""
    tally = book.grade(*(handed(kind, kind) for kind in MARKS))
    assert (tally.submissions, tally.graded, tally.known, tally.faults) == (4, 8, 0, [])
    assert book.marks() == MARKS


def test_nothing_is_graded_twice(book: Book) -> None:
    """The same again, and the same files of somebody else, are known."""
    book.grade(handed("ada", "both"))
    before = rows_of(book.where)
    assert (book.grade(handed("ada", "both")).known, len(book.engine.asked)) == (2, 1)
    assert rows_of(book.where) == before
    book.grade(handed("bob", "both"))
    assert len(book.engine.asked) == 1
    assert book.marks() == {"ada": MARKS["both"], "bob": MARKS["both"]}


def test_the_same_files_at_once_are_graded_once(book: Book) -> None:
    """Two students of one batch who hand in the same; what is counted are exercises of submissions."""
    tally = book.grade(handed("ada", "first"), handed("bob", "first"))
    assert (tally.submissions, tally.graded, tally.known, len(book.engine.asked)) == (2, 4, 0, 1)
    assert book.marks() == {"ada": MARKS["first"], "bob": MARKS["first"]}


@pytest.mark.parametrize("at_once", [1, 100])
def test_the_same_files_later_in_a_run_count_as_graded(
    book: Book, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """Also where the first ones are written down by then, which hangs on the clock."""
    monkeypatch.setattr("grader.gradebook.grading.grade._RESULTS_AT_ONCE", at_once)
    monkeypatch.setattr("grader.gradebook.grading.grade._WRITE_SECONDS", 1e9)
    with book.run() as context:
        chunks = chain.from_iterable(read_all([Lying(handed(student, "first"))]) for student in ("ada", "bob"))
        tally = grade(write_down(chunks, context), context, book.engine)
    assert (tally.submissions, tally.graded, tally.known, len(book.engine.asked)) == (2, 4, 0, 1)


def test_a_fault_in_the_same_files_is_everybody_s(book: Book) -> None:
    """Each of them has no mark for it."""
    book.engine.instead = fail
    tally = book.grade(handed("ada", "both"), handed("bob", "both"))
    assert (tally.submissions, tally.graded, [fault.exercise for fault in tally.faults]) == (
        2,
        0,
        ["double", "square"] * 2,
    )


def test_what_is_new_is_graded(book: Book) -> None:
    """A second attempt follows the first, which stays."""
    book.grade(handed("ada", "none"))
    book.grade(handed("ada", "both"))
    assert book.marks() == {"ada": MARKS["both"]}
    with reading(book.where) as connection:
        ((_, attempts),) = students(connection)
        assert [(attempt.exercise, attempt.number, attempt.score) for attempt in attempts] == [
            ("double", 1, 0.0), ("double", 2, 2.0), ("square", 1, 0.0), ("square", 2, 3.0),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("attempts", "last"),
    [
        ([("both", NOON), ("none", NOON.replace(hour=10))], "both"),  # read in the wrong order
        ([("both", NOON.replace(hour=10)), ("none", NOON)], "none"),
        ([("both", None), ("none", None), ("both", None)], "both"),  # the first version again
        ([("none", NOON), ("both", None)], "both"),
        ([("none", NOON), ("both", None), ("none", NOON.replace(hour=10))], "none"),
    ],
)
def test_which_attempt_is_the_last(book: Book, attempts: list[tuple[str, datetime | None]], last: str) -> None:
    """By time where it is known, else by the order in which they came."""
    for kind, at in attempts:
        book.grade(handed("ada", kind, at=at))
    assert book.marks() == {"ada": MARKS[last]}


def test_handed_in_again_at_the_same_time_is_the_same(book: Book) -> None:
    """A download that is graded twice adds no attempt, though it holds two of one student."""
    both = (handed("ada", "none", at=NOON), handed("ada", "both", at=NOON.replace(hour=13)))
    book.grade(*both)
    book.grade(*both)
    assert (book.count(handin), book.count(grading)) == (2, 4)


def test_a_changed_exercise_is_graded_alone(book: Book) -> None:
    """The other exercise is known; the old mark stays, and the new one says why it is there."""
    book.grade(handed("ada", "both"))
    write_course(book.course, version="2", points=5)
    book.grade(handed("ada", "both"))
    assert [task.exercises for task in book.engine.asked] == [("double", "square"), ("square",)]
    assert book.marks() == {"ada": (2.0, 5.0)}
    with reading(book.where) as connection:
        reasons = connection.execute(select(mark.c.exercise, mark.c.why).order_by(mark.c.id)).all()
    assert [tuple(row) for row in reasons] == [
        ("double", "handed in"),
        ("square", "handed in"),
        ("square", "the exercise was changed (course 1 to 2)"),
    ]


def test_back_to_the_exercise_as_it_was(book: Book) -> None:
    """Nothing is graded; the first grading counts once more."""
    book.grade(handed("ada", "both"))
    write_course(book.course, version="2", points=5)
    book.grade(handed("ada", "both"))
    write_course(book.course)
    book.grade(handed("ada", "both"))
    assert (len(book.engine.asked), book.marks()) == (2, {"ada": (2.0, 3.0)})
    assert book.count(mark) == 4


def test_another_seed_is_another_grading(book: Book) -> None:
    """And the reason says so."""
    book.grade(handed("ada", "both"))
    book.grade(handed("ada", "both"), seed=7)
    assert (book.count(grading), len(book.engine.asked)) == (4, 2)
    with reading(book.where) as connection:
        assert connection.scalars(select(mark.c.why).order_by(mark.c.id)).all()[-1] == "seed 0 to 7"


def fail(task: Task) -> Result:
    """The machine fails."""
    return Result(task, None, "the machine was on fire")


def test_a_fault_of_ours_is_no_mark(book: Book) -> None:
    """It is written down among the attempts only, and tried again by the next run."""
    book.engine.instead = fail
    tally = book.grade(handed("ada", "both"))
    assert {(fault.exercise, fault.text) for fault in tally.faults} == {
        ("double", "the machine was on fire"), ("square", "the machine was on fire"),
    }  # fmt: skip
    assert (book.count(grading), book.count(mark), book.count(attempt)) == (0, 0, 2)
    book.engine.instead = lambda _: None
    book.grade(handed("ada", "both"))
    assert book.marks() == {"ada": MARKS["both"]}


def changed(report: Report, verdict: Verdict, score: float | None) -> Report:
    """The report with another verdict on all items of the second exercise."""
    first, second = report.exercises
    items = tuple(item.model_copy(update={"verdict": verdict, "score": score}) for item in second.items)
    other = second.model_copy(update={"items": items, "score": score})
    return report.model_copy(update={"exercises": (first, other)})


def test_an_exercise_that_could_not_be_graded(book: Book) -> None:
    """Its neighbour is kept; it has no mark, and is the only one that is tried again."""
    judged = book.engine.judged

    def half(task: Task) -> Result:
        report = judged(task).report
        assert report is not None
        return Result(task, changed(report, Verdict.GRADER_ERROR, None))

    book.engine.instead = half
    assert [fault.exercise for fault in book.grade(handed("ada", "both")).faults] == ["square"]
    assert book.marks() == {"ada": (2.0,)}
    book.engine.instead = lambda _: None
    book.grade(handed("ada", "both"))
    assert (book.engine.asked[-1].exercises, book.marks()) == (("square",), {"ada": MARKS["both"]})


def test_a_task_that_ran_twice_counts_once(book: Book) -> None:
    """Engines may run a task again; what it gives a second time is the same, and changes nothing."""
    book.engine.repeat = lambda result: result
    tally = book.grade(handed("ada", "both"))
    assert (tally.submissions, tally.graded, tally.differing) == (1, 2, [])
    assert (book.count(grading), book.count(conflict)) == (2, 0)


def test_another_result_for_the_same_key_is_told(book: Book) -> None:
    """The first one stays, the second one is kept beside it."""

    def otherwise(result: Result) -> Result:
        assert result.report is not None
        return Result(result.task, changed(result.report, Verdict.WRONG, 0.0))

    book.engine.repeat = otherwise
    assert len(book.grade(handed("ada", "both")).differing) == 1
    assert (book.count(conflict), book.marks()) == (1, {"ada": MARKS["both"]})


def test_a_worker_with_other_libraries_is_a_fault(book: Book) -> None:
    """A cluster where NumPy differs gives no marks."""
    judged = book.engine.judged

    def elsewhere(task: Task) -> Result:
        report = judged(task).report
        assert report is not None
        return Result(
            task, report.model_copy(update={"environment": report.environment.model_copy(update={"numpy": "1"})})
        )

    book.engine.instead = elsewhere
    tally = book.grade(handed("ada", "both"))
    assert "a worker grades with numpy 1 instead of" in tally.faults[0].text
    assert book.count(grading) == 0


def test_the_evidence_of_each_attempt_is_its_own(book: Book) -> None:
    """Also where the same files were handed in twice, and the exercise was changed in between."""
    book.grade(handed("ada", "both", at=NOON))
    write_course(book.course, version="2", points=5)
    book.grade(handed("ada", "both", at=NOON.replace(hour=13)))
    with reading(book.where) as connection:
        scores = [(attempt.number, attempt.score, score.score) for attempt, score in evidence(connection, "ada")]
    assert scores == [(1, 2.0, 2.0), (2, 2.0, 2.0), (1, 3.0, 3.0), (2, 5.0, 5.0)]


def test_a_copy_of_an_exercise_is_another_exercise(book: Book) -> None:
    """Two exercises of the same text have gradings of their own."""
    for tree in ("exercises", "solutions"):
        text = (book.course / tree / "square.py").read_text(encoding="utf-8")
        (book.course / tree / "again.py").write_text(text, encoding="utf-8")
    files = {**files_of("both"), "again.py": b"def square(x):\n    return 0\n"}
    book.grade(Handed(Person("ada"), Submission(id="ada", files=files)))
    assert sorted(book.marks()["ada"], key=repr) == [0.0, 2.0, 3.0]


def test_a_fault_in_any_letters_is_kept(book: Book) -> None:
    """A text that no database takes does not take the batch down."""
    book.engine.instead = lambda task: Result(task, None, "it said \0 and \udcff")
    assert len(book.grade(handed("ada", "both")).faults) == 2


def test_evidence_is_kept(book: Book) -> None:
    """The whole report on every attempt can be read again."""
    book.grade(handed("ada", "first"))
    with reading(book.where) as connection:
        scores = {attempt.exercise: score for attempt, score in evidence(connection, "ada")}
    assert scores["square"].items[0].witness is not None
    assert scores["square"].items[0].witness.text.startswith("square(")


def test_what_was_not_read_is_kept_with_its_attempt(book: Book) -> None:
    """By the number that the attempt has, not the one of its row."""
    book.grade(handed("bob", "both"))
    unread = (Feedback(code="submission.not_read", text="Not read: a.py (it is a link)."),)
    second = Submission(id="ada", files=files_of("both", 2), notes=unread)
    book.grade(handed("ada", "both", at=NOON), Handed(Person("ada"), second, NOON.replace(hour=13)))
    with reading(book.where) as connection:
        assert notes(connection, "ada") == {2: unread}
        assert notes(connection, "bob") == {}


def test_hostile_names_are_kept(book: Book) -> None:
    """A student's id may be any text that a file system can hold."""
    names = ["a\0b", "\udcff", "'; DROP TABLE person; --", "ü" * 300]
    book.grade(*(handed(name, "both") for name in names))
    assert len(book.marks()) == len(names)
