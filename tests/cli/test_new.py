"""`grade new` gives an author a small complete exercise that `grade check` finds nothing wrong with."""

import re
from pathlib import Path

import pytest

from grader.course.check.exercise import check_exercise
from grader.course.load import load_course
from grader.course.new import write_new
from grader.errors import UsageError
from grader.items import KINDS
from tests.conftest import ROOT, Grade
from tests.slow import one_in

FILES = ["exercises/mean.py", "solutions/mean.py", "student_template/mean.py"]


def test_there_is_a_template_for_every_kind() -> None:
    """A kind without one would be the last to be used: write a small exercise and its solution of that name."""
    for tree in ("exercises", "solutions"):
        templates = {path.stem for path in (ROOT / "grader" / "course" / "templates" / tree).glob("*.py")} - {"course"}
        missing = [f"grader/course/templates/{tree}/{kind}.py" for kind in KINDS if kind not in templates]
        assert missing == [], f"write {', '.join(missing)}"
        assert templates == set(KINDS), f"no kind of item has the templates {sorted(templates - {*KINDS})} in {tree}/"


def test_a_template_that_is_missing_is_named(tmp_path: Path) -> None:
    """It is no fault of the author's folder, and nothing is written there."""
    with pytest.raises(UsageError, match=r"no template .*grader/course/templates/exercises/essay\.py"):
        write_new(tmp_path, "mean", "essay")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", one_in(2, KINDS))
def test_a_new_exercise_is_sound(without_attacks: None, tmp_path: Path, kind: str) -> None:
    """It has an item of the kind, a misconception, and nothing that the check finds."""
    write_new(tmp_path, "first", kind)
    (key,) = load_course(tmp_path).exercises
    assert kind in {item.kind for item in key.exercise.items}
    assert len(key.misconceptions) == 1
    assert check_exercise(tmp_path, "first").findings == ()


def test_from_an_empty_folder_to_a_green_check(warm_check: None, grade: Grade, tmp_path: Path) -> None:
    """The first exercise makes the course; a second one leaves it alone, and finds it from a folder inside."""
    folder = tmp_path / "course"
    folder.mkdir()
    done = grade("new", "mean", cwd=folder)
    assert done.returncode == 0
    assert [line.partition(":")[0] for line in done.stdout.splitlines() if line.endswith(": written")] == [
        "exercises/course.py",
        *FILES,
    ]
    checked = grade("check", "mean", cwd=folder)
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "1 exercise, nothing found.")
    course = folder / "exercises" / "course.py"
    course.write_text(course.read_text(encoding="utf-8").replace("My course", "Ours"), encoding="utf-8")
    assert grade("new", "slope", "--kind", "value", cwd=folder / "solutions").returncode == 0
    assert "Ours" in course.read_text(encoding="utf-8")
    assert "the derivative at 2" in grade("show", "slope", cwd=folder).stdout


@pytest.mark.parametrize("file", FILES)
def test_what_exists_is_never_overwritten(tmp_path: Path, file: str) -> None:
    """Not even one of the three files, and nothing else is written then."""
    (tmp_path / file).parent.mkdir()
    (tmp_path / file).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=f"{file} exists already"):
        write_new(tmp_path, "mean", "function")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.py")] == ["mine"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The one at fault is named, which need not be the course's."""
    (tmp_path / "exercises").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=f"^{re.escape(str(tmp_path / 'exercises'))} cannot be written: File exists"):
        write_new(tmp_path, "mean", "function")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("2nd", "cannot be imported"),
        ("my-mean", "cannot be imported"),
        ("../mean", "cannot be imported"),
        ("mean.py", "cannot be imported"),
        ("größe", "cannot be imported"),
        ("", "cannot be imported"),
        ("lambda", "word of Python's own"),
        ("course", "exercises/course.py is no exercise"),
        ("numpy", "would stand before the module numpy"),
        ("NumPy", "would stand before the module numpy"),
        ("statistics", "would stand before the module statistics"),
        ("grader", "would stand before the module grader"),
    ],
)
def test_a_name_that_cannot_be_one(tmp_path: Path, name: str, says: str) -> None:
    """It is refused with the reason, and nothing is written."""
    with pytest.raises(UsageError, match=says):
        write_new(tmp_path, name, "function")
    assert list(tmp_path.iterdir()) == []


def test_what_the_command_cannot_use(grade: Grade, tmp_path: Path) -> None:
    """A name, a kind or a folder: exit code 2 with a sentence that names it."""
    for arguments, says in (
        (("new", "numpy"), "the module numpy"),
        (("new", "mean", "--kind", "functoin"), "'functoin' is not one of 'function'"),
        (("new", "mean", "--course", tmp_path / "nowhere"), "there is no folder"),
    ):
        done = grade(*arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert says in done.stderr


@pytest.mark.slow
def test_a_broken_exercise_does_not_keep_the_stub_of_another(grade: Grade, tmp_path: Path) -> None:
    """`grade check --fix` writes what can be written, and tells the rest as findings."""
    for name in ("fine", "broken"):
        write_new(tmp_path, name, "value")
    (tmp_path / "student_template" / "fine.py").unlink()
    (tmp_path / "exercises" / "broken.py").write_text("1 / 0\n", encoding="utf-8")
    done = grade("check", "--fix", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stdout.startswith(
        "exercises/broken.py:1: spec.invalid: it raised ZeroDivisionError: division by zero. "
    )
    assert done.stdout.endswith("2 exercises, 1 finding.\n")
    assert (tmp_path / "student_template" / "fine.py").is_file()
