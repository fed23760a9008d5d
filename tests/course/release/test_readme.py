"""The workflow that students get is the one that `docs/ci.md` shows."""

import re

import yaml

from grader.course.release.readme import workflow
from tests.conftest import ROOT


def test_the_page_shows_it() -> None:
    """As it is, so that what is tried of the page is tried of what students get."""
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    assert re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[0] == workflow()


def test_it_installs_the_grader_from_where_the_course_keeps_it() -> None:
    """Whatever signs are in that; nothing else changes."""
    requirement = 'grader @ git+https://example.org/"a": b #c@v1'
    changed = yaml.safe_load(workflow(requirement))
    assert changed["env"] == {"GRADER": requirement}
    assert {**changed, "env": 0} == {**yaml.safe_load(workflow()), "env": 0}
