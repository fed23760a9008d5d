"""`pytest` where a course lies above: only one that may be used, and only in the folder that is meant."""

import shutil
from pathlib import Path

import pytest

from grader.course.find import take_for_own
from tests.cases.case import INPUTS
from tests.conftest import ROOT
from tests.pytest_plugin.conftest import Run, at_home

EXERCISE = """
from grader import Exercise, FunctionItem

exercise = Exercise(title="F", source="s", statement="F.", items=(
    FunctionItem(id="f", title="f", points=1, cases=((1,),)),
))
"""
SOLUTION = """
def f(x):
    raise ValueError("the author's")
"""
OWN_TESTS = "def test_own():\n    pass\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course whose one exercise leaves points open, and whose other one has a broken reference; with work below."""
    course = tmp_path / "course"
    shutil.copytree(INPUTS / "symbolic_diff_of_abs" / "course", course)
    shutil.copytree(INPUTS / "symbolic_diff_of_abs" / "work_half_found", course / "work")
    (course / "exercises" / "f.py").write_text(EXERCISE, "utf-8")
    (course / "solutions" / "f.py").write_text(SOLUTION, "utf-8")
    (course / "work" / "f.py").write_text("def f(x):\n    return 1\n", "utf-8")
    (course / "test_own.py").write_text(OWN_TESTS, "utf-8")
    return course


def ask_for(course: Path, home: Path) -> None:
    """What `grade --course` does."""
    with at_home(home):
        take_for_own(course)


@pytest.mark.slow
def test_a_course_is_used_once_it_was_asked_for(course: Path, run: Run, own_home: Path) -> None:
    """Before, nothing of it is run; then what is open is skipped, and a fault of the course's is an error."""
    with (course / "exercises" / "course.py").open("a") as file:
        file.write("\nopen('ran', 'w').close()\n")
    work = course / "work"
    refused = run("pytest", "-q", cwd=work)
    assert refused.returncode == 5, refused.stdout
    assert (
        f"its code would run outside the sandbox; if it is yours, name it once with --course {course}" in refused.stdout
    )
    assert not (work / "ran").exists()
    ask_for(course, own_home)
    done = run("pytest", "-rs", cwd=work)
    assert done.returncode == 1
    assert (work / "ran").exists()
    last = done.stdout.splitlines()[-1]
    assert all(part in last for part in ("1 passed", "1 skipped", "1 error")), done.stdout
    assert "ERROR at setup of f" in done.stdout
    assert "This is not your fault" in done.stdout
    assert "SKIPPED [1] rep.py:" in done.stdout
    assert "its points are open" in done.stdout


def test_the_folder_that_is_meant_has_items_and_no_other(course: Path, run: Run, own_home: Path) -> None:
    """The course's own exercises and solutions are no work, and a folder is not looked into unless it is named."""
    ask_for(course, own_home)
    around = run("pytest", "-q", "--collect-only", cwd=course)
    assert [line for line in around.stdout.splitlines() if "::" in line] == ["test_own.py::test_own"]
    named = run("pytest", "-q", "--collect-only", "exercises", "solutions", "work", cwd=course)
    assert [line for line in named.stdout.splitlines() if "::" in line] == [
        "work/f.py::f",
        "work/rep.py::l1_slope",
        "work/rep.py::norm_slope",
    ]


@pytest.mark.slow
def test_a_course_with_a_fault_is_an_error_of_the_collection(course: Path, run: Run, own_home: Path) -> None:
    """With file, fault and cure, and without a traceback."""
    ask_for(course, own_home)
    (course / "exercises" / "f.py").write_text("exercise = 3\n", "utf-8")
    done = run("pytest", "-q", "f.py", cwd=course / "work")
    assert done.returncode == 2
    assert "it does not define `exercise = Exercise(...)`" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
def test_our_own_suite_is_what_it_was(run: Run) -> None:
    """The repository is a course, and below its tests lie files that are called like its exercises."""
    done = run("pytest", "-q", "--collect-only", "-n0", "tests/submissions", "tests/alternatives", cwd=ROOT)
    assert done.returncode == 5, done.stdout
    assert "::" not in done.stdout
