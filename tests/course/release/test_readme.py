"""The page that students begin with; what grades in CI is what `docs/ci.md` shows."""

import re

import pytest
import yaml

from grader.course.load import load_course
from grader.course.release.build import build
from grader.course.release.graded_with import requirement
from grader.course.release.places.template import filled
from grader.course.release.readme import readme
from tests.conftest import ROOT

WORKFLOWS = {"github.yml": "env", "gitlab.yml": "variables"}
TEMPLATES = ROOT / "grader" / "course" / "templates"


def test_the_page_shows_it() -> None:
    """As it is, so that what is tried of the page is tried of what students get."""
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    shown = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert shown[:2] == [filled(name, requirement()).decode() for name in WORKFLOWS]


@pytest.mark.parametrize(("name", "key"), WORKFLOWS.items())
def test_it_installs_the_grader_from_where_the_course_keeps_it(name: str, key: str) -> None:
    """Whatever signs are in that; nothing else changes."""
    other = 'grader @ git+https://example.org/"a": b #c@v1'
    changed = yaml.safe_load(filled(name, other))
    assert changed[key] == {"GRADER": other}
    assert {**changed, key: 0} == {**yaml.safe_load(filled(name, requirement())), key: 0}


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
