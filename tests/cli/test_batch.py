"""`grade batch`: what it says, its exit codes, the roster, and the folder that is watched."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from grader.gradebook import grading_runs
from tests.gradebook.commands import Here
from tests.gradebook.conftest import NAMES, files_of, rows_of, write_course

Words = list[str]


def hand_in(here: Here, student: str, kind: str) -> None:
    """A submission of known marks."""
    (here.work / student).mkdir(exist_ok=True)
    for name, content in files_of(kind, student).items():
        (here.work / student / name).write_bytes(content)


def shown(here: Here) -> dict[str, Words]:
    """Student to the points that `grade book` shows."""
    lines = [line.split() for line in here("book", here.book).stdout.splitlines()]
    return {words[0]: words[1:] for words in lines if words and (words[0].startswith("s0") or words[0] == "zoe")}


def test_graded_and_graded_before(here: Here) -> None:
    """A line says how many of what; the second time nothing is graded."""
    first, second = here.batch(), here.batch()
    assert (first.exit_code, second.exit_code, first.stderr) == (0, 0, "")
    assert first.stdout == "4 of 4 submissions: 8 exercises graded, 0 were graded before.\n"
    assert second.stdout == "4 of 4 submissions: 0 exercises graded, 8 were graded before.\n"
    wanted = {student: [f"{points:g}" for points in (*marks, sum(marks))] for student, marks in here.marks.items()}
    assert shown(here) == wanted


def test_shared_work_is_counted_for_each(here: Here) -> None:
    """It is judged once; the line counts exercises of submissions, whoever else has handed in the same."""
    for name in NAMES:
        (here.work / "s0001" / f"{name}.py").write_bytes((here.work / "s0000" / f"{name}.py").read_bytes())
    assert here.batch().stdout == "4 of 4 submissions: 8 exercises graded, 0 were graded before.\n"
    assert here.batch().stdout == "4 of 4 submissions: 0 exercises graded, 8 were graded before.\n"


def test_one_exercise_only(here: Here) -> None:
    """The other one follows when it is asked for, and nothing is graded twice."""
    assert "4 exercises graded" in here.batch("-e", "square").stdout
    assert here.batch().stdout == "4 of 4 submissions: 4 exercises graded, 4 were graded before.\n"


def test_a_changed_exercise(here: Here) -> None:
    """Only that one is graded again."""
    here.batch()
    write_course(here.course, version="2", points=5)
    assert here.batch().stdout == "4 of 4 submissions: 4 exercises graded, 4 were graded before.\n"
    assert shown(here)["s0000"] == ["2", "5", "7"]


def test_what_could_not_be_graded(here: Here) -> None:
    """Exit code 3, and which exercise for which reason; when the course is mended, the same command goes on."""
    solution = here.course / "solutions" / "square.py"
    right = solution.read_text(encoding="utf-8")
    solution.write_text(right.replace("return x * x", "raise MemoryError"), encoding="utf-8")
    done = here.batch()
    assert done.exit_code == 3
    assert "exercises could not be graded, and have no mark; the same command tries them again:" in done.stdout
    assert "x square: " in done.stdout
    assert shown(here)["s0000"][:2] != ["2", "0"]
    solution.write_text(right, encoding="utf-8")
    assert here.batch().exit_code == 0
    assert shown(here)["s0000"] == ["2", "3", "5"]


ROSTER = "id,name\ns0000,Ada\ns0001,Bob\ns0002,Cid\nzoe,Zoe Absent\n"


def test_the_roster(here: Here) -> None:
    """Who handed in nothing is in the book all the same; both are told."""
    roster = here.folder / "roster.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    done = here.batch("--roster", roster)
    assert done.exit_code == 0
    assert "1 student not on the roster, graded under their own names: s0003" in done.stdout
    assert "1 student on the roster handed in nothing: zoe" in done.stdout
    book = here("book", here.book, "--match", "Zoe").stdout
    assert "Zoe Absent" in book
    assert here("book", here.book, "--student", "zoe").exit_code == 0


def test_attempts_without_a_time(here: Here) -> None:
    """The same folder once more adds none, also where an attempt is handed in twice; a further one follows."""
    for student, kinds in (("s0000", ("both", "none", "both")), ("s0001", ("none", "first"))):
        for name in NAMES:
            (here.work / student / f"{name}.py").unlink()
        for number, kind in enumerate(kinds, start=1):
            (here.work / student / str(number)).mkdir()
            for name, content in files_of(kind).items():
                (here.work / student / str(number) / name).write_bytes(content)
    here.batch()
    before = rows_of(here.book)
    assert shown(here)["s0000"] == ["2", "3", "5"]
    assert here.batch().exit_code == 0
    assert rows_of(here.book) == before
    (here.work / "s0001" / "3").mkdir()
    for name, content in files_of("none").items():
        (here.work / "s0001" / "3" / name).write_bytes(content)
    here.batch()
    assert shown(here)["s0001"] == ["0", "0", "0"]
    assert len(rows_of(here.book)) == len(before) + 2


BAD = {
    "no folder": (["batch", "nowhere", "--gradebook", "b.db"], "'nowhere' does not exist"),
    "nothing in it": (["batch", "empty", "--course", "course", "--gradebook", "b.db"], "holds neither folders nor"),
    "no course": (["batch", "class", "--gradebook", "b.db"], "no course found above class"),
    "no course there": (["batch", "class", "--course", "class", "--gradebook", "b.db"], "class holds no course"),
    "unknown exercise": (["batch", "class", "--course", "course", "--gradebook", "b.db", "-e", "doubel"], "'double'"),
    "bad shard": (["batch", "class", "--course", "course", "--gradebook", "b.db", "--shard", "4/3"], "write 3/10"),
    "a word as shard": (["batch", "class", "--course", "course", "--gradebook", "b.db", "--shard", "x"], "write 3/10"),
    "bad roster": (["batch", "class", "--course", "course", "--gradebook", "b.db", "--roster", "text"], "column `id`"),
    "no gradebook of ours": (["batch", "class", "--course", "course", "--gradebook", "text"], "not a database"),
    "gradebook in no folder": (["batch", "class", "--course", "course", "--gradebook", "no/b.db"], "no folder"),
    "no scheduler": (
        ["batch", "class", "--course", "course", "--gradebook", "b.db", "--scheduler", "gopher://x"],
        "no Dask scheduler",
    ),
    "merge of nothing": (["merge", "--gradebook", "b.db", "nowhere.db"], "there is no gradebook nowhere.db"),
    "regrade of nothing": (["regrade", "nowhere.db", "--course", "course"], "there is no gradebook nowhere.db"),
    "override in nothing": (["override", "nowhere.db", "x", "y", "1", "--why", "z"], "there is no gradebook"),
    "book of nothing": (["book", "nowhere.db"], "there is no gradebook nowhere.db"),
    "book of text": (["book", "text"], "not a database"),
    "stats of nothing": (["stats", "nowhere.db"], "there is no gradebook nowhere.db"),
    "export of nothing": (["export", "nowhere.db", "--to", "csv", "-o", "x.csv"], "there is no gradebook nowhere.db"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_used(here: Here, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2 and one line from us, before anything is graded; no gradebook is made."""
    words, says = BAD[kind]
    (here.folder / "empty").mkdir()
    (here.folder / "text").write_text("This is no database and no roster either. " * 30, encoding="utf-8")
    if "--scheduler" in words:
        monkeypatch.undo()
        monkeypatch.chdir(here.folder)
    done = here(*words)
    assert done.exit_code == 2, done.output
    assert says in done.stderr
    assert done.stdout == ""
    assert "Usage:" in done.stderr or (done.stderr.startswith("grade: ") and done.stderr.count("\n") == 1)


def test_a_bundle_instead_of_a_course(here: Here) -> None:
    """What students got has no references; it grades nobody."""
    assert here("release", here.folder / "bundle", "--unchecked", "--course", here.course).exit_code == 0
    done = here("batch", here.work, "--course", here.folder / "bundle", "--gradebook", here.book)
    assert (done.exit_code, here.book.exists()) == (2, False), done.output
    assert "holds no course" in done.stderr


def test_without_the_extra(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that names it."""

    def missing(_request: object) -> None:
        raise ModuleNotFoundError("No module named 'sqlalchemy'", name="sqlalchemy")

    monkeypatch.setattr(grading_runs, "open_batch", missing)
    done = here.batch()
    says = "grade: batch needs the extra `coursegrade[batch]`: pip install 'coursegrade[batch]'\n"
    assert (done.exit_code, done.stderr) == (2, says)


def test_a_folder_that_is_watched(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is handed in from now on is graded; Ctrl-C ends it, and nothing is looked at twice in vain."""
    monkeypatch.setattr(grading_runs, "_LOOK_AGAIN_SECONDS", 0.2)

    def meanwhile() -> None:
        wait_for_rows(here, 8)
        hand_in(here, "s0009", "first")
        wait_for_rows(here, 10)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=meanwhile)
    thread.start()
    done = here.batch("--watch-folder")
    thread.join()
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "4 of 4 submissions: 8 exercises graded, 0 were graded before.",
        "5 of 5 submissions: 2 exercises graded, 8 were graded before.",
    ]
    assert shown(here)["s0009"] == ["2", "0", "2"]


def wait_for_rows(here: Here, count: int) -> None:
    """Wait until so much is graded, and a little longer."""
    end = time.monotonic() + 60
    while time.monotonic() < end and not (is_file(here.book) and len(rows_of(here.book)) >= count):
        time.sleep(0.05)
    time.sleep(0.5)


def is_file(path: Path) -> bool:
    """Whether there is a gradebook with tables in it."""
    return path.is_file() and path.stat().st_size > 50_000
