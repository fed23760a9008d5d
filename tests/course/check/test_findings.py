"""What is raised during a check is told by whose fault it is, and keeps no other exercise from being checked."""

import functools
import os
import shutil
from pathlib import Path
from typing import Any, NoReturn

import pytest

from grader.course.check import exercise as whole
from grader.course.check.exercise import check_exercise
from grader.course.check.findings import finding_of, finding_of_raised, with_place
from grader.course.check.mutation import check_mutants
from grader.course.load import load_course
from grader.course.stubs import write
from grader.errors import AuthoringError, SandboxError
from grader.items import FunctionItem
from grader.items.author_functions import ask
from grader.items.exam import Exam
from grader.model.judgement import Judgement
from tests.conftest import ROOT

SOUND = ROOT / "tests" / "broken_exercises" / "sound"
COURSE = 'from grader import Course\n\ncourse = Course(name="c", title="C", version="1")\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course of one sound exercise."""
    for tree, file in (("exercises", "exercise.py"), ("solutions", "solution.py")):
        (tmp_path / tree).mkdir()
        shutil.copy(SOUND / file, tmp_path / tree / "sum.py")
    (tmp_path / "exercises" / "course.py").write_text(COURSE, encoding="utf-8")
    write(tmp_path)
    return tmp_path


@pytest.mark.parametrize("error", [MemoryError(), TypeError("no such thing"), SandboxError("bwrap is gone")])
def test_a_fault_of_the_grader_s_own(folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """It says that it is one, what it is and where, and never that the exercise hangs."""

    def fails(*_: Any) -> NoReturn:
        raise error

    monkeypatch.setattr(whole, "check_mutants", fails)
    (finding,) = check_exercise(folder, "sum").findings
    assert (finding.code, finding.path) == ("grader.error", "exercises/sum.py")
    assert finding.fault.startswith(f"the grader itself failed: it raised {type(error).__name__}")
    assert str(error) in finding.fault
    assert " in grader/course/check/exercise.py:" in finding.fault
    assert finding.cure.startswith("Report this")


def test_a_mutant_that_the_grader_fails_on_is_not_killed_in_silence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a fault of the grader's would pass for a sound exercise."""
    here, judge = os.getpid(), FunctionItem.judge

    def fails_elsewhere(item: FunctionItem, exam: Exam) -> Judgement:
        if os.getpid() != here:  # where mutants are judged; the reference is judged here
            raise ZeroDivisionError
        return judge(item, exam)

    monkeypatch.setattr(FunctionItem, "judge", fails_elsewhere)
    (finding,) = check_mutants(load_course(folder, ["sum"]).exercises[0], "solutions/sum.py").findings
    assert (finding.code, finding.path) == ("grader.error", "exercises/sum.py")
    assert "ZeroDivisionError in grader/course/check/examine.py:" in finding.fault


@pytest.mark.parametrize("tree", ["exercises", "solutions"])
def test_exit_in_a_file_of_the_author_s(folder: Path, tree: str) -> None:
    """File and line, as for any other exception."""
    path = folder / tree / "sum.py"
    path.write_text(f"import sys\n\nsys.exit(0)\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    (finding,) = check_exercise(folder, "sum").findings
    assert (finding.code, finding.path, finding.line) == ("spec.raises", f"{tree}/sum.py", 3)
    assert "SystemExit" in finding.fault


def test_the_line_of_what_an_author_s_fault_stands_for(folder: Path) -> None:
    """Where the author's function was called by an item, which says what it was called with."""
    source = "def f(x):\n    return g(x)\n\n\ndef g(x):\n    return 1 / x\n"
    path = folder / "exercises" / "other.py"
    names: dict[str, Any] = {}
    exec(compile(source, str(path), "exec"), names)  # noqa: S102 - the test's own
    with pytest.raises(AuthoringError) as caught:
        ask("f", "where", names["f"], 0)
    finding = finding_of_raised(caught.value, folder, "other")
    assert (finding.code, finding.path, finding.line) == ("spec.raises", "exercises/other.py", 6)
    assert finding.fault.startswith("`where` raised ZeroDivisionError")


@pytest.mark.parametrize(
    ("where", "path", "line"),
    [
        ("/course/exercises/sum.py:12", "exercises/sum.py", 12),
        ("/course/exercises/sum.py", "exercises/sum.py", None),
        ("/course/a:b/sum.py:3", "a:b/sum.py", 3),
        ("/course/a:b/sum.py", "a:b/sum.py", None),
        ("/elsewhere/sum.py:3", "/elsewhere/sum.py", 3),
        ("solutions/sum.py:7", "solutions/sum.py", 7),
        ("work.f", "work.f", None),
    ],
)
def test_an_author_s_fault_is_told_by_file_and_line(where: str, path: str, line: int | None) -> None:
    """As the file is called in the course's folder."""
    finding = finding_of(AuthoringError(where, "it is wrong", "Mend it"), Path("/course"), "key.wrong")
    assert (finding.code, finding.path, finding.line) == ("key.wrong", path, line)
    assert (finding.fault, finding.cure) == ("it is wrong", "Mend it")


def decorated(function: Any) -> Any:
    """Wraps it."""

    @functools.wraps(function)
    def wrapper(*arguments: Any) -> Any:
        return function(*arguments)

    return wrapper


@decorated
def wrapped() -> None:
    """Has a decorator."""


@pytest.mark.parametrize("function", [decorated, wrapped, len], ids=["plain", "decorated", "Python's"])
def test_a_fault_of_an_exercise_s_function_has_its_line(function: Any) -> None:
    """Of its `def` or its first decorator; the file only, where it has no line."""
    plain = AuthoringError("item a", "it is wrong", "Mend it", function)
    placed = with_place(plain, "sum")
    lines = {decorated: "def decorated", wrapped: "@decorated"}
    place, _, line = placed.where.partition(":")
    assert (place, placed.fault, placed.cure) == ("exercises/sum.py", "item a: it is wrong", "Mend it")
    text = Path(__file__).read_text(encoding="utf-8").splitlines()
    assert (text[int(line) - 1] if line else "").startswith(lines.get(function, ""))
    assert bool(line) == (function in lines)


def test_a_fault_of_no_function_stays_as_it_is() -> None:
    """It has its place already."""
    plain = AuthoringError("exercises/sum.py:3", "it is wrong", "Mend it")
    assert with_place(plain, "sum") is plain
