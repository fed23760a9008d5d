"""Which course work is graded with."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.find import author_course, course_of, open_course, open_names, take_for_own
from grader.course.load import load_course
from grader.course.release.build import build
from grader.course.release.write import write
from grader.errors import UsageError
from tests.conftest import ROOT

TEMPLATES = ROOT / "grader" / "course" / "templates"


def course(folder: Path) -> Path:
    """A folder that looks like an author's."""
    (folder / "exercises").mkdir(parents=True)
    (folder / "exercises" / "course.py").write_text("", "utf-8")
    return folder


def bundle(folder: Path) -> Path:
    """A folder that looks like what students get."""
    (folder / "checks").mkdir(parents=True)
    (folder / "checks" / "bundle.json").write_text("{}", "utf-8")
    return folder


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory is no part of what is looked for."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path / "elsewhere"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who has not used any course yet."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


def test_the_bundle_in_which_the_student_stands_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`grade` in the folder that a student got is enough, also for copies below it."""
    (bundle(tmp_path / "got") / "copy").mkdir()
    monkeypatch.chdir(tmp_path / "got")
    assert course_of(Path()) == course_of(tmp_path / "got" / "copy") == tmp_path / "got"


@pytest.mark.parametrize("make", [course, bundle])
def test_a_course_that_nobody_asked_for_is_not_used(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    """It may have come with the work, and its code runs outside the wall; one that was named is known from then on."""
    work = make(tmp_path / "course") / "submissions" / "alice"
    work.mkdir(parents=True)
    with pytest.raises(UsageError, match=r"name it once with --course .*course"):
        course_of(work)
    assert course_of(work, tmp_path / "course") == course_of(work) == tmp_path / "course"


def test_the_course_that_an_author_works_on_is_the_author_s_own(
    tmp_path: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`grade check` and its like ask for it."""
    course(elsewhere)
    assert author_course(None) == elsewhere
    monkeypatch.chdir(tmp_path)
    (elsewhere / "work").mkdir()
    assert course_of(elsewhere / "work") == elsewhere


def test_the_course_that_ships_is_everybody_s_own() -> None:
    """Its code is the package's."""
    assert course_of(ROOT / "student_template") == ROOT


def test_a_home_that_cannot_be_written_is_no_fault(
    tmp_path: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The course has to be named each time there."""
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    assert course_of(tmp_path, course(elsewhere)) == elsewhere
    with pytest.raises(UsageError, match="name it once"):
        course_of(tmp_path)


@pytest.mark.parametrize("content", ["", "{}", "[1]", "no JSON"])
def test_a_damaged_list_of_courses_is_an_empty_one(tmp_path: Path, elsewhere: Path, content: str) -> None:
    """And is written anew."""
    path = tmp_path / "home" / ".config" / "grader" / "courses.json"
    path.parent.mkdir(parents=True)
    path.write_text(content, "utf-8")
    with pytest.raises(UsageError, match="name it once"):
        course_of(course(elsewhere))
    course_of(elsewhere, elsewhere)
    assert course_of(elsewhere) == elsewhere


@pytest.mark.parametrize("make", [course, bundle])
@pytest.mark.parametrize("where", ["above", "working directory"])
@pytest.mark.parametrize("within", ["", "work"])
def test_handed_in_work_does_not_grade_itself(
    tmp_path: Path, elsewhere: Path, where: str, within: str, make: Callable[[Path], Path]
) -> None:
    """A course that comes with the work, in it or above it, is not taken silently; both are named."""
    course(elsewhere if where == "working directory" else tmp_path / "course")
    forged = make(tmp_path / "course" / "alice")
    (forged / within).mkdir(exist_ok=True)
    for path in (forged, elsewhere, tmp_path / "course"):
        take_for_own(path)
    with pytest.raises(UsageError, match=r"alice and .* each hold a course: .*; name it with --course"):
        course_of(forged / within)


def test_the_names_of_its_exercises_are_known_without_running_it(tmp_path: Path) -> None:
    """Of a course by its files, of what students got by what is in its checks; none of those that are damaged."""
    (course(tmp_path / "course") / "exercises" / "xor.py").write_text("1 / 0", "utf-8")
    (tmp_path / "course" / "exercises" / "__init__.py").write_text("", "utf-8")
    assert open_names(tmp_path, tmp_path / "course") == ["xor"]
    assert open_names(tmp_path, bundle(tmp_path / "damaged")) == []
    key, got = load_course(TEMPLATES, ["claim", "function"]), tmp_path / "got"
    write(build(TEMPLATES, key), got)
    assert open_names(tmp_path, got) == [exercise.name for exercise in key.exercises]
    assert {exercise.where for exercise in open_course(tmp_path, got).exercises} == {str(got / "checks")}


def test_of_very_many_courses_the_oldest_are_forgotten(tmp_path: Path, elsewhere: Path) -> None:
    """Temporary ones would else pile up for ever; nothing is left beside the list."""
    path = tmp_path / "home" / ".config" / "grader" / "courses.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps([f"/course/{number}" for number in range(1000)]), "utf-8")
    take_for_own(course(elsewhere))
    assert json.loads(path.read_text("utf-8")) == [*(f"/course/{number}" for number in range(1, 1000)), str(elsewhere)]
    assert list(path.parent.iterdir()) == [path]


def test_no_course_at_all_is_told(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(UsageError, match="--course DIR"):
        course_of(tmp_path)


def test_a_named_folder_without_a_course_is_told(tmp_path: Path) -> None:
    """The name may be misspelled."""
    with pytest.raises(UsageError, match="holds no course"):
        open_course(tmp_path, tmp_path)


@pytest.mark.parametrize("text", ["{}", "[]", "no JSON", '{"schema": "grade-bundle/0"}', '{"schema": "x/2"}'])
def test_a_damaged_bundle_is_told_to_be_got_anew(tmp_path: Path, text: str) -> None:
    """It is what the student has, not the author's fault."""
    (bundle(tmp_path / "got") / "checks" / "bundle.json").write_text(text, "utf-8")
    with pytest.raises(UsageError, match="damaged; get the course's files anew"):
        open_course(tmp_path / "got", tmp_path / "got")
