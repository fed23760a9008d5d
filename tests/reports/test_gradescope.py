"""The report as Gradescope's results.json."""

import json
from collections.abc import Callable
from typing import Any

from grader.model.report import Report
from grader.model.verdict import Verdict
from grader.reports.clean import is_harmless
from grader.reports.gradescope import render
from tests.reports.conftest import exercise_of, item, report_of

VISIBILITIES = {"hidden", "after_due_date", "after_published", "visible"}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}


def read(report: Report) -> dict[str, Any]:
    results: dict[str, Any] = json.loads(render(report))
    return results


def known(everything: Report) -> Report:
    """The report without what is not known."""
    return report_of(*everything.exercises[:2])


def test_the_score_is_the_report_s(everything: Report) -> None:
    report = known(everything)
    results = read(report)
    assert report.score is not None
    assert abs(results["score"] - report.score) < 1e-6
    assert abs(sum(test["score"] for test in results["tests"]) - report.score) < 1e-6
    assert sum(test["max_score"] for test in results["tests"]) == report.max_score


def test_unknown_points_are_nobody_s_loss(everything: Report) -> None:
    """With a score anywhere, Gradescope would add up what there is: the grader's failure would be the student's."""
    results = read(everything)
    assert everything.score is None
    assert "score" not in results
    assert not [test for test in results["tests"] if "score" in test]
    assert results["tests"][-1]["output"].startswith("GRADER ERROR")


def test_every_item_is_a_test_with_its_evidence(everything: Report) -> None:
    results = read(known(everything))
    assert [test["tags"][1] for test in results["tests"]] == [item.id for item in known(everything).items]
    wrong = results["tests"][1]
    assert wrong["name"] == "Gradient descent: risk_derivative: Its derivative"
    assert wrong["output"].split("\n")[:2] == ["wrong: 0 / 2", "risk_derivative(1, [0]) gave 1.0; expected 2.0"]
    assert "has a factor 2" in wrong["output"]
    assert (wrong["status"], results["tests"][0]["status"]) == ("failed", "passed")


def test_undecided_is_passed_and_explained() -> None:
    report = report_of(exercise_of("claims", "Claims", item("softplus", Verdict.UNDECIDED, 2.0)))
    (test,) = read(report)["tests"]
    assert (test["score"], test["status"]) == (2.0, "passed")
    assert "could not be proved" in test["output"]


def test_words_are_gradescope_s(everything: Report) -> None:
    """Only the values that its specification has."""
    results = read(everything)
    for part in (results, *results["tests"]):
        assert part["visibility"] in VISIBILITIES
        assert part["output_format"] in FORMATS
    assert {test["status"] for test in results["tests"]} <= {"passed", "failed"}


def test_attacks_are_harmless(attack: str, attacked: Callable[[str], Report]) -> None:
    """Nothing steers a terminal, and no text is shown as HTML."""
    results = read(attacked(attack))
    for text in (results["output"], *(test[key] for test in results["tests"] for key in ("name", "output"))):
        assert all(is_harmless(character) for character in text.replace("\n", ""))
    assert {results["output_format"], *(test["output_format"] for test in results["tests"])} == {"text"}
    assert len(render(attacked(attack))) < 200_000
