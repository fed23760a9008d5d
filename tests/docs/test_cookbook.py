"""Every exercise of the cookbook is sound as it stands on the page."""

import re
from pathlib import Path

import pytest

from grader.course.check.exercise import check_exercise
from grader.course.load import load_course
from grader.course.stubs import make_stub
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
FILES = dict(
    re.findall(r"^`((?:exercises|solutions)/\w+\.py)`\n\n```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
)
NAMES = [Path(path).stem for path in FILES if path.startswith("exercises/")]
COURSE = 'from grader import Course\n\ncourse = Course(name="c", title="C", version="1")\n'


def test_all_of_the_page_is_read() -> None:
    """Ten exercises, each with its solution, and no block of code that is neither."""
    assert len(NAMES) == 10
    assert {f"{tree}/{name}.py" for name in NAMES for tree in ("exercises", "solutions")} == set(FILES)
    assert PAGE.count("```python") == len(FILES)


@pytest.mark.parametrize("name", NAMES)
def test_the_check_finds_nothing(tmp_path: Path, name: str) -> None:
    """Key, stub, misconceptions and mutants, as for any exercise; copied from the page, the files are enough."""
    for tree in ("exercises", "solutions", "student_template"):
        (tmp_path / tree).mkdir()
    (tmp_path / "exercises" / "course.py").write_text(COURSE, encoding="utf-8")
    for tree in ("exercises", "solutions"):
        (tmp_path / tree / f"{name}.py").write_text(FILES[f"{tree}/{name}.py"], encoding="utf-8")
    (key,) = load_course(tmp_path).exercises
    (tmp_path / "student_template" / f"{name}.py").write_text(make_stub(key), encoding="utf-8")
    checked = check_exercise(tmp_path, name)
    assert checked.findings == ()
    assert checked.misconceptions
