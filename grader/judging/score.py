"""Judgements become points, and what may not be shown is left out."""

import math
from collections.abc import Iterable

from grader.items.item import Item
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement
from grader.model.report import ExerciseScore, ItemScore

COURSE_ERROR = "course.error"
"""Code of the feedback on an item at which the author's code or our judging failed."""
_HIDDEN = Feedback(code="hidden", text="What this item tries is not shown.")
_HIDDEN_ERROR = Feedback(
    code=COURSE_ERROR, text="Judging failed. What this item tries is not shown; `grade check` tells its author more."
)


def score_item(item: Item, kind: str, judgement: Judgement, output: str) -> ItemScore:
    """The item's points; evidence and printed output only where students may see them."""
    is_public = item.visibility == "public"
    is_known = judgement.verdict.carries_points and not judgement.is_open
    return ItemScore(
        id=item.id,
        title=item.title,
        kind=kind,
        score=item.points * judgement.fraction if is_known else None,
        max_score=item.points,
        verdict=judgement.verdict,
        visibility=item.visibility,
        feedback=judgement.feedback if is_public else _told(judgement),
        witness=judgement.witness if is_public else None,
        output=output if is_public else "",
    )


def _told(judgement: Judgement) -> tuple[Feedback, ...]:
    """What is said about a hidden item: nothing but why it has no points, without what it tries."""
    if judgement.verdict.carries_points:
        return (_HIDDEN,)
    return tuple(_HIDDEN_ERROR if said.code == COURSE_ERROR else said for said in judgement.feedback)


def score_exercise(name: str, title: str, items: tuple[ItemScore, ...]) -> ExerciseScore:
    """The exercise's points."""
    return ExerciseScore(
        id=name,
        title=title,
        score=total(item.score for item in items),
        max_score=math.fsum(item.max_score for item in items),
        items=items,
    )


def total(scores: Iterable[float | None]) -> float | None:
    """The sum; None if one of them is not known."""
    known = list(scores)
    return None if None in known else round(math.fsum(score for score in known if score is not None), 9)
