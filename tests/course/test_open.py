"""Which course work is graded with."""

from pathlib import Path

import pytest

from grader.course.open import find, open_course
from grader.errors import UsageError


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


def test_work_s_own_bundle_is_found(tmp_path: Path) -> None:
    """`grade` in the folder that a student got is enough, and so is the folder's name."""
    assert find(bundle(tmp_path / "got")) == tmp_path / "got"


def test_work_below_a_bundle_belongs_to_it(tmp_path: Path) -> None:
    """A student may keep copies."""
    (bundle(tmp_path / "got") / "copy").mkdir()
    assert find(tmp_path / "got" / "copy") == tmp_path / "got"


def test_the_nearest_course_above_the_work_is_found(tmp_path: Path) -> None:
    """As an author has it."""
    work = course(tmp_path / "course") / "submissions" / "alice"
    work.mkdir(parents=True)
    assert find(work) == tmp_path / "course"


def test_the_working_directory_s_course_is_found(tmp_path: Path, elsewhere: Path) -> None:
    """Work may lie anywhere."""
    course(elsewhere)
    assert find(tmp_path) == elsewhere


@pytest.mark.parametrize("make", [course, bundle])
@pytest.mark.parametrize("where", ["above", "working directory"])
def test_handed_in_work_does_not_grade_itself(tmp_path: Path, elsewhere: Path, where: str, make: object) -> None:
    """A course that comes with the work, as the folder that students got or as a forged one, is not taken silently."""
    course(elsewhere if where == "working directory" else tmp_path / "course")
    work = tmp_path / "course" / "alice"
    assert callable(make)
    make(work)
    with pytest.raises(UsageError, match=r"not clear which one is meant; name it with --course"):
        find(work)


def test_a_forged_bundle_above_the_work_is_not_taken_silently(tmp_path: Path) -> None:
    """Naming a folder inside what was handed in changes nothing."""
    work = bundle(course(tmp_path / "course") / "alice") / "work"
    work.mkdir()
    with pytest.raises(UsageError, match="not clear"):
        find(work)


def test_no_course_at_all_is_told(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(UsageError, match="--course DIR"):
        find(tmp_path)


def test_a_named_folder_without_a_course_is_told(tmp_path: Path) -> None:
    """The name may be misspelled."""
    with pytest.raises(UsageError, match="holds no course"):
        open_course(tmp_path, tmp_path)


@pytest.mark.parametrize("text", ["{}", "[]", "no JSON", '{"schema": "grade-bundle/2"}'])
def test_a_damaged_bundle_is_told_to_be_got_anew(tmp_path: Path, text: str) -> None:
    """It is what the student has, not the author's fault."""
    (bundle(tmp_path / "got") / "checks" / "bundle.json").write_text(text, "utf-8")
    with pytest.raises(UsageError, match="damaged; get the course's files anew"):
        open_course(tmp_path / "got")
