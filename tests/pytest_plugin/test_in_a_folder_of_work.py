"""`pytest` as a student calls it, in a process of its own, in the folder that `grade release` wrote."""

import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from grader.model.report import Report
from grader.model.verdict import Verdict
from grader.reports.json import parse
from tests.conftest import ROOT, SUBMISSIONS
from tests.pytest_plugin.conftest import Run

NAMES = ("convexity", "xor")
HEAVY = ("numpy", "sympy", "pydantic", "click", "rich", "convexity", "xor")
SPY = f"""
import json, sys

def pytest_collection_modifyitems(items):
    places = {{item.nodeid: (str(item.path), item.location[1] + 1) for item in items}}
    open("places.json", "w").write(json.dumps(places))

def pytest_unconfigure():
    open("imported.json", "w").write(json.dumps([name for name in {HEAVY} if name in sys.modules]))
"""
TAGS = {Verdict.CORRECT: set(), Verdict.SKIPPED: {"skipped"}, Verdict.UNDECIDED: {"skipped"}}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """What students get of two exercises, with half-done work in it, and a test and a folder of the student's own."""
    course, got = tmp_path_factory.mktemp("author") / "course", tmp_path_factory.mktemp("student") / "got"
    for tree in ("exercises", "solutions"):
        (course / tree).mkdir(parents=True)
        for name in (*NAMES, "course"):
            if (path := ROOT / tree / f"{name}.py").exists():
                shutil.copy(path, course / tree)
    done = run("grader", "release", got, "--course", course, "--unchecked", cwd=course)
    assert done.returncode == 0, done.stderr
    for name in NAMES:
        shutil.copy(SUBMISSIONS / "typical" / f"{name}.py", got)
    (got / "test_own.py").write_text("def test_own():\n    pass\n", "utf-8")
    (got / "conftest.py").write_text(SPY, "utf-8")
    (got / "inside").mkdir()
    shutil.copy(got / "xor.py", got / "inside")
    return got


@pytest.fixture
def got(released: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(released, tmp_path / "got"))


@pytest.fixture(scope="module")
def report(released: Path, run: Run) -> Report:
    """What `grade` says of the same folder."""
    return parse(run("grader", "run", "--report", "json", cwd=released).stdout)


def cases_of(path: Path) -> dict[str, ET.Element]:
    """The test cases in a file of JUnit's, by `file::test`."""
    cases = ET.parse(path).getroot().iter("testcase")  # noqa: S314 - pytest wrote it
    return {f"{case.get('classname')}::{case.get('name')}": case for case in cases}


def test_each_item_is_a_test_with_what_grade_says_of_it(released: Path, run: Run, report: Report) -> None:
    """Outcome, observed fact, sentences, place and points; and nothing heavy or of the student's is imported."""
    done = run("pytest", "--junitxml", "junit.xml", "-p", "no:cacheprovider", cwd=released)
    assert done.returncode == 1, done.stdout + done.stderr
    cases = cases_of(released / "junit.xml")
    known = {f"{exercise.id}::{item.id}": item for exercise in report.exercises for item in exercise.items}
    assert {*cases} == {*known, "test_own::test_own"}
    assert len({item.verdict for item in known.values()}) >= 5
    for name, item in known.items():
        faults = [child for child in cases[name] if child.tag != "properties"]
        assert {child.tag for child in faults} == TAGS.get(item.verdict, {"failure"}), name
        if item.verdict not in TAGS:
            [fault] = faults
            said = [item.witness.text if item.witness else "", *(part.text for part in item.feedback)]
            assert all(text in (fault.text or "") for text in said if "NotImplemented" not in text)
            assert (fault.text or "").splitlines()[-1].startswith(f"{name.partition('::')[0]}.py:")
    for exercise in report.exercises:
        assert f"\n{exercise.id}  " in done.stdout
    assert "\nxor  5 / 10\n" in done.stdout
    assert "grader/" not in done.stdout, "no line of the grader's own is shown"
    assert json.loads((released / "imported.json").read_text("utf-8")) == []


def test_tests_stand_where_the_functions_are(released: Path, run: Run) -> None:
    """As an editor asks for them; nothing is judged for that, and a folder inside has none."""
    done = run("pytest", "--collect-only", "-q", f"--rootdir={released}", "-p", "no:cacheprovider", cwd=released)
    assert done.returncode == 0, done.stdout + done.stderr
    places = json.loads((released / "places.json").read_text("utf-8"))
    assert "test_own.py::test_own" in places
    assert {name for name in places if name.startswith("xor.py::relu")} == {"xor.py::relu", "xor.py::relu.arrays"}
    assert not any(name.startswith("inside") for name in places)
    lines = (released / "xor.py").read_text("utf-8").splitlines()
    for name in ("relu", "relu.arrays", "xor_weights"):
        file, line = places[f"xor.py::{name}"]
        assert file == str(released / "xor.py")
        assert lines[line - 1].startswith(f"def {name.partition('.')[0]}(")


MODULES = ("--doctest-modules", "-o", "python_files=*.py")
CHOSEN = {
    "ids": ("-x", *MODULES, "xor.py::relu", "xor.py::relu.arrays", "convexity.py"),
    "name in two processes": ("-n", "2", "xor.py", "-k", "relu"),
}


@pytest.mark.slow
@pytest.mark.parametrize("words", CHOSEN.values(), ids=CHOSEN)
def test_tests_are_chosen_as_ever(got: Path, run: Run, words: tuple[str, ...]) -> None:
    """By id and by name, until the first failure, in several processes; the points are the exercise's."""
    lines = run("pytest", "-q", *words, cwd=got).stdout.splitlines()
    assert lines[-1].startswith("1 failed, 1 passed in"), "\n".join(lines)
    assert "xor  5 / 10" in lines
    assert json.loads((got / "imported.json").read_text("utf-8")) == []


@pytest.mark.slow
def test_it_can_be_left_out(got: Path, run: Run) -> None:
    lines = run("pytest", "-q", "-p", "no:grader", cwd=got).stdout.splitlines()
    assert lines[-1].startswith("1 passed in")


@pytest.mark.slow
def test_damaged_checks_are_told(got: Path, run: Run) -> None:
    """There is no item to fail, and not a word would look like work without exercises."""
    (got / "checks" / "bundle.json").write_text("{}", "utf-8")
    done = run("pytest", "-q", cwd=got)
    assert "damaged; get the course's files anew" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 passed in")


@pytest.mark.slow
def test_what_failed_last_is_judged_again(got: Path, run: Run) -> None:
    """`--lf` after the work was mended: marks are of the files as they are now."""
    run("pytest", "-q", "xor.py", cwd=got)
    shutil.copy(SUBMISSIONS / "perfect" / "xor.py", got)
    lines = run("pytest", "-q", "--lf", "xor.py", cwd=got).stdout.splitlines()
    assert lines[-1].startswith("3 passed, 3 deselected in")
    assert "xor  10 / 10" in lines


def test_what_a_student_wrote_never_runs_in_pytest_s_process(got: Path, run: Run) -> None:
    """Not when it is collected, and behind the wall when it is judged. A file under nearly the right name is named."""
    source = "import os\nos.environ['RAN'] = '1'\ndef relu(z):\n    raise ValueError('\\x1b[2J')\n"
    (got / "xor.py").write_text(source, "utf-8")
    (got / "convexity.py").rename(got / "convexity (1).py")
    (got / "test_own.py").write_text("import os\ndef test_own():\n    assert 'RAN' not in os.environ\n", "utf-8")
    done = run("pytest", "-q", cwd=got)
    assert done.stdout.splitlines()[-1].startswith("6 failed, 1 passed in")
    assert "raise ValueError" in done.stdout
    assert "\x1b" not in done.stdout
    assert "There is no convexity.py; there is `convexity (1).py`: rename it to convexity.py." in done.stdout
