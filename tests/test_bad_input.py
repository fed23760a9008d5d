"""Bad input gets a clear result: the right verdict with a sentence, nothing else lost, never a traceback."""

from pathlib import Path
from typing import NamedTuple

import pytest

from grader.judging.key import CourseKey
from grader.model.report import ItemScore
from grader.model.verdict import Verdict
from tests.conftest import SUBMISSIONS, Grade, Mark, item
from tests.slow import rest_slow

GOOD = (SUBMISSIONS / "perfect" / "mean_squared_error.py").read_text(encoding="utf-8")


class Bad(NamedTuple):
    """Source for `risk`, and what it must come to."""

    name: str
    source: str
    verdict: Verdict
    says: str


def nested(depth: int) -> str:
    """A function that returns a dictionary nested so deep."""
    return f"def risk(x, ys):\n    d = 0\n    for _ in range({depth}):\n        d = {{'a': d}}\n    return d\n"


LYING = """
class Liar:
    def __eq__(self, other): return True
    def __float__(self): return 1.0
    def __array__(self, *a, **k): return self
def risk(x, ys):
    return Liar()
"""
CALLS = [
    Bad("wrong signature", "def risk(x): return 1", Verdict.CRASHED, "cannot be called with 2 arguments"),
    Bad("endless recursion", "def risk(x, ys): return risk(x, ys)", Verdict.CRASHED, "RecursionError"),
    Bad("huge power", "def risk(x, ys): return 10**10**8", Verdict.TIMED_OUT, "stopped"),
    Bad("endless loop", "def risk(x, ys):\n    while True: pass", Verdict.TIMED_OUT, "stopped"),
    Bad(
        "10 GB array",
        "import numpy as np\ndef risk(x, ys): return np.ones(10**10 // 8).sum()",
        Verdict.OUT_OF_MEMORY,
        "memory",
    ),
    Bad("100 MB print", "def risk(x, ys):\n    print('x' * 10**8)\n    return 1", Verdict.CRASHED, "printed"),
    Bad("generator", "def risk(x, ys): yield 1", Verdict.WRONG, "generator"),
    Bad("lambda", "def risk(x, ys): return lambda: 1", Verdict.WRONG, "function"),
    Bad("liar", LYING, Verdict.WRONG, "Liar"),
    Bad(
        "array of objects", "import numpy as np\ndef risk(x, ys): return np.array([object()])", Verdict.WRONG, "object"
    ),
    Bad("deep dictionary", nested(10_000), Verdict.WRONG, "nested"),
    Bad("None", "def risk(x, ys): pass", Verdict.WRONG, "None"),
    Bad("text", "def risk(x, ys): return '1'", Verdict.WRONG, "text"),
    Bad("nan", "def risk(x, ys): return float('nan')", Verdict.WRONG, "nan"),
    Bad("exit", "import sys\ndef risk(x, ys): sys.exit(0)", Verdict.CRASHED, "ended the program"),
    Bad("hard exit", "import os\ndef risk(x, ys): os._exit(0)", Verdict.CRASHED, "ended the Python process"),
    Bad("raises", "def risk(x, ys): return 1 / 0", Verdict.CRASHED, "ZeroDivisionError"),
    Bad("input", "def risk(x, ys): return float(input('risk? '))", Verdict.CRASHED, "input()"),
]
FILES = [
    Bad("syntax error", "def risk(x, ys):\n    return x +\n", Verdict.CRASHED, "    return x +\n"),
    Bad("import fails", "import no_such_module\n", Verdict.CRASHED, "no_such_module"),
    Bad("raises at import", "1 / 0\n", Verdict.CRASHED, "ZeroDivisionError"),
    Bad("prompts at import", "n = input()\n", Verdict.CRASHED, "input()"),
    Bad("exits at import", "import sys\nsys.exit(0)\n", Verdict.CRASHED, "ended the program"),
    Bad("never ends", "while True: pass\n", Verdict.TIMED_OUT, "stopped"),
    Bad("NUL bytes", "def risk(x, ys): return 1\0", Verdict.CRASHED, "NUL"),
]


@pytest.mark.parametrize("bad", rest_slow(CALLS, lambda bad: (bad.verdict, bad.says)), ids=lambda bad: bad.name)
def test_a_bad_function_costs_its_own_item_only(mark: Mark, tmp_path: Path, bad: Bad) -> None:
    """One function goes wrong; the others in the same file are marked as ever."""
    rest = GOOD[GOOD.index("def risk_derivative") :]
    (tmp_path / "mean_squared_error.py").write_text(f"import numpy as np\n{bad.source}\n\n\n{rest}", encoding="utf-8")
    report = mark(tmp_path, "mean_squared_error")
    check(item(report, "risk"), bad)
    assert report.score == 8
    assert [item.id for item in report.items if item.verdict is not Verdict.CORRECT] == ["risk"]


@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.name)
def test_a_bad_file_costs_its_own_exercise_only(mark: Mark, tmp_path: Path, bad: Bad) -> None:
    """One file cannot be used; the items of the others are marked."""
    (tmp_path / "mean_squared_error.py").write_bytes(bad.source.encode())
    (tmp_path / "xor.py").write_bytes((SUBMISSIONS / "perfect" / "xor.py").read_bytes())
    report = mark(tmp_path, "mean_squared_error", "xor")
    check(item(report, "risk"), bad)
    assert {exercise.id: exercise.score for exercise in report.exercises} == {"mean_squared_error": 0, "xor": 10}


def check(marked: ItemScore, bad: Bad) -> None:
    """The verdict, and the sentence or evidence that the student reads."""
    assert marked.verdict is bad.verdict
    assert marked.score == 0
    said = " ".join([marked.witness.text if marked.witness else "", *(feedback.text for feedback in marked.feedback)])
    assert bad.says in said
    assert "Traceback" not in said


def test_a_syntax_error_is_shown_with_line_and_caret(grade: Grade, tmp_path: Path) -> None:
    """The line stands there with a caret under the place, and the other exercises are marked."""
    (tmp_path / "xor.py").write_text("import numpy as np\n\ndef relu(z)\n    return z\n", encoding="utf-8")
    (tmp_path / "mean_squared_error.py").write_text(GOOD, encoding="utf-8")
    done = grade(tmp_path, "--course", ".")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    shown = next(number for number, line in enumerate(lines) if line.rstrip().endswith("def relu(z)"))
    assert lines[shown + 1].index("^") == lines[shown].index("def relu(z)") + len("def relu(z)")
    assert "line 3 of xor.py" in done.stdout
    assert "10 / 10" in done.stdout


ENCODINGS = {
    "byte order mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "Windows line ends": GOOD.replace("\n", "\r\n").encode(),
    "Latin-1 with its declaration": b"# -*- coding: latin-1 -*-\n# caf\xe9\n" + GOOD.encode(),
}


@pytest.mark.parametrize("content", ENCODINGS.values(), ids=ENCODINGS)
def test_a_file_in_another_encoding_is_marked(mark: Mark, tmp_path: Path, content: bytes) -> None:
    """What Python itself can read, the grader can."""
    (tmp_path / "mean_squared_error.py").write_bytes(content)
    assert mark(tmp_path, "mean_squared_error").score == 10


def test_latin_1_without_its_declaration_is_told(mark: Mark, tmp_path: Path) -> None:
    """Python cannot read it; the student reads which line is at fault."""
    (tmp_path / "mean_squared_error.py").write_bytes(b"# caf\xe9\n" + GOOD.encode())
    risk = item(mark(tmp_path, "mean_squared_error"), "risk")
    assert risk.verdict is Verdict.CRASHED
    assert risk.witness is not None
    assert "line 1" in risk.witness.text
    assert "utf-8" in risk.feedback[0].text.lower()


def test_printing_at_import_is_no_fault(mark: Mark, tmp_path: Path) -> None:
    """A module that prints is marked as ever, and what it printed is kept for the student."""
    (tmp_path / "mean_squared_error.py").write_text(f"print('hello')\n{GOOD}", encoding="utf-8")
    report = mark(tmp_path, "mean_squared_error")
    assert report.score == 10
    assert item(report, "risk").output == "hello\n"


def test_an_empty_folder_is_told(grade: Grade, tmp_path: Path, key: CourseKey) -> None:
    """Nothing to mark is no error: everything is missing, and the student reads how to begin."""
    done = grade(tmp_path, "--course", ".")
    assert done.returncode == 0
    assert f"0 / {sum(exercise.exercise.points for exercise in key.exercises):g}" in done.stdout
    assert "student_template" in done.stdout


@pytest.mark.parametrize("path", ["no/such/folder", "tests/submissions/perfect/xor.py"])
def test_a_path_that_is_no_folder_is_unusable(grade: Grade, path: str) -> None:
    """Exit code 2 and one line that names the path."""
    done = grade(path)
    assert done.returncode == 2
    assert Path(path).name in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_a_submission_is_read_without_following_links(mark: Mark, tmp_path: Path) -> None:
    """A link to the solutions does not hand them in."""
    (tmp_path / "xor.py").symlink_to(SUBMISSIONS / "perfect" / "xor.py")
    report = mark(tmp_path, "xor")
    assert report.score == 0
    assert "link" in report.notes[0].text


def test_a_folder_named_like_a_file_is_told(grade: Grade, tmp_path: Path) -> None:
    """It is no file of Python's; the other exercises are marked."""
    (tmp_path / "xor.py").mkdir()
    (tmp_path / "mean_squared_error.py").write_text(GOOD, encoding="utf-8")
    done = grade(tmp_path, "--course", ".", "-e", "xor", "-e", "mean_squared_error")
    assert (done.returncode, done.stderr) == (0, "")
    assert "xor.py was not read: it is a folder." in done.stdout
    assert "10 / 10" in done.stdout


def test_of_very_many_files_those_of_the_exercises_are_read(grade: Grade, tmp_path: Path) -> None:
    """However many lie before them, and in one sentence."""
    for number in range(1_500):
        (tmp_path / f"a{number}.py").write_text("", encoding="utf-8")
    (tmp_path / "mean_squared_error.py").write_text(GOOD, encoding="utf-8")
    done = grade(tmp_path, "--course", ".", "-e", "mean_squared_error")
    assert done.stdout.count("were read") == 1
    assert "Of 1501 files with code 200 were read, those of the exercises first." in done.stdout
    assert "10 / 10" in done.stdout


def test_a_file_in_a_folder_inside(grade: Grade, tmp_path: Path) -> None:
    """Beside other files it is named, with what to do; not what is no exercise's."""
    inside = tmp_path / "week1"
    inside.mkdir()
    for path in (tmp_path / "notes.py", inside / "mean_squared_error.py", inside / "other.py"):
        path.write_text(GOOD, encoding="utf-8")
    done = grade(tmp_path, "--course", ".", "-e", "mean_squared_error")
    assert "`week1/mean_squared_error.py` is not read: put it beside your other files." in done.stdout
    assert "other.py" not in done.stdout


def test_many_files_that_cannot_be_read_are_counted(grade: Grade, tmp_path: Path) -> None:
    """All are named; of a few it is said why."""
    for number in range(20):
        (tmp_path / f"a{number:02}.py").symlink_to(tmp_path / "nowhere")
    (tmp_path / "mean_squared_error.py").write_text(GOOD, encoding="utf-8")
    done = grade(tmp_path, "--course", ".", "-e", "mean_squared_error")
    assert "a04.py was not read: it is a link." in done.stdout
    assert "a05.py was not read" not in done.stdout
    assert "15 more files could not be read: a05.py, a06.py" in done.stdout
    assert "a19.py" in done.stdout
