"""How far an item's difficulty and discrimination may lie from what so few students show: 95 % intervals.

Both are closed forms, so that a course of many items needs no resampling for each.
"""

import math
from statistics import NormalDist

from grader.gradebook.statistics.reliability import LEVEL
from grader.model.statistics import Interval

_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


def of_share(share: float, count: int) -> Interval | None:
    """Wilson's interval of a mean share of points, which never leaves 0 to 1; None without a student.

    It is exact in its variance for items that are right or wrong. Points in between spread less, so that for them it is
    wider than need be, and never too narrow.
    """
    if not count:
        return None
    middle, weight = share + _Z**2 / (2 * count), 1 + _Z**2 / count
    half = _Z * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    return Interval(max(0.0, (middle - half) / weight), min(1.0, (middle + half) / weight), LEVEL)


def of_correlation(correlation: float, count: int) -> Interval | None:
    """Fisher's interval of a correlation, by the inverse hyperbolic tangent; None for fewer than four students."""
    if count < 4:
        return None
    if abs(correlation) >= 1:
        return Interval(correlation, correlation, LEVEL)
    middle, half = math.atanh(correlation), _Z / math.sqrt(count - 3)
    return Interval(math.tanh(middle - half), math.tanh(middle + half), LEVEL)
