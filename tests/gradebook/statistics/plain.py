"""Reliability of one table of points, without an interval."""

import numpy as np

from grader.gradebook.statistics.reliability import Points, alphas, errors, with_total


def alpha(points: Points) -> float | None:
    """Of k items: k / (k - 1) (1 - sum of their variances / variance of the total); None for one item or no spread."""
    return _known(alphas(_variances(points)))


def standard_error(points: Points) -> float | None:
    """The total's standard deviation times the root of 1 - alpha, in points; None where there is no alpha."""
    return _known(errors(_variances(points)))


def _variances(points: Points) -> Points:
    variances: Points = with_total(points).var(axis=0, ddof=1)[np.newaxis]
    return variances


def _known(values: Points) -> float | None:
    return None if np.isnan(values[0]) else float(values[0])
