"""Open points: not earned, not lost, and shown as such in every format."""

import json
import xml.etree.ElementTree as ET

import pytest

from grader.model.report import Report
from grader.model.verdict import Verdict
from grader.reports import github, gradescope, junit, markdown, text
from grader.reports.json import parse
from grader.reports.json import render as as_json
from tests.reports.conftest import exercise_of, item, report_of

WHY = "note.open: It could not be compared with the expected answer: it holds a gamma."
CLAIM = "its points are open, and your instructor will look at it"


@pytest.fixture
def report() -> Report:
    """Two points earned, three open, and two that count for now."""
    return report_of(
        exercise_of(
            "gelu",
            "GELU",
            item("gelu", Verdict.CORRECT, 2.0),
            item("tail", Verdict.UNDECIDED, None, WHY, max_score=3, witness="tail(x)"),
            item("head", Verdict.UNDECIDED, 2.0, "note.undecided: It agrees at 40 points."),
        )
    )


def test_the_sum_is_not_known(report: Report) -> None:
    """But what it is at most is."""
    assert (report.score, report.percent) == (None, None)
    assert report.most_percent == 100
    assert [item.id for item in report.left_open] == ["tail"]
    assert report.failed == ()


def test_text(report: Report) -> None:
    """What is earned, how much is open, and why; and never that it agrees."""
    shown = " ".join(text.render(report).split())
    assert "4 / 7, 3 open" in shown
    assert "undecided ? / 3" in shown
    assert f"undecided (tail): could not be decided by the grader, which is not your fault: {CLAIM}." in shown
    assert "undecided (head): agrees at every point tried but could not be proved" in shown
    assert "it holds a gamma" in shown


def test_markdown(report: Report) -> None:
    """The same."""
    shown = markdown.render(report)
    assert "4 / 7, 3 open" in shown
    assert "❔ undecided | ? / 3 |" in shown
    assert CLAIM in shown


def test_json(report: Report) -> None:
    """Null, not 0; and it can be read back."""
    content = json.loads(as_json(report))
    assert [item["score"] for item in content["exercises"][0]["items"]] == [2.0, None, 2.0]
    assert content["score"] is content["exercises"][0]["score"] is None
    assert parse(as_json(report)) == report


def test_junit(report: Report) -> None:
    """Neither a failure nor an error."""
    root = ET.fromstring(junit.render(report))  # noqa: S314 - our own
    assert (root.get("failures"), root.get("errors")) == ("0", "0")
    skipped = root.findall(".//testcase/skipped")
    assert len(skipped) == 2
    assert "? / 3" in skipped[0].get("message", "")
    assert CLAIM in (skipped[0].text or "")


def test_github(report: Report) -> None:
    """A notice."""
    [line] = [line for line in github.render(report).splitlines() if line.startswith("::") and "tail" in line]
    assert line.startswith("::notice ")
    assert CLAIM in line


def test_gradescope(report: Report) -> None:
    """No score at all, which would count the open points as 0; the test is neither passed nor failed."""
    content = json.loads(gradescope.render(report))
    assert "score" not in content
    assert [test.get("status") for test in content["tests"]] == ["passed", None, "passed"]
    assert not any("score" in test for test in content["tests"])
    assert CLAIM in content["tests"][1]["output"]


@pytest.mark.parametrize(("score", "most"), [(2.0, 100.0), (0.0, 60.0), (None, None)])
def test_the_most_that_can_come_of_it(score: float | None, most: float | None) -> None:
    """Open points given in full; not known where others are not."""
    verdict = Verdict.GRADER_ERROR if score is None else Verdict.CORRECT
    report = report_of(
        exercise_of("e", "E", item("f", verdict, score), item("g", Verdict.UNDECIDED, None, max_score=3))
    )
    assert report.most_percent == most


def test_one_point_is_one_point() -> None:
    """Not `1 points`."""
    report = report_of(exercise_of("e", "E", item("f", Verdict.SKIPPED, None, "instructor.only: x", max_score=1)))
    assert "skipped here (1 point)" in " ".join(text.render(report).split())
