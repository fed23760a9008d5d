"""What passes the check can be released."""

import shutil
from pathlib import Path

import pytest

from grader.course.check.release import check_release
from grader.course.load import load_course
from grader.course.release.build import build
from grader.errors import AuthoringError
from tests.conftest import ROOT

COURSE = 'from grader import Course\n\ncourse = Course(name="c", title="C", version="1")\n'
BROKEN = ROOT / "tests" / "broken_exercises" / "not_releasable"
WHERE = "where=lambda x: x >= 0,"
NAMED = "def allowed(x):\n    return x >= 0\n\n\nexercise ="
OTHER = {
    "a lambda": (WHERE, "exercise =", "`where` of root is a lambda, which cannot be given"),
    "a lambda with a name": (
        "where=allowed,", "allowed = lambda x: x >= 0\nexercise =", "`where` of root is a lambda, which cannot",
    ),
    "a function in a function": (
        "where=allowed(),", "def allowed():\n    def inner(x):\n        return x >= 0\n    return inner\n\nexercise =",
        "`where` of root is the function inner, which cannot be given",
    ),
    "a part of a function": (
        "where=partial(le, 0),", "from functools import partial\nfrom operator import le\n\nexercise =",
        "`where` of root is functools.partial(",
    ),
    "needs the exercise": (
        "where=allowed,", "def allowed(x):\n    return x >= 0 * exercise.points\n\n\nexercise =",
        "a function that students get needs `exercise`",
    ),
    "needs what is not cut out": (
        "where=allowed,",
        "n = {}\nn.update(zero=0)\ndef allowed(x, zero=n.get('zero') + 0):\n    return x >= zero\nexercise =",
        "cannot be loaded without the rest of their file: TypeError",
    ),
}  # fmt: skip
"""For `where`: how the field is written, what stands in front of the exercise, and what is said."""
SOUND = {
    "a named function": ("where=allowed,", NAMED),
    "a hidden item": (f'{WHERE}\n            visibility="hidden",', "exercise ="),
}


def course_of(folder: Path, field: str, before: str) -> Path:
    """A course of the broken exercise, with another `where`."""
    for tree in ("exercises", "solutions"):
        (folder / tree).mkdir(parents=True)
    (folder / "exercises" / "course.py").write_text(COURSE, encoding="utf-8")
    text = (BROKEN / "exercise.py").read_text(encoding="utf-8")
    text = text.replace(WHERE, field).replace("exercise =", before)
    (folder / "exercises" / "sum.py").write_text(text, encoding="utf-8")
    shutil.copy(BROKEN / "solution.py", folder / "solutions" / "sum.py")
    return folder


def said(folder: Path) -> list[str]:
    """What the check finds, and what the release says: the same."""
    course = load_course(folder)
    findings = [f"{each.fault}. {each.cure}." for each in check_release(folder, course.course, course.exercises[0])[0]]
    try:
        build(folder, course.after_due)
        released = []
    except AuthoringError as error:
        released = [f"{error.fault}. {error.cure}."]
    assert findings == released
    return findings


@pytest.mark.parametrize("name", OTHER)
@pytest.mark.parametrize("visibility", ["public", "after_due"])
def test_what_cannot_be_given_to_students(tmp_path: Path, name: str, visibility: str) -> None:
    """The check says what the release would say, with a cure, of what is shown only later as well."""
    field, before, says = OTHER[name]
    folder = course_of(tmp_path, f'{field}\n            visibility="{visibility}",', before)
    (finding,) = said(folder)
    assert says in finding
    assert "top level" in finding or "constants and functions of the file only" in finding


@pytest.mark.parametrize("name", SOUND)
def test_what_can_be_given_or_need_not_be(tmp_path: Path, name: str) -> None:
    """Nothing is found."""
    assert said(course_of(tmp_path, *SOUND[name])) == []


def test_a_lambda_has_its_line(tmp_path: Path) -> None:
    """That at which it is written."""
    folder = course_of(tmp_path, WHERE, "exercise =")
    course = load_course(folder)
    ((finding,), _) = check_release(folder, course.course, course.exercises[0])
    assert finding.path == "exercises/sum.py"
    assert finding.line is not None
    lines = (folder / "exercises" / "sum.py").read_text(encoding="utf-8").splitlines()
    assert WHERE in lines[finding.line - 1]
