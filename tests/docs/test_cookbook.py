"""Every exercise of the cookbook is sound as it stands on the page."""

import json
import re
from pathlib import Path

import pytest

from grader.course.check.exercise import check_exercise
from grader.course.load import load_course
from grader.course.stubs import make_stub
from tests.conftest import ROOT, Grade
from tests.slow import one_in

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


def write_course(folder: Path, name: str) -> None:
    """A course of one exercise of the page, without its stub."""
    for tree in ("exercises", "solutions", "student_template"):
        (folder / tree).mkdir()
    (folder / "exercises" / "course.py").write_text(COURSE, encoding="utf-8")
    for tree in ("exercises", "solutions"):
        (folder / tree / f"{name}.py").write_text(FILES[f"{tree}/{name}.py"], encoding="utf-8")


def test_the_later_part_earns_what_the_page_says(grade: Grade, tmp_path: Path) -> None:
    """With a wrong slope and a tangent that is right for it: nothing for one, all but a quarter for the other."""
    write_course(tmp_path, "tangent")
    work = "def slope(a): return 2 * a\n\n\ndef tangent(a, x): return a**3 + slope(a) * (x - a)\n"
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "tangent.py").write_text(work, encoding="utf-8")
    report = json.loads(grade("work", "--course", ".", "--report", "json", cwd=tmp_path).stdout)
    assert [(item["id"], item["score"], item["max_score"]) for item in report["exercises"][0]["items"]] == [
        ("slope", 0, 1),
        ("tangent", 1.5, 2),
    ]


@pytest.mark.parametrize("name", one_in(5, NAMES))
def test_the_check_finds_nothing(tmp_path: Path, without_attacks: None, name: str) -> None:
    """Key, stub, misconceptions and mutants, as for any exercise; copied from the page, the files are enough."""
    write_course(tmp_path, name)
    (key,) = load_course(tmp_path).exercises
    (tmp_path / "student_template" / f"{name}.py").write_text(make_stub(key), encoding="utf-8")
    checked = check_exercise(tmp_path, name)
    assert checked.findings == ()
    assert checked.misconceptions
