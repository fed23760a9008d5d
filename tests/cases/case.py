"""A case: a small input that was judged wrongly once, and what has to come of it.

The inputs lie in `tests/cases/inputs/NAME/`: `work*/` is what a student hands in, `course/` the course that it is
judged by (the one that ships where there is none). One line in a table of `tests/cases/test_KIND.py` adds another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.course.load import load_course
from grader.course.read_submission import read_submission
from grader.judging.judge import judge
from grader.model.report import ItemScore
from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import ROOT

INPUTS = ROOT / "tests" / "cases" / "inputs"


@dataclass(frozen=True)
class Case:
    """What one folder of work has to get, and what its student has to read."""

    name: str
    """The folder under `tests/cases/inputs/`."""
    work: str
    """The folder of work in it."""
    marks: Mapping[str, str]
    """For each item that matters: verdict and points, as in `WRONG 0` or `CORRECT 2`; `UNDECIDED None` where open."""
    says: Mapping[str, str] = field(default_factory=dict)
    """For an item: text that its feedback or its evidence has to hold."""
    says_not: Mapping[str, str] = field(default_factory=dict)
    """For an item: text that neither may hold."""
    exercise: str | None = None
    """The exercise to judge by, where not all of the course's."""

    def __str__(self) -> str:
        """The case's name in the list of tests."""
        return f"{self.name}/{self.work}" + (f"/{self.exercise}" if self.exercise else "")

    @property
    def course(self) -> Path:
        """The course to judge by."""
        own = INPUTS / self.name / "course"
        return own if own.is_dir() else ROOT


def items_of(case: Case, sandbox: Sandbox, *, seed: int = 0) -> dict[str, ItemScore]:
    """The case's items by name, judged in this process, with the student's code behind the wall."""
    submission = read_submission(INPUTS / case.name / case.work)
    exercises = () if case.exercise is None else (case.exercise,)
    session = sandbox.open(submission.files)
    try:
        report = judge(submission, load_course(case.course, exercises), session, seed=seed)
    finally:
        session.close()
    return {item.id: item for item in report.items}


def check(case: Case, sandbox: Sandbox) -> None:
    """Fail unless every item of the case has its verdict, its points and its sentences."""
    items = items_of(case, sandbox)
    assert {name: _mark(items[name]) for name in case.marks} == dict(case.marks), {
        name: text_of(items[name]) for name in case.marks
    }
    for name, text in case.says.items():
        assert text in text_of(items[name])
    for name, text in case.says_not.items():
        assert text not in text_of(items[name])


def text_of(item: ItemScore) -> str:
    """All that the student reads of an item."""
    said = [feedback.text for feedback in item.feedback]
    return "\n".join(said if item.witness is None else [*said, item.witness.text])


def _mark(item: ItemScore) -> str:
    return f"{item.verdict} {item.score if item.score is None else format(item.score, 'g')}"
