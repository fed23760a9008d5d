"""Things that lie where a file is expected, or under another name, and time that has no end."""

import json
import shutil
from pathlib import Path

import pytest

from grader.course.load import load_course
from grader.course.load_bundle import load_bundle
from grader.course.read_submission import read_submission
from grader.course.release.build import build
from grader.course.release.bundle import FILE
from grader.course.release.write import write
from grader.gradebook.intake.find import handed_in
from grader.judging.judge import judge_at_level
from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import INPUTS, Case, check
from tests.slow import one_in

CASES = (
    Case("attack_dir_named_py", "work", {"relu": "MISSING 0"}, exercise="xor"),
    Case("attack_slow_shrink", "work", {"risk": "WRONG 0"}, {"risk": "gave 7"}, exercise="mean_squared_error"),
)


@pytest.mark.parametrize("case", one_in(2, CASES), ids=str)
def test_files(case: Case, patient: Sandbox) -> None:
    """Each case gets the verdict, the points and the sentence that it must get."""
    check(case, patient)


NEAR = {
    "canvas": "mean-1.py", "capital": "Mean.py", "copy": "mean (1).py", "suffix": "mean_solution.py",
    "upper": "MEAN.PY",
}  # fmt: skip
RENAMED = INPUTS / "files_renamed"


@pytest.fixture(scope="module", params=[False, True], ids=["exact", "near"])
def accepts(request: pytest.FixtureRequest) -> bool:
    """Whether the course lets near names count."""
    return bool(request.param)


@pytest.fixture(scope="module")
def course(accepts: bool, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: FBT001 - a fixture
    """The case's course."""
    folder = Path(shutil.copytree(RENAMED / "course", tmp_path_factory.mktemp("near") / "course"))
    about = folder / "exercises" / "course.py"
    text = about.read_text("utf-8").replace("Course(", f"Course(accepts_near_names={accepts}, ")
    about.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def release(course: Path) -> Path:
    """What students get of it."""
    folder = course.parent / "got"
    write(build(course, load_course(course)), folder)
    return folder


@pytest.mark.parametrize("student", NEAR)
def test_a_renamed_file(student: str, course: Path, release: Path, patient: Sandbox, *, accepts: bool) -> None:
    """It counts where the author wants that, with a note; else it is named. In the course and in a release alike."""
    for key in (load_course(course), load_bundle(release)):
        submission = read_submission(RENAMED / "submissions" / student, first=key.names)
        report = judge_at_level(submission, key, patient)
        (item,) = report.exercises[0].items
        name = NEAR[student]
        says = f"`{name}` was taken for it." if accepts else f"there is `{name}`: rename it to mean.py."
        assert (item.score, item.feedback[-1].text.endswith(says), report.notes) == (2.0 if accepts else 0.0, True, ())


def test_a_release_has_the_field_only_where_it_was_decided(release: Path, *, accepts: bool) -> None:
    """An older grader, which does not know it, reads the others."""
    course = json.loads((release / FILE).read_text("utf-8"))["course"]
    assert ("accepts_near_names" in course) is accepts


@pytest.mark.parametrize("form", ["submissions", "submissions.zip"])
def test_a_download_of_canvas(form: str, patient: Sandbox) -> None:
    """Each student has the file under its own name, and all points."""
    folder = INPUTS / "files_canvas_download"
    key = load_course(folder / "course")
    sources = {source.person.name: source.read() for source in handed_in(folder / form)}
    assert sorted(sources) == ["hoppergrace", "lovelaceada", "turingalan"]
    for submission in sources.values():
        assert [*submission.files] == ["mean.py"]
        assert judge_at_level(submission, key, patient).score == 2
    assert any("late" in note.text for note in sources["hoppergrace"].notes)
