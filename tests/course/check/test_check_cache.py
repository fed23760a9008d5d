"""A check that found nothing is not made again, as long as nothing has changed that it depends on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.check import check_cache
from grader.course.check.check_cache import recall, remember
from grader.model.checked import Checked, Finding

FAULT = Finding(code="key.wrong", path="p", fault="f", cure="c")
SOUND = Checked(exercise="sum", items=2, seconds=0.5, findings=(FAULT.model_copy(update={"is_warning": True}),))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of two exercises."""
    for path in ("exercises/course", "exercises/sum", "solutions/sum", "student_template/sum", "exercises/other"):
        write(tmp_path / "course" / f"{path}.py", path)
    return tmp_path / "course"


def write(path: Path, text: str) -> None:
    """A file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_it_is_recalled(course: Path, cache: Path) -> None:
    """With its warnings, and for this exercise only; one file is kept, whole."""
    assert recall(course, "sum") is None
    remember(course, SOUND)
    assert recall(course, "sum") == SOUND
    assert recall(course, "other") is None
    (file,) = (cache / "grader" / "checked").iterdir()
    assert file.name.startswith("sum-")
    file.write_text("{}", encoding="utf-8")
    assert recall(course, "sum") is None


def test_what_has_a_fault_is_forgotten(course: Path, cache: Path) -> None:
    """It is checked each time, until it has none."""
    remember(course, Checked(exercise="sum", findings=(FAULT,)))
    remember(course, SOUND)
    remember(course, Checked(exercise="sum", findings=(FAULT,)))
    assert recall(course, "sum") is None
    assert list((cache / "grader" / "checked").iterdir()) == []


def move_a_line(course: Path) -> None:
    """From one file to the next: together they hold the same bytes."""
    write(course / "exercises" / "sum.py", "exercises/sumsolutions/")
    write(course / "solutions" / "sum.py", "sum")


CHANGES: dict[str, Callable[[Path], object]] = {
    "the course": lambda course: write(course / "exercises" / "course.py", "x"),
    "the exercise": lambda course: write(course / "exercises" / "sum.py", "x"),
    "the solution": lambda course: write(course / "solutions" / "sum.py", "x"),
    "the stub": lambda course: write(course / "student_template" / "sum.py", "x"),
    "no stub": lambda course: (course / "student_template" / "sum.py").unlink(),
    "an alternative": lambda course: write(course / "tests" / "alternatives" / "sum" / "loop" / "sum.py", "x"),
    "a line that moves": move_a_line,
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_makes_it_forgotten(course: Path, name: str) -> None:
    """Of any file that the check reads."""
    remember(course, SOUND)
    CHANGES[name](course)
    assert recall(course, "sum") is None


def test_a_change_elsewhere_does_not(course: Path) -> None:
    """Another exercise is none of its business."""
    remember(course, SOUND)
    write(course / "exercises" / "other.py", "x")
    write(course / "solutions" / "other.py", "x")
    write(course / "tests" / "alternatives" / "other" / "loop" / "other.py", "x")
    assert recall(course, "sum") == SOUND


def test_another_checker_makes_it_forgotten(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer grader may find more."""
    remember(course, SOUND)
    monkeypatch.setattr(check_cache, "installation", lambda: "another one")
    assert recall(course, "sum") is None


def test_where_nothing_can_be_written_nothing_is_kept(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Silently."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    remember(course, SOUND)
    assert recall(course, "sum") is None
