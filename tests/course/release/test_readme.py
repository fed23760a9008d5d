"""The page that students begin with; their workflow is the one that `docs/ci.md` shows."""

import re

import pytest
import yaml

from grader.course.load import load_course
from grader.course.release.build import build
from grader.course.release.graded_with import requirement
from grader.course.release.readme import readme, workflow
from tests.conftest import ROOT

TEMPLATES = ROOT / "grader" / "course" / "templates"


def test_the_page_shows_it() -> None:
    """As it is, so that what is tried of the page is tried of what students get."""
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    assert re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[0] == workflow(requirement())


def test_it_installs_the_grader_from_where_the_course_keeps_it() -> None:
    """Whatever signs are in that; nothing else changes."""
    other = 'grader @ git+https://example.org/"a": b #c@v1'
    changed = yaml.safe_load(workflow(other))
    assert changed["env"] == {"GRADER": other}
    assert {**changed, "env": 0} == {**yaml.safe_load(workflow(requirement())), "env": 0}


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("value", "function"), ("| 1 | by your instructor |", "| 2 | yes |")),
        (("function",), ("2 of 2 points can be tried here", "`grade show function` prints")),
        (("value",), ("0 of 1 points can be tried here", "`grade show value` prints")),
        (("value", "function"), ("2 of 3 points can be tried here", "`grade show function` prints")),
    ],
)
def test_how_much_can_be_tried(names: tuple[str, ...], says: tuple[str, ...]) -> None:
    """Points of what has a check, of all that there are."""
    key = load_course(TEMPLATES, names)
    page = " ".join(build(TEMPLATES, key)["README.md"].decode().split())
    assert [
        sentence
        for sentence in (*says, f'``` pip install "{requirement()}" ``` Then type here ``` grade ```')
        if sentence not in page
    ] == []
    assert "Nothing can be tried here" not in page


def test_nothing_can_be_tried_where_no_exercise_is_released() -> None:
    """Then there is no command to type, and only instructors' points."""
    key = load_course(TEMPLATES, ["function"])
    page = " ".join(readme(key, [], "coursegrade", None).split())
    assert "Nothing can be tried here" in page
    assert "grade show" not in page
    assert "2 more points are for checks that are not shown." in page
