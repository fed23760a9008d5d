"""What hints that were shown do to an item's score: they are counted, and cost what its author says, if anything."""

from collections.abc import Collection

from grader.items.item import Item
from grader.model.counted import counted
from grader.model.feedback import Feedback
from grader.model.hints import is_author_s
from grader.model.report import ItemScore

COST = "note.hint_cost"
"""Code of the sentence that says what was taken off."""


def count_hints(score: ItemScore, item: Item, shown: Collection[str]) -> ItemScore:
    """The score with the number of hints, and without what they cost.

    Parameters
    ----------
    score : ItemScore
        What the answer has earned.
    item : Item
        The item; of one that is not public no hint can have been shown.
    shown : collection of str
        Which hints were, each once, as the work says.
    """
    if not shown or item.visibility != "public":
        return score
    costly = sum(is_author_s(rung, len(item.hints)) for rung in shown)
    known = score.model_copy(update={"hints": len(shown)})
    taken = min(score.score or 0.0, item.points * item.hint_cost * costly)
    if score.score is None or not taken:
        return known
    # Rounded as sums of points are, or 0.3 less than 1 would be 0.7000000000000001 of a point
    left = round(score.score - taken, 9)
    return known.model_copy(update={"score": left, "feedback": (*score.feedback, _sentence(item, costly, taken))})


def _sentence(item: Item, costly: int, taken: float) -> Feedback:
    shown, less = counted(costly, "hint"), counted(round(taken, 9), "point")
    each = f"{100 * item.hint_cost:g} % of the points"
    return Feedback(code=COST, text=f"{shown} of the author's, each of which costs {each}: {less} taken off.")
