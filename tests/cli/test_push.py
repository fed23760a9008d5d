"""`grade push`, on a gradebook that `grade batch` has made, to a server like Canvas."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import ROOT, Grade
from tests.gradebook.conftest import write_class, write_course
from tests.gradebook.push.canvas_server import COURSE, TOKEN, Answer, Canvas, canvas_server

WITHOUT_CANVASAPI = """
import sys
from grader.cli import main

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"canvasapi", "requests"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name.partition(".")[0])

sys.meta_path.insert(0, Missing())
main()
"""


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory, patient: Sandbox) -> Path:
    """Four students: all right, the first right, the second right, nothing right."""
    folder = tmp_path_factory.mktemp("class")
    course = write_course(folder / "course")
    write_class(folder / "work", 4)
    words = [str(folder / "work"), "--gradebook", "course.db", "--course", str(course), "--sandbox", patient.level]
    command = [sys.executable, "-m", "grader", "batch", *words]
    subprocess.run(command, cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, timeout=120, check=True)
    return folder / "course.db"


@pytest.fixture
def canvas() -> Iterator[Canvas]:
    """The server, with an assignment for each exercise and three of the students."""
    with canvas_server() as server:
        server.users += [{"id": 10 + n, "name": f"S {n}", "login_id": f"s000{n}"} for n in range(3)]
        for number, (title, most) in enumerate((("double", 2), ("square", 3)), start=1):
            server.assignments.append({"id": number, "name": title, "points_possible": most, "grading_type": "points"})
        yield server


@pytest.fixture
def push(grade: Grade, gradebook: Path, canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> Grade:
    """The command, with the token where it belongs; what it waits for takes no time."""
    monkeypatch.setattr("grader.cli.push.time.sleep", lambda _: None)

    def run(*words: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
        known = {"CANVAS_TOKEN": TOKEN, "CANVAS_URL": canvas.url, **environment}
        return grade("push", gradebook, "--to", "canvas", "--course-id", str(COURSE), *words, **known)

    return run


def test_first_it_is_shown_and_then_sent_and_then_there(push: Grade, canvas: Canvas) -> None:
    """What is shown is what is sent; who is not there is named, and makes it a 1."""
    shown = push()
    assert (shown.returncode, canvas.set) == (0, [])
    expected = ["Neural Networks on " + canvas.url, "  double -> double (1)", "  square -> square (2)"]
    expected += [f"  s000{n}, double: - -> {mark}" for n, mark in enumerate((2, 2, 0))]
    expected += [f"  s000{n}, square: - -> {mark}" for n, mark in enumerate((3, 0, 3))]
    expected += ["s0003: not in the course in Canvas"]
    last = "6 marks would change, 0 were there already. Nothing was sent; send with --send."
    assert shown.stdout.splitlines() == [*expected, last]
    sent = push("--send")
    assert sent.returncode == 1
    assert sent.stdout.splitlines() == [*expected, "6 marks sent, 0 failed, 0 were there already."]
    assert canvas.posted() == {(1, 10): 2, (1, 11): 2, (1, 12): 0, (2, 10): 3, (2, 11): 0, (2, 12): 3}
    again = push("--send")
    assert again.stdout.splitlines()[-1] == "0 marks sent, 0 failed, 6 were there already."
    assert len(canvas.set) == 6
    assert TOKEN not in shown.stdout + sent.stdout + shown.stderr + sent.stderr


def test_the_exit_code_says_whether_all_was_sent(push: Grade, canvas: Canvas) -> None:
    canvas.users.append({"id": 13, "name": "S 3", "login_id": "s0003"})
    path = f"/api/v1/courses/{COURSE}/assignments/1/submissions/11"
    canvas.faults["PUT", path] = [Answer(422, '{"errors": "grading period is closed"}')]
    done = push("--send", "-e", "double")
    assert done.returncode == 1
    fault = "FAILED: Canvas does not take this mark (status 422: grading period is closed)"
    assert f"  s0001, double: - -> 2: {fault}" in done.stdout.splitlines()
    assert push("--send", "--assignment", "double=1").returncode == 0


@pytest.mark.parametrize(
    ("words", "environment", "says"),
    [
        ([], {"CANVAS_TOKEN": ""}, "there is no token: make one in Canvas"),
        ([], {"CANVAS_TOKEN": "7~wrong"}, "Canvas does not take the token"),
        ([], {"CANVAS_URL": "http://canvas.example.edu"}, "is not encrypted"),
        ([], {"CANVAS_URL": "https://ada:byron@canvas.example.edu"}, "--url has a name or a password in it"),
        ([], {"CANVAS_URL": "ftp://byron"}, "--url is no address of Canvas"),
        (["-e", "cube"], {}, "there is no exercise 'cube' in the gradebook"),
        (["--assignment", "9"], {}, "the course in Canvas has no assignment 9"),
        (["--course-id", "0"], {}, "Invalid value for '--course-id'"),
        (["--token", TOKEN], {}, "No such option"),
    ],
)
def test_what_cannot_be_used_is_exit_code_2(
    push: Grade, canvas: Canvas, words: list[str], environment: dict[str, str], says: str
) -> None:
    done = push(*words, "--send", **environment)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert canvas.set == []


def test_without_the_extra_it_says_what_to_install() -> None:
    words = ["push", "none.db", "--to", "canvas", "--url", "https://canvas.example.edu", "--course-id", "1"]
    command = [sys.executable, "-c", WITHOUT_CANVASAPI, *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False)
    says = "grade: push needs the extra `coursegrade[canvas]`: pip install 'coursegrade[canvas]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", says)


def test_no_other_command_imports_what_it_needs(gradebook: Path) -> None:
    """Nor does its own help."""
    for words in (["book", str(gradebook)], ["push", "--help"]):
        program = (
            "import atexit, json, sys\n"
            "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
            "from grader.cli import main\nmain()\n"
        )
        command = [sys.executable, "-c", program, *words]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=True)
        assert {"canvasapi", "requests"}.isdisjoint(json.loads(done.stderr.splitlines()[-1]))
