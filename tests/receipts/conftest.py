"""Real keys, a small course, and reports that the real command has signed."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.course.portable_digest import portable_digest
from grader.gradebook.grading.course_files import read_course
from grader.judging.judge import judge_at_level
from grader.judging.setting import Setting
from grader.model.report import Report
from grader.model.submission import Submission
from grader.receipts.sign import sign
from grader.receipts.signing_keys import new_keys, read_signing_key
from grader.reports.json import render
from grader.sandbox.levels.sandbox import Sandbox
from tests.gradebook.conftest import files_of, write_course

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


class Office:
    """An instructor's folder: the course, keys, work, and the reports on it."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.folder = folder
        self.course = write_course(folder / "course")
        self._sandbox = sandbox
        self._found: dict[tuple[object, ...], Report] = {}
        new_keys(folder / "instructor")
        new_keys(folder / "stranger")

    @property
    def public(self) -> Path:
        """The key that is trusted."""
        return self.folder / "instructor.pub"

    def work(self, student: str, kind: str = "first", salt: object = "") -> Path:
        """A folder of work of known marks."""
        folder = self.folder / "work" / f"{student}{salt}" / student
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files_of(kind, salt).items():
            (folder / name).write_bytes(content)
        return folder

    def graded(self, student: str, kind: str = "first", salt: object = "", course: Path | None = None) -> Report:
        """What grading finds, which is the same every time."""
        what = (student, kind, salt, course)
        if what not in self._found:
            submission = Submission(id=student, files=files_of(kind, salt))
            self._found[what] = judge_at_level(submission, read_course(course or self.course).load(), self._sandbox)
        return self._found[what]

    def signed(
        self,
        student: str,
        kind: str = "first",
        salt: object = "",
        *,
        at: datetime = NOON,
        key: str = "instructor",
        course: Path | None = None,
        change: Callable[[Report], Report] = lambda report: report,
    ) -> Report:
        """The report on somebody's work, signed; changed before, it is signed as it never was found."""
        report = change(self.graded(student, kind, salt, course))
        secret = read_signing_key(self.folder / f"{key}.key", str)
        digest = portable_digest(course or self.course)
        return sign(report, secret, digest, files_of(kind, salt), Setting(), at)

    def file(self, report: Report, name: str = "report.json") -> Path:
        """The report in a file."""
        path = self.folder / name
        path.write_text(render(report), encoding="utf-8")
        return path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, patient: Sandbox) -> Office:
    """One for all tests of a file; skipped where nothing confines a student's code, and so nothing is signed."""
    if patient.level == "limited":
        pytest.skip("no level holds here at which a report is signed")
    return Office(tmp_path_factory.mktemp("office"), patient)
