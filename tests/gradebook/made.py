"""Attempts made by hand for the tests."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from grader.model.gradebook import Attempt, ItemMark, Override
from grader.model.verdict import Verdict


def mark(
    item: str,
    score: float | None,
    max_score: float = 1.0,
    verdict: Verdict | None = None,
    codes: Sequence[str] = (),
    seconds: float | None = None,
) -> ItemMark:
    """One item's mark; its verdict from the points unless one is given."""
    if verdict is None:
        right = Verdict.CORRECT if score == max_score else Verdict.PARTIAL if score else Verdict.WRONG
        verdict = Verdict.GRADER_ERROR if score is None else right
    return ItemMark(item, score, max_score, verdict, tuple(codes), seconds)


def attempt(
    student: str,
    items: Iterable[ItemMark] = (),
    exercise: str = "xor",
    number: int = 1,
    at: datetime | None = None,
    override: Override | None = None,
) -> Attempt:
    """One attempt, its points added up."""
    items = tuple(items)
    scores = [item.score for item in items if item.score is not None]
    return Attempt(
        student=student,
        exercise=exercise,
        number=number,
        submitted_at=at,
        digest=f"sha256:{number:064}",
        score=sum(scores) if len(scores) == len(items) else None,
        max_score=sum(item.max_score for item in items),
        items=items,
        override=override,
    )


def attempts_of(rows: Iterable[Sequence[float | None]], most: Sequence[float] | None = None) -> list[Attempt]:
    """One attempt a row, with the row's numbers as points of items `i1`, `i2`, ..."""
    return [
        attempt(
            f"s{number}",
            (mark(f"i{k}", score, most[k - 1] if most else 1.0) for k, score in enumerate(row, start=1)),
        )
        for number, row in enumerate(rows)
    ]
