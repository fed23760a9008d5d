"""`grade import`: marks of signed reports, and every report that is not to become one."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from grader.cli import grade
from grader.gradebook.store.database import reading
from grader.gradebook.store.read import evidence, students
from grader.gradebook.store.tables import mark, submission
from grader.model.report import Report
from grader.model.verdict import Verdict
from grader.reports.json import render
from tests.gradebook.commands import Warm
from tests.gradebook.conftest import files_of, write_course
from tests.receipts.conftest import NOON, Office

LATER = NOON + timedelta(days=1)


@pytest.fixture
def book(tmp_path: Path, warm: Warm, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a gradebook is to be."""
    monkeypatch.setattr("grader.gradebook.engines.start.start_engine", warm.start_engine)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / "book.db"


class Change:
    """Makes of a report one on which every item has the same verdict and points, or that another level made."""

    def __init__(self, verdict: Verdict, points: float | None, level: str = "") -> None:
        self._items = {"verdict": verdict, "score": points}
        self._level = level

    def __call__(self, report: Report) -> Report:
        """The other one."""
        exercises = tuple(
            exercise.model_copy(
                update={
                    "score": self._items["score"],
                    "items": tuple(item.model_copy(update=self._items) for item in exercise.items),
                }
            )
            for exercise in report.exercises
        )
        environment = report.environment
        if self._level:
            sandbox = environment.sandbox.model_copy(update={"level": self._level})
            environment = environment.model_copy(update={"sandbox": sandbox})
        return report.model_copy(update={"exercises": exercises, "environment": environment})


class Desk:
    """Imports into one gradebook."""

    def __init__(self, office: Office, book: Path) -> None:
        self.office = office
        self.book = book
        self._count = 0

    def __call__(self, *reports: Report | Path, more: tuple[str | Path, ...] = ()) -> Result:
        """What `grade import` says to some reports."""
        files = [report if isinstance(report, Path) else self._file(report) for report in reports]
        return run("import", self.book, *files, "--key", self.office.public, "--course", self.office.course, *more)

    def marks(self) -> dict[str, list[tuple[str, int, float | None]]]:
        """Student to exercise, number of the attempt, and points."""
        with reading(str(self.book)) as connection:
            return {
                person.id: [(each.exercise, each.number, each.score) for each in attempts]
                for person, attempts in students(connection)
            }

    def _file(self, report: Report) -> Path:
        self._count += 1
        path = self.book.with_name(f"{self._count}.json")
        path.write_text(render(report), encoding="utf-8")
        return path


def run(*words: str | Path) -> Result:
    """What a command says; it may not fail with anything but an exit code."""
    done = CliRunner().invoke(grade, [str(word) for word in words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def desk(office: Office, book: Path) -> Desk:
    """One that begins without a gradebook."""
    return Desk(office, book)


def test_signed_reports_become_marks(desk: Desk, office: Office) -> None:
    """Of whom they name, with who has signed them, and when, as the time of the work."""
    done = desk(office.signed("ada"), office.signed("bob", "both"))
    assert (done.exit_code, done.stderr) == (0, "")
    assert desk.marks() == {
        "ada": [("double", 1, 2.0), ("square", 1, 0.0)],
        "bob": [("double", 1, 2.0), ("square", 1, 3.0)],
    }
    with reading(str(desk.book)) as connection:
        kept = evidence(connection, "ada")
        reasons = set(connection.scalars(select(mark.c.why)))
    receipt = office.signed("ada").receipt
    assert receipt is not None
    assert {(attempt.submitted_at, attempt.signed_by) for attempt, _ in kept} == {(NOON, receipt.key)}
    assert reasons == {f"signed by {receipt.key}"}
    assert tuple(score for _, score in kept) == office.graded("ada").exercises
    assert f"signed by {receipt.key}" in run("book", desk.book, "--student", "ada").stdout


def test_a_duplicate_changes_nothing(desk: Desk, office: Office) -> None:
    """It is told, and no fault: who imports a folder again need not sort out what is new."""
    report = office.signed("ada")
    desk(report)
    before = desk.marks()
    done = desk(report, office.signed("bob", "both"))
    assert (done.exit_code, "is there already" in done.stdout) == (0, True)
    assert {**before, "bob": desk.marks()["bob"]} == desk.marks()


def test_somebody_new_in_a_gradebook_with_others_is_named(desk: Desk, office: Office) -> None:
    """A report that was made without `--student` has the folder's name; of the first ones nobody can say anything."""
    assert "new in this gradebook" not in desk(office.signed("ada"), office.signed("bob", "both")).stdout
    done = desk(office.signed("ada", "none", at=LATER), office.signed("work"))
    assert (done.exit_code, done.stdout.count("is new in this gradebook")) == (0, 1)
    assert "work is new in this gradebook" in done.stdout


def test_an_old_report_replayed_is_an_earlier_attempt(desk: Desk, office: Office) -> None:
    """Whenever it comes, work counts in the order of signing: the last attempt stays the last."""
    desk(office.signed("ada", "none", at=LATER))
    assert desk(office.signed("ada", "both", at=NOON)).exit_code == 0
    assert desk.marks()["ada"] == [("double", 1, 2.0), ("double", 2, 0.0), ("square", 1, 3.0), ("square", 2, 0.0)]


def test_an_older_report_on_the_same_work_is_refused(desk: Desk, office: Office) -> None:
    """The mark of the later one counts: it may be of a mended exercise, or of another seed."""
    desk(office.signed("ada", at=LATER))
    before = desk.marks()
    done = desk(office.signed("ada", at=NOON))
    assert (done.exit_code, "a report that was signed later counts" in done.stdout) == (1, True)
    assert desk.marks() == before
    done = desk(office.signed("ada", at=LATER + timedelta(hours=1), change=Change(Verdict.PARTIAL, 1.0)))
    assert done.exit_code == 0
    assert desk.marks()["ada"] == [("double", 1, 1.0), ("square", 1, 1.0)]


def test_a_report_beside_work_without_a_time_is_refused(desk: Desk, office: Office) -> None:
    """Nobody can say which of the two is older."""
    classroom = desk.book.with_name("class")
    write(classroom / "ada", files_of("none"))
    assert batch(desk, classroom).exit_code == 0
    done = desk(office.signed("ada", "both"), office.signed("bob"))
    assert (done.exit_code, "without a time" in done.stdout) == (1, True)
    assert desk.marks()["ada"] == [("double", 1, 0.0), ("square", 1, 0.0)]
    assert desk.marks()["bob"] == [("double", 1, 2.0), ("square", 1, 0.0)]


def test_what_was_graded_here_counts(desk: Desk, office: Office) -> None:
    """A report on the same files does not take the place of the gradebook's own finding."""
    classroom = desk.book.with_name("class")
    write(classroom / "ada", files_of("first"))
    batch(desk, classroom)
    done = desk(office.signed("ada", change=Change(Verdict.CORRECT, 2.0)))
    assert (done.exit_code, "has graded the same files itself" in done.stdout) == (1, True)
    assert desk.marks() == {"ada": [("double", 1, 2.0), ("square", 1, 0.0)]}


def test_files_that_come_after_their_report_are_kept_and_graded(desk: Desk, office: Office) -> None:
    """Until then neither `regrade` nor `similar` takes them for an empty submission."""
    desk(office.signed("ada"))
    done = run("regrade", desk.book, "--course", office.course)
    assert (done.exit_code, "came as a signed report without its files" in done.stdout) == (0, True)
    assert desk.marks() == {"ada": [("double", 1, 2.0), ("square", 1, 0.0)]}
    assert run("similar", desk.book).exit_code == 0
    classroom = desk.book.with_name("class")
    write(classroom / "ada", files_of("first"))
    assert batch(desk, classroom).exit_code == 0
    with reading(str(desk.book)) as connection:
        assert all(connection.scalars(select(submission.c.files)))


def test_another_s_report_is_the_other_s_mark(desk: Desk, office: Office) -> None:
    """Whatever the file is called; with another name put in it is no signed report any more."""
    stolen = desk.book.with_name("eve.json")
    stolen.write_text(render(office.signed("ada", "both")), encoding="utf-8")
    assert desk(stolen).exit_code == 0
    assert set(desk.marks()) == {"ada"}
    stolen.write_text(stolen.read_text(encoding="utf-8").replace('"id": "ada"', '"id": "eve"'), encoding="utf-8")
    done = desk(stolen)
    assert (done.exit_code, "was changed after it was signed" in done.stdout) == (1, True)
    assert set(desk.marks()) == {"ada"}


def test_whom_the_roster_does_not_name_gets_no_mark(desk: Desk, office: Office) -> None:
    """And whom it names by another spelling gets it under the roster's."""
    roster = desk.book.with_name("class.csv")
    roster.write_text("id,name,email\nal15,Ada,ada\n", encoding="utf-8")
    done = desk(office.signed("ada"), office.signed("eve"), more=("--roster", roster))
    assert (done.exit_code, "not on the roster" in done.stdout) == (1, True)
    assert set(desk.marks()) == {"al15"}


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("unsigned", "unsigned: the student's word"),
        ("stripped", "unsigned: the student's word"),
        ("stranger", "not known here"),
        ("edited", "was changed after it was signed"),
        ("course", "with other files than small 1 in"),
        ("limited", "at the sandbox level `limited`"),
        ("failed", "it holds no mark"),
        ("gone", "cannot be read"),
        ("none", "this is not a report"),
    ],
)
def test_what_is_not_taken_is_told(desk: Desk, office: Office, tmp_path: Path, what: str, said: str) -> None:
    """With the reason; no gradebook is made for it."""
    done = desk(refused(office, tmp_path, what))
    assert (done.exit_code, desk.book.exists()) == (1, False)
    assert said in done.stdout.partition("not taken: ")[2]


def test_one_that_is_not_taken_keeps_no_other_from_it(desk: Desk, office: Office, tmp_path: Path) -> None:
    """The others are marks, and the exit code says that one is not."""
    done = desk(refused(office, tmp_path, "none"), office.signed("bob"))
    assert (done.exit_code, set(desk.marks())) == (1, {"bob"})
    assert done.stdout.endswith(f"1 of 2 reports are in {desk.book}.\n")


def refused(office: Office, folder: Path, what: str) -> Report | Path:
    """A report that is not to become a mark."""
    if what in {"gone", "none"}:
        path = folder / f"{what}.json"
        if what == "none":
            path.write_text("[]", encoding="utf-8")
        return path
    if what == "edited":
        content = json.loads(render(office.signed("ada")))
        content["exercises"][1]["score"] = content["exercises"][1]["items"][0]["score"] = 3.0
        (folder / "edited.json").write_text(json.dumps(content), encoding="utf-8")
        return folder / "edited.json"
    if what == "course":
        return office.signed("ada", course=write_course(folder / "other", version="2"))
    return {
        "unsigned": lambda: office.graded("ada"),
        "stripped": lambda: office.signed("ada").model_copy(update={"receipt": None}),
        "stranger": lambda: office.signed("ada", key="stranger"),
        "limited": lambda: office.signed("ada", change=Change(Verdict.CORRECT, 2.0, "limited")),
        "failed": lambda: office.signed("ada", change=Change(Verdict.GRADER_ERROR, None)),
    }[what]()


def test_a_key_that_is_trusted_no_more(desk: Desk, office: Office) -> None:
    """Left out after it was stolen: what it signs is not taken any more, and what was taken before can be seen."""
    stolen = ("--key", office.folder / "stranger.pub")
    assert desk(office.signed("ada", key="stranger"), more=stolen).exit_code == 0
    done = desk(office.signed("ada", "both", key="stranger", at=LATER))
    assert (done.exit_code, "not known here" in done.stdout) == (1, True)
    assert desk.marks()["ada"] == [("double", 1, 2.0), ("square", 1, 0.0)]
    assert "signed by" in run("book", desk.book, "--student", "ada").stdout


def test_without_a_key_nothing_is_taken(office: Office, desk: Desk) -> None:
    """Not even looked at."""
    done = run("import", desk.book, office.file(office.signed("ada")), "--course", office.course)
    assert (done.exit_code, desk.book.exists()) == (2, False)
    assert "--key PUBLIC" in done.stderr


def write(folder: Path, files: dict[str, bytes]) -> None:
    """A folder of work."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def batch(desk: Desk, folder: Path) -> Result:
    """Grade a class into the same gradebook."""
    return run("batch", folder, "--course", desk.office.course, "--gradebook", desk.book)
