"""Cronbach's alpha and the standard error of measurement, from points of shape (students, items) without gaps."""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


def alpha(points: Points) -> float | None:
    """Of k items: k / (k - 1) (1 - sum of their variances / variance of the total); None for one item or no spread."""
    value = float(alphas(_variances(points)[np.newaxis])[0])
    return None if np.isnan(value) else value


def standard_error(points: Points) -> float | None:
    """The total's standard deviation times the root of 1 - alpha, in points; None where there is no alpha."""
    value = float(errors(_variances(points)[np.newaxis])[0])
    return None if np.isnan(value) else value


def alphas(variances: Points) -> Points:
    """Alpha of each row, which holds the items' variances and, last, the total's; NaN where there is none."""
    items, total = variances[:, :-1], variances[:, -1]
    count = items.shape[1]
    spread: Points = np.where(total > 0, total, np.nan)
    return np.nan * spread if count < 2 else count / (count - 1) * (1 - items.sum(axis=1) / spread)


def errors(variances: Points) -> Points:
    """Standard error of measurement of each such row; alpha never exceeds 1 but by rounding."""
    root: Points = np.sqrt(variances[:, -1] * np.maximum(0.0, 1 - alphas(variances)))
    return root


def with_total(points: Points) -> Points:
    """The items' points less their means and, as a last column, their total."""
    centred = points - points.mean(axis=0)
    centred[:, np.ptp(points, axis=0) == 0] = 0.0  # what rounding leaves of a constant is no spread
    return np.column_stack([centred, centred.sum(axis=1)])


def _variances(points: Points) -> Points:
    variances: Points = with_total(points).var(axis=0, ddof=1)
    return variances
