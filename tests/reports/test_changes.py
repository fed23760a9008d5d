"""What went up and down is told in a few words, and what is not known went neither way."""

from datetime import datetime

import pytest

from grader.model.report import ExerciseScore, ItemScore
from grader.model.verdict import Verdict
from grader.reports.changes import ago, changes, clock


def exercise(name: str, **scores: float | None) -> ExerciseScore:
    """An exercise with these items' points."""
    items = tuple(
        ItemScore(
            id=item, title="t", kind="value", score=score, max_score=9, verdict=Verdict.WRONG, visibility="public"
        )
        for item, score in scores.items()
    )
    return ExerciseScore(id=name, title="t", score=None, max_score=9, items=items)


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ([exercise("xor", a=1, b=0)], [exercise("xor", a=1, b=0)], ""),
        ([], [exercise("xor", a=1)], ""),
        ([exercise("xor", a=1)], [], ""),
        ([exercise("xor", a=0, b=0, c=1)], [exercise("xor", a=1, b=2, c=1)], "xor +3 (a, b)"),
        ([exercise("xor", a=1.5)], [exercise("xor", a=0)], "xor -1.5 (a)"),
        ([exercise("xor", a=0, b=2)], [exercise("xor", a=2, b=0)], "xor +2 (a) -2 (b)"),
        (
            [exercise("xor", a=0), exercise("mean", b=1), exercise("same", c=1)],
            [exercise("mean", b=0), exercise("xor", a=1), exercise("same", c=1)],
            "mean -1 (b), xor +1 (a)",
        ),
        ([exercise("xor", a=None, b=1)], [exercise("xor", a=1, b=None)], ""),
        ([exercise("xor", old=1)], [exercise("xor", new=1)], ""),
        ([exercise("xor", a=0.1 + 0.2)], [exercise("xor", a=0.3)], ""),
    ],
)
def test_what_is_told(before: list[ExerciseScore], now: list[ExerciseScore], told: str) -> None:
    """Exercise by exercise, up first, with the items that moved."""
    assert changes({part.id: part for part in before}, now) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.2, "just now"),
        (-5.0, "just now"),
        (1.0, "1 second ago"),
        (59.9, "59 seconds ago"),
        (60.0, "1 minute ago"),
        (7199.0, "1 hour ago"),
        (200_000.0, "2 days ago"),
    ],
)
def test_how_long_ago(seconds: float, told: str) -> None:
    """In the largest unit that fits."""
    assert ago(seconds) == told


def test_a_moment_of_today_has_no_day() -> None:
    """Another one has."""
    now = datetime(2026, 11, 29, 14, 3)  # noqa: DTZ001 - of no zone, as the words are
    assert clock(datetime(2026, 11, 29, 9, 5), now) == "09:05"  # noqa: DTZ001
    assert clock(datetime(2026, 11, 28, 14, 4), now) == "28 Nov 14:04"  # noqa: DTZ001
