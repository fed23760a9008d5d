"""What a test says of an item, verdict by verdict."""

import pytest

from grader.model.feedback import SourceLine
from grader.model.verdict import Verdict
from grader.pytest_plugin.work import said_of
from tests.reports.conftest import STUB, exercise_of, item

HERE = SourceLine(file="xor.py", line=5)


@pytest.mark.parametrize(
    ("verdict", "score", "outcome", "last"),
    [
        (Verdict.CORRECT, 2.0, "passed", "Say."),
        (Verdict.PARTIAL, 1.0, "failed", "got/xor.py:5: partial, 1 / 2: A title"),
        (Verdict.WRONG, 0.0, "failed", "got/xor.py:5: wrong, 0 / 2: A title"),
        (Verdict.MISSING, 0.0, "failed", "got/xor.py:5: not started, 0 / 2: A title"),
        (Verdict.CRASHED, 0.0, "failed", "got/xor.py:5: crashed, 0 / 2: A title"),
        (Verdict.TIMED_OUT, 0.0, "failed", "got/xor.py:5: timed out, 0 / 2: A title"),
        (Verdict.OUT_OF_MEMORY, 0.0, "failed", "got/xor.py:5: out of memory, 0 / 2: A title"),
        (Verdict.FORBIDDEN, 0.0, "failed", "got/xor.py:5: forbidden, 0 / 2: A title"),
        (Verdict.UNDECIDED, 2.0, "skipped", "and your instructor will look at it. Say."),
        (Verdict.UNDECIDED, None, "skipped", "its points are open, and your instructor will look at it. Say."),
        (Verdict.SKIPPED, None, "skipped", "was not judged, so its points are not known. Say."),
        (Verdict.GRADER_ERROR, None, "error", "please tell your instructor."),
    ],
)
def test_each_verdict_has_its_outcome(verdict: Verdict, score: float | None, outcome: str, last: str) -> None:
    """What is not started has failed, as untouched work would else look done."""
    score_of = item("relu", verdict, score, "code: Say.", defined_at=HERE)
    said = said_of(exercise_of("xor", "XOR", score_of), score_of, "got")
    assert said["outcome"] == outcome
    assert said["text"].splitlines()[-1].endswith(last)
    assert "Say." in said["text"]


def test_evidence_comes_first_and_the_place_last() -> None:
    """As a traceback ends; the line that is to blame goes before that of the function."""
    wrong = item(
        "relu", Verdict.CRASHED, 0.0, "code: No.", witness="relu(0) failed", line=SourceLine(file="a.py", line=2),
        defined_at=HERE, output="z = 0\n",
    )  # fmt: skip
    assert said_of(exercise_of("xor", "XOR", wrong), wrong, "")["text"].splitlines() == [
        "relu(0) failed",
        "No.",
        "printed:",
        "  z = 0",
        "a.py:2: crashed, 0 / 2: A title",
    ]


def test_a_stub_says_no_more_than_that() -> None:
    stub = item("relu", Verdict.MISSING, 0.0, STUB)
    assert said_of(exercise_of("xor", "XOR", stub), stub, "")["text"] == "xor.py:1: not started, 0 / 2: A title"


@pytest.mark.parametrize("verdict", [Verdict.WRONG, Verdict.UNDECIDED, Verdict.GRADER_ERROR])
def test_no_text_steers_a_terminal(verdict: Verdict) -> None:
    text = "\x1b[2J\u202e\x00"
    bad = item(text, verdict, 0.0, f"code: {text}", title=text, witness=text, output=text)
    assert said_of(exercise_of(text, text, bad), bad, text)["text"].replace("\n", "").isprintable()
