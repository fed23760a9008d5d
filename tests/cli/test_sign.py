"""`grade run --sign`: what is signed, and that no student's code ever gets near the key."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.receipts.signature import signature_fault
from grader.receipts.signing_keys import new_keys, read_public_key
from grader.reports.json import content_of, parse, report_in
from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import ROOT, Grade
from tests.gradebook.conftest import files_of, write_course

WITHOUT_EXTRA = """
import sys
from grader.cli import main

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "cryptography":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
main()
"""
SPY = """
import os

def attempt(way):
    try:
        return repr(way())
    except Exception as error:
        return type(error).__name__

def double(x):
    key, process = {key!r}, os.getppid()
    print("read", attempt(lambda: open(key).read()))
    print("listed", attempt(lambda: os.listdir(os.path.dirname(key))))
    print("linked", attempt(lambda: os.link(key, "/tmp/mine")))
    print("memory", attempt(lambda: open(f"/proc/{{process}}/mem", "rb")))
    print("words", attempt(lambda: open(f"/proc/{{process}}/cmdline").read()))
    return x

def square(x):
    return 0
"""


@pytest.fixture
def desk(tmp_path: Path, patient: Sandbox) -> Path:
    """A folder with a course, a key and somebody's work; nothing is signed where nothing confines."""
    if patient.level == "limited":
        pytest.skip("no level holds here at which a report is signed")
    write_course(tmp_path / "course")
    new_keys(tmp_path / "instructor")
    write_work(tmp_path / "ada", files_of("first"))
    return tmp_path


def _skip_where_missing(level: str) -> None:
    box = None
    try:
        box = Sandbox(level)
        box.wait()
    except SandboxError as error:
        pytest.skip(str(error))
    finally:
        if box is not None:
            box.close()


def write_work(folder: Path, files: dict[str, bytes]) -> None:
    """A folder of work."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def words(desk: Path, *more: str | Path) -> list[str | Path]:
    """What is typed to sign the report on ada's work."""
    return [desk / "ada", "--course", desk / "course", "--sign", desk / "instructor.key", *more]


def test_a_report_is_signed_with_all_that_verifying_needs(grade: Grade, desk: Path) -> None:
    """The seed, the due date and the course beside the marks; what is for eyes is written as ever."""
    file = desk / "report.json"
    done = grade(*words(desk, "--report", f"json:{file}", "--report", "text", "--seed", "7", "--after-due"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Total" in done.stdout
    content = content_of(file.read_text(encoding="utf-8"))
    report = report_in(content)
    assert signature_fault(content, report, [read_public_key(desk / "instructor.pub")]) == ""
    assert report.receipt is not None
    assert (report.receipt.seed, report.receipt.after_due, set(report.receipt.files)) == (
        7,
        True,
        set(files_of("first")),
    )
    assert report.submission.id == "ada"


@pytest.mark.parametrize("level", ["confined", "isolated"])
def test_student_code_sees_neither_the_key_nor_the_grader(grade: Grade, desk: Path, level: str) -> None:
    """At each level at which is signed it tries to read the key, its folder, and the memory of who signs."""
    _skip_where_missing(level)
    key = desk / "instructor.key"
    write_work(desk / "eve", {"double.py": SPY.format(key=str(key)).encode()})
    file = desk / "report.json"
    done = grade(
        desk / "eve", "--course", desk / "course", "--sign", key, "--sandbox", level, "--report", f"json:{file}"
    )
    assert done.returncode == 0, done.stderr
    [item, _] = parse(file.read_text(encoding="utf-8")).items
    told = dict(line.split(" ", 1) for line in item.output.splitlines()[:5])
    assert set(told) == {"read", "listed", "linked", "memory", "words"}
    assert {*told.values()} <= {"PermissionError", "FileNotFoundError", "OSError"}, told


def test_the_key_is_read_when_no_process_of_a_student_is_left(
    grade: Grade, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the sandbox is closed there is nothing in its file; who read it before would find no key."""
    key, secret = desk / "instructor.key", (desk / "instructor.key").read_bytes()
    key.write_bytes(b"")

    class Watched(Sandbox):
        def close(self) -> None:
            super().close()
            key.write_bytes(secret)

    monkeypatch.setattr(import_module("grader.cli.run"), "Sandbox", Watched)
    assert grade(*words(desk, "--report", f"json:{desk / 'report.json'}")).returncode == 0


def test_at_the_level_limited_nothing_is_signed(grade: Grade, desk: Path) -> None:
    """A student's code could read the key there; that is no report rather than an unsigned one."""
    file = desk / "report.json"
    done = grade(*words(desk, "--sandbox", "limited", "--report", f"json:{file}"))
    assert (done.returncode, file.exists()) == (3, False)
    assert "can read the signing key" in done.stderr


@pytest.mark.parametrize("more", [[], ["--report", "text"], ["--report", "json", "--watch"]], ids=" ".join)
def test_only_one_json_report_is_signed(grade: Grade, desk: Path, more: list[str]) -> None:
    """Said in one sentence, before anything is graded."""
    done = grade(*words(desk, *more))
    assert (done.returncode, done.stdout) == (2, "")
    assert "--sign signs one report that is kept as JSON" in done.stderr


def test_a_key_in_a_student_s_reach_is_not_used(grade: Grade, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the work itself, or where the sandbox lets a student's code read; also through a link."""
    (desk / "ada" / "mine.key").write_bytes((desk / "instructor.key").read_bytes())
    (desk / "link.key").symlink_to(desk / "ada" / "mine.key")
    for name in ("ada/mine.key", "link.key"):
        done = grade(desk / "ada", "--course", desk / "course", "--sign", desk / name, "--report", "json")
        assert (done.returncode, "lies in the work itself" in done.stderr) == (2, True)
    monkeypatch.setattr("grader.cli.sign_work.readable", lambda _: [desk])
    done = grade(*words(desk, "--report", "json"))
    assert (done.returncode, "may read the signing key" in done.stderr) == (2, True)


def test_a_key_that_others_can_read_is_told(grade: Grade, desk: Path) -> None:
    """With what to type; it is used all the same, as a secret that a machine mounts often has such a mode."""
    (desk / "instructor.key").chmod(0o644)
    done = grade(*words(desk, "--report", "json"))
    assert done.returncode == 0
    assert f"chmod 600 {desk / 'instructor.key'}" in done.stderr
    assert json.loads(done.stdout)["receipt"]


def test_a_key_in_the_course_is_told(grade: Grade, desk: Path) -> None:
    """A course is pushed and copied as a whole; through a link as well, and the report is signed all the same."""
    (desk / "instructor.key").rename(desk / "course" / "own.key")
    (desk / "instructor.key").symlink_to(desk / "course" / "own.key")
    done = grade(*words(desk, "--report", "json"))
    said = f"the signing key {desk / 'instructor.key'} lies in the course's folder, and goes wherever that goes"
    assert (done.returncode, done.stderr) == (0, f"grade: {said}: keep it outside\n")
    assert json.loads(done.stdout)["receipt"]


def test_a_course_that_changes_while_it_grades_is_not_signed(
    grade: Grade, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody could say which of the two the marks are of."""

    class Slow(Sandbox):
        def close(self) -> None:
            super().close()
            write_course(desk / "course", version="2")

    monkeypatch.setattr(import_module("grader.cli.run"), "Sandbox", Slow)
    done = grade(*words(desk, "--report", "json"))
    assert (done.returncode, done.stdout, "has changed while it graded" in done.stderr) == (2, "", True)


def test_a_locked_key_asks_for_its_passphrase(desk: Path) -> None:
    """Where nobody sits at a terminal it comes on the standard input."""
    new_keys(desk / "locked", "sesame")
    done = subprocess.run(
        [sys.executable, "-m", "grader", *words(desk)[:3], "--sign", desk / "locked.key", "--report", "json"],
        input="sesame\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["receipt"]


@pytest.mark.parametrize(
    "command",
    [
        ["run", "tests/submissions/perfect", "--sign", "README.md", "--report", "json"],
        ["keys", "new", "nothing"],
        ["verify", "README.md", "--key", "README.md"],
    ],
    ids=lambda command: command[0],
)
def test_without_the_extra_it_is_told_what_to_install(command: list[str]) -> None:
    """In one line, with nothing graded."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_EXTRA, *command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    said = f"grade: {command[0]} needs the extra `coursegrade[sign]`: pip install 'coursegrade[sign]'\n"
    assert done.stderr == said
