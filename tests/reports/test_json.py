"""The canonical form: faithful, harmless, and read back as it was written."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import __version__
from grader.errors import UsageError
from grader.model.feedback import Feedback, Witness
from grader.model.report import (
    CourseInfo,
    Environment,
    ExerciseScore,
    ItemScore,
    Report,
    SandboxInfo,
    SubmissionInfo,
    Timing,
)
from grader.model.verdict import Verdict
from grader.reports.clean import is_harmless
from grader.reports.json import parse, render

TEXTS = st.text(max_size=8) | st.sampled_from(["##[error]", "\\ud800", '"', "\x1b[2J", "::error::", "\u2028"])
POINTS = st.floats(0, 1e6)
FEEDBACK = st.lists(st.builds(Feedback, code=TEXTS, text=TEXTS), max_size=2).map(tuple)
ITEMS = st.builds(
    ItemScore,
    id=TEXTS,
    title=TEXTS,
    kind=TEXTS,
    score=st.none() | POINTS,
    max_score=POINTS,
    verdict=st.sampled_from(Verdict),
    visibility=st.sampled_from(["public", "hidden", "after_due"]),
    feedback=FEEDBACK,
    witness=st.none() | st.builds(Witness, kind=st.sampled_from(["call", "value"]), text=TEXTS),
    output=TEXTS,
)
EXERCISES = st.builds(
    ExerciseScore,
    id=TEXTS,
    title=TEXTS,
    score=st.none() | POINTS,
    max_score=POINTS,
    items=st.lists(ITEMS, max_size=3).map(tuple),
)
SANDBOXES = st.builds(SandboxInfo, level=TEXTS, layers=st.lists(TEXTS, max_size=2).map(tuple))
REPORTS = st.builds(
    Report,
    course=st.builds(CourseInfo, name=TEXTS, version=TEXTS),
    submission=st.builds(SubmissionInfo, id=TEXTS, digest=TEXTS),
    score=st.none() | POINTS,
    max_score=POINTS,
    exercises=st.lists(EXERCISES, max_size=2).map(tuple),
    notes=FEEDBACK,
    environment=st.builds(Environment, grader=TEXTS, python=TEXTS, numpy=TEXTS, sympy=TEXTS, sandbox=SANDBOXES),
    timing=st.builds(Timing, seconds=POINTS),
)


@settings(derandomize=True, deadline=None)
@given(REPORTS)
def test_what_is_written_is_read_back(report: Report) -> None:
    """No text and no number is changed on the way."""
    assert parse(render(report)) == report


def test_keys_stand_in_the_order_of_the_contract(everything: Report) -> None:
    content = json.loads(render(everything))
    assert list(content) == [
        "schema", "course", "submission", "score", "max_score", "exercises", "notes", "environment", "timing",
    ]  # fmt: skip
    assert list(content["exercises"][0]) == ["id", "title", "score", "max_score", "items"]
    assert list(content["exercises"][0]["items"][1]) == [
        "id", "title", "kind", "score", "max_score", "verdict", "visibility", "feedback", "witness", "output",
        "defined_at",
    ]  # fmt: skip


def test_unknown_points_are_null(everything: Report) -> None:
    content = json.loads(render(everything))
    assert content["score"] is None
    assert content["exercises"][2]["items"][2]["score"] is None


def test_text_stays_readable(attacked: Callable[[str], Report]) -> None:
    """Signs that do no harm are written as themselves."""
    assert '"vᵀHv ≤ 漢"' in render(attacked("vᵀHv ≤ 漢"))


def test_attacks_are_harmless_and_faithful(attack: str, attacked: Callable[[str], Report]) -> None:
    """Even the bytes of the file may be shown in a log; half a surrogate pair becomes visible, all else is kept."""
    shown = render(attacked(attack))
    assert all(is_harmless(character) or character == "\n" for character in shown)
    assert "##[" not in shown
    assert "##vso[" not in shown
    expected = attack if attack != "\ud800" else r"\ud800"
    assert parse(shown).submission.id == expected
    assert parse(shown).items[0].output == expected


@pytest.mark.parametrize("points", [float("nan"), float("inf")])
def test_numbers_that_json_has_not_are_refused(perfect: Report, points: float) -> None:
    """Points that are no number are the grader's own fault and never become a mark."""
    with pytest.raises(ValueError, match="JSON compliant"):
        render(perfect.model_copy(update={"score": points}))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not valid JSON"),
        ("{", "not valid JSON"),
        pytest.param("[" * 100_000, "not valid JSON", id="deep"),
        ('{"score": NaN}', "NaN is not a finite number"),
        ('{"score": -1e999}', "-1e999 is not a finite number"),
        ("[]", "its schema is None"),
        ("{}", "its schema is None"),
        ('{"schema": "grade-report/0"}', "its schema is 'grade-report/0', expected 'grade-report/1'"),
        ('{"schema": "grade-book/2"}', "its schema is 'grade-book/2', expected 'grade-report/1'"),
        ('{"schema": "grade-report/1"}', "at course: Field required"),
    ],
)
def test_what_is_no_report_is_refused(text: str, reason: str) -> None:
    """The reason says what was found."""
    with pytest.raises(UsageError, match=reason.replace("(", r"\(")):
        parse(text)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"schema": "grade-report/12"}, f"grade-report/12, and {__version__} reads grade-report/1"),
        ({"bonus": 1}, f"holds bonus, which version {__version__} of the grader does not know"),
        ({"score": "x", "environment": {"grader": "9.0.1"}}, "was made by version 9.0.1 of the grader"),
    ],
)
def test_a_report_of_a_newer_version_is_told_as_newer(perfect: Report, fields: dict[str, object], says: str) -> None:
    """With what to type."""
    content = json.loads(render(perfect)) | fields
    with pytest.raises(UsageError, match=rf"^this report .*{says}.*: `pip install --upgrade coursegrade`$"):
        parse(json.dumps(content))


@pytest.mark.parametrize("version", [__version__, "0.0.9", "x", None])
def test_a_damaged_report_is_not_told_as_newer(perfect: Report, version: str | None) -> None:
    """Whatever stands for its version."""
    content = json.loads(render(perfect)) | {"score": "x"}
    content["environment"]["grader"] = version
    with pytest.raises(UsageError, match="not a sound grade-report/1 report: at score"):
        parse(json.dumps(content))
