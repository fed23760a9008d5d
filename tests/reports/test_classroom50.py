"""The report as Classroom 50's result.json."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from grader.model.feedback import Feedback
from grader.model.report import ONLY_INSTRUCTOR, Report
from grader.model.verdict import Verdict
from grader.reports.classroom50 import render
from tests.reports.conftest import exercise_of, item, report_of

COUNT = {"type": "integer", "minimum": 0}
TEST = {
    "type": "object",
    "required": ["test-name", "passed", "score", "max-score"],
    "properties": {
        "test-name": {"type": "string", "minLength": 1},
        "passed": {"type": "boolean"},
        "score": COUNT,
        "max-score": COUNT,
    },
}
SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["schema", "score", "max-score", "tests"],
    "additionalProperties": False,
    "properties": {
        "schema": {"const": "classroom50/result/v1"},
        "score": COUNT,
        "max-score": COUNT,
        "tests": {"type": "array", "items": TEST},
    },
}
"""What Classroom 50's own checks demand of the part of a result that is about the work."""


def read(report: Report) -> dict[str, Any]:
    """The result, which is of the right shape and adds up."""
    result: dict[str, Any] = json.loads(render(report))
    jsonschema.validate(result, SHAPE)
    for key in ("score", "max-score"):
        assert result[key] == sum(test[key] for test in result["tests"])
    assert all(test["score"] <= test["max-score"] for test in result["tests"])
    names = [test["test-name"] for test in result["tests"]]
    assert len(set(names)) == len(names)
    assert max(map(len, map(str.encode, names)), default=0) <= 100
    return result


def one(verdict: Verdict, score: float | None, max_score: float = 2.0, *said: str) -> dict[str, Any]:
    """The test of a report's only item."""
    report = report_of(exercise_of("xor", "Xor", item("relu", verdict, score, *said, max_score=max_score)))
    (test,) = read(report)["tests"]
    assert isinstance(test, dict)
    return test


@pytest.mark.parametrize(
    ("score", "max_score", "earns", "of"),
    [
        (2.0, 2.0, 200, 200),
        (0.0, 2.0, 0, 200),
        (1.5, 2.0, 150, 200),
        (2 / 3, 2.0, 67, 200),
        (0.29, 0.3, 29, 30),  # 0.29 * 100 is a little less than 29
        (0.999, 0.999, 100, 100),
        (0.004, 0.005, 0, 0),
        (-1.0, 2.0, 0, 200),
    ],
)
def test_points_are_told_in_hundredths(score: float, max_score: float, earns: int, of: int) -> None:
    test = one(Verdict.PARTIAL, score, max_score)
    assert (test["score"], test["max-score"]) == (earns, of)


def test_the_scale_does_not_depend_on_what_was_earned() -> None:
    """Whole marks and thirds have the same points to earn."""
    assert one(Verdict.CORRECT, 2.0)["max-score"] == one(Verdict.PARTIAL, 2 / 3)["max-score"] == 200


@pytest.mark.parametrize(
    ("verdict", "score", "code", "is_passed", "begins"),
    [
        (Verdict.CORRECT, 2.0, "", True, "xor/relu: A title"),
        (Verdict.UNDECIDED, 2.0, "", True, "xor/relu: A title"),
        (Verdict.WRONG, 0.0, "", False, "xor/relu: A title"),
        (Verdict.MISSING, 0.0, "", False, "xor/relu: A title"),
        (Verdict.UNDECIDED, None, "", True, "open, 2 points: xor/relu"),
        (Verdict.SKIPPED, None, ONLY_INSTRUCTOR, True, "only your instructor grades this, 2 points: xor/relu"),
        (Verdict.SKIPPED, None, "", True, "skipped, 2 points: xor/relu"),
        (Verdict.GRADER_ERROR, None, "", False, "GRADER ERROR, 2 points: xor/relu"),
    ],
)
def test_points_that_are_not_known_are_nobody_s_loss(
    verdict: Verdict, score: float | None, code: str, begins: str, *, is_passed: bool
) -> None:
    """They count neither as earned nor as lost, and the name says so."""
    test = one(verdict, score, 2.0, *([f"{code}: said"] if code else []))
    assert (test["passed"], test["test-name"][: len(begins)]) == (is_passed, begins)
    assert test["max-score"] == (0 if score is None else 200)


def test_what_is_known_counts_beside_what_is_not(everything: Report) -> None:
    """The report has no score; the tests that have one are added up."""
    result = read(everything)
    assert everything.score is None
    assert (result["score"], result["max-score"]) == (583, 2350)
    assert len(result["tests"]) == len(everything.items)


def test_names_are_told_apart() -> None:
    """Also of items whose long names are cut to the same beginning."""
    items = [item(f"{'f' * 120}.{k}", Verdict.CORRECT, 1.0, title="α" * 300, max_score=1.0) for k in range(12)]
    names = [test["test-name"] for test in read(report_of(exercise_of("xor", "Xor", *items)))["tests"]]
    assert names[0].endswith("f…")
    assert names[11].endswith("… (12)")


def test_attacks_are_harmless_and_small(attack: str, attacked: Callable[[str], Report]) -> None:
    """No text of the student's is in it, so that nobody can fill the file in which a class is collected."""
    report = attacked(attack)
    assert len(render(report)) < 4_000
    hidden = report.model_copy(update={"notes": (Feedback(code="x", text=attack),)})
    assert render(hidden) == render(attacked("harmless"))


def test_an_empty_report_has_no_tests() -> None:
    assert read(report_of())["tests"] == []
