"""Judgements become points, and what may not be shown is left out."""

import math
from collections.abc import Iterable

from grader.items.item import Item
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement
from grader.model.report import ExerciseScore, ItemScore

_HIDDEN = Feedback(code="hidden", text="What this item tries is not shown.")


def score_item(item: Item, kind: str, judgement: Judgement, output: str) -> ItemScore:
    """The item's points; evidence and printed output only where students may see them."""
    is_shown = item.visibility == "public" or not judgement.verdict.carries_points
    return ItemScore(
        id=item.id,
        title=item.title,
        kind=kind,
        score=item.points * judgement.fraction if judgement.verdict.carries_points else None,
        max_score=item.points,
        verdict=judgement.verdict,
        visibility=item.visibility,
        feedback=judgement.feedback if is_shown else (_HIDDEN,),
        witness=judgement.witness if is_shown else None,
        output=output if is_shown else "",
    )


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
