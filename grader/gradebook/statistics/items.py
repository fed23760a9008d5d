"""The classical statistics of items, from one exercise's points: shape (students, items), without gaps.

Items that look broken get a plain sentence each (`remarks`).
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from grader.model.counted import counted
from grader.model.statistics import ItemStatistics, Remark

Points = NDArray[np.float64]
SHARE = 0.27
"""Kelley (1939): groups of 27 % make the difference between them largest beside its standard error."""


# A full score that was summed up from parts in floats is a little less.
_FULL = 1 - 1e-9


def item_rest(points: Points) -> list[float | None]:
    """Corrected item-total correlation of every item: Pearson's, with the sum of the other items.

    For an item that is right or wrong it is the point-biserial correlation. None where the item, or the sum of the
    others, is the same for everybody.
    """
    total = points.sum(axis=1)
    return [correlation(column, total - column) for column in points.T]


def correlation(x: Points, y: Points) -> float | None:
    """Pearson's correlation; None where one of the two is constant."""
    x, y = x - x.mean(), y - y.mean()
    lengths = np.linalg.norm(x), np.linalg.norm(y)
    # What rounding leaves of a column that is the same for everybody is no spread to correlate with
    if len(x) < 2 or min(lengths) <= 1e-9 * len(x) * max(1.0, *map(_size, (x, y))):
        return None
    return float(np.clip((x / lengths[0]) @ (y / lengths[1]), -1.0, 1.0))


def upper_lower(shares: Points, total: Points, share: float = SHARE) -> list[float]:
    """For every item the mean share of its points in the best group less that in the weakest.

    The groups hold `share` of the students each, rounded. Of students with the same total at the edge of a group, each
    counts in part, so that the result does not depend on the order of the students.
    """
    size = max(1, round(share * len(total)))
    weights = _in_best(total, size) - _in_best(-total, size)  # the weakest are the best of the negative
    return [float(value) for value in weights @ shares / size]


def _in_best(total: Points, size: int) -> Points:
    """How much each student belongs to the `size` best: 1, 0, or a part where several share the last place."""
    edge = np.sort(total)[-size]
    above, tied = total > edge, total == edge
    part = float(size - above.sum()) / float(tied.sum())
    return np.where(above, 1.0, np.where(tied, part, 0.0))


def _size(values: Points) -> float:
    return float(np.abs(values).max(initial=0.0))


def remarks(item: ItemStatistics, shares: NDArray[np.float64]) -> Iterator[Remark]:
    """What is strange about one item, given the known shares of its points."""
    right = int((shares >= _FULL).sum())
    if item.students and item.not_tried == 1:
        yield _remark(item, "nobody.tried", f"none of {counted(item.students, 'student')} tried it.")
    elif item.students and not right:
        who = (
            "the one student did not get" if item.students == 1 else f"none of {counted(item.students, 'student')} got"
        )
        yield _remark(item, "nobody.right", f"{who} it right: its statement, reference or tolerance may be wrong.")
    elif item.students > 1 and right == item.students:
        yield _remark(item, "everybody.right", f"all {counted(right, 'student')} got it right: it tells nobody apart.")
    if item.item_rest is not None and item.item_rest < 0:
        yield _remark(
            item,
            "discrimination.negative",
            f"students who earn more in the other items earn less here (r = {item.item_rest:.2f}): "
            "its key or its statement may be wrong.",
        )
    if item.undecided:
        answers = f"{item.undecided} answer{'s' * (item.undecided > 1)}"
        yield _remark(
            item, "answers.undecided", f"{answers} agreed at every point tried but could not be proved; have a look."
        )
    if item.left_open:
        answers = f"{item.left_open} answer{'s' * (item.left_open > 1)}"
        yield _remark(
            item, "answers.open", f"{answers} could not be decided: the points are open until you give them by hand."
        )
    if item.failed:
        yield _remark(
            item,
            "grader.failed",
            f"the grader failed on {counted(item.failed, 'student')}: points that are not known are left out here.",
        )


def _remark(item: ItemStatistics, code: str, text: str) -> Remark:
    return Remark(item.item, code, f"{item.item}: {text}")
