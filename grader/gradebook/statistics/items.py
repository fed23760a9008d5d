"""The classical statistics of items, from one exercise's points: shape (students, items), without gaps."""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
SHARE = 0.27
"""Kelley (1939): groups of 27 % make the difference between them largest beside its standard error."""


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
    if len(x) < 2 or min(lengths) <= 1e-9 * len(x) * max(1.0, *map(_size, (x, y))):
        return None
    return float(np.clip((x / lengths[0]) @ (y / lengths[1]), -1.0, 1.0))


def upper_lower(shares: Points, total: Points, share: float = SHARE) -> list[float]:
    """For every item the mean share of its points in the best group less that in the weakest.

    The groups hold `share` of the students each, rounded. Of students with the same total at the edge of a group, each
    counts in part, so that the result does not depend on the order of the students.
    """
    size = max(1, round(share * len(total)))
    weights = _in_best(total, size) - _in_best(-total, size)
    return [float(value) for value in weights @ shares / size]


def _in_best(total: Points, size: int) -> Points:
    """How much each student belongs to the `size` best: 1, 0, or a part where several share the last place."""
    edge = np.sort(total)[-size]
    above, tied = total > edge, total == edge
    part = float(size - above.sum()) / float(tied.sum())
    return np.where(above, 1.0, np.where(tied, part, 0.0))


def _size(values: Points) -> float:
    return float(np.abs(values).max(initial=0.0))
