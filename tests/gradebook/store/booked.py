"""Rows for a gradebook, made by hand: what was handed in, graded and marked, without anybody grading."""

from datetime import UTC, datetime

from sqlalchemy import Connection

from grader import Course, Exercise, ValueItem
from grader.gradebook.store import gradings, marks, runs
from grader.gradebook.store.gradings import Grading
from grader.gradebook.store.marks import Mark
from grader.judging.key import CourseKey, ExerciseKey
from grader.model.feedback import Feedback
from grader.model.gradebook import Handed, Person
from grader.model.report import ExerciseScore, ItemScore
from grader.model.submission import Submission
from grader.model.verdict import Verdict
from tests.gradebook.store.taken import record


def work(person: str, text: str = "", day: int | None = None, note: str = "") -> Handed:
    """One file of somebody's, on a day of November, with what was not read of it."""
    notes = (Feedback(code="submission.not_read", text=note),) if note else ()
    at = None if day is None else datetime(2026, 11, day, tzinfo=UTC)
    return Handed(Person(person), Submission(person, {"a.py": text.encode()}, notes), at)


def score(points: float | None, *codes: str, exercise: str = "xor", seconds: float | None = None) -> ExerciseScore:
    """An exercise of one item, worth two points."""
    verdict = Verdict.GRADER_ERROR if points is None else Verdict.CORRECT if points == 2 else Verdict.WRONG
    item = ItemScore(
        id="f",
        title="t",
        kind="value",
        score=points,
        max_score=2,
        verdict=verdict,
        visibility="public",
        feedback=tuple(Feedback(code=code, text=f"Text of {code}.") for code in codes),
    )
    return ExerciseScore(id=exercise, title="T", score=points, max_score=2, items=(item,))


def key_of(*exercises: str, version: str = "1", title: str = "T", points: float = 2) -> CourseKey:
    """A course of exercises with one item each."""
    items = (ValueItem(id="f", title="t", points=points),)
    return CourseKey(
        Course(name="c", title="C", version=version),
        tuple(
            ExerciseKey(name, Exercise(title=title, source="s", statement="s", items=items), {}) for name in exercises
        ),
    )


def graded(
    connection: Connection,
    run: int,
    handed: Handed,
    key: str,
    points: float | None = 2,
    *,
    exercise: str = "xor",
    version: str = "v1",
    setting: str = '{"grader": "1"}',
) -> int:
    """Write down a submission, its grading and its mark; the submission's number."""
    (number,) = record(connection, [handed])
    new = Grading(key, handed.submission.digest, version, setting, score(points, exercise=exercise), {"f": 0.5})
    gradings.record(connection, run, [new])
    marks.record(connection, run, [Mark(number, exercise, key)])
    return number


def begun(connection: Connection, *exercises: str, shard: str = "", plan: str = "", what: str = "batch") -> int:
    """A run over a course of these exercises, whose versions are all called `v1`, `v1 b`, ..."""
    names = exercises or ("xor",)
    versions = {name: "v1" if name == "xor" else f"v1 {name}" for name in names}
    runs.record_versions(connection, key_of(*names), versions)
    return runs.begin(connection, what, "1", shard, plan)
