"""What only the instructor grades is told apart in every format, and counts neither for nor against the student."""

import pytest

from grader.model.feedback import Feedback, Witness
from grader.model.report import (
    ONLY_INSTRUCTOR,
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
from grader.reports import render

SANDBOX = SandboxInfo(level="confined", layers=())
LEFT = (Feedback(code=ONLY_INSTRUCTOR, text="Only your instructor grades this."),)


def item(name: str, verdict: Verdict, score: float | None, *said: Feedback, seen: str = "") -> ItemScore:
    """An item of two points."""
    return ItemScore(
        id=name,
        title="asked",
        kind="value",
        score=score,
        max_score=2,
        verdict=verdict,
        visibility="public",
        feedback=said,
        witness=Witness(kind="value", text=seen) if seen else None,
    )


RIGHT = item("right", Verdict.CORRECT, 2)
WRONG = item("wrong", Verdict.WRONG, 0, Feedback(code="answer.value", text="It is not."))
MINE = item("mine", Verdict.SKIPPED, None, *LEFT)
SEEN = item("seen", Verdict.SKIPPED, None, *LEFT, seen="seen() gave 7")
UNKNOWN = item("unknown", Verdict.SKIPPED, None, Feedback(code="claim.evidence_unknown", text="Not known."))
BROKEN = item("broken", Verdict.GRADER_ERROR, None, Feedback(code="grader.error", text="Ours."))


def report(*items: ItemScore) -> Report:
    """A report on one exercise."""
    scores = [item.score for item in items if item.score is not None]
    total = sum(scores) if len(scores) == len(items) else None
    exercise = ExerciseScore(id="a", title="A", score=total, max_score=2.0 * len(items), items=items)
    return Report(
        course=CourseInfo(name="c", version="1"),
        submission=SubmissionInfo(id="s", digest="sha256:0"),
        score=total,
        max_score=2.0 * len(items),
        exercises=(exercise,),
        environment=Environment(grader="0", python="3", numpy="2", sympy="1", sandbox=SANDBOX),
        timing=Timing(seconds=0),
    )


@pytest.mark.parametrize(
    ("items", "percent", "failed"),
    [
        ((RIGHT, WRONG), 50, 0),
        ((RIGHT, MINE), 100, 0),
        ((RIGHT, WRONG, MINE, SEEN), 50, 0),
        ((WRONG, SEEN), 0, 0),
        ((MINE, SEEN), None, 0),
        ((RIGHT, BROKEN), None, 1),
        ((RIGHT, MINE, BROKEN), None, 1),
        ((RIGHT, UNKNOWN), None, 0),
        ((), 100, 0),
    ],
)
def test_the_percentage_is_of_what_can_be_tried(
    items: tuple[ItemScore, ...], percent: float | None, failed: int
) -> None:
    """Not known if anything else is not; no item of the instructor's is a failure of the grader's."""
    made = report(*items)
    assert made.percent == percent
    assert len(made.failed) == failed


def test_the_text_tells_it_apart() -> None:
    """In one line where there is nothing to see, and with what the function gave otherwise."""
    text = render(report(RIGHT, WRONG, MINE, MINE.model_copy(update={"id": "other"}), SEEN), "text")
    assert "2 of the 4 points that can be tried here (50 %)" in text
    assert "- only your instructor grades: mine, other" in text
    assert "seen() gave 7" in text
    assert "skipped here (6 points): only your instructor grades this" in text
    assert "was not judged" not in text


@pytest.mark.parametrize("width", [30, 40, 50])
def test_the_sum_in_words_fits_a_narrow_terminal(width: int) -> None:
    """It is longer than any sum in numbers."""
    text = render(report(RIGHT, WRONG, MINE), "text", width=width)
    assert "of the 4 points that can be tried here (50 %)" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= width


def test_what_was_skipped_for_another_reason_is_told_as_before() -> None:
    """Its points are not known, and so is the sum."""
    text = render(report(RIGHT, UNKNOWN), "text")
    assert "? / 4" in text
    assert "skipped (unknown): was not judged" in text
    both = render(report(RIGHT, UNKNOWN, MINE), "text", width=200)
    assert "skipped (unknown): was not judged, so its points are not known. skipped here (2 points):" in both


@pytest.mark.parametrize("form", ["text", "markdown", "junit", "github"])
def test_every_format_says_who_grades_it(form: str) -> None:
    """Nobody has to wonder why it was skipped."""
    text = render(report(RIGHT, SEEN), form).replace("\n", " ").replace("  ", " ")
    assert "only your instructor grades this" in text
    assert "was not judged" not in text
